"""What the score panel shows, as values free of Qt."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.categories import CategorySet, Role
from core.domain.inspections import AnomalyScore, CategoryScore, Finding
from core.domain.teaching import DecisionRules
from core.texts.language import Language
from core.texts.templates import fill
from core.texts.wording import category_name


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One label with its score.

    Attributes
    ----------
    probability : float
        0-1, a softmax over the labels.
    similarity : float or None
        Raw cosine.
    threshold : float or None
        From where on it decides; None for a look-alike and a weak proposal, which never do.
    prompt : str
        The prompt that won; empty when examples decide.
    is_top : bool
        The most probable one.
    """

    id: str
    name: str
    role: Role
    probability: float
    similarity: float | None = None
    threshold: float | None = None
    prompt: str = ""
    is_top: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether it reaches its threshold."""
        return self.threshold is not None and self.probability >= self.threshold


def label_rows(
    finding: Finding, categories: CategorySet, rules: DecisionRules, lang: Language
) -> tuple[LabelRow, ...]:
    """Return the labels of a finding, the most probable first.

    Parameters
    ----------
    finding : Finding
        Scored or not.
    categories : CategorySet
        Gives the names.
    rules : DecisionRules
        Gives the thresholds.
    lang : {"ko", "en"}
        Language of the names.
    """
    ordered = sorted(finding.scores, key=lambda score: -score.probability)
    return tuple(
        LabelRow(
            id=score.id,
            name=category_name(categories, score.id, lang),
            role=score.role,
            probability=score.probability,
            similarity=score.similarity,
            threshold=_threshold(score, rules),
            prompt=score.best_prompt or "",
            is_top=place == 0,
        )
        for place, score in enumerate(ordered)
    )


def _threshold(score: CategoryScore, rules: DecisionRules) -> float | None:
    if score.role is Role.LOOK_ALIKE or score.is_proposal:
        return None
    return rules.threshold_of(score.id)


def over_limit(anomaly: AnomalyScore) -> float | None:
    """Return the anomaly score in units of its limit; None when there is no limit to compare."""
    if anomaly.score is None or not anomaly.limit:
        return None
    return anomaly.score / anomaly.limit


def percent(row: LabelRow) -> str:
    """Return the probability as percent, with decimals where they tell it from the threshold.

    0.7996 against a threshold of 0.8 is "79.96 %": 80 % would look like reached.
    """
    if row.threshold is None:
        return fill("{p:%}", {"p": row.probability})
    return fill("{p:%!threshold}", {"p": row.probability, "threshold": row.threshold})


def in_limits(ratio: float) -> str:
    """Return how many times the limit; 1.02 is not shown as 1.0, which would look like equal."""
    shown = f"{ratio:.1f}"
    return f"{ratio:.2f}" if shown == "1.0" and ratio != 1 else shown
