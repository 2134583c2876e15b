"""A checked rulebook as one file of data, read without its sources' YAML."""

from compliance.bundle.file import NAME, BundleRefused, digest_of_sources, read, write

__all__ = ["NAME", "BundleRefused", "digest_of_sources", "read", "write"]
