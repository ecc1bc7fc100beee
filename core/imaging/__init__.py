"""Decoding, identity, catalogue, quality gate and previews."""
