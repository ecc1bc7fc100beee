"""What deciding takes in and gives back: labelled features, label scores, anomaly maps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.inspections import AnomalyScore
from core.domain.regions import BoxPx
from core.inference.protocols import ImageFeatures


@dataclass(frozen=True, slots=True, eq=False)
class LabelledFeatures:
    """One example of the bank: what the model says about it, and the label people gave it."""

    category_id: str
    features: ImageFeatures


@dataclass(frozen=True, slots=True)
class NearestExample:
    """An example that looks like the scored image.

    ``index`` counts in the sequence of examples the classifier was fitted on; ``similarity`` is the
    raw cosine of the embeddings.
    """

    index: int
    category_id: str
    similarity: float


@dataclass(frozen=True, slots=True, eq=False)
class LabelScores:
    """Scores of the K labels that can be scored.

    Attributes
    ----------
    category_ids : tuple of str
        K labels in the order of the category set.
    probability : (K,) float32
        Sums to 1: a softmax over these labels, not a defect rate.
    similarity : (K,) float32
        Raw cosine: to the nearest example of the label, or to its best prompt when only texts
        decide.
    nearest : tuple of NearestExample
        The nearest examples of all labels, nearest first; empty when only texts decide.
    best_prompt : (K,) int64 or None
        Index of the prompt nearest to the image among the label's own; -1 where the label has no
        prompt; None without texts.
    is_proposal : bool
        Whether this is a weak proposal from the look alone, which never decides.
    """

    category_ids: tuple[str, ...]
    probability: NDArray[np.float32]
    similarity: NDArray[np.float32]
    nearest: tuple[NearestExample, ...] = ()
    best_prompt: NDArray[np.int64] | None = None
    is_proposal: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class AnomalyResult:
    """How far an image is from the good references, as one number and place by place.

    Attributes
    ----------
    score : float
        Distance of the most unusual places; 0 would be a reference itself.
    limit : float or None
        Highest score that still counts as normal, set from the references themselves; None when
        they are too few or too small to tell.
    map : (h, w) float32
        Distance per cell of the grid over the whole image, in the unit of ``limit``.
    """

    score: float
    limit: float | None
    map: NDArray[np.float32]

    @property
    def value(self) -> AnomalyScore:
        """Score and limit as the value that records hold."""
        return AnomalyScore(score=self.score, limit=self.limit)


@dataclass(frozen=True, slots=True, eq=False)
class AnomalyPlace:
    """One separate place of an anomaly map.

    ``score`` is comparable with the limit of the map; ``box`` lies inside the image.
    """

    score: float
    box: BoxPx
