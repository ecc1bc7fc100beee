from __future__ import annotations

import numpy as np
import pytest

from core.classify.classifier import FittedClassifier, fit_classifier
from core.classify.plain_probe import predict_plainly
from core.classify.values import LabelledFeatures
from core.errors import JobCancelledError
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken
from tests.core.classify.fields import bare, image, labelled

ABC = ("a", "b", "c")


def _bank(*counts: int, seed: int = 0, apart: float = 2.0) -> list[LabelledFeatures]:
    return [
        example
        for label, count in zip(ABC, counts, strict=False)
        for example in labelled(label, count, seed=seed, apart=apart)
    ]


def _fit(
    examples: list[LabelledFeatures], references: tuple[ImageFeatures, ...] = ()
) -> FittedClassifier:
    ids = tuple(dict.fromkeys((*ABC, *(example.category_id for example in examples))))
    return fit_classifier(examples, references, category_ids=ids, token=CancelToken())


def _accuracy(classifier: FittedClassifier, tested: list[LabelledFeatures]) -> float:
    right = []
    for example in tested:
        scores = classifier.score(example.features)
        assert scores is not None
        assert scores.probability.sum() == pytest.approx(1.0, abs=1e-5)
        top = scores.category_ids[int(scores.probability.argmax())]
        right.append(top == example.category_id)
    return float(np.mean(right))


def test_that_four_examples_a_label_are_enough_for_clear_labels() -> None:
    assert _accuracy(_fit(_bank(4, 4, 4)), _bank(30, 30, 30, seed=1)) > 0.97


def test_that_one_example_a_label_works() -> None:
    assert _accuracy(_fit(_bank(1, 1, 1)), _bank(30, 30, 30, seed=1)) > 0.9


def test_that_a_rare_label_is_still_found_beside_a_frequent_one() -> None:
    classifier = _fit(_bank(60, 2, 2))
    assert _accuracy(classifier, _bank(0, 30, 30, seed=1)) > 0.85


def test_that_a_label_without_examples_is_not_scored() -> None:
    classifier = _fit([*labelled("a", 3), *labelled("c", 3)])
    assert classifier.category_ids == ("a", "c")
    scores = classifier.score(labelled("c", 1, seed=5)[0].features)
    assert scores is not None
    assert scores.category_ids == ("a", "c")


@pytest.mark.parametrize("counts", [(), (5,)])
def test_that_fewer_than_two_labels_cannot_be_scored(counts: tuple[int, ...]) -> None:
    classifier = _fit(_bank(*counts))
    assert classifier.category_ids == ()
    assert classifier.score(bare(np.ones(40))) is None
    assert classifier.anomaly(bare(np.ones(40))) is None


def test_that_good_references_alone_judge_the_anomaly() -> None:
    references = tuple(image(seed) for seed in range(4))
    examples = [LabelledFeatures("good", reference) for reference in references]
    judgement = _fit(examples, references).judge(image(9))
    assert judgement.scores is None
    assert judgement.anomaly is not None


def test_that_examples_of_labels_not_asked_for_are_ignored() -> None:
    classifier = fit_classifier(_bank(3, 3, 3), (), category_ids=("b", "c"), token=CancelToken())
    assert classifier.category_ids == ("b", "c")
    asked = labelled("b", 1, seed=0)[0].features
    scores = classifier.score(asked)
    assert scores is not None
    assert all(near.category_id != "a" for near in scores.nearest)
    assert scores.nearest[0].index == 3


def test_that_nearest_examples_come_first_with_their_cosine() -> None:
    examples = _bank(3, 3, 3)
    scores = _fit(examples).score(examples[4].features)
    assert scores is not None
    assert (scores.nearest[0].index, scores.nearest[0].category_id) == (4, "b")
    assert scores.nearest[0].similarity == pytest.approx(1.0, abs=1e-5)
    found = [near.similarity for near in scores.nearest]
    assert found == sorted(found, reverse=True)
    assert scores.similarity[1] == pytest.approx(1.0, abs=1e-5)


def test_that_unclear_labels_give_low_probability() -> None:
    clear = _fit(_bank(6, 6, 6)).score(labelled("b", 1, seed=9)[0].features)
    unclear_bank = _fit(_bank(6, 6, 6, apart=0.05))
    unclear = unclear_bank.score(labelled("b", 1, seed=9, apart=0.05)[0].features)
    assert clear is not None
    assert unclear is not None
    assert clear.probability.max() > 0.8
    assert unclear.probability.max() < 0.7


def test_that_duplicates_do_not_make_certain() -> None:
    """The same picture taught four times is one opinion, not four."""
    once = _bank(2, 2, 2, apart=0.1)
    doubled = [example for example in once for _ in range(4)]
    asked = labelled("a", 1, seed=3, apart=0.1)[0].features
    one, many = _fit(once).score(asked), _fit(doubled).score(asked)
    assert one is not None
    assert many is not None
    assert many.probability.max() < 0.8


def test_that_all_examples_equal_gives_no_preference() -> None:
    same = bare(np.ones(40))
    scores = _fit([LabelledFeatures(label, same) for label in "aabb"]).score(same)
    assert scores is not None
    assert scores.probability == pytest.approx(0.5, abs=1e-3)


def test_that_a_small_mark_is_told_by_its_place_of_anomaly() -> None:
    """Marks of two kinds at random places: only the unusual cells tell them apart."""
    random = np.random.default_rng(4)

    def marked(seed: int, direction: int) -> ImageFeatures:
        row, column = (int(value) * 2 for value in random.integers(0, 8, 2))
        return image(seed, defect=(row, column), direction=direction, strength=7)

    references = tuple(image(seed) for seed in range(6))
    examples = [LabelledFeatures("good", reference) for reference in references]
    for direction, label in enumerate("ab"):
        examples += [LabelledFeatures(label, marked(50 + n, direction)) for n in range(6)]
    tested = [LabelledFeatures("good", image(400 + n)) for n in range(10)]
    for direction, label in enumerate("ab"):
        tested += [LabelledFeatures(label, marked(900 + n, direction)) for n in range(10)]
    assert _accuracy(_fit(examples, references), tested) > 0.8


def test_that_the_same_bank_gives_the_same_numbers() -> None:
    asked = labelled("a", 1, seed=2)[0].features
    one, other = _fit(_bank(3, 4, 5)).score(asked), _fit(_bank(3, 4, 5)).score(asked)
    assert one is not None
    assert other is not None
    assert np.array_equal(one.probability, other.probability)


def test_that_the_order_of_teaching_does_not_matter() -> None:
    asked = labelled("a", 1, seed=2)[0].features
    bank = _bank(3, 4, 5)
    one, other = _fit(bank).score(asked), _fit(bank[::-1]).score(asked)
    assert one is not None
    assert other is not None
    assert one.probability == pytest.approx(other.probability, abs=1e-4)


def test_that_fitting_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        fit_classifier(_bank(2, 2), (), category_ids=ABC, token=token)


def test_that_the_plain_probe_predicts_and_knows_only_taught_labels() -> None:
    examples = [*labelled("a", 4), *labelled("c", 4)]
    tested = [*labelled("a", 20, seed=1), *labelled("c", 20, seed=1)]
    found = predict_plainly(examples, [example.features for example in tested], category_ids=ABC)
    expected = np.array([ABC.index(example.category_id) for example in tested])
    assert (found == expected).mean() > 0.95
    assert set(found.tolist()) <= {0, 2}
    assert predict_plainly(examples, [], category_ids=ABC).shape == (0,)
