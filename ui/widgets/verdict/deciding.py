"""What a request for a verdict leads to; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, ReasonCode
from ui.values import ChosenVerdict, SavedVerdict
from ui.widgets.verdict.choices import Fields, needs_reason, verdict_of
from ui.widgets.verdict.keys import Refusal, Subject


@dataclass(frozen=True, slots=True)
class Give:
    """The verdict stands; it is to be recorded."""

    chosen: ChosenVerdict


@dataclass(frozen=True, slots=True)
class Accept:
    """The program's proposal stands; it is to be recorded, then the next image comes."""

    chosen: ChosenVerdict


@dataclass(frozen=True, slots=True)
class AskReason:
    """It overrides: without a reason nothing happens."""

    chosen: ChosenVerdict
    program: Outcome
    earlier: Outcome | None


@dataclass(frozen=True, slots=True)
class AskOperator:
    """Nobody has said who decides, and where: the verdict waits."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """A person has decided already: the next image."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing happens, and this is why."""

    why: Refusal


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same verdict was given just now: nothing new to record."""


Step: TypeAlias = Give | Accept | AskReason | AskOperator | GoOn | Refuse | Repeated


class Deciding:
    """The image a person decides about, and what was decided."""

    def __init__(self) -> None:
        self._number = 0
        self._inspection: Inspection | None = None
        self._ready = False
        self._verdict: Outcome | None = None
        self._given: ChosenVerdict | None = None
        self.has_context = False
        """Whether operator and station are set."""

    @property
    def inspection(self) -> Inspection | None:
        """What the program says."""
        return self._inspection

    @property
    def program(self) -> Outcome | None:
        """The program's outcome."""
        return self._inspection.outcome if self._inspection else None

    @property
    def verdict(self) -> Outcome | None:
        """The person's verdict so far."""
        return self._verdict

    @property
    def is_ready(self) -> bool:
        """Painted and scored."""
        return self._ready and self._inspection is not None

    @property
    def may_be_ok(self) -> bool:
        """Whether a person can have seen that the part is good."""
        inspection = self._inspection
        return inspection is None or inspection.reason.code is not ReasonCode.UNREADABLE

    @property
    def may_accept(self) -> bool:
        """Whether Space acts: never on a HOLD of the program."""
        return self._verdict is not None or self.program in {Outcome.OK, Outcome.NG}

    @property
    def subject(self) -> Subject:
        """What verdict keys are about now."""
        return Subject(self._number, self.is_ready, self.may_accept)

    def show(self, inspection: Inspection | None) -> None:
        """Take another image, or a new score."""
        self._number += 1
        self._inspection, self._verdict, self._given = inspection, None, None

    def set_ready(self, *, ready: bool) -> None:
        """Tell whether the image is painted and scored."""
        self._ready = ready

    def set_verdict(self, saved: SavedVerdict | None) -> bool:
        """Tell the person's verdict of record, None after it was taken back.

        Returns
        -------
        bool
            Whether it says more than was known here.
        """
        before = self._given
        self._verdict = saved.chosen.verdict if saved else None
        if saved is not None and saved.at is not None:
            self._given = saved.chosen
        elif before is not None and before.verdict is not self._verdict:
            self._given = None
        return self._given is not None and self._given != before

    def request(self, outcome: Outcome, fields: Fields) -> Step:
        """Say what a verdict leads to."""
        program = self.program
        if not self.is_ready or program is None:
            return Refuse(Refusal.NOT_READY)
        if outcome is Outcome.OK and not self.may_be_ok:
            return Refuse(Refusal.NOT_SEEN)
        chosen = verdict_of(outcome, fields, self._inspection)
        if self._given is not None and replace(self._given, reason="") == chosen:
            return Repeated()
        if not self.has_context:
            return AskOperator()
        if needs_reason(outcome, program, self._verdict):
            return AskReason(chosen, program, self._verdict)
        return Give(chosen)

    def request_acceptance(self, fields: Fields) -> Step:
        """Say what accepting the proposal leads to."""
        program = self.program
        if not self.is_ready or program is None:
            return Refuse(Refusal.NOT_READY)
        if self._verdict is not None:
            return GoOn()
        if program is Outcome.HOLD:
            return Refuse(Refusal.HOLD_NEEDS_PERSON)
        if not self.has_context:
            return AskOperator()
        return Accept(verdict_of(program, fields, self._inspection))

    def note_given(self, chosen: ChosenVerdict) -> None:
        """Note that a verdict was given."""
        self._given, self._verdict = chosen, chosen.verdict

    def note_unsaved(self) -> None:
        """Note that it could not be recorded: giving it again is no repetition."""
        self._given = None
