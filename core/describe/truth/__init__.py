"""Whether a text that a model wrote agrees with what was measured."""
