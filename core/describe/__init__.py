"""Sentences from records, in both languages."""
