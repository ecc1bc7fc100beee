"""Models: everything that imports torch or transformers."""
