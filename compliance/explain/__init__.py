"""Answers in words: reasons, coverage, prose."""
