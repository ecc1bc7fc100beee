from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.outcomes import Outcome, Severity
from core.records import projection
from core.records.history import History
from tests.core.records.builders import (
    CONTEXT,
    moment_at,
    ng_inspection,
    ok_inspection,
    retraction_on,
    unreadable_inspection,
    verdict_on,
)
from tests.core.records.raw import execute, read_table


@pytest.fixture
def busy(history: History) -> History:
    """Return a history in which everything has happened."""
    ids = [
        history.record_inspection(make(number), CONTEXT, moment_at(number))
        for number in range(7)
        for make in (ng_inspection, ok_inspection, unreadable_inspection)
    ]
    for record_id in ids[::2]:
        history.record_verdict(verdict_on(record_id, Outcome.OK))
    for record_id in ids[::4]:
        history.record_verdict(
            replace(verdict_on(record_id, Outcome.NG), category_id="dent", severity=Severity.SEVERE)
        )
    for record_id in ids[::8]:
        history.record_verdict(retraction_on(record_id))
    return history


def test_that_the_rebuilt_projection_equals_the_grown_one(
    busy: History, records_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "CHUNK", 4)
    grown = read_table(records_file, "current_state")
    assert len(grown) == 21
    assert busy.rebuild_projections() == 21
    assert read_table(records_file, "current_state") == grown


def test_that_a_lost_projection_is_rebuilt_from_the_facts(
    busy: History, records_file: Path
) -> None:
    lines = list(busy.list_records())
    execute(records_file, "DELETE FROM current_state")
    assert list(busy.list_records()) == []
    busy.rebuild_projections()
    assert list(busy.list_records()) == lines
    assert busy.verify().is_intact


def test_that_an_empty_history_can_be_rebuilt(history: History) -> None:
    assert history.rebuild_projections() == 0
