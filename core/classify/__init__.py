"""Deciding: prompts, examples, good references and the outcome rule."""
