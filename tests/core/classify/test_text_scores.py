from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.classify.text_scores import merge_scores, score_texts
from core.classify.values import LabelScores, NearestExample
from core.domain.categories import Combine


def _unit(*values: float) -> NDArray[np.float32]:
    vector = np.array(values, np.float32)
    unit: NDArray[np.float32] = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


PROMPTS = {
    "scratch": np.stack([_unit(1, 0, 0), _unit(0, 1, 0)]),
    "dent": np.stack([_unit(1, 1, 1)]),
    "empty": np.zeros((0, 3), np.float32),
}


def _scores(**chances: float) -> LabelScores:
    values = np.array(list(chances.values()), np.float32)
    return LabelScores(tuple(chances), values, (values / 2).astype(np.float32))


def test_that_mean_scores_equal_the_plain_softmax_over_cosines() -> None:
    found = score_texts(_unit(1, 0, 0), PROMPTS, logit_scale=10.0, combine={})
    assert found is not None
    cosines = np.array([np.sqrt(0.5), np.sqrt(1 / 3)])
    expected = np.exp(10 * cosines) / np.exp(10 * cosines).sum()
    assert found.category_ids == ("scratch", "dent")
    assert found.probability == pytest.approx(expected, abs=1e-5)


def test_that_max_takes_the_best_prompt_and_names_it() -> None:
    found = score_texts(_unit(0, 1, 0), PROMPTS, logit_scale=10.0, combine={"scratch": Combine.MAX})
    assert found is not None
    assert found.best_prompt is not None
    assert found.best_prompt.tolist() == [1, 0]
    assert found.similarity == pytest.approx([1.0, np.sqrt(1 / 3)], abs=1e-6)
    expected = 1 / (1 + np.exp(10 * (np.sqrt(1 / 3) - 1)))
    assert found.probability[0] == pytest.approx(expected, abs=1e-5)


def test_that_fewer_than_two_prompted_labels_cannot_be_scored() -> None:
    only = {"scratch": PROMPTS["scratch"], "empty": PROMPTS["empty"]}
    assert score_texts(_unit(1, 0, 0), only, logit_scale=1.0, combine={}) is None


def test_that_prompts_matter_less_the_more_examples_there_are() -> None:
    examples, texts = _scores(a=0.9, b=0.1), _scores(a=0.1, b=0.9)
    found = []
    for count in (1, 3, 12):
        merged = merge_scores(examples, texts, example_counts={"a": count, "b": count})
        assert merged is not None
        found.append(float(merged.probability[0]))
    assert found == sorted(found)
    assert found[0] == pytest.approx(0.5, abs=1e-5)
    assert found[-1] > 0.8


def test_that_a_label_only_prompts_know_stays_possible() -> None:
    merged = merge_scores(
        _scores(a=0.5, b=0.5), _scores(a=0.01, b=0.01, c=0.98), example_counts={"a": 1, "b": 1}
    )
    assert merged is not None
    assert merged.category_ids == ("a", "b", "c")
    assert merged.probability.argmax() == 2
    assert merged.probability.sum() == pytest.approx(1.0, abs=1e-6)


def test_that_a_label_only_examples_know_comes_last_without_prompt() -> None:
    nearest = (NearestExample(0, "own", 0.9),)
    chances = np.array([0.8, 0.2], np.float32)
    examples = LabelScores(("own", "a"), chances, chances, nearest)
    texts = score_texts(
        _unit(1, 0, 0),
        {"a": PROMPTS["scratch"], "b": PROMPTS["dent"]},
        logit_scale=1.0,
        combine={},
    )
    merged = merge_scores(examples, texts, example_counts={"own": 4, "a": 4})
    assert merged is not None
    assert merged.category_ids == ("a", "b", "own")
    assert merged.best_prompt is not None
    assert merged.best_prompt.tolist() == [0, 0, -1]
    assert merged.nearest == nearest
    assert merged.similarity[2] == pytest.approx(0.8)
    assert merged.similarity[0] == pytest.approx(0.2)


def test_that_one_side_alone_is_kept_as_it_is() -> None:
    scores = _scores(a=0.7, b=0.3)
    assert merge_scores(scores, None, example_counts={}) is scores
    assert merge_scores(None, scores, example_counts={}) is scores
    assert merge_scores(None, None, example_counts={}) is None
