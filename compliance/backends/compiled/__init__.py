"""The default interpreter: an index, and exact evaluation of the rules it leaves."""
