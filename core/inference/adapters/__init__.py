"""One module per model family, behind the protocols of core.inference."""
