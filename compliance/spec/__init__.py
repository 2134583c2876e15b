"""The meaning of the core language, never optimised (docs/semantics.md)."""
