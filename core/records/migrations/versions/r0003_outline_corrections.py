"""Keep what people measured in place of the program: outlines and length lines drawn by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TABLE = "outline_correction"
_CIRCUMSTANCES = (
    *("time_utc", "time_local", "station", "operator", "product", "lot", "part_id", "shift"),
    *("app_version", "prev_hash", "row_hash"),
)
_REFERENCES = {
    "inspection_id": "inspection",
    "finding_id": "finding",
    "corrects_id": _TABLE,
}
_SHOWN = ("corrected_length_px", "corrected_length_mm", "corrected_width_px", "corrected_area_px")


def upgrade() -> None:
    """Add the table of facts, and what the list of records shows of it."""
    op.create_table(
        _TABLE,
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("length_line", sa.Text(), nullable=True),
        sa.Column("measurement", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(32), nullable=True),
        sa.Column("sentences", sa.Text(), nullable=True),
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
    for column in ("inspection_id", "finding_id"):
        op.create_index(f"ix_{_TABLE}_{column}", _TABLE, [column])
    for name in _SHOWN:
        op.add_column("current_state", sa.Column(name, sa.REAL(), nullable=True))
    op.add_column("current_state", sa.Column("outline_corrected_by", sa.Text(), nullable=True))
