"""For policy authors and backend writers: case files, generated inputs, properties."""
