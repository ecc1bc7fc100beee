"""What widgets show: frozen values, free of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, ReasonCode, Severity


class SeenState(StrEnum):
    """How far an image of the browser has come."""

    NOT_SEEN = "not_seen"
    RUNNING = "running"
    DONE = "done"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class EntryState:
    """Everything the browser shows about one image besides its picture.

    Attributes
    ----------
    outcome : Outcome or None
        By the program; None before it was inspected.
    verdict : Outcome or None
        Current one by a person.
    corrected : bool
        The person differs from the program or from an earlier verdict.
    suspicion : float or None
        For sorting, higher is worse: the anomaly score over its limit, else the probability of the
        top defect label.
    problem : str
        Why it is unreadable, in the words of the current language.
    record_id : str
        Of the newest record; empty if none.
    """

    seen: SeenState = SeenState.NOT_SEEN
    outcome: Outcome | None = None
    verdict: Outcome | None = None
    corrected: bool = False
    suspicion: float | None = None
    problem: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class ShownImage:
    """The image on the canvas with what is known about it."""

    path: Path
    page: int = 0
    inspection: Inspection | None = None
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class ChosenVerdict:
    """What a person chose on the verdict bar; the operator's context is added by the controller."""

    verdict: Outcome
    category_id: str | None = None
    severity: Severity | None = None
    sub_grade: str | None = None
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SavedVerdict:
    """A person's verdict that holds for an image, and who gave it when.

    Attributes
    ----------
    chosen : ChosenVerdict
        What was chosen.
    operator : str
        Who.
    at : datetime or None
        When, by the station's clock; None while nothing but the outcome is known.
    """

    chosen: ChosenVerdict
    operator: str = ""
    at: datetime | None = None


def is_clean(outcome: Outcome, reason: ReasonCode) -> bool:
    """Tell whether an outcome says that there is no defect.

    A defect within its acceptance limit is OK, and there nevertheless. For everything else that is
    OK the top label and its place are kept in the records, but are no news for a person.
    """
    return outcome is Outcome.OK and reason is not ReasonCode.WITHIN_LIMIT


def suspicion_of(inspection: Inspection) -> float | None:
    """Return how suspicious an inspected image is; None when nothing was scored."""
    worst = inspection.worst
    if worst is None:
        return None
    probability = worst.category.probability if worst.category else None
    return suspicion_by(worst.anomaly.score, worst.anomaly.limit, probability)


def suspicion_by(
    anomaly_score: float | None, anomaly_limit: float | None, probability: float | None
) -> float | None:
    """Return how suspicious the worst finding makes an image.

    Anomaly over its limit where references exist (1 is exactly at the limit), else the probability
    of the top label that is not clean.
    """
    if anomaly_score is not None and anomaly_limit:
        return anomaly_score / anomaly_limit
    return probability
