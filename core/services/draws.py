"""Which images of a labelled folder are shown and which are tested.

The draw depends on the seed, the repeat and the number of images of each class alone: every method
that is compared sees the same images.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

MIN_TESTED: Final = 5
"""Images of a class that must remain for testing."""


@dataclass(frozen=True, slots=True)
class ShotPlan:
    """How many images are shown.

    ``references`` counts good references; the first ``min(shots, references)`` of them are the
    examples of the good class.
    """

    shots: int
    references: int
    good_class: str

    def shown(self, label: str) -> int:
        """Images of a class that are used up by showing."""
        return self.references if label == self.good_class else self.shots

    def needed(self, label: str) -> int:
        """Images a class must have to take part."""
        return max(self.shots, self.shown(label)) + MIN_TESTED


@dataclass(frozen=True, slots=True)
class Draw:
    """Indices into each class's images, by class."""

    examples: Mapping[str, tuple[int, ...]]
    references: tuple[int, ...]
    tested: Mapping[str, tuple[int, ...]]


def split_classes(
    counts: Mapping[str, int], plan: ShotPlan
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Separate classes with enough images from those left out.

    Returns
    -------
    classes : tuple of str
        In the order of ``counts``.
    left_out : dict
        Number of images of each class that has too few.
    """
    classes = tuple(label for label, count in counts.items() if count >= plan.needed(label))
    return classes, {label: n for label, n in counts.items() if label not in classes}


def draw_images(
    counts: Mapping[str, int], classes: Sequence[str], plan: ShotPlan, *, seed: int, repeat: int
) -> Draw:
    """Draw one repeat.

    Parameters
    ----------
    counts : mapping
        Images per class.
    classes : sequence of str
        Classes that take part.
    """
    examples: dict[str, tuple[int, ...]] = {}
    tested: dict[str, tuple[int, ...]] = {}
    references: tuple[int, ...] = ()
    for label in classes:
        # A class draws from its own stream, so that leaving one out changes no other's draw.
        stream = np.random.default_rng([seed, repeat, zlib.crc32(label.encode())])
        order = tuple(int(index) for index in stream.permutation(counts[label]))
        shown = order[: plan.shown(label)]
        tested[label] = order[plan.shown(label) :]
        if label == plan.good_class:
            references = shown
            shown = shown[: min(plan.shots, plan.references)]
        examples[label] = shown
    return Draw(examples=examples, references=references, tested=tested)
