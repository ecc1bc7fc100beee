"""What a new product is made of, and what it then can and cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

MIN_GOOD: Final = 4
MAX_GOOD: Final = 20
EXAMPLES_WANTED: Final = 4
"""Of a defect, for its name to be of use."""


@dataclass(frozen=True, slots=True)
class NewProductRequest:
    """A product to make.

    Attributes
    ----------
    name : str
        A valid name of a product that does not exist yet.
    good : tuple of Path
        Images of good parts, MIN_GOOD to MAX_GOOD.
    examples : mapping
        Category id to images that show that defect; none is fine.
    """

    name: str
    good: tuple[Path, ...]
    examples: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)

    @property
    def taught(self) -> tuple[str, ...]:
        """Ids of categories with examples enough."""
        return tuple(k for k, paths in self.examples.items() if len(paths) >= EXAMPLES_WANTED)

    @property
    def thin(self) -> tuple[str, ...]:
        """Ids of categories with too few examples."""
        return tuple(k for k, paths in self.examples.items() if 0 < len(paths) < EXAMPLES_WANTED)
