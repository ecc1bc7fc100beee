from __future__ import annotations

import csv
import io
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.contradictions import CaptionMarks
from core.domain.dialogue import CheckedCaption
from core.domain.verdicts import RecordContext
from core.errors import RecordsError
from core.records.export import line_as_json, write_csv
from core.records.history import History
from core.records.lines import lines_of
from core.records.values import KnownCaption, Rows
from tests.core.records.builders import (
    CONTEXT,
    DENT,
    SCRATCH,
    checked_caption,
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


def known(history: History) -> tuple[KnownCaption, ...]:
    one = ng_inspection()
    return history.conversations.captions_about(
        sha256=one.sha256, page=one.page, product=one.product
    )


def test_that_a_late_caption_comes_back_with_its_marks_and_how_it_was_made(
    history: History, record_id: str
) -> None:
    before = history.story(record_id).inspection
    history.conversations.add(record_id, 1, checked_caption(), WHO, moment_at(5))
    story = history.story(record_id)
    (stored,) = story.captions
    assert stored.checked == checked_caption()
    assert stored.context == replace(WHO, product=ng_inspection().product)
    assert stored.moment == moment_at(5)
    assert (stored.position, stored.place) == (1, DENT.region.box)
    assert story.inspection == before


def test_that_captions_and_conversations_do_not_mix(history: History, record_id: str) -> None:
    history.conversations.add(record_id, 0, exchange(), WHO)
    history.conversations.add(record_id, 0, checked_caption(), WHO)
    story = history.story(record_id)
    assert [each.exchange for each in story.exchanges] == [exchange()]
    assert [each.checked for each in story.captions] == [checked_caption()]
    one = ng_inspection()
    about = history.conversations.about(sha256=one.sha256, page=one.page, product=one.product)
    assert [each.exchange for each in about] == [exchange()]


def test_that_the_newest_caption_is_found_first_and_those_of_the_inspection_too(
    history: History,
) -> None:
    first = checked_caption().caption
    seen = replace(ng_inspection(), findings=(replace(SCRATCH, caption=first), DENT))
    record_id = history.record_inspection(seen, CONTEXT, moment_at(0))
    later = replace(first, said="a scratch")
    newest = replace(first, said="a long scratch")
    for number, caption in enumerate((later, newest), start=1):
        words = replace(checked_caption(), caption=caption)
        history.conversations.add(record_id, 0, words, WHO, moment_at(number))
    assert [each.caption for each in known(history)] == [newest, later, first]
    assert {each.place for each in known(history)} == {SCRATCH.region.box}


def test_that_captions_of_other_products_and_images_are_left_out(
    history: History, record_id: str
) -> None:
    history.conversations.add(record_id, 0, checked_caption(), WHO)
    one, other = ng_inspection(), ok_inspection(1)
    ask = history.conversations.captions_about
    assert len(known(history)) == 1
    assert not ask(sha256=one.sha256, page=1, product=one.product)
    assert not ask(sha256=one.sha256, page=0, product="다른 품번")
    assert not ask(sha256=other.sha256, page=0, product=one.product)


def test_that_a_caption_goes_into_files_with_its_marks(history: History, record_id: str) -> None:
    history.conversations.add(record_id, 1, checked_caption(), WHO)
    (line,) = history.list_records()
    assert line.conversation is None
    assert line_as_json(line)["captions"] == (
        "[내 블립] 좌측 하단 [!]에 밝은 선\n! 좌측 하단이라고 함; 측정은 좌측 상단"
    )
    worst, other = history.list_records(rows=Rows.FINDING)
    assert worst.captions is None
    assert other.captions == line.captions


def test_that_captions_and_conversations_have_columns_of_their_own(history: History) -> None:
    first, late = checked_caption(), replace(checked_caption(), ko=())
    marks = CaptionMarks(first.ko, first.en)
    seen = replace(SCRATCH, caption=first.caption, caption_marks=marks)
    inspection = replace(ng_inspection(), findings=(seen, DENT))
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    (line,) = history.list_records()
    assert (line.conversation, line.captions) == (None, first.transcript)
    history.conversations.add(record_id, 0, late, WHO, moment_at(1))
    history.conversations.add(record_id, 1, exchange(), WHO, moment_at(2))
    (line,) = history.list_records()
    both = f"{first.transcript}\n\n{late.transcript}"
    assert (line.conversation, line.captions) == (exchange().transcript, both)
    worst, other = history.list_records(rows=Rows.FINDING)
    assert (worst.conversation, worst.captions) == (None, both)
    assert (other.conversation, other.captions) == (exchange().transcript, None)
    assert history.story(record_id).inspection.findings == (seen, DENT)
    history.rebuild_projections()
    assert list(history.list_records()) == [line]


def test_that_the_csv_of_a_run_tells_what_the_model_saw_as_the_history_does(
    history: History,
) -> None:
    first = checked_caption()
    seen = replace(SCRATCH, caption=first.caption, caption_marks=CaptionMarks(first.ko, first.en))
    inspection = replace(ng_inspection(), findings=(seen, DENT))
    record_id = history.record_inspection(inspection, CONTEXT, moment_at(0))
    for rows in Rows:
        told = list(lines_of(inspection, CONTEXT, moment_at(0), record_id=record_id, rows=rows))
        listed = list(history.list_records(rows=rows))
        assert [one.captions for one in told] == [one.captions for one in listed]
        assert told[0].captions == first.transcript


def test_that_a_caption_that_was_not_checked_goes_into_no_file(history: History) -> None:
    seen = replace(SCRATCH, caption=checked_caption().caption)
    history.record_inspection(replace(ng_inspection(), findings=(seen,)), CONTEXT)
    (line,) = history.list_records()
    assert line.captions is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_that_no_words_of_a_model_become_a_formula(
    history: History, tmp_path: Path, start: str
) -> None:
    formula = f'{start}HYPERLINK("http://x")'
    made = checked_caption()
    model = replace(made.caption.model, id=f"{start}cmd")
    late = CheckedCaption(replace(made.caption, ko=formula, model=model, korean=None), "ko")
    record_id = history.record_inspection(ng_inspection(), CONTEXT)
    history.conversations.add(record_id, 0, late, WHO)
    history.conversations.add(record_id, 0, replace(exchange(), question=formula), WHO)
    target = tmp_path / "기록.csv"
    write_csv(target, history.list_records(), columns=("captions", "conversation"))
    text = target.read_bytes().decode("utf-8-sig")
    (cells,) = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) for cell in cells)
    assert all("HYPERLINK" in cell for cell in cells)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_that_a_caption_without_korean_goes_into_files_in_english(lang: str) -> None:
    english = replace(checked_caption().caption, ko=None, korean=None)
    words = CheckedCaption(english, "ko" if lang == "ko" else "en", en=checked_caption().en)
    notes = {
        "ko": "! 좌측 하단이라고 함; 측정은 좌측 상단",
        "en": "! says lower left; measured upper left",
    }
    assert words.transcript == f"[내 블립] a bright line at the lower left [!]\n{notes[lang]}"


def test_that_a_caption_of_an_unknown_finding_is_refused(
    history: History, record_id: str, records_file: Path
) -> None:
    with pytest.raises(RecordsError) as caught:
        history.conversations.add(record_id, 7, checked_caption(), WHO)
    assert caught.value.code == "record_unknown"
    assert fetch(records_file, "SELECT count(*) FROM exchange") == 0


def test_that_the_chain_and_the_list_cover_captions(
    history: History, record_id: str, records_file: Path
) -> None:
    history.conversations.add(record_id, 0, checked_caption(), RecordContext())
    (before,) = history.list_records()
    assert history.rebuild_projections() == 1
    assert list(history.list_records()) == [before]
    assert history.verify().is_intact
    with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
        execute(records_file, "UPDATE exchange SET content = '{}'")
    execute(records_file, "DROP TRIGGER tr_exchange_update")
    execute(records_file, "UPDATE exchange SET content = replace(content, 'line', 'dent')")
    broken = history.verify().broken
    assert broken is not None
    assert broken.table == "exchange"
