"""How the images of a folder stand, asked by path, size and time, and who has judged an image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Row, Select, and_, select
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
)
from core.records.values import ImageStanding, StoredVerdict
from core.records.verdicts import read_verdicts

_PATHS_A_QUERY: Final = 500

_Key = tuple[str, int, int]
_SEEN: Final = aliased(ImageRow)
_SAME: Final = aliased(ImageRow)
"""An image has a second row if decoding found other facts later; records may hang on either."""


def read_standings(
    connection: Connection, sightings: Sequence[Sighting], product: str
) -> dict[Sighting, ImageStanding]:
    """Return how the first pages of files stand, as far as they were recorded before.

    The newest record of the image says what the program found; the verdict is the newest that
    stands, even if the image was scored again since.
    """
    found: dict[_Key, ImageStanding] = {}
    paths = list(dict.fromkeys(clean_text(sighting.path) for sighting in sightings))
    for first in range(0, len(paths), _PATHS_A_QUERY):
        for row in connection.execute(_records_at(paths[first : first + _PATHS_A_QUERY], product)):
            key = (row.path, row.size_bytes, row.mtime_ns)
            found[key] = _later(found.get(key), row)
    return {
        sighting: found[key]
        for sighting in sightings
        if (key := (clean_text(sighting.path), sighting.size_bytes, sighting.mtime_ns)) in found
    }


def read_standing_verdict(
    connection: Connection, image: ImageIdentity, product: str
) -> StoredVerdict | None:
    """Return the newest verdict on an image that was not taken back."""
    judged: str | None = connection.execute(
        select(CurrentStateRow.record_id)
        .join(InspectionRow, InspectionRow.uuid == CurrentStateRow.record_id)
        .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
        .where(
            ImageRow.sha256 == image.sha256,
            ImageRow.page == image.page,
            InspectionRow.product == product,
            CurrentStateRow.current_verdict.is_not(None),
        )
        .order_by(InspectionRow.seq.desc())
        .limit(1)
    ).scalar()
    if judged is None:
        return None
    given = [v for v in read_verdicts(connection, judged) if v.verdict and not v.is_retracted]
    return given[-1] if given else None


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


def _later(before: ImageStanding | None, row: Row[Any]) -> ImageStanding:
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
    if before is None or now.verdict is not None:
        return now
    return replace(now, verdict=before.verdict, corrected=before.corrected)
