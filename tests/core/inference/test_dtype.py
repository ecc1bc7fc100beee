from __future__ import annotations

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from core.inference.adapters.starter import StarterEncoder
from core.inference.dtype import FULL, SHORT, choose_dtype, probe_images


class Model:
    """Embeddings that bfloat16 spoils by ``error`` and that take the given times."""

    def __init__(self, *, error: float, full_ms: float, short_ms: float) -> None:
        random = np.random.default_rng(4)
        self._rows = random.normal(size=(4, 64)).astype(np.float32)
        self._noise = random.normal(size=(4, 64)).astype(np.float32)
        self._error = np.float32(error)
        self._ms = {FULL: full_ms, SHORT: short_ms}

    def embed(self, dtype: str) -> NDArray[np.float32]:
        time.sleep(self._ms[dtype] / 1e3)
        return self._rows + (self._noise * self._error if dtype == SHORT else 0)


def test_that_bfloat16_is_taken_if_equal_and_faster() -> None:
    choice = choose_dtype(Model(error=0.003, full_ms=12, short_ms=3).embed)
    assert choice.dtype == SHORT
    assert choice.cosine > 0.9999
    assert choice.speedup > 1.1


def test_that_bfloat16_is_refused_if_it_changes_the_embedding() -> None:
    choice = choose_dtype(Model(error=0.05, full_ms=12, short_ms=1).embed)
    assert choice.dtype == FULL
    assert choice.cosine < 0.9999


def test_that_bfloat16_is_refused_if_it_is_no_faster() -> None:
    choice = choose_dtype(Model(error=0.0, full_ms=3, short_ms=12).embed)
    assert choice.dtype == FULL
    assert choice.cosine == pytest.approx(1.0)


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("error", [float("nan"), float("inf")])
def test_that_results_that_are_not_finite_mean_float32(error: float) -> None:
    choice = choose_dtype(Model(error=error, full_ms=6, short_ms=1).embed)
    assert choice.dtype == FULL


def test_that_one_bad_probe_is_enough_to_refuse() -> None:
    good = Model(error=0.0, full_ms=6, short_ms=1)

    def embed(dtype: str) -> NDArray[np.float32]:
        rows = good.embed(dtype).copy()
        if dtype == SHORT:
            rows[2] += 0.1
        return rows

    assert choose_dtype(embed).dtype == FULL


def test_that_scores_of_words_may_differ_more_than_embeddings() -> None:
    model = Model(error=0.02, full_ms=12, short_ms=1)
    assert choose_dtype(model.embed).dtype == FULL
    choice = choose_dtype(model.embed, scores_words=True)
    assert choice.dtype == SHORT
    assert 0.999 < choice.cosine < 0.9999


def test_that_scores_of_words_must_not_differ_much() -> None:
    model = Model(error=0.1, full_ms=12, short_ms=1)
    assert choose_dtype(model.embed, scores_words=True).dtype == FULL


def test_that_the_likeliest_word_must_stay_the_same() -> None:
    model = Model(error=0.0, full_ms=6, short_ms=1)

    def embed(dtype: str) -> NDArray[np.float32]:
        rows = model.embed(dtype).copy()
        rows[1, :2] = (9.001, 9.0) if dtype == FULL else (9.0, 9.001)
        return rows

    choice = choose_dtype(embed, scores_words=True)
    assert choice.cosine > 0.9999
    assert choice.dtype == FULL


def test_that_probe_images_are_different_pictures(starter: StarterEncoder) -> None:
    probes = probe_images()
    assert [probe.shape for probe in probes] == [(256, 256, 3)] * 4
    assert all(probe.std() > 4 for probe in probes)
    rows = np.stack([found.embedding for found in starter.extract(probes)])
    assert (rows @ rows.T - np.eye(4)).max() < 0.95
    assert all(np.array_equal(a, b) for a, b in zip(probes, probe_images(), strict=True))
