"""An inspection: one image, one time, one configuration, and its findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.categories import Role
from core.domain.contradictions import CaptionMarks
from core.domain.images import ImageFacts, Sighting
from core.domain.korean import KoreanOrigin
from core.domain.measurements import Measurement
from core.domain.outcomes import Outcome, Reason, Severity
from core.domain.regions import BoxPx, Line, Region, RegionSource
from core.domain.scales import ScaleUse
from core.domain.suggestions import Suggestion, Words


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """Score of one label.

    ``probability`` is a softmax over the labels (sums to 1), not a defect rate. ``similarity`` is a
    raw cosine: to the best prompt when text decides, to the nearest example when examples decide.
    ``is_proposal`` marks a weak proposal from the look alone: it is shown and never decides.
    """

    id: str
    role: Role
    probability: float
    similarity: float | None = None
    best_prompt: str | None = None
    is_proposal: bool = False


@dataclass(frozen=True, slots=True)
class AnomalyScore:
    """Distance from the good references against the limit they set; None without references."""

    score: float | None = None
    limit: float | None = None

    @property
    def is_over(self) -> bool | None:
        """True over the limit, None when it cannot be said."""
        if self.score is None or self.limit is None:
            return None
        return self.score > self.limit


@dataclass(frozen=True, slots=True)
class TopCategory:
    """The top label that is not clean."""

    id: str
    probability: float


@dataclass(frozen=True, slots=True)
class SentenceSet:
    """The sentences of one record in one language."""

    short: str
    normal: str
    report: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """The same facts in Korean and English."""

    ko: SentenceSet
    en: SentenceSet


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model file scored: enough to repeat it."""

    id: str
    fingerprint: str
    dtype: str
    role: str = "encoder"
    quantisation: str | None = None
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Caption:
    """What a model says a place looks like; facts, places and verdicts come from elsewhere.

    Attributes
    ----------
    en : str
        What is shown: a sentence of the closed language is told of the whole image, whatever part
        of it the model saw; any other stands as the model wrote it.
    ko : str or None
        Its exact counterpart if the sentence is in the closed language, else as ``korean`` says;
        None if it was not made Korean.
    said : str
        The model's own words, about the view.
    view_px : BoxPx
        The part of the image that the model saw.
    model : ModelInfo
        Who wrote it.
    preset : str
        How freely.
    korean : KoreanOrigin or None
        How ``ko`` was made of a sentence outside the closed language.
    """

    en: str
    ko: str | None
    said: str
    view_px: BoxPx
    model: ModelInfo
    preset: str
    korean: KoreanOrigin | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of an inspection that was scored and described."""

    region: Region
    outcome: Outcome
    reason: Reason
    scores: tuple[CategoryScore, ...] = ()
    anomaly: AnomalyScore = field(default_factory=AnomalyScore)
    category: TopCategory | None = None
    measurement: Measurement = field(default_factory=Measurement)
    severity: Severity | None = None
    sentences: Sentences | None = None
    caption: Caption | None = None
    suggestions: tuple[Suggestion, ...] = ()
    """Probable causes, the most probable first; none unless the category is sure."""
    severity_rule: str | None = None
    """Id of the rule of the defect book that gave the severity; None if none was met."""
    severity_rule_words: Words | None = None
    """What that rule asks for, as it was when it was applied."""
    scale: ScaleUse | None = None
    """The calibration that was looked up for the measures in mm; None if there is none."""
    outline: Region | None = None
    """What was measured, a mask; None when nothing was outlined."""
    caption_marks: CaptionMarks | None = None
    """What in the caption is not so; None if it was not held against the record."""
    length_line_px: Line | None = None
    """The length line that a person drew; None: the longest chord of the outline."""

    @property
    def sure_category(self) -> TopCategory | None:
        """The category that was judged; None where it is merely the nearest label."""
        return self.category if self.reason.is_sure_of_category else None

    @property
    def is_corrected(self) -> bool:
        """Whether the outline, and with it the measured facts, are a person's."""
        return self.outline is not None and self.outline.source is RegionSource.CORRECTED


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything a verdict depended on; stored with the record as a settings snapshot."""

    app_version: str
    models: tuple[ModelInfo, ...] = ()
    prompt_set_id: str = ""
    prompt_set_hash: str = ""
    bank_revision: int = 0
    bank_hash: str = ""
    references_revision: int = 0
    rules: Mapping[str, object] = field(default_factory=dict)
    """Thresholds, margin, limits: JSON-able."""
    calibrations: Mapping[str, object] = field(default_factory=dict)
    preprocessing: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Pictures kept with NG and HOLD, as JPEG bytes; both together at most 300 kB."""

    preview_jpeg: bytes
    crop_jpeg: bytes


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the program says about one image.

    ``facts`` is None and ``findings`` empty when the image could not be decoded; ``sha256`` is then
    still the hash of its bytes. ``findings`` has the worst one first.
    """

    sighting: Sighting
    sha256: str
    page: int
    product: str
    outcome: Outcome
    reason: Reason
    configuration: Configuration
    facts: ImageFacts | None = None
    findings: tuple[Finding, ...] = ()
    quality: Mapping[str, float] = field(default_factory=dict)
    evidence: Evidence | None = field(default=None, compare=False)

    @property
    def worst(self) -> Finding | None:
        """The finding that set the outcome, or None without findings."""
        return self.findings[0] if self.findings else None
