"""The inference host process and its client."""
