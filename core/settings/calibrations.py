"""Calibrations in mm of a product: an insert-only list, and what of it holds now."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar

from pydantic import AwareDatetime, Field

from core.domain.scales import ProductScales, Scale, ScaleSource
from core.settings.storage import SettingsModel

DEFAULT_LIMIT_DAYS: Final = 180

ImageSide = Annotated[int, Field(ge=1)]
EntryT = TypeVar("EntryT", bound=SettingsModel)


class Calibration(SettingsModel):
    """How large a pixel is, for one camera and one image size of the product."""

    id: str = Field(min_length=1)
    made_at: AwareDatetime
    made_by: str = ""
    source: ScaleSource
    mm_per_px: float = Field(gt=0)
    uncertainty: Annotated[float, Field(ge=0, lt=1)] | None = None
    """Relative, expanded (about 95 %); null if nobody knows it."""
    camera: str = ""
    size_px: tuple[ImageSide, ImageSide]
    """(width, height) of the images it holds for."""
    evidence: dict[str, float] = Field(default_factory=dict)
    """What it was computed from, such as distance_mm and distance_px."""

    def scale(self) -> Scale:
        """Return what measuring needs of it."""
        return Scale(
            id=self.id,
            mm_per_px=self.mm_per_px,
            uncertainty=self.uncertainty,
            source=self.source,
            camera=self.camera,
            size_px=self.size_px,
            made_at=self.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        )


class Retirement(SettingsModel):
    """A calibration that holds no more, such as after the camera was moved."""

    id: str = Field(min_length=1)
    """Of the calibration."""
    at: AwareDatetime
    by: str = ""


class MillimetreSettings(SettingsModel):
    """All calibrations a product ever had, in the order they were made."""

    limit_days: Annotated[int, Field(ge=1)] | None = DEFAULT_LIMIT_DAYS
    """Older ones are out of date; null: none ever is."""
    calibrations: tuple[Calibration, ...] = ()
    retirements: tuple[Retirement, ...] = ()

    def active(self) -> tuple[Calibration, ...]:
        """Return the calibrations that hold, the newest first: the last one of each image size.

        A retired one leaves its image size without any: what it had replaced does not come back.
        """
        newest = {found.size_px: found for found in self.calibrations}
        retired = {entry.id for entry in self.retirements}
        held = [found for found in newest.values() if found.id not in retired]
        return tuple(sorted(held, key=self.calibrations.index, reverse=True))

    def scales(self, now: datetime) -> ProductScales:
        """Return what measuring needs to know at a time."""
        found = tuple(calibration.scale() for calibration in self.active())
        return ProductScales(found, now=now, limit_days=self.limit_days)

    def with_calibration(self, calibration: Calibration) -> MillimetreSettings:
        """Return the settings with one more calibration."""
        return self.model_copy(update={"calibrations": (*self.calibrations, calibration)})

    def with_retirement(self, retirement: Retirement) -> MillimetreSettings:
        """Return the settings with a calibration retired; twice is once."""
        if any(entry.id == retirement.id for entry in self.retirements):
            return self
        return self.model_copy(update={"retirements": (*self.retirements, retirement)})

    def keeping(self, stored: MillimetreSettings) -> MillimetreSettings:
        """Return the settings with all entries that are stored already: none is ever lost."""
        return self.model_copy(
            update={
                "calibrations": _joined(stored.calibrations, self.calibrations),
                "retirements": _joined(stored.retirements, self.retirements),
            }
        )


def new_calibration_id(now: datetime) -> str:
    """Return an id that people can read out: the day and six letters."""
    return f"mm-{now.astimezone(UTC):%Y%m%d}-{secrets.token_hex(3)}"


def _joined(stored: Sequence[EntryT], new: Sequence[EntryT]) -> tuple[EntryT, ...]:
    return (*stored, *(entry for entry in new if entry not in stored))
