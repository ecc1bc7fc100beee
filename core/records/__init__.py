"""Insert-only, tamper-evident records in SQLite; the only place that knows SQLAlchemy."""
