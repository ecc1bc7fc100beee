"""What the look alone does in scoring: it names a category and never decides."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.classify.classifier import fit_classifier
from core.classify.outcome import OutcomeInput, decide
from core.classify.type_proposal import TypeProposer
from core.classify.values import LabelledFeatures
from core.dataset.defect_book import DefectBook, load_defect_book
from core.domain.inspections import CategoryScore
from core.domain.outcomes import Outcome, ReasonCode
from core.domain.regions import BoxPx
from core.domain.teaching import DecisionRules
from core.jobs.cancel import CancelToken
from core.services.scoring import ScoredPlace, Scorer
from core.texts.program_folder import resources_dir
from tests.support.fake_encoder import FakeEncoder
from tests.support.type_heads import head_sure_of

ROI = BoxPx(20, 20, 40, 40)


@pytest.fixture(scope="module")
def book() -> DefectBook:
    return load_defect_book(resources_dir() / "defect_book.toml")


def _picture(seed: int, *, marked: bool = False) -> NDArray[np.uint8]:
    noise = np.random.default_rng(seed).normal(120, 4, (128, 128, 3))
    rgb = np.clip(noise, 0, 255).astype(np.uint8)
    if marked:
        rgb[30:60, 30:60] = (250, 10, 10)
    return rgb


def _scorer(
    book: DefectBook, *, references: int = 0, examples: tuple[str, ...] = (), head: bool = True
) -> Scorer:
    encoder = FakeEncoder()
    good = encoder.extract([_picture(seed) for seed in range(references)])
    labelled = [
        LabelledFeatures(label, encoder.extract([_picture(50 + at)])[0])
        for at, label in enumerate(examples)
    ]
    categories = book.category_set()
    return Scorer(
        encoder=encoder,
        categories=categories,
        classifier=fit_classifier(labelled, good, category_ids=categories.ids, token=CancelToken()),
        example_counts={},
        proposer=TypeProposer.of(head_sure_of("crack"), categories, book) if head else None,
    )


def _scored(scorer: Scorer, rgb: NDArray[np.uint8], *rois: BoxPx) -> ScoredPlace:
    return scorer.score(rgb, rois, token=CancelToken()).places[0]


def _top(scores: tuple[CategoryScore, ...]) -> CategoryScore:
    return max(scores, key=lambda score: score.probability)


def test_that_a_roi_gets_a_proposal_when_nothing_was_taught(book: DefectBook) -> None:
    place = _scored(_scorer(book), _picture(1), ROI)
    assert _top(place.scores).id == "crack"
    assert all(score.is_proposal and score.similarity is None for score in place.scores)


def test_that_a_whole_image_gets_no_proposal(book: DefectBook) -> None:
    assert _scored(_scorer(book), _picture(1)).scores == ()


def test_that_a_place_unlike_the_references_gets_a_proposal(book: DefectBook) -> None:
    scorer = _scorer(book, references=8)
    place = _scored(scorer, _picture(99, marked=True))
    assert place.anomaly.is_over
    assert _top(place.scores).is_proposal


def test_that_a_good_image_gets_no_proposal(book: DefectBook) -> None:
    place = _scored(_scorer(book, references=8), _picture(3))
    assert place.anomaly.is_over is False
    assert place.scores == ()


def test_that_examples_silence_the_proposal(book: DefectBook) -> None:
    place = _scored(_scorer(book, examples=("scratch", "dent")), _picture(1), ROI)
    assert {score.id for score in place.scores} == {"scratch", "dent"}
    assert not any(score.is_proposal for score in place.scores)


def test_that_without_a_head_nothing_is_proposed(book: DefectBook) -> None:
    assert _scored(_scorer(book, head=False), _picture(1), ROI).scores == ()


@pytest.mark.parametrize("threshold", [0.01, 0.8])
def test_that_a_proposal_holds_and_asks_for_examples(book: DefectBook, threshold: float) -> None:
    place = _scored(_scorer(book), _picture(1), ROI)
    rules = DecisionRules(threshold=threshold, margin=0.0)
    decision = decide(OutcomeInput(scores=place.scores, anomaly=place.anomaly), rules)
    assert (decision.outcome, decision.reason.code) == (Outcome.HOLD, ReasonCode.WEAK_PROPOSAL)
    assert decision.reason.params["category"] == "crack"


def test_that_a_proposal_does_not_keep_a_good_part_from_ok(book: DefectBook) -> None:
    place = _scored(_scorer(book, references=8), _picture(3), ROI)
    assert _top(place.scores).is_proposal
    decision = decide(
        OutcomeInput(scores=place.scores, anomaly=place.anomaly, has_references=True),
        DecisionRules(),
    )
    assert (decision.outcome, decision.reason.code) == (Outcome.OK, ReasonCode.NO_ANOMALY)
