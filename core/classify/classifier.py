"""The deciding core: fits what a product was taught, then scores images against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.calibration import fit_factor, softmax
from core.classify.discriminant import Discriminant, fit_discriminant, left_out_scores
from core.classify.features import Scaling, fit_scaling
from core.classify.references import ReferenceMemory, descriptor_of, fit_references
from core.classify.values import AnomalyResult, LabelledFeatures, LabelScores, NearestExample
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken

_MIN_LABELS: Final = 2
_NEAREST: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Everything the examples and the good references say about one image.

    ``scores`` is None when fewer than two labels have examples ("no label can be scored");
    ``anomaly`` is None without good references.
    """

    scores: LabelScores | None
    anomaly: AnomalyResult | None


@dataclass(frozen=True, slots=True, eq=False)
class FittedClassifier:
    """What was fitted on one bank for one model; holds numbers only, scoring never changes it.

    Attributes
    ----------
    category_ids : tuple of str
        The labels it can score, in the order asked for; empty when fewer than two have examples.
    memory : ReferenceMemory or None
        The good references; None without.
    probe : LabelProbe or None
        Tells labels apart; None when fewer than two have examples.
    """

    category_ids: tuple[str, ...]
    memory: ReferenceMemory | None
    probe: LabelProbe | None

    def judge(self, features: ImageFeatures) -> Judgement:
        """Score labels and anomaly."""
        return Judgement(self.score(features), self.anomaly(features))

    def score(self, features: ImageFeatures) -> LabelScores | None:
        """Score the labels; None when fewer than two labels have examples."""
        return self.probe.score(features) if self.probe is not None else None

    def anomaly(self, features: ImageFeatures) -> AnomalyResult | None:
        """Compare with the good references; None without."""
        return self.memory.compare(features) if self.memory is not None else None


@dataclass(frozen=True, slots=True, eq=False)
class LabelProbe:
    """A calibrated discriminant over the examples of at least two labels.

    Attributes
    ----------
    labels : tuple of str
        K labels.
    scaling, discriminant
        Fitted on the statistics of the examples.
    factor : float
        On the scores before the softmax.
    embeddings : (N, D) float32
        Unit rows, one an example.
    places : (N,) int64
        Index of each example in the sequence the classifier was fitted on.
    owners : (N,) int64
        Label of each example.
    """

    labels: tuple[str, ...]
    scaling: Scaling
    discriminant: Discriminant
    factor: float
    embeddings: NDArray[np.float32]
    places: NDArray[np.int64]
    owners: NDArray[np.int64]

    def score(self, features: ImageFeatures) -> LabelScores:
        """Score one image."""
        scores = self.discriminant.scores(self.scaling.apply(descriptor_of(features)))
        probability = softmax(self.factor * scores.astype(np.float64))
        cosines = self.embeddings @ features.embedding
        similarity = [cosines[self.owners == label].max() for label in range(len(self.labels))]
        return LabelScores(
            category_ids=self.labels,
            probability=probability.astype(np.float32),
            similarity=np.array(similarity, np.float32),
            nearest=tuple(self._nearest(cosines)),
        )

    def _nearest(self, cosines: NDArray[np.float32]) -> list[NearestExample]:
        order = np.argsort(-cosines, kind="stable")[:_NEAREST]
        return [
            NearestExample(
                index=int(self.places[row]),
                category_id=self.labels[int(self.owners[row])],
                similarity=float(cosines[row]),
            )
            for row in order
        ]


def fit_classifier(
    examples: Sequence[LabelledFeatures],
    references: Sequence[ImageFeatures],
    *,
    category_ids: Sequence[str],
    token: CancelToken,
) -> FittedClassifier:
    """Fit probe, patch memory, calibration and limit.

    Parameters
    ----------
    examples : sequence of LabelledFeatures
        The bank, the clean category included (the caller decides which good references also stand
        as its examples).
    references : sequence of ImageFeatures
        Good references, of the same model.
    category_ids : sequence of str
        Order of the labels; examples of other labels are ignored, labels without examples are not
        scored.
    token : CancelToken
        Checked between folds and between references.

    Returns
    -------
    FittedClassifier
        Deterministic: the same input gives the same numbers.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled; nothing partial is returned.
    """
    token.check()
    memory = fit_references(references, token=token) if references else None
    token.check()
    probe = _fit_probe(examples, category_ids)
    return FittedClassifier(probe.labels if probe else (), memory, probe)


def _fit_probe(
    examples: Sequence[LabelledFeatures], category_ids: Sequence[str]
) -> LabelProbe | None:
    taught = {example.category_id for example in examples}
    labels = tuple(label for label in category_ids if label in taught)
    if len(labels) < _MIN_LABELS:
        return None
    places = [index for index, example in enumerate(examples) if example.category_id in labels]
    used = [examples[index] for index in places]
    owners = np.array([labels.index(example.category_id) for example in used], np.int64)
    vectors = np.stack([descriptor_of(example.features) for example in used])
    has_statistics = used[0].features.statistics.size > 0
    scaling = fit_scaling(vectors, used[0].features.blocks if has_statistics else ())
    scaled = scaling.apply(vectors)
    left_out = left_out_scores(scaled, owners, len(labels))
    return LabelProbe(
        labels=labels,
        scaling=scaling,
        discriminant=fit_discriminant(scaled, owners, len(labels)),
        factor=fit_factor(left_out, owners),
        embeddings=np.stack([example.features.embedding for example in used]),
        places=np.array(places, np.int64),
        owners=owners,
    )
