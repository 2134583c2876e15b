"""From documents to the core language."""
