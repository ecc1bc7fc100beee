"""The deciding core: fits what a product was taught, then scores images against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.classify.bank import ExampleBank, fit_bank
from core.classify.references import ReferenceMemory, fit_references
from core.classify.values import AnomalyResult, LabelledFeatures, LabelScores
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken


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
    bank : ExampleBank or None
        None when fewer than two labels have examples.
    memory : ReferenceMemory or None
        The good references; None without.
    """

    bank: ExampleBank | None
    memory: ReferenceMemory | None

    @property
    def category_ids(self) -> tuple[str, ...]:
        """The labels it can score, in the order asked for; empty when fewer than two."""
        return self.bank.category_ids if self.bank is not None else ()

    def judge(self, features: ImageFeatures) -> Judgement:
        """Score labels and anomaly in one pass (the labels use the anomaly map as evidence)."""
        anomaly = self.anomaly(features)
        if self.bank is None:
            return Judgement(None, anomaly)
        distances = anomaly.map if anomaly is not None else None
        return Judgement(self.bank.score(features, distances), anomaly)

    def score(self, features: ImageFeatures) -> LabelScores | None:
        """Score the labels; None when fewer than two labels have examples."""
        return self.judge(features).scores

    def anomaly(self, features: ImageFeatures) -> AnomalyResult | None:
        """Compare with the good references; None without."""
        return self.memory.compare(features) if self.memory is not None else None


def fit_classifier(
    examples: Sequence[LabelledFeatures],
    references: Sequence[ImageFeatures],
    *,
    category_ids: Sequence[str],
    token: CancelToken,
) -> FittedClassifier:
    """Fit classifiers, reference memory, calibration and limit.

    Parameters
    ----------
    examples : sequence of LabelledFeatures
        The bank, the clean category included (the caller decides which good references also stand
        as its examples). A reference that is also an example is recognised by its embedding and
        left out of the references where it is judged itself, so that nothing is compared with
        itself while fitting.
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
    return FittedClassifier(
        bank=fit_bank(examples, memory, category_ids=category_ids, token=token), memory=memory
    )
