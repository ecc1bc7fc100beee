from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.dataset.defect_book import DefectBook, SeverityRule, SeverityRules, load_defect_book
from core.describe.knowledge import load_knowledge
from core.domain.categories import Role
from core.domain.corrections import OutlineCorrection, OutlineReason
from core.domain.inspections import CategoryScore, Finding, TopCategory
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.domain.regions import BoxPx, Line, Region, RegionSource
from core.domain.scales import Scale, ScaleProblem, ScaleUse
from core.domain.suggestions import Process, RecentImage, RecentMark
from core.domain.teaching import BankSnapshot, ProductContext
from core.errors import ImageError, UsageError
from core.imaging.decode import DecodedImage, DecodeLimits, read_image
from core.jobs.engine import QuietContext, Task
from core.measure.mask_facts import measure_mask
from core.measure.run_lengths import decode_mask
from core.services.correcting import OutlineRules, corrected, measure_again, with_length_line
from core.services.engine import ServiceEngine
from core.services.recent_marks import RecentMarks
from core.services.requests import OUTLINE, OutlineItem
from core.services.workshop import Workshop
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.texts.program_folder import resources_dir
from tests.ui.inspections import CATEGORIES

SURE = Reason(ReasonCode.SURE_DEFECT, {"category": "scratch", "probability": 0.9})
FOUND = Finding(
    region=Region(BoxPx(20, 10, 40, 30), source=RegionSource.DRAWN),
    outcome=Outcome.NG,
    reason=SURE,
    category=TopCategory("scratch", 0.9),
    measurement=Measurement(length_px=5.0),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "부품.png"
    Image.new("RGB", (120, 90), (90, 90, 90)).save(path)
    return path


@pytest.fixture
def image(path: Path) -> DecodedImage:
    return read_image(path, limits=DecodeLimits())


@pytest.fixture(scope="module")
def book() -> DefectBook:
    return load_defect_book(resources_dir() / "defect_book.toml")


def item_on(image: DecodedImage, *, line: Line | None = None) -> OutlineItem:
    """Return a bar of 30 x 4 px at the upper left corner of the image."""
    return OutlineItem(
        path=Path(image.sighting.path),
        page=0,
        sha256=image.facts.identity.sha256,
        finding=FOUND,
        bits=np.ones((4, 30), dtype=np.bool_),
        corner_px=(0, 0),
        length_line_px=line,
    )


def again(image: DecodedImage, item: OutlineItem, book: DefectBook) -> Finding:
    knowledge = load_knowledge(resources_dir() / "knowledge.toml")
    product = ProductContext(product="커버", categories=CATEGORIES)
    return measure_again(image, item, OutlineRules(product, book, knowledge, RecentMarks()))


def test_that_the_drawn_outline_is_measured_as_every_mask_is(
    image: DecodedImage, book: DefectBook
) -> None:
    found = again(image, item_on(image), book)
    assert found.outline is not None
    assert found.outline.mask is not None
    assert found.is_corrected
    mask = decode_mask(found.outline.mask)
    assert mask[:4, :30].all()
    assert mask.sum() == 120
    expected = measure_mask(mask)
    assert found.measurement.length_px == expected.length_px
    assert found.measurement.zone is Zone.TOP_LEFT
    assert found.measurement.outline_trust == 1.0


def test_that_what_the_program_decided_stays(image: DecodedImage, book: DefectBook) -> None:
    found = again(image, item_on(image), book)
    assert (found.outcome, found.reason, found.category) == (Outcome.NG, SURE, FOUND.category)
    assert found.region == FOUND.region


def test_that_the_sentences_give_the_new_facts_and_say_whose_they_are(
    image: DecodedImage, book: DefectBook
) -> None:
    said = again(image, item_on(image), book).sentences
    assert said is not None
    assert "30 px" in said.ko.normal
    assert "30 px" in said.en.normal
    for words in (said.ko.normal, said.ko.report):
        assert "검사자가 수정한 외곽선" in words
    for words in (said.en.normal, said.en.report):
        assert "corrected by hand" in words


def test_that_a_drawn_length_line_is_the_length(image: DecodedImage, book: DefectBook) -> None:
    line = ((0.0, 0.0), (60.0, 80.0))
    found = again(image, item_on(image, line=line), book)
    measured = found.measurement
    assert measured.length_px == 100.0
    assert (measured.path_length_px, measured.straightness) == (None, None)
    assert measured.area_px == 120.0
    assert found.length_line_px == line
    assert found.sentences is not None
    assert "100 px" in found.sentences.en.normal
    assert "line drawn by hand" in found.sentences.en.normal
    assert "검사자가 그은 선" in found.sentences.ko.report


def test_that_millimetres_follow_the_drawn_line(image: DecodedImage, book: DefectBook) -> None:
    scaled = replace(FOUND, scale=ScaleUse(Scale("c1", 0.05, 0.01)))
    item = replace(item_on(image, line=((0.0, 0.0), (60.0, 80.0))), finding=scaled)
    found = again(image, item, book).measurement
    assert found.length_mm == pytest.approx(5.0)
    assert found.area_mm2 == pytest.approx(0.3)
    # Of a person's line only the scale and both its ends of 0.041 mm are uncertain.
    assert found.length_mm_uncertainty == pytest.approx(math.hypot(0.05, 0.041))
    assert found.width_mm_uncertainty is not None


def test_that_severity_follows_the_corrected_facts(image: DecodedImage, book: DefectBook) -> None:
    small = again(image, replace(item_on(image), bits=np.ones((1, 2), dtype=np.bool_)), book)
    large = again(image, replace(item_on(image), bits=np.ones((80, 80), dtype=np.bool_)), book)
    assert (small.severity, small.severity_rule) == (Severity.MINOR, None)
    assert (large.severity, large.severity_rule) == (Severity.SEVERE, "scratch-severe")


def test_that_a_weak_proposal_has_no_severity(image: DecodedImage, book: DefectBook) -> None:
    weak = CategoryScore("scratch", Role.DEFECT, 0.6, is_proposal=True)
    item = replace(item_on(image), finding=replace(FOUND, scores=(weak,)))
    assert again(image, item, book).severity is None


def test_that_millimetres_out_of_date_give_no_severity(
    image: DecodedImage, book: DefectBook
) -> None:
    rule = SeverityRule(id="long", severity=Severity.SEVERE, measure="length_mm", at_least=1)
    scratch = book.find("scratch")
    assert scratch is not None
    in_mm = scratch.model_copy(update={"severity": SeverityRules(rules=(rule,))})
    by_mm = book.model_copy(update={"category": (in_mm,)})
    told = []
    for problem in (None, ScaleProblem.OUT_OF_DATE):
        scaled = replace(FOUND, scale=ScaleUse(Scale("c1", 0.05), problem=problem))
        found = again(image, replace(item_on(image), finding=scaled), by_mm)
        assert found.measurement.length_mm == pytest.approx(1.5, abs=0.05)
        told.append(found.severity)
    assert told == [Severity.SEVERE, None]


def test_that_causes_are_suggested_by_the_corrected_facts(
    image: DecodedImage, book: DefectBook
) -> None:
    found = again(image, item_on(image), book)
    assert found.suggestions
    correction = OutlineCorrection.of(found, 0, OutlineReason.OUTLINE_DRAWN)
    assert correction.suggestions == found.suggestions


def test_that_causes_look_at_process_marks_area_and_recent_images(
    image: DecodedImage, book: DefectBook
) -> None:
    item = replace(item_on(image), corner_px=(50, 40))
    mark = RecentMark("scratch", (64.5 / 120, 41.5 / 90))
    before = ("1", "2", "3", "4", "5", item.sha256)
    recent = RecentMarks()
    recent.know(RecentImage(sha256, (mark,)) for sha256 in before)
    product = ProductContext("커버", CATEGORIES, process=Process.MACHINING, marks_deg=0.0)
    knowledge = load_knowledge(resources_dir() / "knowledge.toml")
    # The outline begins where the inspected area does, in the middle of the image.
    frame = BoxPx(50, 20, 60, 60)
    found = measure_again(image, item, OutlineRules(product, book, knowledge, recent, frame))
    why = {cause.id: [words.ko for words in cause.why] for cause in found.suggestions}
    again_there = "최근 6장 중 6장의 같은 위치 반복"
    assert [cause.process for cause in found.suggestions] == [None] * 3
    assert again_there in why["scratch-tool"]
    assert len(why["scratch-tool"]) == len(why["scratch-clamping"]) == 2
    assert found.measurement.zone is Zone.LEFT
    assert found.outline is not None
    assert found.outline.mask is not None
    assert decode_mask(found.outline.mask)[40:44, 50:80].all()


@pytest.mark.parametrize("line", [None, ((0.0, 0.0), (60.0, 80.0))])
def test_that_a_kept_correction_gives_the_same_facts_and_words_again(
    image: DecodedImage, book: DefectBook, line: Line | None
) -> None:
    found = again(image, item_on(image, line=line), book)
    kept = OutlineCorrection.of(found, 0, OutlineReason.OUTLINE_DRAWN)
    shown = corrected(FOUND, kept, image.facts, CATEGORIES)
    assert shown == found
    assert shown.sentences is not None
    assert ("30 px" if line is None else "100 px") in shown.sentences.ko.normal
    ok = replace(FOUND, outcome=Outcome.OK, reason=Reason(ReasonCode.NO_ANOMALY))
    later = corrected(ok, kept, image.facts, CATEGORIES)
    assert later.outcome is Outcome.OK, "the program may say something else by now"
    assert later.measurement == found.measurement


def test_that_a_kept_correction_names_the_calibration_it_was_measured_by(
    image: DecodedImage, book: DefectBook
) -> None:
    old = replace(FOUND, scale=ScaleUse(Scale("mm-old", 0.05)))
    found = again(image, replace(item_on(image), finding=old), book)
    kept = OutlineCorrection.of(found, 0, OutlineReason.OUTLINE_DRAWN)
    newly = replace(FOUND, scale=ScaleUse(Scale("mm-new", 0.1)))
    shown = corrected(newly, kept, image.facts, CATEGORIES)
    assert shown.measurement.length_mm == found.measurement.length_mm
    assert shown.scale == old.scale
    uncalibrated = OutlineCorrection.of(
        again(image, item_on(image), book), 0, OutlineReason.OUTLINE_DRAWN
    )
    assert corrected(newly, uncalibrated, image.facts, CATEGORIES).scale is None


def test_that_nothing_drawn_is_refused(image: DecodedImage, book: DefectBook) -> None:
    empty = replace(item_on(image), bits=np.zeros((4, 30), dtype=np.bool_))
    with pytest.raises(ImageError) as caught:
        again(image, empty, book)
    assert caught.value.code == "mask_empty"


def test_that_a_file_that_changed_since_is_refused(image: DecodedImage, book: DefectBook) -> None:
    with pytest.raises(ImageError) as caught:
        again(image, replace(item_on(image), sha256="0" * 64), book)
    assert caught.value.code == "outline_other_image"


def test_that_a_line_leaves_the_shape_of_the_outline() -> None:
    before = Measurement(length_px=3.0, path_length_px=4.0, straightness=0.75, elongation=2.5)
    after = with_length_line(before, ((1.0, 1.0), (2.0, 2.0)))
    assert after.length_px == pytest.approx(math.sqrt(2))
    assert after.elongation == 2.5


def test_that_the_engine_measures_without_any_model(data_dir: DataDir, image: DecodedImage) -> None:
    engine = ServiceEngine(Workshop(data_dir, AppSettings()))
    product = ProductContext(product="커버", categories=CATEGORIES, bank=BankSnapshot())
    found = engine.run_item(Task(OUTLINE, product), item_on(image), QuietContext())
    assert isinstance(found, Finding)
    assert found.measurement.area_px == 120.0
    for options, item in ((None, item_on(image)), (product, "부품.png")):
        with pytest.raises(UsageError) as caught:
            engine.run_item(Task(OUTLINE, options), item, QuietContext())
        assert caught.value.code == "task_malformed"
