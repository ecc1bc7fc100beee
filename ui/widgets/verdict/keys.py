"""When a key is a verdict: the rules as a state machine, free of Qt and of clocks.

A key is held back for 60 ms. More than three keys within that time are a barcode scanner: none of
them is a verdict, all of them go to the part-id field, until Enter or a pause. Otherwise each key
means what it says, if the image was painted and scored when the key was pressed and is still the
same one now.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from core.domain.outcomes import Outcome
from ui.widgets.verdict.key_names import ENTER, SPACE

WINDOW_MS: Final = 60.0
"""How long a key is held back, and the length of a burst."""
MAX_TYPED: Final = 3
"""So many keys within the window can still come from a person."""
SCAN_PAUSE_MS: Final = 200.0
"""A scanner without a final Enter has ended after this pause."""
STILL_DOWN_MS: Final = 1000.0
"""A key whose release was lost (a dialog took the focus) counts as up again after this time."""

VERDICT_KEYS: Final = {"o": Outcome.OK, "n": Outcome.NG, "h": Outcome.HOLD}
CATEGORY_KEYS: Final = "123456789"


class Refusal(StrEnum):
    """Why a key did nothing."""

    NOT_READY = "not_ready"
    """The image is not painted and scored yet."""
    IMAGE_CHANGED = "image_changed"
    """It was pressed for an image, or a score, that is no longer the current one."""
    HOLD_NEEDS_PERSON = "hold_needs_person"
    """The program proposes HOLD (or nothing): Space does not accept that."""
    NOT_SEEN = "not_seen"
    """Nobody can see the image: it cannot be OK."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a verdict would be about.

    Attributes
    ----------
    number : int
        Another one for every image or new score, so that no key is applied to a later image.
    ready : bool
        Painted and scored.
    may_accept : bool
        The program proposes OK or NG, or a person has decided already: Space goes on.
    """

    number: int = 0
    ready: bool = False
    may_accept: bool = False


@dataclass(frozen=True, slots=True)
class KeyPress:
    """One key that types something, or Enter, pressed on canvas or browser.

    Attributes
    ----------
    time_ms : float
        When it was pressed; never falling.
    name, text : str
        See :class:`ui.widgets.verdict.key_names.NamedKey`.
    token : int
        The caller's number, handed back in PassedOn.
    modified : bool
        With Shift: types, but is no verdict.
    """

    time_ms: float
    name: str
    text: str
    token: int = 0
    modified: bool = False


@dataclass(frozen=True, slots=True)
class VerdictKeyed:
    """A person's verdict."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CategoryKeyed:
    """The category of this digit, counted from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class AcceptKeyed:
    """The program's proposal is accepted; go on."""


@dataclass(frozen=True, slots=True)
class PartIdScanned:
    """A scanner has read this."""

    text: str


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The key was none of ours: the widget gets it now."""

    token: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The key was ours but may not act."""

    why: Refusal


Action: TypeAlias = VerdictKeyed | CategoryKeyed | AcceptKeyed | PartIdScanned | PassedOn | Refused


class VerdictKeys:
    """Turns key presses into actions.

    The caller hands in presses and, at `deadline_ms`, the time; both return what is to be done, in
    order. Auto-repeat is not handed in; a repeat that is not marked as one is recognised by the
    key not having come up.
    """

    def __init__(self) -> None:
        self._subject = Subject()
        self._held: list[tuple[KeyPress, Subject]] = []
        self._scanned: list[str] | None = None
        self._last_ms = 0.0
        self._down: dict[str, float] = {}

    @property
    def subject(self) -> Subject:
        """What keys are about now."""
        return self._subject

    def set_subject(self, subject: Subject) -> None:
        """Tell what keys are about from now on; those held back for another image do nothing."""
        self._subject = subject

    @property
    def is_waiting(self) -> bool:
        """Whether keys are held back or a scan is running."""
        return bool(self._held) or self._scanned is not None

    @property
    def deadline_ms(self) -> float | None:
        """When `pass_time` is due next; None if nothing waits."""
        if self._scanned is not None:
            return self._last_ms + SCAN_PAUSE_MS
        return self._held[0][0].time_ms + WINDOW_MS if self._held else None

    def press(self, press: KeyPress) -> list[Action]:
        """Take a key; what it means may be said later."""
        actions = self.pass_time(press.time_ms)
        if self._is_repeat(press):
            return actions
        self._last_ms = press.time_ms
        if self._scanned is not None:
            return [*actions, *self._scan(press)]
        self._held.append((press, self._subject))
        if len(self._held) > MAX_TYPED:
            actions.extend(self._start_scan())
        return actions

    def release(self, name: str) -> None:
        """Note that a key came up."""
        self._down.pop(name, None)

    def release_all(self) -> None:
        """Forget which keys are down: the focus went elsewhere, and their releases with it."""
        self._down.clear()

    def pass_time(self, now_ms: float) -> list[Action]:
        """Say what the keys mean whose time is over."""
        if self._scanned is not None:
            return self._end_scan() if now_ms - self._last_ms > SCAN_PAUSE_MS else []
        actions: list[Action] = []
        while self._held and now_ms - self._held[0][0].time_ms > WINDOW_MS:
            actions.append(self._meaning(*self._held.pop(0)))
        return actions

    def _is_repeat(self, press: KeyPress) -> bool:
        if not press.name:
            return False
        since = self._down.get(press.name)
        self._down[press.name] = press.time_ms
        return since is not None and press.time_ms - since < STILL_DOWN_MS

    def _meaning(self, press: KeyPress, then: Subject) -> Action:
        is_category = press.name != "" and press.name in CATEGORY_KEYS
        is_ours = is_category or press.name in VERDICT_KEYS or press.name == SPACE
        if press.modified or not is_ours:
            return PassedOn(press.token)
        if not (then.ready and self._subject.ready):
            return Refused(Refusal.NOT_READY)
        if then.number != self._subject.number:
            return Refused(Refusal.IMAGE_CHANGED)
        if is_category:
            return CategoryKeyed(int(press.name))
        if press.name == SPACE:
            may = then.may_accept and self._subject.may_accept
            return AcceptKeyed() if may else Refused(Refusal.HOLD_NEEDS_PERSON)
        return VerdictKeyed(VERDICT_KEYS[press.name])

    def _start_scan(self) -> list[Action]:
        held, self._held = self._held, []
        self._scanned = []
        return [action for press, _ in held for action in self._scan(press)]

    def _scan(self, press: KeyPress) -> list[Action]:
        if self._scanned is None:
            return []
        if press.name == ENTER:
            # One before the first letter belongs to something else.
            return self._end_scan() if self._scanned else []
        self._scanned.append(press.text)
        return []

    def _end_scan(self) -> list[Action]:
        text = "".join(self._scanned or ()).strip()
        self._scanned = None
        return [PartIdScanned(text)] if text else []
