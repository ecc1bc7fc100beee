"""Paths, settings and product profiles on disk."""
