"""Where a label stands beside a box without covering what is in it; free of Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle in pixels of the view."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """First x beside it."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """First y below it."""
        return self.y + self.h

    def overlaps(self, other: Spot) -> bool:
        """Tell whether two rectangles have a point in common."""
        apart = (
            self.right <= other.x
            or other.right <= self.x
            or self.bottom <= other.y
            or other.bottom <= self.y
        )
        return not apart

    def within(self, other: Spot) -> bool:
        """Tell whether this one lies wholly in the other."""
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def cut(self, other: Spot) -> Spot | None:
        """Return what both have in common, or None."""
        if not self.overlaps(other):
            return None
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Spot(x, y, min(self.right, other.right) - x, min(self.bottom, other.bottom) - y)


def place(box: Spot, size: tuple[float, float], view: Spot, taken: tuple[Spot, ...]) -> Spot | None:
    """Find a place for a label.

    Outside the box first: above, below, beside it. Inside, in a corner of what is seen of it, only
    when the box leaves no room around it.

    Parameters
    ----------
    box : Spot
        What is labelled, with its outline.
    size : tuple of float
        (width, height) of the label.
    view : Spot
        The label stays in it.
    taken : tuple of Spot
        Boxes and labels it must not cover; given up for the last candidate.

    Returns
    -------
    Spot or None
        None when nothing of the box is seen.
    """
    seen = box.cut(view)
    if seen is None:
        return None
    free = (
        spot
        for spot in (*_outside(box, seen, size), *_inside(seen, size))
        if spot.within(view) and not any(spot.overlaps(other) for other in taken)
    )
    found = next(free, None)
    return found or Spot(seen.x, seen.y, *size)


def _outside(box: Spot, seen: Spot, size: tuple[float, float]) -> Iterator[Spot]:
    w, h = size
    for y in (box.y - h, box.bottom):
        yield Spot(seen.x, y, w, h)
        yield Spot(seen.right - w, y, w, h)
    for x in (box.right, box.x - w):
        yield Spot(x, seen.y, w, h)
        yield Spot(x, seen.bottom - h, w, h)


def _inside(seen: Spot, size: tuple[float, float]) -> Iterator[Spot]:
    w, h = size
    for y in (seen.y, seen.bottom - h):
        for x in (seen.x, seen.right - w):
            yield Spot(x, y, w, h)
