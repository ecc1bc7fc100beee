"""What models said about findings that were recorded already: answers to people, and captions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final, Literal, cast

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from core.domain.corrections import is_drawn_box
from core.domain.dialogue import CheckedCaption, Exchange
from core.domain.images import ImageIdentity
from core.domain.inspections import ModelInfo
from core.domain.regions import BoxPx
from core.domain.verdicts import Moment, RecordContext
from core.errors import RecordsError
from core.records.chain import ChainWriter, Stamp
from core.records.clock import now
from core.records.codec import caption_of, contradictions_of, known_fields, korean_of
from core.records.engine import Database
from core.records.facts import number_and_product
from core.records.projection import project
from core.records.tables import ExchangeRow, FindingRow, ImageRow, InspectionRow, RegionRow
from core.records.values import KnownCaption, StoredCaption, StoredExchange

JsonObject = Mapping[str, Any]


class Conversations:
    """Writes and reads what was said later; each exchange or caption is a fact and stays as it is.

    Parameters
    ----------
    database : Database
        Of the history.
    app_version : str
        Written into every record.
    """

    def __init__(self, database: Database, app_version: str) -> None:
        self._database = database
        self._app_version = app_version

    def add(
        self,
        record_id: str,
        position: int,
        words: Exchange | CheckedCaption,
        context: RecordContext,
        moment: Moment | None = None,
    ) -> str:
        """Record a question and its answer, or a caption that came after the inspection.

        Parameters
        ----------
        record_id : str
            The inspection.
        position : int
            Place of the finding in it.
        words : Exchange or CheckedCaption
            With its contradictions.
        context : RecordContext
            Who asked, or looked at the image, and where.
        moment : Moment, optional
            Now if None.

        Returns
        -------
        str
            Id of the row.

        Raises
        ------
        RecordsError
            ``record_unknown`` if the record, or a finding of it at that place, is not there.
        """
        with self._database.write() as connection:
            seq, product = number_and_product(connection, record_id)
            stamp = Stamp(moment or now(), replace(context, product=product), self._app_version)
            chain = ChainWriter(connection, stamp)
            row_id = _add(connection, chain, record_id, position, words)
            chain.finish()
            project(connection, seq, seq)
        return row_id

    def about(self, *, sha256: str, page: int, product: str) -> tuple[StoredExchange, ...]:
        """Return the exchanges about an image's findings, on whichever record; oldest first."""
        image = ImageIdentity(sha256, page)
        with self._database.read() as connection:
            return tuple(_exchanges(_rows_about(connection, image, product)))

    def captions_about(self, *, sha256: str, page: int, product: str) -> tuple[KnownCaption, ...]:
        """Return all captions of an image's findings, on whichever record; the newest first.

        Those that were recorded with their inspection come after those that were added later.
        """
        image = ImageIdentity(sha256, page)
        with self._database.read() as connection:
            later = _captions(_rows_about(connection, image, product))
            known = [KnownCaption(each.place, each.checked.caption) for each in later]
            return (*reversed(known), *_captions_of_findings(connection, image, product))


def read_said(
    connection: Connection, record_id: str
) -> tuple[tuple[StoredExchange, ...], tuple[StoredCaption, ...]]:
    """Return the exchanges and the captions that were added to a record, oldest first."""
    found = connection.execute(_SAID.where(ExchangeRow.inspection_id == record_id))
    rows = found.mappings().all()
    return tuple(_exchanges(rows)), tuple(_captions(rows))


def _rows_about(connection: Connection, image: ImageIdentity, product: str) -> Sequence[RowMapping]:
    return (
        connection.execute(
            _SAID.join(InspectionRow, InspectionRow.uuid == ExchangeRow.inspection_id)
            .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
            .where(*_of_image(image, product))
        )
        .mappings()
        .all()
    )


def _captions_of_findings(
    connection: Connection, image: ImageIdentity, product: str
) -> Iterator[KnownCaption]:
    rows = connection.execute(
        select(FindingRow.sentences, RegionRow.x, RegionRow.y, RegionRow.w, RegionRow.h)
        .join(RegionRow, RegionRow.uuid == FindingRow.region_id)
        .join(InspectionRow, InspectionRow.uuid == FindingRow.inspection_id)
        .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
        .where(*_of_image(image, product))
        .order_by(FindingRow.seq.desc())
    )
    for row in rows.mappings():
        caption = caption_of(row["sentences"])
        if caption is not None:
            yield KnownCaption(_box(row), caption)


def _of_image(image: ImageIdentity, product: str) -> tuple[ColumnElement[bool], ...]:
    return (
        ImageRow.sha256 == image.sha256,
        ImageRow.page == image.page,
        InspectionRow.product == product,
    )


_SAID: Final = (
    select(
        *(ExchangeRow.uuid, ExchangeRow.content, ExchangeRow.time_utc, ExchangeRow.time_local),
        *(ExchangeRow.station, ExchangeRow.operator, ExchangeRow.product, ExchangeRow.lot),
        *(ExchangeRow.part_id, ExchangeRow.shift, FindingRow.position),
        *(RegionRow.x, RegionRow.y, RegionRow.w, RegionRow.h, RegionRow.kind, RegionRow.source),
    )
    .join(FindingRow, FindingRow.uuid == ExchangeRow.finding_id)
    .join(RegionRow, RegionRow.uuid == FindingRow.region_id)
    .order_by(ExchangeRow.seq)
)


def _add(
    connection: Connection,
    chain: ChainWriter,
    record_id: str,
    position: int,
    words: Exchange | CheckedCaption,
) -> str:
    finding_id = connection.execute(
        select(FindingRow.uuid).where(
            FindingRow.inspection_id == record_id, FindingRow.position == position
        )
    ).scalar()
    if finding_id is None:
        raise RecordsError("record_unknown", record_id=record_id)
    return chain.add(
        ExchangeRow,
        inspection_id=record_id,
        finding_id=finding_id,
        transcript=words.transcript,
        content=asdict(words),
    )


def _exchanges(rows: Sequence[RowMapping]) -> Iterator[StoredExchange]:
    for row in rows:
        content = cast("JsonObject", row["content"])
        if caption_of(content) is None:
            yield StoredExchange(
                exchange_id=row["uuid"],
                moment=_moment(row),
                context=_context(row),
                position=row["position"],
                place=_box(row),
                is_roi=is_drawn_box(row["kind"], row["source"]),
                exchange=_exchange_of(content),
            )


def _captions(rows: Sequence[RowMapping]) -> Iterator[StoredCaption]:
    for row in rows:
        content = cast("JsonObject", row["content"])
        caption = caption_of(content)
        if caption is not None:
            yield StoredCaption(
                moment=_moment(row),
                context=_context(row),
                position=row["position"],
                place=_box(row),
                checked=CheckedCaption(
                    caption=caption,
                    lang=cast("Literal['ko', 'en']", content["lang"]),
                    ko=contradictions_of(content["ko"]),
                    en=contradictions_of(content["en"]),
                ),
            )


def _moment(row: RowMapping) -> Moment:
    return Moment(utc=row["time_utc"], local=row["time_local"])


def _context(row: RowMapping) -> RecordContext:
    return RecordContext(
        station=row["station"],
        operator=row["operator"],
        product=row["product"],
        lot=row["lot"],
        part_id=row["part_id"],
        shift=row["shift"],
    )


def _box(row: RowMapping) -> BoxPx:
    return BoxPx(row["x"], row["y"], row["w"], row["h"])


def _exchange_of(stored: JsonObject) -> Exchange:
    values = known_fields(Exchange, stored)
    view = values.get("view_px")
    return Exchange(
        **{
            **values,
            "model": ModelInfo(**known_fields(ModelInfo, values["model"])),
            "contradictions": contradictions_of(values["contradictions"]),
            "korean": korean_of(values.get("korean")),
            "view_px": BoxPx(**view) if view else None,
        }
    )
