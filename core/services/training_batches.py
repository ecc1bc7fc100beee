"""Batches of generated examples: turned, seen through worse cameras, with words and questions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from core.describe.appearance import (
    Appearance,
    Count,
    Direction,
    GroundTone,
    Hue,
    LineWidth,
    MarkShape,
    SeenMark,
    Size,
    Tone,
)
from core.describe.captions import caption_of
from core.describe.questions import questions_of
from core.domain.measurements import Zone
from core.inference.training.batches import TrainingBatch
from core.services.training_examples import read_shard
from core.services.training_turns import N_TURNS, turn_appearance, turn_pixels
from core.synthesis.ground_words import TEXTURES

_AHEAD: Final = 4
_BLURRED: Final = 0.35
_NOISY: Final = 0.4
_PACKED: Final = 0.25
_NONE: Final = -1

FactT = TypeVar("FactT", bound=StrEnum)


class ShardSource:
    """Gives batches from shards; batch n of a seed is always the same.

    Parameters
    ----------
    shards : sequence of Path
        Folders that `core.services.training_examples.write_shard` made.
    """

    def __init__(self, shards: Sequence[Path]) -> None:
        self._shards = [read_shard(folder) for folder in shards]
        self._ends = np.cumsum([len(words) for _, _, words in self._shards])

    @property
    def facts(self) -> Mapping[str, int]:
        """The number of classes of each fact; see `facts_of`."""
        return FACTS

    def batches(self, *, seed: int, size: int, first: int) -> Iterator[TrainingBatch]:
        """Return batches from number ``first`` on, made ahead in another thread."""
        with ThreadPoolExecutor(1) as pool:
            ahead: deque[Future[TrainingBatch]] = deque()
            for number in count(first):
                ahead.append(pool.submit(self._batch, seed, size, number))
                if len(ahead) > _AHEAD:
                    yield ahead.popleft().result()

    def _batch(self, seed: int, size: int, number: int) -> TrainingBatch:
        rng = np.random.default_rng([seed, number])
        pixels, coverage, seen = [], [], []
        for at in rng.choice(int(self._ends[-1]), size, replace=False):
            shard = int(np.searchsorted(self._ends, at, side="right"))
            images, covers, words = self._shards[shard]
            row = int(at) - int(self._ends[shard])  # from the end of the shard
            turn = int(rng.integers(N_TURNS))
            pixels.append(worsen(rng, np.ascontiguousarray(turn_pixels(images[row], turn))))
            coverage.append(turn_pixels(covers[row], turn))
            seen.append(turn_appearance(words[row], turn))
        asked = [_ask(rng, appearance) for appearance in seen]
        return TrainingBatch(
            pixels=np.stack(pixels),
            coverage=np.stack(coverage).astype(np.float32),
            facts=np.array([facts_of(appearance) for appearance in seen], dtype=np.int64),
            captions=tuple(caption_of(appearance) for appearance in seen),
            questions=tuple(question for question, _ in asked),
            answers=tuple(answer for _, answer in asked),
        )


FACTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "marked": 2,
        "place": len(Zone),
        "shape": len(MarkShape),
        "tone": len(Tone),
        "count": len(Count),
        "size": len(Size),
        "hue": len(Hue) + 1,
        "direction": len(Direction) + 1,
        "width": len(LineWidth) + 1,
        "ground_tone": len(GroundTone),
        "texture": len(TEXTURES),
    }
)
"""How many classes each fact has, in the order in which `facts_of` gives them."""


def facts_of(appearance: Appearance) -> tuple[int, ...]:
    """Return one class for each fact, -1 where it does not apply.

    In the order of `FACTS`. What a mark has not (colour, direction, width) is a class of its own.
    """
    return (int(appearance.mark is not None), *_mark_facts(appearance.mark), *_ground(appearance))


def _mark_facts(mark: SeenMark | None) -> tuple[int, ...]:
    if mark is None:
        return (_NONE,) * 8
    return (
        _index(Zone, mark.place),
        _index(MarkShape, mark.shape),
        _index(Tone, mark.tone),
        _index(Count, mark.count),
        _index(Size, mark.size),
        len(Hue) if mark.hue is None else _index(Hue, mark.hue),
        len(Direction) if mark.direction is None else _index(Direction, mark.direction),
        len(LineWidth) if mark.width is None else _index(LineWidth, mark.width),
    )


def _ground(appearance: Appearance) -> tuple[int, int]:
    ground = appearance.ground
    if ground is None:
        return (_NONE, _NONE)
    texture = _NONE if ground.texture is None else TEXTURES.index(ground.texture)
    return (_index(GroundTone, ground.tone), texture)


def worsen(rng: np.random.Generator, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """See a picture through a worse camera: fewer pixels, noise, compression; places stay."""
    side = pixels.shape[0]
    if rng.random() < _BLURRED:
        small = round(side * float(rng.uniform(0.4, 0.9)))
        seen = cv2.resize(pixels, (small, small), interpolation=cv2.INTER_AREA)
        pixels = np.asarray(
            cv2.resize(seen, (side, side), interpolation=cv2.INTER_LINEAR), dtype=np.uint8
        )
    if rng.random() < _NOISY:
        noise = rng.standard_normal((side, side, 1), dtype=np.float32) * rng.uniform(1.0, 6.0)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    if rng.random() < _PACKED:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 95))]
        packed = cv2.imencode(".jpg", pixels, quality)[1]
        pixels = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    return pixels


def _ask(rng: np.random.Generator, appearance: Appearance) -> tuple[str, str]:
    asked = questions_of(appearance, int(rng.integers(_PHRASINGS)))
    # Whether there is a mark is what matters most, and the rest of a clean picture says nothing.
    at = 0 if rng.random() < _FIRST else int(rng.integers(len(asked)))
    return asked[at].question, asked[at].answer


_PHRASINGS: Final = 12
_FIRST: Final = 0.2


def _index(values: type[FactT], value: FactT) -> int:
    return list(values).index(value)
