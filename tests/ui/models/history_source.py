"""A source of history pages that answers when the test says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.outcomes import Outcome
from core.errors import DefectScribeError
from core.records.lines import lines_of
from core.records.values import HistoryFilter, HistoryLine
from tests.core.records.builders import CONTEXT, moment_at, ng_inspection
from ui.models.history_model import OnError, OnLines


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question that was put."""

    wanted: HistoryFilter
    before_seq: int | None
    limit: int
    on_done: OnLines
    on_error: OnError


class FakeSource:
    """Answers from lines, at once or by :meth:`answer`."""

    def __init__(self, lines: Sequence[HistoryLine], *, at_once: bool = True) -> None:
        self.lines = list(lines)
        self.asked: list[Asked] = []
        self.error: DefectScribeError | None = None
        self._at_once = at_once

    def fetch(
        self,
        wanted: HistoryFilter,
        before_seq: int | None,
        limit: int,
        on_done: OnLines,
        on_error: OnError,
    ) -> None:
        self.asked.append(Asked(wanted, before_seq, limit, on_done, on_error))
        if self._at_once:
            self.answer(-1)

    def answer(self, number: int) -> None:
        asked = self.asked[number]
        if self.error is not None:
            asked.on_error(self.error)
            return
        older = [
            line for line in self.lines if asked.before_seq is None or line.seq < asked.before_seq
        ]
        asked.on_done(older[: asked.limit])


def make_lines(count: int) -> list[HistoryLine]:
    """Return lines, newest first, with seq counting down to 1."""
    return [make_line(seq) for seq in range(count, 0, -1)]


def make_line(seq: int, **changes: object) -> HistoryLine:
    """Return one line of a scratch called NG by the program."""
    (line,) = lines_of(ng_inspection(seq), CONTEXT, moment_at(seq), record_id=f"record-{seq}")
    return replace(line, seq=seq, **changes)  # type: ignore[arg-type]


def corrected_line(seq: int) -> HistoryLine:
    """Return a line that was judged NG first and then OK."""
    return make_line(seq, first_verdict=Outcome.NG, current_verdict=Outcome.OK, corrected=True)
