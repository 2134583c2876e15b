"""JSON Schemas of the documents, generated from their models."""
