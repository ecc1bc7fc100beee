"""Network definitions written here."""
