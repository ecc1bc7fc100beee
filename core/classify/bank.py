"""The taught examples as numbers: two classifiers, how they are mixed, and a temperature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.calibration import fit_temperature, softmax, spread_of
from core.classify.discriminant import Discriminant, fit_discriminant, left_out_scores
from core.classify.evidence import evidence_blocks, evidence_of
from core.classify.features import Scaling, fit_scaling
from core.classify.references import ReferenceMemory, descriptor_of
from core.classify.values import LabelledFeatures, LabelScores, NearestExample
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken

MIN_LABELS: Final = 2
_SHOWN_NEAREST: Final = 5
_EVIDENCE_SHARE: Final = 0.35
"""Weight of the unusual places beside the whole. Fixed: a share chosen from a few left-out examples
is luck, and from 0.25 to 0.5 every development set was better than or as good as without."""
_UNSEEN_SPREAD: Final = 2.0
"""Scores of the examples themselves spread about this much wider than those of left-out ones."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One way of looking at an image: a scaled vector and a discriminant on it.

    ``spread`` brings the scores of different views to the same size.
    """

    scaling: Scaling
    discriminant: Discriminant
    spread: float

    def scores(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Score a vector (S,) float32; (K,) float64 of about unit spread."""
        scores = self.discriminant.scores(self.scaling.apply(vector)).astype(np.float64)
        centred: NDArray[np.float64] = (scores - scores.mean()) / self.spread
        return centred


@dataclass(frozen=True, slots=True, eq=False)
class ExampleBank:
    """Scores images by the examples of at least two labels."""

    category_ids: tuple[str, ...]
    views: tuple[View, ...]
    temperature: float
    embeddings: NDArray[np.float32]
    labels: NDArray[np.int64]
    """Index into ``category_ids`` per example."""
    places: tuple[int, ...]
    """Index in the sequence of examples that was given, per example."""

    def score(self, features: ImageFeatures, distances: NDArray[np.float32] | None) -> LabelScores:
        """Score one image.

        Parameters
        ----------
        features : ImageFeatures
        distances : (h, w) float32 or None
            Anomaly map; None without good references.
        """
        vectors = (descriptor_of(features), evidence_of(features, distances))
        votes = [view.scores(vector) for view, vector in zip(self.views, vectors, strict=False)]
        probability = softmax(_mix(votes), self.temperature)
        cosines = self.embeddings @ features.embedding
        return LabelScores(
            category_ids=self.category_ids,
            probability=probability.astype(np.float32),
            similarity=np.array(
                [cosines[self.labels == label].max() for label in range(len(self.category_ids))],
                np.float32,
            ),
            nearest=self._nearest(cosines),
        )

    def _nearest(self, cosines: NDArray[np.float32]) -> tuple[NearestExample, ...]:
        order = np.argsort(-cosines, kind="stable")[:_SHOWN_NEAREST]
        return tuple(
            NearestExample(
                index=self.places[row],
                category_id=self.category_ids[int(self.labels[row])],
                similarity=float(cosines[row]),
            )
            for row in order
        )


def fit_bank(
    examples: Sequence[LabelledFeatures],
    memory: ReferenceMemory | None,
    *,
    category_ids: Sequence[str],
    token: CancelToken,
) -> ExampleBank | None:
    """Fit the views, their mixture and the temperature.

    Parameters
    ----------
    examples : sequence of LabelledFeatures
    memory : ReferenceMemory or None
        Gives the unusual places; an example that is a reference itself is compared with the others.
    category_ids : sequence of str
        Order of the labels.
    token : CancelToken
        Checked between examples and between views.

    Returns
    -------
    ExampleBank or None
        None when fewer than two labels have examples.
    """
    present = {example.category_id for example in examples}
    ids = tuple(dict.fromkeys(label for label in category_ids if label in present))
    if len(ids) < MIN_LABELS:
        return None
    places = _without_repeats(examples, ids)
    used = [examples[place] for place in places]
    labels = np.array([ids.index(example.category_id) for example in used], np.int64)
    images = [example.features for example in used]
    fitted = []
    for vectors, blocks in _looks(images, memory, token):
        token.check()
        fitted.append(_fit_view(vectors, blocks, labels, len(ids)))
    left_out = _mix([scores for _, scores in fitted])
    return ExampleBank(
        category_ids=ids,
        views=tuple(view for view, _ in fitted),
        temperature=fit_temperature(left_out, labels),
        embeddings=np.stack([image.embedding for image in images]),
        labels=labels,
        places=places,
    )


def _without_repeats(examples: Sequence[LabelledFeatures], ids: tuple[str, ...]) -> tuple[int, ...]:
    """Return the places of the examples of ``ids``; a picture taught twice is one example."""
    first: dict[tuple[str, bytes], int] = {}
    for place, example in enumerate(examples):
        if example.category_id in ids:
            first.setdefault((example.category_id, example.features.embedding.tobytes()), place)
    return tuple(first.values())


def _mix(votes: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Average the scores of the whole and, if there are any, of its unusual places."""
    if len(votes) == 1:
        return votes[0]
    whole, evidence = votes
    return (1 - _EVIDENCE_SHARE) * whole + _EVIDENCE_SHARE * evidence


def _looks(
    images: Sequence[ImageFeatures], memory: ReferenceMemory | None, token: CancelToken
) -> list[tuple[NDArray[np.float32], tuple[int, ...]]]:
    """Return vectors and blocks of each view."""
    statistics = np.stack([descriptor_of(image) for image in images])
    looks = [(statistics, images[0].blocks if images[0].statistics.size else ())]
    if images[0].patches:
        evidence = []
        for image in images:
            token.check()
            evidence.append(evidence_of(image, _distances(image, memory)))
        looks.append((np.stack(evidence), evidence_blocks(images[0])))
    return looks


def _distances(image: ImageFeatures, memory: ReferenceMemory | None) -> NDArray[np.float32] | None:
    if memory is None:
        return None
    return memory.compare(image, without=memory.index_of(image)).map


def _fit_view(
    vectors: NDArray[np.float32],
    blocks: tuple[int, ...],
    labels: NDArray[np.int64],
    n_labels: int,
) -> tuple[View, NDArray[np.float64]]:
    """Fit one view; also return its (N, K) scores of left-out examples, NaN where impossible."""
    scaling = fit_scaling(vectors, blocks)
    scaled = scaling.apply(vectors)
    discriminant = fit_discriminant(scaled, labels, n_labels)
    left_out = left_out_scores(scaled, labels, n_labels)
    if np.isfinite(left_out).all(axis=1).any():
        spread = spread_of(left_out)
    else:
        spread = _UNSEEN_SPREAD * spread_of(discriminant.scores(scaled).astype(np.float64))
    centred = left_out - left_out.mean(axis=1, keepdims=True)
    return View(scaling, discriminant, spread), centred / spread
