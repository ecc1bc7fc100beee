"""The deciding core: fits what a product was taught, then scores images against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.classify.references import PatchMemory, fit_memory
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
    category_ids : tuple of str
        The labels it can score, in the order asked for; empty when fewer than two have examples.
    memory : PatchMemory or None
        The good references; None without.
    """

    category_ids: tuple[str, ...]
    memory: PatchMemory | None

    def judge(self, features: ImageFeatures) -> Judgement:
        """Score labels and anomaly in one pass (the labels use the anomaly map as evidence)."""
        raise NotImplementedError

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
    """Fit probe, patch memory, calibration and limit.

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
    memory = fit_memory(references, token=token) if references else None
    raise NotImplementedError(memory, examples, category_ids)
