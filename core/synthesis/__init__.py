"""Procedural product surfaces and defects."""
