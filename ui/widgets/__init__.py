"""Widgets: they show values and tell what people want; controllers do the rest."""
