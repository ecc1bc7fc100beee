"""Values to record, made by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from core.domain.categories import Role
from core.domain.contradictions import ClaimKind, Contradiction
from core.domain.corrections import OutlineCorrection, OutlineReason
from core.domain.dialogue import CheckedCaption, Exchange
from core.domain.images import ImageFacts, ImageIdentity, Sighting
from core.domain.inspections import (
    AnomalyScore,
    Caption,
    CategoryScore,
    Configuration,
    Evidence,
    Finding,
    Inspection,
    ModelInfo,
    Sentences,
    SentenceSet,
    TopCategory,
)
from core.domain.korean import KoreanOrigin, KoreanStrategy
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.domain.regions import BoxPx, CocoRle, Region, RegionKind, RegionSource
from core.domain.suggestions import Words
from core.domain.verdicts import Moment, RecordContext, Verdict

APP_VERSION = "0.1.0"
KST = timezone(timedelta(hours=9))
CONTEXT = RecordContext(
    station="검사대 1", operator="홍길동", lot="L-7", part_id="P0001", shift="night"
)
CONFIGURATION = Configuration(
    app_version=APP_VERSION,
    models=(ModelInfo("starter", "f" * 64, "float32"), ModelInfo("minilm", "e" * 64, "float32")),
    prompt_set_id="default",
    prompt_set_hash="d" * 64,
    bank_revision=3,
    bank_hash="c" * 64,
    references_revision=2,
    rules={"threshold": 0.8, "acceptance": {"scratch": "minor"}, "quality": None},
    preprocessing={"longest_side_px": 448, "steps": ["resize"]},
)
SCRATCH = Finding(
    region=Region(BoxPx(10.5, 20.0, 30.0, 4.25), source=RegionSource.MEASURED),
    outcome=Outcome.NG,
    reason=Reason(ReasonCode.SURE_DEFECT, {"category": "scratch", "probability": 0.93}),
    scores=(
        CategoryScore("scratch", Role.DEFECT, 0.93, 0.31, "a scratch on metal"),
        CategoryScore("good", Role.CLEAN, 0.07),
    ),
    anomaly=AnomalyScore(score=1.75, limit=1.0),
    category=TopCategory("scratch", 0.93),
    measurement=Measurement(
        length_px=32.125,
        width_px=2.5,
        zone=Zone.TOP_LEFT,
        zones=(Zone.TOP_LEFT, Zone.TOP),
        centroid_px=(25.0, 22.0),
        bbox_px=(10.5, 20.0, 30.0, 4.25),
        count=1,
        clock=11,
        length_mm=3.2,
        width_mm=0.25,
    ),
    severity=Severity.MODERATE,
    sentences=Sentences(
        ko=SentenceSet("스크래치", "좌측 상단에 길이 3.2 mm의 선형 스크래치가 있습니다.", "보고"),
        en=SentenceSet("scratch", "There is a 3.2 mm linear scratch at the upper left.", "report"),
    ),
)
DENT = Finding(
    region=Region(
        BoxPx(0.0, 0.0, 4.0, 4.0),
        kind=RegionKind.MASK,
        mask=CocoRle(size=(4, 4), counts=(3, 2, 11)),
        parent_id="roi-1",
    ),
    outcome=Outcome.HOLD,
    reason=Reason(ReasonCode.LOW_CONFIDENCE, {"category": "dent", "probability": 0.5}),
    category=TopCategory("dent", 0.5),
    measurement=Measurement(zone=Zone.CENTER),
)
POLYGON = Finding(
    region=Region(
        BoxPx(1.0, 1.0, 2.0, 2.0),
        kind=RegionKind.POLYGON,
        source=RegionSource.DRAWN,
        polygon=((1.0, 1.0), (3.0, 1.0), (2.0, 3.0)),
    ),
    outcome=Outcome.OK,
    reason=Reason(ReasonCode.NO_ANOMALY, {"anomaly": 0.5, "limit": 1.0}),
)
EVIDENCE = Evidence(preview_jpeg=b"\xff\xd8 preview", crop_jpeg=b"\xff\xd8 crop")


def sha256_of(number: int) -> str:
    """Return a made-up hash of an image."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def moment_at(minute: int) -> Moment:
    """Return a moment of a Korean station, minutes after a fixed start."""
    utc = datetime(2026, 3, 1, 23, 30, tzinfo=UTC) + timedelta(minutes=minute)
    return Moment(utc=utc, local=utc.astimezone(KST))


def ng_inspection(number: int = 0) -> Inspection:
    """Return an inspection with two findings of the image with this number."""
    sha256 = sha256_of(number)
    return Inspection(
        sighting=Sighting(f"한글 경로/스크래치 {number}.png", 1234, 5_678_901_234, "검사대 1"),
        sha256=sha256,
        page=0,
        product="브래킷",
        outcome=Outcome.NG,
        reason=SCRATCH.reason,
        configuration=CONFIGURATION,
        facts=ImageFacts(ImageIdentity(sha256), 640, 480, mode="I;16"),
        findings=(SCRATCH, DENT),
        quality={"sharpness": 12.5},
        evidence=EVIDENCE,
    )


def ok_inspection(number: int = 0) -> Inspection:
    """Return an inspection that came out OK, with evidence that is not to be kept."""
    return replace(
        ng_inspection(number), outcome=Outcome.OK, reason=POLYGON.reason, findings=(POLYGON,)
    )


def unreadable_inspection(number: int = 0) -> Inspection:
    """Return an inspection of a file that could not be decoded."""
    return replace(
        ng_inspection(number),
        outcome=Outcome.HOLD,
        reason=Reason(ReasonCode.UNREADABLE),
        facts=None,
        findings=(),
        quality={},
        evidence=None,
    )


def verdict_on(record_id: str, outcome: Outcome) -> Verdict:
    """Return a verdict of another person."""
    return Verdict(
        inspection_id=record_id,
        verdict=outcome,
        context=RecordContext(operator="김검사", station="검사대 2"),
    )


def retraction_on(record_id: str) -> Verdict:
    """Return what takes the last verdict back."""
    return replace(verdict_on(record_id, Outcome.OK), retracts=True)


def hand_drawn(position: int = 0) -> OutlineCorrection:
    """Return the outline of a finding of ``ng_inspection`` as a person drew it."""
    region = (SCRATCH, DENT)[position].region
    outline = Region(
        BoxPx(0.0, 1.0, 2.0, 2.0),
        kind=RegionKind.MASK,
        source=RegionSource.CORRECTED,
        mask=CocoRle(size=(4, 4), counts=(1, 2, 2, 2, 9)),
    )
    return OutlineCorrection(
        position=position,
        place=region.box,
        reason=OutlineReason.BOTH_DRAWN,
        outline=outline,
        measurement=Measurement(length_px=40.5, length_mm=4.05, width_px=3.25, area_px=4.0),
        length_line_px=((0.5, 1.0), (41.0, 1.0)),
        severity=Severity.SEVERE,
        sentences=SCRATCH.sentences,
    )


def checked_caption() -> CheckedCaption:
    """Return a caption with something in it that is not so, in either language."""
    words = Words("좌측 하단이라고 함; 측정은 좌측 상단", "says lower left; measured upper left")
    caption = Caption(
        en="a bright line at the lower left",
        ko="좌측 하단에 밝은 선",
        said="a bright line at the left",
        view_px=BoxPx(0.0, 0.0, 180.0, 120.0),
        model=ModelInfo("내 블립", "b" * 64, "bfloat16", role="captioner"),
        preset="exact",
        korean=KoreanOrigin(KoreanStrategy.TRANSLATOR, "opus-mt", lost=("선",)),
    )
    return CheckedCaption(
        caption,
        "ko",
        ko=(Contradiction(ClaimKind.PLACE, 0, 5, words),),
        en=(Contradiction(ClaimKind.PLACE, 21, 31, words),),
    )


def exchange(question: str = "원인은 무엇으로 추정됩니까?") -> Exchange:
    """Return a question and an answer with something in it that is not so."""
    text = "좌측 하단의 스크래치는 클램프 때문으로 추정됩니다."
    said = "The scratch at the lower left was probably caused by a clamp."
    words = Words("좌측 하단이라고 함; 측정은 좌측 상단", "says lower left; measured upper left")
    return Exchange(
        question=question,
        text=text,
        said=said,
        lang="ko",
        model=ModelInfo("내 라바", "a" * 64, "bfloat16", role="explainer"),
        preset="balanced",
        contradictions=(Contradiction(ClaimKind.PLACE, 0, 5, words),),
        korean=KoreanOrigin(KoreanStrategy.TRANSLATOR, "opus-mt", lost=("찍힘",)),
        forgotten=1,
        system="You help a visual inspector.",
        view_px=BoxPx(0.0, 0.0, 180.0, 120.0),
    )
