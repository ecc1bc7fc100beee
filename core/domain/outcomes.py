"""The three outcomes and the reasons for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

TextValue = str | int | float


class Outcome(StrEnum):
    """What the program decides; a person's verdict uses the same words."""

    OK = "OK"
    NG = "NG"
    HOLD = "HOLD"


class Severity(StrEnum):
    """How serious a defect is by the rules of the defect book."""

    MINOR = "minor"
    MODERATE = "moderate"
    SEVERE = "severe"


class ReasonCode(StrEnum):
    """Why an outcome was reached; resources/texts holds the words under ``reason.<code>``."""

    UNREADABLE = "unreadable"
    RETAKE_BLURRED = "retake_blurred"
    RETAKE_DARK = "retake_dark"
    RETAKE_OVEREXPOSED = "retake_overexposed"
    RETAKE_SIZE = "retake_size"
    SURE_DEFECT = "sure_defect"
    WITHIN_LIMIT = "within_limit"
    SEVERITY_UNKNOWN = "severity_unknown"
    """A limit or severity rule in millimetres cannot be applied without a calibration."""
    UNKNOWN_DEFECT = "unknown_defect"
    """Anomalous, but no label is sure."""
    NO_ANOMALY = "no_anomaly"
    NO_REFERENCES = "no_references"
    """Without good references the program never says OK by itself."""
    WEAK_PROPOSAL = "weak_proposal"
    """Nothing was taught; the look alone suggests a category."""
    ROI_TOO_SMALL = "roi_too_small"
    """A ROI of so few pixels that no label and no anomaly means anything."""
    LOW_CONFIDENCE = "low_confidence"
    LOW_MARGIN = "low_margin"
    CLEAN_NOT_SURE = "clean_not_sure"
    """No anomaly, but the clean label stays under its threshold."""
    LOOK_ALIKE = "look_alike"
    """The top label is a look-alike (shadow, reflection), which never decides."""


_SURE: Final = frozenset(
    {ReasonCode.SURE_DEFECT, ReasonCode.WITHIN_LIMIT, ReasonCode.SEVERITY_UNKNOWN}
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code with the numbers and names its sentence needs.

    ``params`` may hold ``category`` (an id, put into words when rendered) and plain numbers.
    """

    code: ReasonCode
    params: Mapping[str, TextValue] = field(default_factory=dict)

    @property
    def lacks_only_references(self) -> bool:
        """Whether a defect keeps its limit, but without good references nothing is OK."""
        return self.code is ReasonCode.NO_REFERENCES and "severity" in self.params

    @property
    def is_sure_of_category(self) -> bool:
        """Whether a defect category was judged, rather than being the nearest label."""
        return self.code in _SURE or self.lacks_only_references
