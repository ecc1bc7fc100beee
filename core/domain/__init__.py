"""Frozen values named by the words of CONTEXT.md; no I/O."""
