from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.regions import RegionSource
from core.domain.verdicts import RecordContext
from core.errors import RecordsError
from core.records.export import line_as_json
from core.records.history import History
from core.records.values import HistoryLine, Rows, StoredExchange
from tests.core.records.builders import (
    CONTEXT,
    DENT,
    SCRATCH,
    exchange,
    moment_at,
    ng_inspection,
    ok_inspection,
)
from tests.core.records.raw import execute, fetch

WHO = replace(CONTEXT, operator="김하늘")


@pytest.fixture
def record_id(history: History) -> str:
    return history.record_inspection(ng_inspection(), CONTEXT, moment_at(0))


def about(history: History) -> tuple[StoredExchange, ...]:
    one = ng_inspection()
    return history.conversations.about(sha256=one.sha256, page=one.page, product=one.product)


def the_line(history: History) -> HistoryLine:
    (line,) = history.list_records()
    return line


def test_that_a_conversation_comes_back_with_who_and_when(history: History, record_id: str) -> None:
    stopped = replace(exchange("조치는?"), is_stopped=True, korean=None, contradictions=())
    history.conversations.add(record_id, 0, exchange(), WHO, moment_at(5))
    history.conversations.add(record_id, 1, stopped, WHO, moment_at(6))
    first, second = history.story(record_id).exchanges
    assert (first.exchange, second.exchange) == (exchange(), stopped)
    assert first.context == replace(WHO, product=ng_inspection().product)
    assert first.moment == moment_at(5)
    assert [(each.position, each.place) for each in (first, second)] == [
        (0, SCRATCH.region.box),
        (1, DENT.region.box),
    ]
    assert about(history) == (first, second)


def test_that_a_drawn_box_is_known_as_one(history: History) -> None:
    drawn = replace(SCRATCH.region, source=RegionSource.DRAWN)
    one = replace(ng_inspection(), findings=(replace(SCRATCH, region=drawn), DENT))
    record_id = history.record_inspection(one, CONTEXT, moment_at(0))
    history.conversations.add(record_id, 0, exchange(), WHO)
    history.conversations.add(record_id, 1, exchange(), WHO)
    assert [each.is_roi for each in about(history)] == [True, False]


def test_that_what_goes_into_files_carries_its_marks(history: History, record_id: str) -> None:
    assert the_line(history).conversation is None
    history.conversations.add(record_id, 0, exchange(), WHO)
    stopped = replace(exchange("그다음은?"), is_stopped=True, contradictions=())
    history.conversations.add(record_id, 0, stopped, WHO)
    shown = str(line_as_json(the_line(history))["conversation"])
    first, second = shown.split("\n\n")
    assert first == (
        "? 원인은 무엇으로 추정됩니까?\n"
        "[내 라바] 좌측 하단 [!]의 스크래치는 클램프 때문으로 추정됩니다.\n"
        "! 좌측 하단이라고 함; 측정은 좌측 상단"
    )
    assert second.endswith("추정됩니다. […]")


def test_that_each_finding_shows_what_was_said_about_it(history: History, record_id: str) -> None:
    history.conversations.add(record_id, 1, exchange("찍힘인가?"), WHO)
    worst, other = history.list_records(rows=Rows.FINDING)
    assert worst.conversation is None
    assert other.conversation is not None
    assert "찍힘인가?" in other.conversation
    assert the_line(history).conversation == other.conversation


def test_that_other_products_and_images_are_not_mixed_in(history: History, record_id: str) -> None:
    history.conversations.add(record_id, 0, exchange(), WHO)
    one, other = ng_inspection(), ok_inspection(1)
    ask = history.conversations.about
    assert not ask(sha256=one.sha256, page=1, product=one.product)
    assert not ask(sha256=one.sha256, page=0, product="다른 품번")
    assert not ask(sha256=other.sha256, page=0, product=one.product)


def test_that_an_unknown_record_or_finding_is_refused_and_nothing_written(
    history: History, record_id: str, records_file: Path
) -> None:
    for where, position in (("no-such-record", 0), (record_id, 7)):
        with pytest.raises(RecordsError) as caught:
            history.conversations.add(where, position, exchange(), WHO)
        assert caught.value.code == "record_unknown"
    assert fetch(records_file, "SELECT count(*) FROM exchange") == 0
    assert history.verify().is_intact


def test_that_the_chain_covers_conversations(
    history: History, record_id: str, records_file: Path
) -> None:
    history.conversations.add(record_id, 0, exchange(), WHO)
    assert history.verify().is_intact
    for statement in (
        "UPDATE exchange SET transcript = 'x'",
        "DELETE FROM exchange",
        "INSERT OR REPLACE INTO exchange SELECT * FROM exchange",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
            execute(records_file, statement)
    execute(records_file, "DROP TRIGGER tr_exchange_update")
    execute(records_file, "UPDATE exchange SET operator = '다른 사람'")
    broken = history.verify().broken
    assert broken is not None
    assert broken.table == "exchange"


def test_that_the_list_is_the_same_when_it_is_made_anew(history: History, record_id: str) -> None:
    history.conversations.add(record_id, 0, exchange(), RecordContext())
    before = the_line(history)
    assert before.conversation
    assert history.rebuild_projections() == 1
    assert the_line(history) == before
