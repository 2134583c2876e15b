"""From files to the core language: reader, model, lower."""
