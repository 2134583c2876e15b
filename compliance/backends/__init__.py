"""Interpreters: each gives the same answers as the specification, in its own way."""
