"""Migrations; the files in versions are shipped as data and loaded by Alembic from their path."""
