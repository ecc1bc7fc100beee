"""The insert-only history in SQLite."""
