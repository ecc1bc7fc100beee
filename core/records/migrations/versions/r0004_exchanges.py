"""Keep conversations with a model about findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TABLE = "exchange"
_CIRCUMSTANCES = (
    *("time_utc", "time_local", "station", "operator", "product", "lot", "part_id", "shift"),
    *("app_version", "prev_hash", "row_hash"),
)
_REFERENCES = {"inspection_id": "inspection", "finding_id": "finding"}


def upgrade() -> None:
    """Add the table of facts, and what the list of records shows of it."""
    op.create_table(
        _TABLE,
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _CIRCUMSTANCES),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{_TABLE}"),
        sa.UniqueConstraint("uuid", name=f"uq_{_TABLE}_uuid"),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.uuid"], name=f"fk_{_TABLE}_{column}_{target}"
            )
            for column, target in _REFERENCES.items()
        ),
    )
    for column in _REFERENCES:
        op.create_index(f"ix_{_TABLE}_{column}", _TABLE, [column])
    op.add_column("current_state", sa.Column("conversation", sa.Text(), nullable=True))
