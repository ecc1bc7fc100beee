"""What is asked of the inference host and what comes back: values that both sides share.

Importing this module imports no service, so that a window can do it before it is painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.domain.inspections import Finding, Inspection, ModelInfo
from core.domain.regions import BoxPx, Line
from core.measure.scale.points import FoundScale
from core.texts.language import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FACTORY: Final = "core.services.engine:create"
"""What the host client is given to start this engine."""
INSPECT: Final = "inspect"
"""Item: InspectItem; options: ProductContext; result: Inspection. For folders."""
EXAMINE: Final = "examine"
"""The same with heat map and nearest cases; result: Examination. For the image on the screen.

An image that has bytes but cannot be decoded comes back as an inspection too: HOLD, ``unreadable``.
"""


CAPTIONER_MISSING: Final = "captioner_missing"
"""Code of the error where no describing model is installed; any other means one is broken."""
DESCRIBE: Final = "describe"
"""Item: PlaceItem; options: the product's name, or None for places told of the image; result:
Caption or None. After the scores, so that it never delays them.

Fails with ``CAPTIONER_MISSING`` where nothing is installed.
"""
ASK: Final = "ask"
"""Item: QuestionItem; options as DESCRIBE; result: SpokenAnswer.

Fails as DESCRIBE, or with ``question_unknown``.
"""


OUTLINE: Final = "outline"
"""Item: OutlineItem; options: ProductContext; result: Finding. Loads no model."""


BOARD: Final = "board"
"""Item: BoardItem; no options; result: BoardScale. Loads no model."""


@dataclass(frozen=True, slots=True)
class BoardItem:
    """A picture of a checkerboard, to be calibrated by; ``square_mm`` is the side of a square."""

    path: Path
    square_mm: float


@dataclass(frozen=True, slots=True)
class BoardScale:
    """What a checkerboard says, and the (width, height) of its picture."""

    found: FoundScale
    size_px: tuple[int, int]


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What the host needs to know; the data folder exists already."""

    data_root: Path


@dataclass(frozen=True, slots=True)
class InspectItem:
    """One image to inspect; the options of the task are the product's context."""

    path: Path
    page: int = 0
    rois: tuple[BoxPx, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A place of an image; ``box`` None: the image as a whole."""

    path: Path
    page: int = 0
    box: BoxPx | None = None


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """A question about a place: the id of a known question, or what a person typed in ``lang``."""

    place: PlaceItem
    question: str
    lang: Language


@dataclass(frozen=True, slots=True, eq=False)
class OutlineItem:
    """An outline that a person drew, to be measured.

    Attributes
    ----------
    sha256 : str
        Of the file that it was drawn on.
    finding : Finding
        As the program said it.
    bits : (h, w) bool
        The outline in its box.
    corner_px : tuple of int
        Upper left corner of that box, (x, y).
    length_line_px : tuple of two points or None
        Drawn by hand; None: the longest chord.
    """

    path: Path
    page: int
    sha256: str
    finding: Finding
    bits: NDArray[np.bool_]
    corner_px: tuple[int, int]
    length_line_px: Line | None = None


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """What a model answered.

    Attributes
    ----------
    question_id : str or None
        The known question that was recognised.
    question : str
        What the model was asked, in English.
    en, said : str
        The answer, told of the whole image; the model's own words.
    ko : str or None
        Its exact counterpart; None outside the closed language.
    view_px : BoxPx
        The part of the image that the model saw.
    model : ModelInfo
        Who answered.
    """

    question_id: str | None
    question: str
    en: str
    ko: str | None
    said: str
    view_px: BoxPx
    model: ModelInfo


@dataclass(frozen=True, slots=True)
class NearestCase:
    """An example that looks like what was scored; ``similarity`` is a raw cosine."""

    crop_path: str
    category_id: str
    similarity: float


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """An inspection with what a person may look at to understand it; only the first is recorded.

    Attributes
    ----------
    inspection : Inspection
    heat_map : (h, w) float32 or None
        Distance from the good references over the whole image, in the unit of the anomaly limit.
    nearest : tuple of tuple of NearestCase
        Per finding, in the order of ``inspection.findings``; nearest first.
    """

    inspection: Inspection
    heat_map: NDArray[np.float32] | None
    nearest: tuple[tuple[NearestCase, ...], ...]
