"""Find images by the path they were seen at, for the states of a whole folder."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Index the paths of sightings."""
    op.create_index("ix_sighting_path", "sighting", ["path"])
