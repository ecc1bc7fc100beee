"""A tiny source of batches whose truth is in the pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
import torch

from core.inference.training.batches import TrainingBatch
from core.inference.training.pipeline import Training
from core.jobs.cancel import CancelToken
from core.services.training_plan import SMOKE

WORDS = ("dark", "bright", "a", "spot", "is", "it", "?", "or")


class BrightOrDark:
    """Plain pictures with a spot at the upper left that is dark or bright."""

    facts = MappingProxyType({"tone": 2})

    def __init__(self) -> None:
        self.asked: list[int] = []

    def batches(self, *, seed: int, size: int, first: int) -> Iterator[TrainingBatch]:
        number = first
        while True:
            self.asked.append(number)
            yield make_batch(np.random.default_rng([seed, number]), size)
            number += 1


def make_batch(rng: np.random.Generator, size: int) -> TrainingBatch:
    """Draw pictures of 64 pixels with patches of 16."""
    bright = rng.integers(0, 2, size)
    pixels = rng.integers(118, 138, (size, 64, 64, 3)).astype(np.uint8)
    pixels[:, :32, :32] = np.where(bright == 1, 230, 20).astype(np.uint8)[:, None, None, None]
    coverage = np.zeros((size, 16, 16), dtype=np.float32)
    coverage[:, :8, :8] = 1
    words = tuple("bright" if one else "dark" for one in bright)
    return TrainingBatch(
        pixels=pixels,
        coverage=coverage,
        facts=bright[:, None].astype(np.int64),
        captions=tuple(f"a {word} spot" for word in words),
        questions=("is it bright or dark ?",) * size,
        answers=words,
    )


@pytest.fixture
def training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Training:
    """Return a training of a second, from which nothing is learned.

    It computes with as many threads as the test process has, for the tests after it keep them,
    and another test process needs the cores too.
    """
    monkeypatch.setattr("core.inference.training.pipeline.available_cores", torch.get_num_threads)
    return Training(
        plan=SMOKE,
        source=BrightOrDark(),
        words=WORDS,
        work=tmp_path / "작업",
        out=tmp_path / "모델",
        token=CancelToken(),
    )
