"""The window: widgets, controllers and workers."""
