"""Verdict bar: what a person decides about the image on the canvas, by mouse or by one key."""
