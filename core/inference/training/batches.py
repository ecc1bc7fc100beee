"""What the stages of training are fed with; plain arrays and strings, made by who knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TrainingBatch:
    """B pictures and what is true of them.

    Attributes
    ----------
    pixels : (B, H, W, 3) uint8
        RGB, square.
    coverage : (B, C, C) float32
        Share of each cell that the mark covers; see `BlipShape.cells`.
    facts : (B, F) int64
        One class per fact; -1 where a fact does not apply.
    captions, questions, answers : tuple of str
        One of each per picture.
    """

    pixels: NDArray[np.uint8]
    coverage: NDArray[np.float32]
    facts: NDArray[np.int64]
    captions: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]


class BatchSource(Protocol):
    """Gives batches for ever, the same ones for the same start."""

    @property
    def facts(self) -> Mapping[str, int]:
        """The F facts in order, with the number of classes of each."""

    def batches(self, *, seed: int, size: int, first: int) -> Iterator[TrainingBatch]:
        """Return batches from number ``first`` on; number n depends on seed and n alone."""
