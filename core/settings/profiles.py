"""What is set per product: model, thresholds, limits, teaching mode, frame, calibrations."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, field_validator, model_validator

from core.domain.outcomes import Severity
from core.domain.regions import BoxPx
from core.domain.suggestions import Process
from core.domain.teaching import DecisionRules, QualityLimits
from core.errors import SettingsError
from core.settings.calibrations import Calibration, MillimetreSettings, Retirement
from core.settings.paths import DataDir, file_stem_of
from core.settings.storage import SettingsModel, StoredModel, is_aside, load_model, save_model

PROFILE_VERSION: Final = 2
DEFAULT_PRODUCT: Final = "default"

Fraction = Annotated[float, Field(ge=0, le=1)]
SidePx = Annotated[int, Field(ge=1)]
MarksDeg = Annotated[float, Field(ge=0, lt=180)]


class TeachingMode(StrEnum):
    """What happens with an example or correction of an operator."""

    AT_ONCE = "at_once"
    APPROVE = "approve"
    """It counts once an engineer has approved it."""
    LOCKED = "locked"


class FrameKind(StrEnum):
    """What zones and clock positions refer to."""

    IMAGE = "image"
    ROI = "roi"
    OUTLINE = "outline"
    """The found outline of the part."""


class Frame(SettingsModel):
    """Reference frame of a product."""

    kind: FrameKind = FrameKind.IMAGE
    roi_px: tuple[float, float, float, float] | None = None
    """(x, y, w, h) in image pixels, for the kind ``roi`` only."""

    @model_validator(mode="after")
    def _roi_fits_kind(self) -> Self:
        if (self.kind is FrameKind.ROI) != (self.roi_px is not None):
            msg = "roi_px is given for the kind roi, and only for it"
            raise ValueError(msg)
        if self.roi_px is not None:
            BoxPx(*self.roi_px)
        return self


class QualitySettings(SettingsModel):
    """Limits of the quality gate; null switches a check off."""

    min_sharpness: Annotated[float, Field(ge=0)] | None = None
    min_brightness: Annotated[float, Field(ge=0, le=255)] | None = None
    max_overexposed_fraction: Fraction | None = None
    expected_size_px: tuple[SidePx, SidePx] | None = None
    """(width, height); any other size means retake."""


class ProductProfile(StoredModel):
    """One product (품번).

    ``thresholds`` overrides ``threshold`` per category id. ``acceptance`` names, per category id,
    the highest severity that is still OK (한도).
    """

    schema_version: int = Field(default=PROFILE_VERSION, ge=1)
    name: str = DEFAULT_PRODUCT
    model_id: str = "starter"
    prompt_set_id: str = ""
    """Empty means the program's own prompt set."""
    threshold: Fraction = 0.8
    margin: Fraction = 0.15
    thresholds: dict[str, Fraction] = Field(default_factory=dict)
    acceptance: dict[str, Severity] = Field(default_factory=dict)
    quality: QualitySettings | None = None
    """None means the program's own limits."""
    teaching: TeachingMode = TeachingMode.AT_ONCE
    frame: Frame = Field(default_factory=Frame)
    process: Process | None = None
    """How the product is made; its causes are suggested first. None: any process."""
    surface: Annotated[str, Field(pattern=r"^[^\s/\\.]*$", max_length=64)] = ""
    """Kind of surface, an id of the defect book, for its severity rules; empty: not named."""
    machining_marks_deg: MarksDeg | None = None
    """Direction of the machining marks, counter-clockwise from the image's x axis."""
    millimetres: MillimetreSettings = Field(default_factory=MillimetreSettings)

    @field_validator("name")
    @classmethod
    def _name_is_safe(cls, name: str) -> str:
        return file_stem_of(name)

    def rules(self) -> DecisionRules:
        """Return the numbers of the outcome rule."""
        return DecisionRules(
            threshold=self.threshold,
            margin=self.margin,
            thresholds=dict(self.thresholds),
            acceptance=dict(self.acceptance),
        )

    def quality_limits(self) -> QualityLimits | None:
        """Return the limits of the quality gate; None where the program's own hold."""
        if self.quality is None:
            return None
        return QualityLimits(
            min_sharpness=self.quality.min_sharpness,
            min_brightness=self.quality.min_brightness,
            max_overexposed_fraction=self.quality.max_overexposed_fraction,
            expected_size_px=self.quality.expected_size_px,
        )


def load_profile(data_dir: DataDir, product: str = DEFAULT_PRODUCT) -> ProductProfile:
    """Read the profile of a product; a product without a file has the defaults.

    Raises
    ------
    SettingsError
        ``product_name_invalid``, ``profile_of_other_product`` if the file names another product, or
        see :func:`core.settings.storage.load_model`.
    """
    path = data_dir.profile_file(product)
    profile = load_model(ProductProfile, path) or ProductProfile(name=product)
    if profile.name != file_stem_of(product):
        # A copied file, or a file system that does not tell upper from lower case.
        raise SettingsError(
            "profile_of_other_product", file=str(path), found=profile.name, product=product
        )
    return profile


def save_profile(profile: ProductProfile, data_dir: DataDir) -> None:
    """Write the profile of a product; calibrations that are stored already stay in it.

    Raises
    ------
    SettingsError
        See :func:`core.settings.storage.save_model`.
    """
    path = data_dir.profile_file(profile.name)
    stored = load_model(ProductProfile, path)
    kept = stored.millimetres if stored else MillimetreSettings()
    written = profile.model_copy(
        update={"millimetres": profile.millimetres.keeping(kept), "schema_version": PROFILE_VERSION}
    )
    save_model(written, path)


def add_calibration(data_dir: DataDir, product: str, calibration: Calibration) -> ProductProfile:
    """Add a calibration to a product; it replaces that of the same image size from now on.

    Raises
    ------
    SettingsError
        See :func:`load_profile`, :func:`save_profile`.
    """
    profile = load_profile(data_dir, product)
    return _changed(data_dir, profile, profile.millimetres.with_calibration(calibration))


def retire_calibration(data_dir: DataDir, product: str, retirement: Retirement) -> ProductProfile:
    """Let a calibration hold no more; it stays in the list.

    Raises
    ------
    SettingsError
        See :func:`load_profile`, :func:`save_profile`.
    """
    profile = load_profile(data_dir, product)
    return _changed(data_dir, profile, profile.millimetres.with_retirement(retirement))


def limit_calibrations(data_dir: DataDir, product: str, days: int | None) -> ProductProfile:
    """Set how old a calibration of a product may be; None: as old as it likes.

    Raises
    ------
    SettingsError
        See :func:`load_profile`, :func:`save_profile`.
    """
    profile = load_profile(data_dir, product)
    limited = profile.millimetres.model_copy(update={"limit_days": days})
    return _changed(data_dir, profile, limited)


def _changed(
    data_dir: DataDir, profile: ProductProfile, millimetres: MillimetreSettings
) -> ProductProfile:
    changed = profile.model_copy(update={"millimetres": millimetres})
    save_profile(changed, data_dir)
    return changed


def product_names(data_dir: DataDir) -> tuple[str, ...]:
    """List the products that have a profile, and ``default`` first."""
    names = {
        unicodedata.normalize("NFC", path.stem)
        for path in data_dir.profiles.glob("*.json")
        if not is_aside(path) and not path.name.startswith(".")
    }
    return (DEFAULT_PRODUCT, *sorted(names - {DEFAULT_PRODUCT}))
