"""Connects widgets with the workers; a widget knows none of this."""
