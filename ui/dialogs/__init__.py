"""Dialogs, shown with open()."""
