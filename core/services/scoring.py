"""Scoring the places of an image: labels by examples and prompts, anomaly by good references."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.classify.anomaly_places import peak_place, score_within
from core.classify.classifier import FittedClassifier
from core.classify.text_scores import merge_scores, score_texts
from core.classify.type_proposal import TypeProposer
from core.classify.values import AnomalyResult, LabelScores, NearestExample
from core.domain.categories import Category, CategorySet
from core.domain.inspections import AnomalyScore, CategoryScore
from core.domain.regions import BoxPx, Region, RegionSource
from core.imaging.previews import crop
from core.inference.protocols import DualEncoder, ImageFeatures
from core.jobs.cancel import CancelToken

TextScorer = Callable[[ImageFeatures], LabelScores | None]
"""Scores an image by prompts alone."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPlace:
    """One place with everything the models say about it."""

    region: Region
    scores: tuple[CategoryScore, ...]
    anomaly: AnomalyScore
    nearest: tuple[NearestExample, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ScoredImage:
    """The places of one image.

    ``heat_map`` is (h, w) float32 over the whole image in the unit of the anomaly limit; None
    without good references.
    """

    places: tuple[ScoredPlace, ...]
    heat_map: NDArray[np.float32] | None = None


class Scorer:
    """Scores images of one product with one model.

    Parameters
    ----------
    encoder : DualEncoder
        The model.
    categories : CategorySet
        Labels with roles and prompts.
    classifier : FittedClassifier
        Fitted on the product's bank with the same model.
    example_counts : mapping
        Examples per category id.
    proposer : TypeProposer, optional
        Proposes a category from the look alone, where no label can be scored.
    """

    def __init__(
        self,
        *,
        encoder: DualEncoder,
        categories: CategorySet,
        classifier: FittedClassifier,
        example_counts: Mapping[str, int],
        proposer: TypeProposer | None = None,
    ) -> None:
        self._encoder = encoder
        self._proposer = proposer
        self._categories = categories
        self._classifier = classifier
        self._example_counts = dict(example_counts)
        self._by_text = text_scorer(encoder, categories) if encoder.aligns_text else None

    @property
    def has_references(self) -> bool:
        """Whether good references were taught."""
        return self._classifier.memory is not None

    def score(
        self, rgb: NDArray[np.uint8], rois: Sequence[BoxPx], *, token: CancelToken
    ) -> ScoredImage:
        """Score the given ROIs, else the most unusual place, else the whole image.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The whole image.
        rois : sequence of BoxPx
            Inside the image.
        token : CancelToken
            Checked between steps.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        """
        token.check()
        crops = [crop(rgb, roi) for roi in rois]
        features = self._encoder.extract([rgb, *crops])
        token.check()
        anomaly = self._classifier.anomaly(features[0]) if crops else None
        if crops:
            places = tuple(
                self._place_of_roi(rgb, roi, part, anomaly)
                for roi, part in zip(rois, features[1:], strict=True)
            )
            return ScoredImage(places, anomaly.map if anomaly else None)
        return self._score_whole(features[0], rgb)

    def _score_whole(self, features: ImageFeatures, rgb: NDArray[np.uint8]) -> ScoredImage:
        height, width = rgb.shape[:2]
        judgement = self._classifier.judge(features)
        labels = self._with_texts(features, judgement.scores)
        anomaly = judgement.anomaly
        box = BoxPx(0.0, 0.0, float(width), float(height))
        if anomaly is not None:
            box = peak_place(anomaly, image_size_px=(width, height)).box
            if labels is None and anomaly.value.is_over:
                labels = self._proposed(rgb, box)
        place = ScoredPlace(
            region=Region(box=box, source=RegionSource.PROPOSED),
            scores=category_scores(labels, self._categories),
            anomaly=anomaly.value if anomaly else AnomalyScore(),
            nearest=labels.nearest if labels else (),
        )
        return ScoredImage((place,), anomaly.map if anomaly else None)

    def _place_of_roi(
        self,
        rgb: NDArray[np.uint8],
        roi: BoxPx,
        features: ImageFeatures,
        anomaly: AnomalyResult | None,
    ) -> ScoredPlace:
        labels = self._with_texts(features, self._classifier.score(features))
        labels = labels or self._proposed(rgb, roi)
        here = AnomalyScore()
        if anomaly is not None:
            size_px = (rgb.shape[1], rgb.shape[0])
            here = AnomalyScore(
                score=score_within(anomaly, image_size_px=size_px, box=roi), limit=anomaly.limit
            )
        return ScoredPlace(
            region=Region(box=roi, source=RegionSource.DRAWN),
            scores=category_scores(labels, self._categories),
            anomaly=here,
            nearest=labels.nearest if labels else (),
        )

    def _proposed(self, rgb: NDArray[np.uint8], roi: BoxPx) -> LabelScores | None:
        return None if self._proposer is None else self._proposer.propose(rgb, roi)

    def _with_texts(
        self, features: ImageFeatures, by_example: LabelScores | None
    ) -> LabelScores | None:
        if self._by_text is None:
            return by_example
        by_text = self._by_text(features)
        return merge_scores(by_example, by_text, example_counts=self._example_counts)


def text_scorer(encoder: DualEncoder, categories: CategorySet) -> TextScorer:
    """Embed all prompts once, and score images by them.

    Parameters
    ----------
    encoder : DualEncoder
        Aligns texts with images.
    categories : CategorySet
        Labels; one without prompts is prompted by its English name.
    """
    prompts = _embed_prompts(encoder, categories)
    combine = {category.id: category.combine for category in categories}

    def score(features: ImageFeatures) -> LabelScores | None:
        return score_texts(
            features.embedding, prompts, logit_scale=encoder.logit_scale, combine=combine
        )

    return score


def _embed_prompts(encoder: DualEncoder, categories: CategorySet) -> dict[str, NDArray[np.float32]]:
    """Embed all prompts in one call, then hand each category its own rows."""
    prompts = {category.id: prompts_of(category) for category in categories}
    rows = encoder.embed_texts([prompt for own in prompts.values() for prompt in own])
    ends = np.cumsum([len(own) for own in prompts.values()])
    return dict(zip(prompts, np.split(rows, ends[:-1]), strict=True))


def prompts_of(category: Category) -> tuple[str, ...]:
    """Return the prompts of a category; one that has none is prompted by its English name."""
    return category.prompts or (f"a photo of {category.name_en} on a product surface",)


def category_scores(
    labels: LabelScores | None, categories: CategorySet
) -> tuple[CategoryScore, ...]:
    """Turn label scores into the values that records hold; empty when no label can be scored."""
    if labels is None:
        return ()
    known = categories.with_labels(labels.category_ids)
    return tuple(
        CategoryScore(
            id=category.id,
            role=category.role,
            probability=float(labels.probability[index]),
            similarity=None if labels.is_proposal else float(labels.similarity[index]),
            best_prompt=_best_prompt(labels, index, prompts_of(category)),
            is_proposal=labels.is_proposal,
        )
        for index, category in enumerate(known)
    )


def _best_prompt(labels: LabelScores, index: int, prompts: Sequence[str]) -> str | None:
    if labels.best_prompt is None:
        return None
    best = int(labels.best_prompt[index])
    return prompts[best] if best >= 0 else None
