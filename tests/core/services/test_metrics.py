from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.services.metrics import (
    auroc,
    calibration,
    confusion_table,
    paired_interval,
    recall_by_class,
    wilson_interval,
)

scores = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=8)


@given(scores, scores)
def test_that_auroc_is_the_share_of_pairs_in_order_with_ties_as_half(
    clean: list[float], defect: list[float]
) -> None:
    pairs = [(d > c) + 0.5 * (d == c) for c in clean for d in defect]
    assert auroc(clean, defect) == pytest.approx(sum(pairs) / len(pairs))


def test_that_auroc_is_unknown_when_one_side_is_empty() -> None:
    assert auroc([], [1.0]) is None
    assert auroc([1.0], []) is None


def test_that_the_wilson_interval_agrees_with_a_published_value() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 gives 0.2553 to 0.3662.
    interval = wilson_interval(81, 263)
    assert interval is not None
    assert interval == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_that_the_wilson_interval_stays_within_0_and_1_and_needs_a_trial() -> None:
    assert wilson_interval(0, 0) is None
    low, high = wilson_interval(0, 5) or (-1.0, -1.0)
    assert low == 0.0
    assert 0 < high < 1


def test_that_recall_counts_each_class_by_its_own_images() -> None:
    recall = recall_by_class(["a", "a", "b", "b"], ["a", "b", "b", "b"], ["a", "b", "c"])
    assert recall == {"a": 0.5, "b": 1.0}


def test_that_the_confusion_table_has_a_cell_for_every_pair() -> None:
    table = confusion_table(["a", "b", "b"], ["b", "b", "b"], ["a", "b"])
    assert table == {"a": {"a": 0, "b": 1}, "b": {"a": 0, "b": 2}}


def test_that_honest_probabilities_have_no_calibration_error() -> None:
    probability = np.full(10, 0.8)
    correct = np.arange(10) < 8
    figures = calibration(probability, correct, sure=0.8, n_bins=1)
    assert figures["ece"] == pytest.approx(0.0, abs=1e-12)
    assert figures["sure_accuracy"] == pytest.approx(0.8)
    assert figures["sure_coverage"] == 1.0


def test_that_boasting_is_a_calibration_error() -> None:
    figures = calibration(np.full(4, 0.9), np.zeros(4, np.bool_), sure=0.95, n_bins=2)
    assert figures["ece"] == pytest.approx(0.9)
    assert figures["sure_accuracy"] is None
    assert figures["sure_coverage"] == 0.0


def test_that_nothing_tested_gives_no_calibration() -> None:
    figures = calibration(np.zeros(0), np.zeros(0, np.bool_), sure=0.8)
    assert set(figures.values()) == {None}


def test_that_the_paired_interval_holds_the_mean_and_narrows_with_repeats() -> None:
    few = [0.1, 0.3] * 3
    many = [0.1, 0.3] * 40
    low, high = paired_interval(few) or (1.0, 0.0)
    closer_low, closer_high = paired_interval(many) or (1.0, 0.0)
    assert low < closer_low < 0.2 < closer_high < high
    assert paired_interval(few) == (low, high)


def test_that_one_repeat_has_no_paired_interval() -> None:
    assert paired_interval([0.4]) is None
