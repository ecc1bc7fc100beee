"""What the dialog of calibrations shows and asks for; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.domain.scales import ScaleSource
from core.measure.scale.points import FoundScale
from core.settings.calibrations import MillimetreSettings

Points = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class PickedPoints:
    """Two points of the image, and how exact a click was (a standard deviation in image px)."""

    points: Points
    click_px: float


@dataclass(frozen=True, slots=True)
class ScaleState:
    """What the dialog is about.

    Attributes
    ----------
    product : str
        Whose calibrations these are.
    settings : MillimetreSettings
        As stored.
    size_px : (width, height) or None
        Of the image that is shown; None while there is none.
    """

    product: str
    settings: MillimetreSettings = field(default_factory=MillimetreSettings)
    size_px: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ScaleRequest:
    """A calibration to keep."""

    found: FoundScale
    source: ScaleSource
    size_px: tuple[int, int]
    camera: str
