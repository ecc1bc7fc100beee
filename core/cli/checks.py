"""Checks of everything that was typed, so that all that is wrong is said at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from core.cli.output import write_notice
from core.cli.session import Session
from core.errors import DefectScribeError

ValueT = TypeVar("ValueT")


class Checks:
    """Makes values of what was typed and keeps what is wrong until all is known."""

    def __init__(self) -> None:
        self._problems: list[DefectScribeError] = []

    @property
    def has_failed(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._problems)

    def of(self, make: Callable[[], ValueT]) -> ValueT | None:
        """Return a value, or None where it cannot be made."""
        try:
            return make()
        except DefectScribeError as error:
            self.note(error)
            return None

    def note(self, problem: DefectScribeError) -> None:
        """Keep what is wrong."""
        self._problems.append(problem)

    def end(self, session: Session) -> None:
        """Say all that is wrong, a sentence each.

        Raises
        ------
        DefectScribeError
            The last one, which is said where commands end.
        """
        for problem in self._problems[:-1]:
            write_notice(session.error(problem))
        if self._problems:
            raise self._problems[-1]
