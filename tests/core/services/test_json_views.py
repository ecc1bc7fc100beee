from __future__ import annotations

import json
from dataclasses import replace

from core.dataset.defect_book import load_defect_book
from core.domain.categories import Role
from core.domain.images import ImageFacts, ImageIdentity, Sighting
from core.domain.inspections import (
    AnomalyScore,
    Caption,
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
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.suggestions import Suggestion, Words
from core.services.json_views import inspection_view
from core.texts.program_folder import resources_dir

CATEGORIES = load_defect_book(resources_dir() / "defect_book.toml").category_set()
TOP_KEYS = {
    "file", "sha256", "product", "outcome", "reason", "scores", "anomaly", "findings", "category",
    "roi_px", "measurement", "severity", "sentences", "caption", "models",
}  # fmt: skip
MEASURES = {
    "length_px", "path_length_px", "straightness", "elongation", "width_px", "width_max_px",
    "feret_min_px", "area_px", "area_percent", "angle_deg", "zone", "zones", "clock",
    "centroid_px", "bbox_px", "outline_trust", "length_mm", "width_mm", "area_mm2",
}  # fmt: skip


def an_inspection(*findings: Finding) -> Inspection:
    return Inspection(
        sighting=Sighting("한글 경로/스크래치 1.png", 10, 20),
        sha256="a" * 64,
        page=0,
        product="나사",
        outcome=Outcome.HOLD,
        reason=Reason(ReasonCode.NO_REFERENCES),
        configuration=Configuration("0.1.0", models=(ModelInfo("m", "f", "float32"),)),
        facts=ImageFacts(ImageIdentity("a" * 64), 100, 80) if findings else None,
        findings=findings,
    )


def a_finding() -> Finding:
    words = SentenceSet("s", "n", "r")
    return Finding(
        region=Region(BoxPx(1, 2, 30, 40), source=RegionSource.DRAWN),
        outcome=Outcome.HOLD,
        reason=Reason(ReasonCode.NO_REFERENCES),
        scores=(CategoryScore("scratch", Role.DEFECT, 0.7, 0.9, "a scratch"),),
        anomaly=AnomalyScore(float("inf"), 2.0),
        category=TopCategory("scratch", 0.7),
        measurement=Measurement(zone=Zone.TOP, zones=(Zone.TOP,), bbox_px=(1.0, 2.0, 30.0, 40.0)),
        sentences=Sentences(words, words),
    )


def test_that_every_key_is_there_with_and_without_findings() -> None:
    for inspection in (an_inspection(), an_inspection(a_finding())):
        view = inspection_view(inspection, CATEGORIES)
        assert view.keys() >= TOP_KEYS
        measurement = view["measurement"]
        assert isinstance(measurement, dict)
        assert measurement.keys() >= MEASURES
        assert view["caption"] is None


def test_that_the_top_level_repeats_the_worst_finding() -> None:
    view = inspection_view(an_inspection(a_finding()), CATEGORIES)
    findings = view["findings"]
    assert isinstance(findings, list)
    for key in ("category", "roi_px", "measurement", "severity", "sentences"):
        assert view[key] == findings[0][key]
    assert view["roi_px"] == [1, 2, 30, 40]
    assert view["category"] == {"id": "scratch", "probability": 0.7}


def test_that_the_view_is_strict_json_even_with_an_infinite_score() -> None:
    view = inspection_view(an_inspection(a_finding()), CATEGORIES)
    again = json.loads(json.dumps(view, allow_nan=False, ensure_ascii=False))
    assert again["anomaly"] == {"score": None, "limit": 2.0}
    assert again["file"] == "한글 경로/스크래치 1.png"
    assert again["measurement"]["zone"] == "top"


def test_that_suggestions_are_shown_in_both_languages_and_never_absent() -> None:
    words = Words("척 청소", "clean the chuck")
    told = Suggestion(id="own", cause=words, checks=(words,), actions=(words, words), why=(words,))
    inspection = an_inspection(replace(a_finding(), suggestions=(told,)), a_finding())
    view = json.loads(json.dumps(inspection_view(inspection, CATEGORIES)))
    both = {"ko": "척 청소", "en": "clean the chuck"}
    assert view["suggestions"] == [
        {
            "id": "own",
            "cause": both,
            "checks": [both],
            "actions": [both, both],
            "why": [both],
            "process": None,
        }
    ]
    assert [finding["suggestions"] for finding in view["findings"]] == [view["suggestions"], []]
    assert inspection_view(an_inspection(), CATEGORIES)["suggestions"] == []


def test_that_a_reason_has_its_code_and_both_languages() -> None:
    reason = inspection_view(an_inspection(), CATEGORIES)["reason"]
    assert isinstance(reason, dict)
    assert reason["code"] == "no_references"
    assert reason["ko"] != reason["en"]


def test_that_a_caption_names_what_contradicts_the_record() -> None:
    model = ModelInfo("BLIP", "f" * 64, "float32", role="captioner")
    caption = Caption("no defect at all", None, "no defect", BoxPx(0, 0, 9, 9), model, "exact")
    finding = replace(a_finding(), outcome=Outcome.NG, caption=caption)
    shown = inspection_view(an_inspection(finding), CATEGORIES)["caption"]
    assert isinstance(shown, dict)
    (found,) = shown["contradictions"]
    assert found["kind"] == "negation"
    assert found["lang"] == "en"
    assert (found["span"], found["said"]) == ([3, 9], "defect")
    assert found["ko"]
    assert found["en"] == "denies a defect; the record has one"
