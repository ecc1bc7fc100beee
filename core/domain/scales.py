"""How large a pixel is: calibrations in mm, and which one holds for an image."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum


class ScaleSource(StrEnum):
    """How a calibration was made."""

    POINTS = "points"
    """Two points of a known distance."""
    NUMBER = "number"
    """mm per px, as somebody said."""
    CHECKERBOARD = "checkerboard"


class ScaleProblem(StrEnum):
    """Why millimetres decide nothing although there is a calibration."""

    OUT_OF_DATE = "out_of_date"
    """Lengths are given in mm and called out of date; no rule in mm is applied to them."""
    OTHER_SIZE = "other_size"
    """No lengths in mm at all: the image has another size than the calibration."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A calibration.

    Attributes
    ----------
    id : str
        Name by which records refer to it.
    mm_per_px : float
        More than 0.
    uncertainty : float or None
        Relative, expanded (about 95 %); None if nobody knows it.
    source : ScaleSource
        How it was made.
    camera : str
        Which camera and lens it is for, in a person's words.
    size_px : (width, height) or None
        The image size it is for; None: said for the images at hand, whatever their size.
    made_at : str
        ISO time with offset; empty for one that is not kept.
    """

    id: str
    mm_per_px: float
    uncertainty: float | None = None
    source: ScaleSource = ScaleSource.NUMBER
    camera: str = ""
    size_px: tuple[int, int] | None = None
    made_at: str = ""

    @property
    def hash(self) -> str:
        """sha256 over all of it: a record tells whether a calibration still is what it was."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    def age_days(self, now: datetime) -> int | None:
        """Return the whole days since it was made; None if it is not kept, never below 0."""
        if not self.made_at:
            return None
        return max(0, (now - datetime.fromisoformat(self.made_at)).days)


@dataclass(frozen=True, slots=True)
class ScaleUse:
    """The calibration that was looked up for an image.

    Attributes
    ----------
    scale : Scale
        The calibration.
    age_days, limit_days : int or None
        Its age when it was used, and how old it may be.
    problem : ScaleProblem or None
        None: it holds.
    """

    scale: Scale
    age_days: int | None = None
    limit_days: int | None = None
    problem: ScaleProblem | None = None

    @property
    def is_given(self) -> bool:
        """Whether a person gave it for one image, rather than for a product and a camera."""
        return self.scale.size_px is None and not self.scale.made_at


@dataclass(frozen=True, slots=True)
class ProductScales:
    """The calibrations that hold for a product at a time.

    Attributes
    ----------
    scales : tuple of Scale
        The newest first, one for each image size.
    now : datetime or None
        With offset; what ages are counted to. None: nothing ages.
    limit_days : int or None
        How old a calibration may be; None: as old as it likes.
    """

    scales: tuple[Scale, ...] = ()
    now: datetime | None = None
    limit_days: int | None = None

    def use_for(self, size_px: tuple[int, int]) -> ScaleUse | None:
        """Return the calibration for an image of (width, height); None if there is none at all."""
        if not self.scales:
            return None
        fitting = (scale for scale in self.scales if scale.size_px in {None, size_px})
        scale = next(fitting, None)
        if scale is None:
            return ScaleUse(self.scales[0], problem=ScaleProblem.OTHER_SIZE)
        age = scale.age_days(self.now) if self.now else None
        if age is None or self.limit_days is None:
            return ScaleUse(scale, age)
        problem = ScaleProblem.OUT_OF_DATE if age > self.limit_days else None
        return ScaleUse(scale, age, self.limit_days, problem)

    def as_mapping(self) -> dict[str, object]:
        """Return what a settings snapshot keeps of them."""
        if not self.scales:
            return {}
        found = {scale.id: {**asdict(scale), "hash": scale.hash} for scale in self.scales}
        return {"limit_days": self.limit_days, **found}


def given_scale(mm_per_px: float) -> Scale:
    """Return the scale of a number that was typed for the images at hand.

    Raises
    ------
    ValueError
        If it is no number above 0.
    """
    if not 0 < mm_per_px < float("inf"):
        message = f"{mm_per_px} mm per px"
        raise ValueError(message)
    return Scale(id=f"given-{mm_per_px:.6g}", mm_per_px=mm_per_px)
