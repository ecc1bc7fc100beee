"""What the last images of a product showed: for what repeats, and for training cards."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, RowMapping, select

from core.domain.measurements import Measurement
from core.domain.outcomes import Outcome
from core.domain.suggestions import RECENT_IMAGES, RecentImage, RecentMark
from core.records.chain import table_of
from core.records.engine import Database
from core.records.outlines import HAND_MEASURED, facts_in, is_latest_outline
from core.records.tables import (
    CurrentStateRow,
    FindingRow,
    ImageRow,
    InspectionRow,
    OutlineCorrectionRow,
)

_STATE: Final = CurrentStateRow


class RecentRecords:
    """Reads the newest records of a product.

    Parameters
    ----------
    database : Database
        Of the history.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def images(self, product: str, limit: int = RECENT_IMAGES) -> tuple[RecentImage, ...]:
        """Return the last images of a product, newest first, with the defects found in them.

        What a person judged OK has none. An image that was inspected more than once counts once,
        as last seen; so there may be fewer than ``limit``.
        """
        with self._database.read() as connection:
            return _images(connection, product, limit)

    def cases(self, product: str, category_id: str, limit: int = 200) -> tuple[Measurement, ...]:
        """Return the measured facts of the last defects that a person has judged NG.

        Of each record the worst finding; category and facts are the person's, or the program's
        where the person gave none.
        """
        with self._database.read() as connection:
            return _cases(connection, product, category_id, limit)


def _images(connection: Connection, product: str, limit: int) -> tuple[RecentImage, ...]:
    last = (
        select(_STATE.seq, _STATE.record_id, _STATE.sha256, _STATE.current_verdict)
        .where(_STATE.product == product)
        .order_by(_STATE.seq.desc())
        .limit(limit)
        .subquery()
    )
    rows = connection.execute(
        select(
            last.c.sha256,
            last.c.current_verdict,
            last.c.record_id,
            *(ImageRow.width_px, ImageRow.height_px),
            *(FindingRow.outcome, FindingRow.category_id, FindingRow.measurement),
            *HAND_MEASURED,
        )
        .join(InspectionRow, InspectionRow.uuid == last.c.record_id)
        .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
        .outerjoin(FindingRow, FindingRow.inspection_id == last.c.record_id)
        .outerjoin(OutlineCorrectionRow, is_latest_outline(table_of(FindingRow)))
        .order_by(last.c.seq.desc(), FindingRow.position)
    ).mappings()
    marks: dict[str, list[RecentMark]] = {}
    records: dict[str, str] = {}
    for row in rows:
        newest = records.setdefault(row["sha256"], row["record_id"])
        found = marks.setdefault(row["sha256"], [])
        mark = _mark(row) if newest == row["record_id"] else None
        if mark is not None:
            found.append(mark)
    return tuple(RecentImage(sha256, tuple(found)) for sha256, found in marks.items())


def _cases(
    connection: Connection, product: str, category_id: str, limit: int
) -> tuple[Measurement, ...]:
    rows = connection.execute(
        select(FindingRow.measurement, *HAND_MEASURED)
        .join(_STATE, _STATE.record_id == FindingRow.inspection_id)
        .outerjoin(OutlineCorrectionRow, is_latest_outline(table_of(FindingRow)))
        .where(
            _STATE.product == product,
            _STATE.current_verdict == Outcome.NG,
            _STATE.category == category_id,
            FindingRow.position == 0,
        )
        .order_by(_STATE.seq.desc())
        .limit(limit)
    ).mappings()
    return tuple(facts_in(row) for row in rows)


def _mark(row: RowMapping) -> RecentMark | None:
    if row["measurement"] is None or not row["width_px"]:
        return None
    return RecentMark.of(
        row["category_id"],
        facts_in(row).centroid_px,
        (row["width_px"], row["height_px"]),
        is_ok=Outcome.OK in {row["outcome"], row["current_verdict"]},
    )
