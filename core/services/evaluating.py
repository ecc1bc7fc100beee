"""Measuring how well a labelled folder is told apart after a few examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from core.classify.classifier import FittedClassifier, Judgement, fit_classifier
from core.classify.outcome import OutcomeInput, decide
from core.classify.plain_probe import predict_plainly
from core.classify.values import LabelledFeatures
from core.domain.categories import CategorySet, Role
from core.domain.inspections import AnomalyScore
from core.domain.outcomes import Outcome
from core.domain.teaching import DecisionRules
from core.errors import UsageError
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress
from core.services.draws import Draw, ShotPlan, draw_images, split_classes
from core.services.scoring import TextScorer, category_scores

NO_CATEGORIES: Final = CategorySet(())


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """What to measure: how many images are shown, how often, from which seed."""

    shown: ShotPlan
    repeats: int
    seed: int
    rules: DecisionRules = field(default_factory=DecisionRules)


@dataclass(frozen=True, slots=True)
class TestedImage:
    """What was said about one tested image in one repeat.

    ``predicted`` and ``plain`` (the plain probe's answer) are None when no label can be scored,
    ``anomaly`` and ``is_over`` (over the limit that the references set) without references.
    """

    label: str
    index: int
    predicted: str | None
    probability: float | None
    plain: str | None
    anomaly: float | None
    is_over: bool | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """All tested images, repeat by repeat."""

    plan: EvaluationPlan
    classes: tuple[str, ...]
    left_out: Mapping[str, int]
    repeats: tuple[tuple[TestedImage, ...], ...]

    @property
    def has_good_class(self) -> bool:
        """Whether the class of good images takes part."""
        return self.plan.shown.good_class in self.classes


def evaluate(
    features: Mapping[str, Sequence[ImageFeatures]],
    plan: EvaluationPlan,
    *,
    token: CancelToken,
    progress: Progress,
    known: CategorySet = NO_CATEGORIES,
    text_scorer: TextScorer | None = None,
) -> EvaluationRun:
    """Show some images, test the others, again and again.

    Parameters
    ----------
    features : mapping
        Features per class; nothing is recorded and nothing of the product's bank is used.
    plan : EvaluationPlan
        Shots, references, repeats, seed.
    token : CancelToken
        Checked between images.
    progress : Progress
        Counts repeats.
    known : CategorySet
        Categories whose names and prompts are taken for folders of the same name.
    text_scorer : callable, optional
        Scores by prompts, for a plan without shots.

    Raises
    ------
    UsageError
        ``evaluation_too_few`` when no two classes (or one class and good references) have enough
        images.
    JobCancelledError
        If ``token`` is cancelled.
    """
    counts = {label: len(images) for label, images in features.items()}
    classes, left_out = split_classes(counts, plan.shown)
    _require_classes(classes, left_out, plan.shown)
    repeats: list[tuple[TestedImage, ...]] = []
    for repeat in range(plan.repeats):
        draw = draw_images(counts, classes, plan.shown, seed=plan.seed, repeat=repeat)
        categories = categories_of(classes, plan.shown.good_class, known)
        fold = _Fold.fit(features, categories, draw, plan, token=token)
        repeats.append(tuple(fold.test(text_scorer, token)))
        progress(repeat + 1, plan.repeats)
    return EvaluationRun(plan, classes, left_out, tuple(repeats))


def _require_classes(classes: Sequence[str], left_out: Mapping[str, int], plan: ShotPlan) -> None:
    if len(classes) > 1:
        return
    raise UsageError(
        "evaluation_too_few",
        shots=plan.shots,
        references=plan.references,
        needed=plan.shots + 5,
        found=", ".join(f"{label} {count}" for label, count in left_out.items()) or "-",
    )


def categories_of(classes: Sequence[str], good_class: str, known: CategorySet) -> CategorySet:
    """Make the labels of an evaluation: the good class is clean, every other one a defect."""
    return CategorySet(
        tuple(
            replace(category, role=Role.CLEAN if category.id == good_class else Role.DEFECT)
            for category in known.with_labels(tuple(classes))
        )
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Fold:
    """One repeat: what was fitted, and the images left for testing."""

    features: Mapping[str, Sequence[ImageFeatures]]
    draw: Draw
    plan: EvaluationPlan
    categories: CategorySet
    classifier: FittedClassifier
    plain: Mapping[tuple[str, int], str]

    @staticmethod
    def fit(
        features: Mapping[str, Sequence[ImageFeatures]],
        categories: CategorySet,
        draw: Draw,
        plan: EvaluationPlan,
        *,
        token: CancelToken,
    ) -> _Fold:
        good, classes = plan.shown.good_class, categories.ids
        examples = [
            LabelledFeatures(label, features[label][index])
            for label in classes
            for index in draw.examples[label]
        ]
        references = [features[good][index] for index in draw.references]
        return _Fold(
            features=features,
            draw=draw,
            plan=plan,
            categories=categories,
            classifier=fit_classifier(examples, references, category_ids=classes, token=token),
            plain=_plain_answers(examples, features, draw, classes),
        )

    def test(self, text_scorer: TextScorer | None, token: CancelToken) -> Iterator[TestedImage]:
        for label, indices in self.draw.tested.items():
            for index in indices:
                token.check()
                image = self.features[label][index]
                judgement = self.classifier.judge(image)
                if judgement.scores is None and text_scorer is not None:
                    judgement = Judgement(text_scorer(image), judgement.anomaly)
                yield self._tested(label, index, judgement)

    def _tested(self, label: str, index: int, judgement: Judgement) -> TestedImage:
        scores, anomaly = judgement.scores, judgement.anomaly
        top = int(np.argmax(scores.probability)) if scores else None
        decision = decide(
            OutcomeInput(
                scores=category_scores(scores, self.categories),
                anomaly=anomaly.value if anomaly else AnomalyScore(),
                has_references=anomaly is not None,
                n_references=len(self.draw.references),
            ),
            self.plan.rules,
        )
        return TestedImage(
            label=label,
            index=index,
            predicted=scores.category_ids[top] if scores and top is not None else None,
            probability=float(scores.probability[top]) if scores and top is not None else None,
            plain=self.plain.get((label, index)),
            anomaly=anomaly.score if anomaly else None,
            is_over=anomaly.value.is_over if anomaly else None,
            outcome=decision.outcome,
        )


def _plain_answers(
    examples: Sequence[LabelledFeatures],
    features: Mapping[str, Sequence[ImageFeatures]],
    draw: Draw,
    classes: Sequence[str],
) -> dict[tuple[str, int], str]:
    """Answer every tested image of a repeat with the plain probe; empty without two classes."""
    if len({example.category_id for example in examples}) < 2:  # noqa: PLR2004 - needs a choice
        return {}
    places = [(label, index) for label, indices in draw.tested.items() for index in indices]
    answers = predict_plainly(
        examples, [features[label][index] for label, index in places], category_ids=classes
    )
    return {place: classes[int(answer)] for place, answer in zip(places, answers, strict=True)}
