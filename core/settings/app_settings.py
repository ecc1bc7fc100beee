"""Settings of this workstation: language, who and where, limits of decoding."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from core.domain.korean import KoreanStrategy
from core.domain.precision import Precision
from core.settings.paths import DataDir
from core.settings.storage import SettingsModel, StoredModel, load_model, save_model
from core.texts.language import Language

SETTINGS_VERSION: Final = 1


class Shift(SettingsModel):
    """A shift, from its start until the next one starts."""

    name: str = Field(min_length=1)
    start: time
    """Local time of the station's clock."""


class DecodeSettings(SettingsModel):
    """Which images are decoded at all."""

    max_megapixels: float = Field(default=179.0, gt=0)
    """Images with more than this many millions of pixels are refused."""
    min_side_px: int = Field(default=16, ge=1)


class CaptionMode(StrEnum):
    """Which inspections of a run get a sentence by the describing model."""

    NEVER = "never"
    NOT_OK = "not_ok"
    """What was found NG or HOLD: a good part needs no description."""
    ALWAYS = "always"


class DescribingSettings(SettingsModel):
    """Which models describe images, and when.

    ``captioner`` and ``answerer`` are ``starter`` or names of folders among the user's models,
    ``explainer`` and ``translator`` such names, empty for the first one that is there. ``korean``
    is how what models say becomes Korean; ``precision`` how BLIP-2 and LLaVA keep their weights.
    """

    captioner: str = Field(default="starter", min_length=1)
    answerer: str = Field(default="starter", min_length=1)
    captions: CaptionMode = CaptionMode.NOT_OK
    explainer: str = ""
    translator: str = ""
    korean: KoreanStrategy = KoreanStrategy.MIXED_PROMPT
    precision: Precision = Precision.SHORT


class AppSettings(StoredModel):
    """Everything set per workstation rather than per product.

    ``threads`` is the number of compute threads of the inference host; None lets it choose by the
    number of cores.
    """

    schema_version: int = Field(default=SETTINGS_VERSION, ge=1)
    language: Language = "ko"
    station: str = ""
    operator: str = ""
    shifts: tuple[Shift, ...] = ()
    decode: DecodeSettings = Field(default_factory=DecodeSettings)
    describing: DescribingSettings = Field(default_factory=DescribingSettings)
    threads: Annotated[int, Field(ge=1)] | None = None

    def shift_at(self, local: datetime) -> str:
        """Return the name of the shift at a local time.

        Parameters
        ----------
        local : datetime
            Time as the station's clock shows it.

        Returns
        -------
        str
            Empty without shifts. Before the day's first start the last shift of the day before is
            still on.
        """
        if not self.shifts:
            return ""
        ordered = sorted(self.shifts, key=lambda shift: shift.start)
        begun = [shift for shift in ordered if shift.start <= local.time()]
        return (begun or ordered)[-1].name


def load_settings(data_dir: DataDir) -> AppSettings:
    """Read the settings of a data folder; defaults if there are none yet.

    Raises
    ------
    SettingsError
        See :func:`core.settings.storage.load_model`.
    """
    return load_model(AppSettings, data_dir.settings_file) or AppSettings()


def save_settings(settings: AppSettings, data_dir: DataDir) -> None:
    """Write the settings of a data folder.

    Raises
    ------
    SettingsError
        See :func:`core.settings.storage.save_model`.
    """
    save_model(settings, data_dir.settings_file)
