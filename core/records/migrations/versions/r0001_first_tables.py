"""Make the first tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_CIRCUMSTANCES = (
    *("time_utc", "time_local", "station", "operator", "product", "lot", "part_id", "shift"),
    *("app_version", "prev_hash", "row_hash"),
)


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _words(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    """Columns of enum values."""
    return [sa.Column(name, sa.String(32), nullable=nullable) for name in names]


def _integers(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _reals(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.REAL(), nullable=nullable) for name in names]


def _create_fact(
    name: str,
    columns: list[sa.Column[Any]],
    *,
    references: dict[str, str] | None = None,
    unique: tuple[str, ...] = (),
    last: list[sa.Column[Any]] | None = None,
) -> None:
    op.create_table(
        name,
        *_integers("seq"),
        *_texts("uuid"),
        *columns,
        *_texts(*_CIRCUMSTANCES),
        *(last or []),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{name}"),
        *(sa.UniqueConstraint(column, name=f"uq_{name}_{column}") for column in ("uuid", *unique)),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.uuid"], name=f"fk_{name}_{column}_{target}"
            )
            for column, target in (references or {}).items()
        ),
    )


def _create_index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    """Make all tables and the head of an empty chain."""
    _create_images()
    _create_inspections()
    _create_verdicts()
    _create_bank()
    _create_projections()


def _create_images() -> None:
    _create_fact("schema_event", [*_texts("from_revision", nullable=True), *_texts("to_revision")])
    _create_fact(
        "image",
        [
            *_texts("sha256"),
            *_integers("page"),
            *_integers("width_px", "height_px", "n_pages", nullable=True),
            *_texts("mode", nullable=True),
        ],
    )
    _create_index("image", "sha256", "page")
    _create_fact(
        "sighting",
        [
            *_texts("image_id", "path"),
            *_integers("size_bytes", "mtime_ns"),
            *_texts("seen_station"),
        ],
        references={"image_id": "image"},
    )
    _create_index("sighting", "image_id")


def _create_inspections() -> None:
    _create_fact(
        "settings_snapshot",
        [*_texts("hash", "model", "prompt_set"), *_integers("bank_revision"), *_texts("content")],
        unique=("hash",),
    )
    _create_fact(
        "inspection",
        [
            *_texts("image_id", "sighting_id", "settings_id"),
            *_words("outcome", "reason_code"),
            *_texts("reason_params", "quality"),
            *_integers("finding_count"),
        ],
        references={
            "image_id": "image",
            "sighting_id": "sighting",
            "settings_id": "settings_snapshot",
        },
    )
    _create_index("inspection", "image_id")
    _create_fact(
        "region",
        [
            *_texts("image_id"),
            *_words("kind", "source"),
            *_reals("x", "y", "w", "h"),
            *_texts("outline", "parent_id", nullable=True),
        ],
        references={"image_id": "image"},
    )
    _create_fact(
        "finding",
        [
            *_texts("inspection_id", "region_id"),
            *_integers("position"),
            *_words("outcome", "reason_code"),
            *_texts("reason_params"),
            *_texts("category_id", nullable=True),
            *_reals("probability", "anomaly_score", "anomaly_limit", nullable=True),
            *_words("severity", nullable=True),
            *_texts("scores", "measurement"),
            *_texts("sentences", nullable=True),
        ],
        references={"inspection_id": "inspection", "region_id": "region"},
    )
    _create_index("finding", "inspection_id", "position")
    _create_fact(
        "evidence",
        _texts("inspection_id"),
        references={"inspection_id": "inspection"},
        last=[
            sa.Column("preview_jpeg", sa.LargeBinary(), nullable=False),
            sa.Column("crop_jpeg", sa.LargeBinary(), nullable=False),
        ],
    )
    _create_index("evidence", "inspection_id")


def _create_verdicts() -> None:
    _create_fact(
        "verdict",
        [
            *_texts("inspection_id"),
            *_words("outcome", nullable=True),
            *_texts("category_id", nullable=True),
            *_words("severity", nullable=True),
            *_texts("sub_grade", nullable=True),
            *_texts("note", "reason"),
            *_texts("retracts_id", nullable=True),
        ],
        references={"inspection_id": "inspection", "retracts_id": "verdict"},
    )
    _create_index("verdict", "inspection_id")
    _create_fact(
        "correction",
        [
            *_texts("inspection_id", "verdict_id"),
            *_texts("corrects_id", nullable=True),
            *_words("from_outcome", "to_outcome"),
            *_texts("from_category", "to_category", nullable=True),
            *_words("from_severity", "to_severity", nullable=True),
            *_texts("reason"),
        ],
        references={
            "inspection_id": "inspection",
            "verdict_id": "verdict",
            "corrects_id": "verdict",
        },
    )
    _create_index("correction", "inspection_id")


def _create_bank() -> None:
    _create_fact(
        "bank_event",
        [
            *_words("action"),
            *_texts("batch_id", "category_id", "crop_sha256"),
            *_texts("source_inspection_id", "target_event_id", "target_batch_id", nullable=True),
        ],
        references={"target_event_id": "bank_event"},
    )
    _create_index("bank_event", "product", "seq")


def _create_projections() -> None:
    head = op.create_table(
        "chain_head",
        *_integers("id", "seq"),
        *_texts("row_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_chain_head"),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "row_hash": "0" * 64}])
    op.create_table(
        "current_state",
        *_integers("seq"),
        *_texts("record_id"),
        *_integers("finding_count"),
        *_texts("time_local", "time_utc", "station", "operator", "product", "lot", "part_id"),
        *_texts("shift", "file", "sha256"),
        *_integers("page"),
        *_words("program_outcome"),
        *_texts("program_category", nullable=True),
        *_reals("probability", nullable=True),
        *_words("first_verdict", "current_verdict", nullable=True),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        *_words("reason_code"),
        *_texts("reason_params"),
        *_texts("given_category", nullable=True),
        *_words("given_severity", nullable=True),
        *_texts("category", nullable=True),
        *_words("severity", "zone", nullable=True),
        *_reals("length_px", "length_mm", "width_mm", nullable=True),
        *_texts("sentence_ko", "sentence_en", nullable=True),
        *_texts("model", "prompt_set"),
        *_integers("bank_revision"),
        sa.PrimaryKeyConstraint("seq", name="pk_current_state"),
        sa.UniqueConstraint("record_id", name="uq_current_state_record_id"),
    )
    _create_index("current_state", "product", "seq")
    _create_index("current_state", "time_utc")
