"""Inspections as the engine makes them, with fixed numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.domain.categories import Category, CategorySet, Role
from core.domain.images import ImageFacts, ImageIdentity, Sighting
from core.domain.inspections import (
    AnomalyScore,
    CategoryScore,
    Configuration,
    Finding,
    Inspection,
    ModelInfo,
    Sentences,
    SentenceSet,
    TopCategory,
)
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.teaching import DecisionRules

SHA256: Final = "0123456789abcdef" * 4
RULES: Final = DecisionRules(threshold=0.8)
CATEGORIES: Final = CategorySet(
    (
        Category("scratch", Role.DEFECT, "스크래치", "scratch"),
        Category("contamination", Role.DEFECT, "오염", "contamination"),
        Category("dent", Role.DEFECT, "찍힘", "dent"),
        Category("good", Role.CLEAN, "양품", "good"),
        Category("shadow", Role.LOOK_ALIKE, "그림자", "shadow"),
    )
)
SURE: Final = Reason(
    ReasonCode.SURE_DEFECT, {"category": "scratch", "probability": 0.84, "threshold": 0.8}
)
UNKNOWN: Final = Reason(ReasonCode.UNKNOWN_DEFECT, {"anomaly": 0.43, "limit": 0.24})
UNDER: Final = Reason(ReasonCode.NO_ANOMALY, {"anomaly": 0.2, "limit": 0.24})
SCORES: Final = (
    CategoryScore("good", Role.CLEAN, 0.05, 0.24, "a photo of a flawless surface"),
    CategoryScore("scratch", Role.DEFECT, 0.84, 0.31, "a photo of a scratched surface"),
    CategoryScore("shadow", Role.LOOK_ALIKE, 0.08, 0.28, "a photo of a shadow on a part"),
    CategoryScore("dent", Role.DEFECT, 0.03, 0.2),
)
MEASURED: Final = Measurement(
    length_px=118.4,
    width_px=3.4,
    area_px=412.0,
    angle_deg=32.1,
    zone=Zone.TOP_RIGHT,
    zones=(Zone.TOP_RIGHT, Zone.TOP),
    clock=2,
    count=2,
    outline_trust=0.9,
    length_mm=5.92,
)
_REASONS: Final = {Outcome.OK: UNDER, Outcome.NG: SURE, Outcome.HOLD: UNKNOWN}


def make_finding(
    outcome: Outcome = Outcome.NG,
    *,
    scores: Sequence[CategoryScore] = SCORES,
    anomaly: AnomalyScore | None = None,
    measurement: Measurement = MEASURED,
    severity: Severity | None = Severity.MODERATE,
    source: RegionSource = RegionSource.PROPOSED,
    reason: Reason | None = None,
) -> Finding:
    top = TopCategory("scratch", 0.84) if scores else None
    return Finding(
        region=Region(BoxPx(20, 30, 137, 115), source=source),
        outcome=outcome,
        reason=reason or _REASONS[outcome],
        scores=tuple(scores),
        anomaly=anomaly or AnomalyScore(0.43, 0.24),
        category=top,
        measurement=measurement,
        severity=severity,
        sentences=Sentences(
            ko=SentenceSet("짧은 설명", "보통 설명 84 %", "보고서 설명"),
            en=SentenceSet("short words", "normal words 84 %", "words of the report"),
        ),
    )


def make_inspection(*findings: Finding, reason: Reason | None = None) -> Inspection:
    """Make an inspection; without findings the image could not be read."""
    worst = findings[0] if findings else None
    unreadable = Reason(ReasonCode.UNREADABLE)
    return Inspection(
        sighting=Sighting("/부품/part 1.jpg", 1000, 0),
        sha256=SHA256,
        page=0,
        product="sample",
        outcome=worst.outcome if worst else Outcome.HOLD,
        reason=reason or (worst.reason if worst else unreadable),
        configuration=Configuration(
            app_version="1.2.3",
            models=(ModelInfo("starter", "f" * 64, "float32"),),
            prompt_set_id="en",
            prompt_set_hash="a" * 64,
            bank_revision=3,
            bank_hash="b" * 64,
        ),
        facts=ImageFacts(ImageIdentity(SHA256), 480, 360) if worst else None,
        findings=findings,
    )
