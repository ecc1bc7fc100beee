from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.teaching import BankAction
from core.domain.verdicts import RecordContext
from core.errors import RecordsError
from core.records.history import History
from core.records.values import NewExample
from tests.core.records.builders import CONTEXT, moment_at, ng_inspection, sha256_of

BRACKET = RecordContext(product="브래킷", operator="이교육")


def examples(category_id: str, *numbers: int) -> list[NewExample]:
    return [NewExample(category_id, sha256_of(number)) for number in numbers]


def taught(history: History, product: str = "브래킷") -> list[tuple[str, str]]:
    found = history.bank_snapshot(product).examples
    return [(example.category_id, example.crop_sha256) for example in found]


def test_that_an_empty_bank_has_revision_zero(history: History) -> None:
    snapshot = history.bank_snapshot("브래킷")
    assert snapshot.revision == 0
    assert snapshot.examples == ()
    assert history.bank_events("브래킷") == ()


def test_that_examples_are_returned_in_the_order_they_were_taught(history: History) -> None:
    assert history.bank_add(examples("scratch", 2, 1), BRACKET) == 2
    assert history.bank_add(examples("good", 3), BRACKET) == 1
    assert taught(history) == [
        ("scratch", sha256_of(2)),
        ("scratch", sha256_of(1)),
        ("good", sha256_of(3)),
    ]
    assert history.bank_snapshot("브래킷").revision == 3


def test_that_banks_of_products_are_apart(history: History) -> None:
    history.bank_add(examples("scratch", 1), BRACKET)
    assert taught(history, "default") == []
    with pytest.raises(RecordsError):
        history.bank_undo(RecordContext(product="default"))


def test_that_crops_lie_in_the_bank_folder(history: History, records_file: Path) -> None:
    history.bank_add(examples("scratch", 1), BRACKET)
    (example,) = history.bank_snapshot("브래킷").examples
    assert Path(example.crop_path) == records_file.parent / "bank" / f"{sha256_of(1)}.png"
    (elsewhere,) = history.bank_snapshot("브래킷", Path("other")).examples
    assert Path(elsewhere.crop_path) == Path("other") / f"{sha256_of(1)}.png"


def test_that_an_example_is_taught_once(history: History) -> None:
    assert history.bank_add(examples("scratch", 1, 1), BRACKET) == 1
    assert history.bank_add(examples("scratch", 1, 2), BRACKET) == 1
    assert history.bank_add(examples("dent", 1), BRACKET) == 1
    assert history.bank_snapshot("브래킷").revision == 3


def test_that_one_teaching_is_undone_as_one(history: History) -> None:
    history.bank_add(examples("scratch", 1, 2), BRACKET)
    before = history.bank_snapshot("브래킷")
    history.bank_add(examples("dent", 3, 4, 5), BRACKET)
    undone = history.bank_undo(BRACKET)
    assert [event.crop_sha256 for event in undone] == [sha256_of(n) for n in (3, 4, 5)]
    after = history.bank_snapshot("브래킷")
    assert after.examples == before.examples
    assert after.hash == before.hash
    assert after.revision == 6


def test_that_undo_goes_on_backwards_until_nothing_is_left(history: History) -> None:
    history.bank_add(examples("scratch", 1), BRACKET)
    history.bank_add(examples("scratch", 2), BRACKET)
    history.bank_undo(BRACKET)
    assert taught(history) == [("scratch", sha256_of(1))]
    history.bank_undo(BRACKET)
    assert taught(history) == []
    with pytest.raises(RecordsError) as caught:
        history.bank_undo(BRACKET)
    assert caught.value.code == "bank_nothing_to_undo"
    assert caught.value.details == {"product": "브래킷"}
    assert history.bank_snapshot("브래킷").revision == 4


def test_that_an_undone_example_can_be_taught_again(history: History) -> None:
    history.bank_add(examples("scratch", 1), BRACKET)
    history.bank_undo(BRACKET)
    assert history.bank_add(examples("scratch", 1), BRACKET) == 1
    assert taught(history) == [("scratch", sha256_of(1))]


def test_that_removed_examples_come_back_by_undo(history: History) -> None:
    history.bank_add(examples("scratch", 1, 2, 3), BRACKET)
    ids = [example.event_id for example in history.bank_snapshot("브래킷").examples]
    assert history.bank_remove([ids[0], ids[2], "no-such-id"], BRACKET) == 2
    assert taught(history) == [("scratch", sha256_of(2))]
    assert history.bank_remove([ids[0]], BRACKET) == 0
    history.bank_undo(BRACKET)
    assert taught(history) == [("scratch", sha256_of(n)) for n in (1, 2, 3)]


def test_that_events_tell_who_when_and_from_which_record(history: History) -> None:
    record_id = history.record_inspection(ng_inspection(), CONTEXT)
    example = replace(examples("scratch", 1)[0], source_inspection_id=record_id)
    history.bank_add([example], BRACKET, moment_at(3))
    history.bank_undo(BRACKET, moment_at(4))
    added, undone = history.bank_events("브래킷")
    assert (added.action, undone.action) == (BankAction.ADD, BankAction.UNDO)
    assert added.source_inspection_id == record_id
    assert added.moment == moment_at(3)
    assert added.context == BRACKET
    assert undone.target_batch_id == added.batch_id


def test_that_an_imported_example_may_come_from_a_record_of_another_station(
    history: History,
) -> None:
    elsewhere = replace(examples("scratch", 2)[0], source_inspection_id="of-another-station")
    history.bank_add([elsewhere], BRACKET)
    (event,) = history.bank_events("브래킷")
    assert event.source_inspection_id == "of-another-station"


def test_that_bank_events_are_links_of_the_chain(history: History) -> None:
    before = history.verify().rows_checked
    history.bank_add(examples("scratch", 1, 2), BRACKET)
    history.bank_undo(BRACKET)
    report = history.verify()
    assert report.is_intact
    assert report.rows_checked == before + 3
