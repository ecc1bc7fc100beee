from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from core.domain.inspections import Finding
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region, RegionKind
from tests.ui.snapshots import pixels_of
from tests.ui.widgets.canvas.conftest import MakePicture, ShowImage, clean, finding
from ui.theme import DARK
from ui.widgets.canvas import CanvasPanel
from ui.widgets.canvas.overlay import size_text

BOX = BoxPx(60, 50, 90, 40)
CORNERS = ((60.0, 50.0), (150.0, 60.0), (140.0, 90.0), (70.0, 85.0))


@pytest.fixture
def image(canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage) -> CanvasPanel:
    show(make_picture())
    canvas.zoom_by(3)
    return canvas


def seen(canvas: CanvasPanel) -> NDArray[np.int64]:
    return pixels_of(canvas.view.viewport().grab().toImage()).astype(int)


def part(pixels: NDArray[np.int64], canvas: CanvasPanel, box: BoxPx) -> NDArray[np.int64]:
    left, top = _ceil(canvas, box.x, box.y)
    right, bottom = _ceil(canvas, box.right, box.bottom)
    return pixels[top : bottom - 1, left : right - 1]


def _ceil(canvas: CanvasPanel, x: float, y: float) -> tuple[int, int]:
    at = canvas.view.viewportTransform().map(QPointF(x, y))
    return int(np.ceil(at.x())), int(np.ceil(at.y()))


def has_color(pixels: NDArray[np.int64], outcome: Outcome) -> bool:
    color = DARK.verdict(outcome)
    wanted = np.array([color.red(), color.green(), color.blue()])
    return bool((np.abs(pixels - wanted).max(axis=2) <= 2).any())


@pytest.mark.parametrize("outcome", list(Outcome))
def test_that_the_outline_of_a_finding_covers_none_of_its_pixels(
    image: CanvasPanel, outcome: Outcome
) -> None:
    bare = seen(image)
    image.set_findings((finding(BOX, outcome),))
    drawn = seen(image)
    assert has_color(drawn, outcome)
    assert not has_color(bare, outcome)
    assert np.array_equal(part(drawn, image, BOX), part(bare, image, BOX))


def test_that_the_outline_of_a_polygon_covers_none_of_its_pixels(image: CanvasPanel) -> None:
    bare = seen(image)
    region = Region(BOX, RegionKind.POLYGON, polygon=CORNERS)
    image.set_findings((Finding(region, Outcome.NG, Reason(ReasonCode.SURE_DEFECT)),))
    drawn = seen(image)
    assert has_color(drawn, Outcome.NG)
    inside = BoxPx(70, 62, 70, 20)
    assert np.array_equal(part(drawn, image, inside), part(bare, image, inside))


def test_that_a_roi_that_is_not_selected_covers_none_of_its_pixels(image: CanvasPanel) -> None:
    bare = seen(image)
    image.set_rois((BOX,))
    drawn = seen(image)
    assert not np.array_equal(drawn, bare)
    assert np.array_equal(part(drawn, image, BOX), part(bare, image, BOX))


def test_that_one_outline_stands_for_a_roi_and_its_finding(image: CanvasPanel) -> None:
    image.set_rois((BOX,))
    alone = seen(image)
    image.set_findings((finding(BOX, Outcome.NG),))
    judged = seen(image)
    assert has_color(judged, Outcome.NG)
    assert not has_color(alone, Outcome.NG)
    image.set_rois((BoxPx(75, 60, 90, 40),))
    image.set_findings((finding(BOX, Outcome.HOLD),))
    assert has_color(seen(image), Outcome.HOLD)


def test_that_an_outline_has_a_dark_rim_on_a_light_surface(image: CanvasPanel) -> None:
    bare = seen(image)
    image.set_findings((finding(BoxPx(250, 60, 40, 30)),))
    drawn = seen(image)
    changed = np.abs(drawn - bare).max(axis=2) > 0
    assert drawn[changed].sum(axis=1).min() < bare[changed].sum(axis=1).min() / 1.5


def test_that_an_emphasised_finding_looks_different(image: CanvasPanel) -> None:
    image.set_findings((finding(BOX), finding(BoxPx(200, 50, 30, 30))))
    plain = seen(image)
    image.set_current_finding(1)
    assert not np.array_equal(seen(image), plain)
    image.set_current_finding(None)
    assert np.array_equal(seen(image), plain)


def test_that_the_heat_map_is_seen_only_while_it_is_on(image: CanvasPanel) -> None:
    bare = seen(image)
    heat = np.zeros((6, 8))
    heat[2, 3] = 4.0
    image.set_heat_map(heat, limit=1.0)
    assert np.array_equal(seen(image), bare)
    changes: list[bool] = []
    image.heat_map_shown_changed.connect(changes.append)
    image.set_heat_map_shown(True)
    assert not np.array_equal(seen(image), bare)
    image.set_heat_map_shown(False)
    assert np.array_equal(seen(image), bare)
    assert changes == [True, False]


def test_that_the_heat_map_fades_with_its_opacity(image: CanvasPanel) -> None:
    bare = seen(image)
    image.set_heat_map_shown(True)
    image.set_heat_map(np.full((6, 8), 2.0), limit=1.0)
    strengths = []
    for opacity in (0.0, 0.5, 1.0):
        image.status.opacity_changed.emit(opacity)
        middle = part(seen(image) - bare, image, BoxPx(100, 100, 40, 10))
        strengths.append(np.abs(middle).mean())
    assert strengths[0] == 0
    assert strengths[0] < strengths[1] < strengths[2]


def test_that_a_hot_place_lies_where_the_map_says(image: CanvasPanel) -> None:
    image.fit()
    bare = seen(image)
    heat = np.zeros((24, 32))
    heat[18, 8] = 4.0
    image.set_heat_map_shown(True)
    image.set_heat_map(heat, limit=1.0)
    image.view.set_legend(None)
    strength = np.abs(seen(image) - bare).sum(axis=2)
    row, column = np.unravel_index(int(strength.argmax()), strength.shape)
    x, y = image.view.to_image(QPointF(float(column), float(row)))
    assert abs(x - 8.5 * 10) < 6
    assert abs(y - 18.5 * 10) < 6


def test_that_sizes_are_told_in_pixels() -> None:
    assert size_text(BoxPx(1, 2, 120, 80)) == "120×80 px"
    assert size_text(BoxPx(1, 2, 120.25, 80)) == "120.2×80 px"


def test_that_a_good_part_gets_no_box(image: CanvasPanel) -> None:
    bare = seen(image)
    image.set_findings((clean(BOX),))
    assert np.array_equal(seen(image), bare)
    image.set_current_finding(0)
    assert np.array_equal(seen(image), bare)


def test_that_a_good_place_beside_a_defect_is_drawn_faintly_until_it_is_chosen(
    image: CanvasPanel,
) -> None:
    defect = finding(BoxPx(10, 5, 20, 10))
    image.set_findings((defect,))
    without = seen(image)
    image.set_findings((defect, clean(BOX)))
    faint = seen(image)
    assert not np.array_equal(faint, without)
    assert not has_color(faint, Outcome.OK)
    image.set_current_finding(1)
    assert has_color(seen(image), Outcome.OK)


def test_that_a_roi_that_is_good_says_so(image: CanvasPanel) -> None:
    image.set_rois((BOX,))
    image.set_findings((clean(BOX),))
    assert has_color(seen(image), Outcome.OK)
