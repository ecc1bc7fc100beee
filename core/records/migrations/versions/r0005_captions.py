"""Tell what models saw apart from what persons asked them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what the list of records shows; it is derived anew from the facts."""
    op.add_column("current_state", sa.Column("captions", sa.Text(), nullable=True))
