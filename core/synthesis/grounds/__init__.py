"""Grounds: the many surfaces that training pictures are drawn on, with their light and camera."""
