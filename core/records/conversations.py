"""What people asked a model about findings, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final, cast

from sqlalchemy import Connection, RowMapping, select

from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.corrections import is_drawn_box
from core.domain.dialogue import Exchange
from core.domain.images import ImageIdentity
from core.domain.inspections import ModelInfo
from core.domain.regions import BoxPx
from core.domain.suggestions import Words
from core.domain.verdicts import Moment, RecordContext
from core.errors import RecordsError
from core.records.chain import ChainWriter, Stamp
from core.records.clock import now
from core.records.codec import known_fields, korean_of
from core.records.engine import Database
from core.records.facts import number_and_product
from core.records.projection import project
from core.records.tables import ExchangeRow, FindingRow, ImageRow, InspectionRow, RegionRow
from core.records.values import StoredExchange

JsonObject = Mapping[str, Any]


class Conversations:
    """Writes and reads conversations; each exchange is a fact of its own and stays as it is.

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
        exchange: Exchange,
        context: RecordContext,
        moment: Moment | None = None,
    ) -> str:
        """Record a question and its answer.

        Parameters
        ----------
        record_id : str
            The inspection.
        position : int
            Place of the finding in it.
        exchange : Exchange
            With its contradictions.
        context : RecordContext
            Who asked, and where.
        moment : Moment, optional
            Now if None.

        Returns
        -------
        str
            Id of the exchange.

        Raises
        ------
        RecordsError
            ``record_unknown`` if the record, or a finding of it at that place, is not there.
        """
        with self._database.write() as connection:
            seq, product = number_and_product(connection, record_id)
            stamp = Stamp(moment or now(), replace(context, product=product), self._app_version)
            chain = ChainWriter(connection, stamp)
            exchange_id = _add(connection, chain, record_id, position, exchange)
            chain.finish()
            project(connection, seq, seq)
        return exchange_id

    def about(self, *, sha256: str, page: int, product: str) -> tuple[StoredExchange, ...]:
        """Return what was said about an image's findings, on whichever record; oldest first."""
        image = ImageIdentity(sha256, page)
        with self._database.read() as connection:
            rows = connection.execute(
                _EXCHANGES.join(InspectionRow, InspectionRow.uuid == ExchangeRow.inspection_id)
                .join(ImageRow, ImageRow.uuid == InspectionRow.image_id)
                .where(
                    ImageRow.sha256 == image.sha256,
                    ImageRow.page == image.page,
                    InspectionRow.product == product,
                )
            )
            return tuple(_stored(row) for row in rows.mappings())


def read_exchanges(connection: Connection, record_id: str) -> tuple[StoredExchange, ...]:
    """Return what was said about a record's findings, oldest first."""
    rows = connection.execute(_EXCHANGES.where(ExchangeRow.inspection_id == record_id))
    return tuple(_stored(row) for row in rows.mappings())


_EXCHANGES: Final = (
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
    connection: Connection, chain: ChainWriter, record_id: str, position: int, exchange: Exchange
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
        transcript=exchange.transcript,
        content=asdict(exchange),
    )


def _stored(row: RowMapping) -> StoredExchange:
    return StoredExchange(
        exchange_id=row["uuid"],
        moment=Moment(utc=row["time_utc"], local=row["time_local"]),
        context=RecordContext(
            station=row["station"],
            operator=row["operator"],
            product=row["product"],
            lot=row["lot"],
            part_id=row["part_id"],
            shift=row["shift"],
        ),
        position=row["position"],
        place=BoxPx(row["x"], row["y"], row["w"], row["h"]),
        is_roi=is_drawn_box(row["kind"], row["source"]),
        exchange=_exchange_of(cast("JsonObject", row["content"])),
    )


def _exchange_of(stored: JsonObject) -> Exchange:
    values = known_fields(Exchange, stored)
    view = values.get("view_px")
    return Exchange(
        **{
            **values,
            "model": ModelInfo(**known_fields(ModelInfo, values["model"])),
            "contradictions": tuple(_contradiction(one) for one in values["contradictions"]),
            "korean": korean_of(values.get("korean")),
            "view_px": BoxPx(**view) if view else None,
        }
    )


def _contradiction(stored: JsonObject) -> Contradiction:
    return Contradiction(
        ClaimKind(stored["kind"]),
        stored["start"],
        stored["end"],
        Words(**known_fields(Words, stored["words"])),
    )
