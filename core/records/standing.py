"""How the images of a folder stand, asked by path, size and time, and who has judged an image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import aliased

from core.domain.images import ImageIdentity, Sighting
from core.records.codec import reason_of
from core.records.hashing import clean_text
from core.records.tables import (
    CurrentStateRow,
    FindingRow,
    ImageRow,
    InspectionRow,
    SightingRow,
    VerdictRow,
)
from core.records.values import ImageStanding, StandingVerdict
from core.records.verdicts import read_verdicts

_PATHS_A_QUERY: Final = 500

_Key = tuple[str, int, int]
_SEEN: Final = aliased(ImageRow)
_SAME: Final = aliased(ImageRow)
"""An image has a second row if decoding found other facts later; records may hang on either."""
_JUDGED_SEQ: Final = (
    select(func.max(VerdictRow.seq))
    .where(VerdictRow.inspection_id == InspectionRow.uuid)
    .scalar_subquery()
)
"""When a record was judged last: an older record may be judged after a newer one."""


def read_standings(
    connection: Connection, sightings: Sequence[Sighting], product: str
) -> dict[Sighting, ImageStanding]:
    """Return how the first pages of files stand, as far as they were recorded before.

    The newest record of the image says what the program found; the verdict is the newest that
    stands, even if the image was scored again since.
    """
    found: dict[_Key, ImageStanding] = {}
    judged: dict[_Key, int] = {}
    paths = list(dict.fromkeys(clean_text(sighting.path) for sighting in sightings))
    for first in range(0, len(paths), _PATHS_A_QUERY):
        for row in connection.execute(_records_at(paths[first : first + _PATHS_A_QUERY], product)):
            key = (row.path, row.size_bytes, row.mtime_ns)
            is_latest = row.current_verdict is not None and row.judged_seq > judged.get(key, 0)
            found[key] = _standing(row, None if is_latest else found.get(key))
            judged[key] = row.judged_seq if is_latest else judged.get(key, 0)
    return {
        sighting: found[key]
        for sighting in sightings
        if (key := (clean_text(sighting.path), sighting.size_bytes, sighting.mtime_ns)) in found
    }


def read_standing_verdict(
    connection: Connection, image: ImageIdentity, product: str
) -> StandingVerdict | None:
    """Return the newest verdict on an image that was not taken back."""
    judged = connection.execute(
        select(CurrentStateRow.record_id, CurrentStateRow.corrected)
        .join(InspectionRow, InspectionRow.seq == CurrentStateRow.seq)
        .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
        .where(
            ImageRow.sha256 == image.sha256,
            ImageRow.page == image.page,
            InspectionRow.product == product,
            CurrentStateRow.current_verdict.is_not(None),
        )
        .order_by(_JUDGED_SEQ.desc())
        .limit(1)
    ).one_or_none()
    if judged is None:
        return None
    given = read_verdicts(connection, judged.record_id)
    last = [one for one in given if one.verdict is not None and not one.is_retracted][-1]
    return StandingVerdict(judged.record_id, last, judged.corrected)


def _records_at(paths: Sequence[str], product: str) -> Select[*tuple[Any, ...]]:
    """Return the query for the records of images seen at these paths, oldest first.

    The product is compared in ``inspection``, where it has no index: SQLite would rather walk all
    records of a product than look up each path.
    """
    return (
        select(
            *(SightingRow.path, SightingRow.size_bytes, SightingRow.mtime_ns),
            *(CurrentStateRow.record_id, CurrentStateRow.program_outcome),
            *(CurrentStateRow.reason_code, CurrentStateRow.reason_params),
            *(CurrentStateRow.probability, CurrentStateRow.current_verdict),
            *(CurrentStateRow.corrected, FindingRow.anomaly_score, FindingRow.anomaly_limit),
            _JUDGED_SEQ.label("judged_seq"),
        )
        .join(_SEEN, _SEEN.uuid == SightingRow.image_id)
        .join(_SAME, and_(_SAME.sha256 == _SEEN.sha256, _SAME.page == _SEEN.page))
        .join(InspectionRow, InspectionRow.image_id == _SAME.uuid)
        .join(CurrentStateRow, CurrentStateRow.seq == InspectionRow.seq)
        .outerjoin(
            FindingRow,
            and_(FindingRow.inspection_id == InspectionRow.uuid, FindingRow.position == 0),
        )
        .where(SightingRow.path.in_(paths), _SEEN.page == 0, InspectionRow.product == product)
        .order_by(InspectionRow.seq)
    )


def _standing(row: Row[Any], judged: ImageStanding | None) -> ImageStanding:
    """Return what a record says, with the verdict of an earlier one if that holds."""
    now = ImageStanding(
        record_id=row.record_id,
        program_outcome=row.program_outcome,
        reason=reason_of(row.reason_code, row.reason_params),
        probability=row.probability,
        anomaly_score=row.anomaly_score,
        anomaly_limit=row.anomaly_limit,
        verdict=row.current_verdict,
        corrected=row.corrected,
    )
    if judged is None or judged.verdict is None:
        return now
    return replace(now, verdict=judged.verdict, corrected=judged.corrected)
