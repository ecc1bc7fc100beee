"""Widget strings in Korean and English."""
