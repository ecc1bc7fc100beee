"""Models: everything that imports torch or transformers."""

from core.inference import environment

environment.prepare()
