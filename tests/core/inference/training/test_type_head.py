"""Training of the type head."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import JobCancelledError
from core.inference.training.plans import TypeHeadPlan
from core.inference.training.type_head import train_type_head
from core.jobs.cancel import CancelToken

PLAN = TypeHeadPlan(members=2, hidden=8, steps=200, batch=32, rate=0.02)


def _data() -> tuple[
    np.ndarray[tuple[int, int], np.dtype[np.float32]], np.ndarray[tuple[int], np.dtype[np.int64]]
]:
    rng = np.random.default_rng(0)
    labels = np.arange(90, dtype=np.int64) % 3
    features = rng.normal(size=(90, 4)).astype(np.float32)
    features[:, 0] += 6 * (labels == 1)
    features[:, 1] += 6 * (labels == 2)
    return features, labels


def test_that_it_learns_what_can_be_told_apart() -> None:
    features, labels = _data()
    head = train_type_head(features, labels, ("a", "b", "c"), PLAN, token=CancelToken())
    assert (head.probabilities(features).argmax(axis=1) == labels).mean() > 0.9


def test_that_the_same_seed_gives_the_same_head() -> None:
    features, labels = _data()
    first, second = (
        train_type_head(features, labels, ("a", "b", "c"), PLAN, token=CancelToken())
        for _ in range(2)
    )
    assert np.array_equal(first.weights_in, second.weights_in)


def test_that_training_can_be_cancelled() -> None:
    features, labels = _data()
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        train_type_head(features, labels, ("a", "b", "c"), PLAN, token=token)
