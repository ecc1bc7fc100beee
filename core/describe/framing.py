"""What part of an image a describing model sees, and what its words mean in the whole image.

A small mark is lost in a picture made small for a network, so the model sees the surroundings of
the finding. It then speaks of places and sizes in that view; people read them as told of the image.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from core.describe.appearance import Appearance, LineWidth, SeenMark, Size
from core.describe.appearance_rules import Frame, size_of
from core.domain.measurements import Measurement, Zone
from core.domain.regions import BoxPx
from core.measure.zones import GRID, zone_of_point

VIEW_PER_BOX: Final = 3.0
"""Side of the view in longest sides of the finding: the crops that the models are trained on."""
_LEAST_VIEW_PX: Final = 96.0
"""Half of what the shipped models take in: more enlargement shows nothing more."""
_WHOLE_SHARE: Final = 0.9
_SPOT_PERCENT: Final[Mapping[Size, float]] = {
    Size.TINY: 0.05, Size.SMALL: 0.35, Size.MEDIUM: 2.0, Size.LARGE: 8.0, Size.VERY_LARGE: 30.0,
}  # fmt: skip
"""A typical area of each size, in percent of what is seen."""
_LINE_SHARE: Final[Mapping[Size, float]] = {
    Size.TINY: 0.05, Size.SMALL: 0.13, Size.MEDIUM: 0.3, Size.LARGE: 0.6, Size.VERY_LARGE: 0.9,
}  # fmt: skip
_THICK_LEFT: Final = 0.5
"""A thick line is thin in an image whose short side is more than twice the view's."""


def view_of(box: BoxPx | None, width_px: int, height_px: int) -> BoxPx:
    """Return the part of an image to look at for a finding.

    Parameters
    ----------
    box : BoxPx or None
        The finding; None: the whole image is meant.
    width_px, height_px : int
        Of the image.

    Returns
    -------
    BoxPx
        Whole pixels inside the image: a square of three times the box's longest side around it,
        moved and cut to fit; the whole image when little of it would be left out.
    """
    whole = BoxPx(0.0, 0.0, float(width_px), float(height_px))
    if box is None:
        return whole
    side = round(max(_LEAST_VIEW_PX, VIEW_PER_BOX * max(box.w, box.h)))
    width, height = min(side, width_px), min(side, height_px)
    if width >= _WHOLE_SHARE * width_px and height >= _WHOLE_SHARE * height_px:
        return whole
    center_x, center_y = box.center
    x = min(max(0, round(center_x - width / 2)), width_px - width)
    y = min(max(0, round(center_y - height / 2)), height_px - height)
    return BoxPx(float(x), float(y), float(width), float(height))


def told_of_image(
    appearance: Appearance, view: BoxPx, image: BoxPx, *, frame: BoxPx | None = None
) -> Appearance:
    """Say of the whole image what was said of a view.

    Parameters
    ----------
    appearance : Appearance
        Places and sizes in the view.
    view, image : BoxPx
        What was seen, and all there is.
    frame : BoxPx, optional
        What places refer to; the image if None.
    """
    mark = appearance.mark
    if mark is None:
        return appearance
    told = replace(
        mark,
        place=place_in_image(mark.place, view, frame or image),
        size=size_in_image(mark.size, view, image, is_line=mark.is_line),
        width=_width_in_image(mark, view, image),
    )
    return replace(appearance, mark=told)


def place_in_image(place: Zone, view: BoxPx, frame: BoxPx) -> Zone:
    """Return the cell of the frame in which the middle of a cell of the view lies."""
    row, column = next(
        (row, column) for row in range(3) for column in range(3) if GRID[row][column] is place
    )
    middle = (view.x + view.w * (column + 0.5) / 3, view.y + view.h * (row + 0.5) / 3)
    return zone_of_point(middle, frame)


def size_in_image(size: Size, view: BoxPx, image: BoxPx, *, is_line: bool) -> Size:
    """Return the size in the image of what has a typical size in the view."""
    if view == image:
        return size
    facts = Measurement(
        length_px=_LINE_SHARE[size] * max(view.w, view.h),
        area_percent=_SPOT_PERCENT[size] * (view.w * view.h) / (image.w * image.h),
    )
    return size_of(facts, Frame(round(image.w), round(image.h)), is_line=is_line)


def _width_in_image(mark: SeenMark, view: BoxPx, image: BoxPx) -> LineWidth | None:
    shrunk = min(view.w, view.h) / min(image.w, image.h)
    return LineWidth.THIN if mark.width is not None and shrunk < _THICK_LEFT else mark.width
