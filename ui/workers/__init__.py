"""Threads beside the window: the inference host, the records, pictures."""
