"""Whether a model may compute with fewer bits: only if the result stays and time is saved."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FULL: Final = "float32"
SHORT: Final = "bfloat16"
MIN_COSINE: Final = 0.9999
"""Of every probe's embedding to the float32 one."""
MIN_WORDS_COSINE: Final = 0.999
"""Of every probe's scores of the next word. They pass through far more layers than an embedding,
and are only compared with each other: which word is likeliest must stay the same as well."""
MIN_SPEEDUP: Final = 1.1
"""Less would be chance on a busy machine."""
_RUNS: Final = 3
_SIDE_PX: Final = 256
_SCRATCH_PX: Final = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DtypeChoice:
    """Which dtype, and what spoke for it: the worst cosine and float32's time over the other's."""

    dtype: str
    cosine: float
    speedup: float


def choose_dtype(
    embed: Callable[[str], NDArray[np.float32]], *, scores_words: bool = False
) -> DtypeChoice:
    """Compare bfloat16 with float32 on the probe images.

    Parameters
    ----------
    embed : callable
        Takes a dtype's name, gives the (N, D) embeddings of :func:`probe_images` computed in it.
        Called several times with one name before the other.
    scores_words : bool
        What comes out are the scores of the next word of a text.

    Returns
    -------
    DtypeChoice
        bfloat16 only if every cosine is at least 0.9999 and it is faster; a bfloat16 result that is
        not finite means float32. Of words every cosine must be at least 0.999, and the likeliest
        word of every probe the same.
    """
    expected, full_s = _timed(embed, FULL)
    found, short_s = _timed(embed, SHORT)
    cosine = _worst_cosine(expected, found)
    speedup = full_s / short_s
    holds = cosine >= (MIN_WORDS_COSINE if scores_words else MIN_COSINE)
    holds = holds and speedup >= MIN_SPEEDUP
    if scores_words:
        holds = holds and bool(np.array_equal(expected.argmax(axis=1), found.argmax(axis=1)))
    choice = DtypeChoice(SHORT if holds else FULL, cosine, speedup)
    _log.info("%s: cosine %.6f, %.2f times as fast", choice.dtype, cosine, speedup)
    return choice


def probe_images() -> tuple[NDArray[np.uint8], ...]:
    """Make four RGB images of (256, 256, 3): noise, a ramp, brushed metal, a scratched surface."""
    random = np.random.default_rng(20)
    rows, columns = np.mgrid[0:_SIDE_PX, 0:_SIDE_PX]
    noise = random.integers(0, 256, (_SIDE_PX, _SIDE_PX, 3))
    ramp = np.stack([rows, columns, (rows + columns) // 2], axis=-1)
    brushed = np.repeat(
        128 + np.repeat(random.normal(0, 12, (_SIDE_PX, 1, 1)), _SIDE_PX, axis=1), 3, axis=2
    )
    scratched = 150 + random.normal(0, 5, (_SIDE_PX, _SIDE_PX, 3))
    scratched[np.abs(rows - columns * 0.6 - 40) < _SCRATCH_PX] = 60
    return tuple(
        np.clip(image, 0, 255).astype(np.uint8) for image in (noise, ramp, brushed, scratched)
    )


def _timed(
    embed: Callable[[str], NDArray[np.float32]], dtype: str
) -> tuple[NDArray[np.float32], float]:
    found = embed(dtype)
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        embed(dtype)
        times.append(time.perf_counter() - start)
    return found, min(times)


def _worst_cosine(expected: NDArray[np.float32], found: NDArray[np.float32]) -> float:
    norms = np.linalg.norm(expected, axis=1) * np.linalg.norm(found, axis=1)
    cosine = float(np.min(np.einsum("nd,nd->n", expected, found) / norms))
    return cosine if np.isfinite(cosine) else -1.0
