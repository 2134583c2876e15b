"""The core language: data without behaviour, from values to decisions."""
