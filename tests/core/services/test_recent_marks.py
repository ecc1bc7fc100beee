"""Repetition: the same category at the same place on the last images, each counted once."""

from __future__ import annotations

from dataclasses import replace

from core.domain.inspections import Finding, TopCategory
from core.domain.measurements import Measurement
from core.domain.outcomes import Outcome
from core.domain.suggestions import RECENT_IMAGES, RecentImage, RecentMark, Repetition
from core.services.recent_marks import RecentMarks, mark_of, recent_image
from tests.core.services.test_json_views import a_finding, an_inspection

HERE, NEAR, FAR = (0.5, 0.5), (0.52, 0.53), (0.6, 0.5)


def _image(number: int, *places: tuple[float, float], category: str = "scratch") -> RecentImage:
    return RecentImage(f"{number:064}", tuple(RecentMark(category, at) for at in places))


def _seen(*newest_first: RecentImage) -> RecentMarks:
    memory = RecentMarks()
    memory.know(newest_first)
    return memory


def _at(memory: RecentMarks, at: tuple[float, float] = HERE) -> Repetition | None:
    return memory.repetition(RecentMark("scratch", at), sha256="f" * 64)


def test_that_only_the_same_category_near_the_same_place_counts() -> None:
    memory = _seen(
        _image(1, NEAR),
        _image(2, FAR),
        _image(3, HERE, category="dent"),
        _image(4),
        _image(5, HERE),
    )
    assert _at(memory) == Repetition(count=3, of=6)
    assert _at(memory, (0.1, 0.1)) == Repetition(count=1, of=6)


def test_that_two_marks_on_one_image_count_once() -> None:
    assert _at(_seen(*(_image(n, HERE, NEAR) for n in range(4)))) == Repetition(count=5, of=5)


def test_that_the_present_image_does_not_repeat_itself() -> None:
    memory = _seen(*(_image(number, HERE) for number in range(6)))
    seen = memory.repetition(RecentMark("scratch", HERE), sha256=f"{0:064}")
    assert seen == Repetition(count=6, of=6)


def test_that_too_few_images_and_an_unknown_place_tell_nothing() -> None:
    assert _at(_seen(*(_image(number, HERE) for number in range(3)))) is None
    many = _seen(*(_image(number, HERE) for number in range(9)))
    assert many.repetition(None, sha256="f" * 64) is None


def test_that_only_the_last_images_are_remembered() -> None:
    memory = _seen(*(_image(number) for number in range(RECENT_IMAGES)))
    old = [_image(number, HERE) for number in range(100, 110)]
    memory.know([*(_image(number) for number in range(RECENT_IMAGES)), *old])
    assert _at(memory) == Repetition(count=1, of=RECENT_IMAGES)


def test_that_what_was_inspected_here_is_newer_than_the_records() -> None:
    memory = RecentMarks()
    located = replace(
        a_finding(), measurement=Measurement(centroid_px=(50.0, 40.0)), outcome=Outcome.NG
    )
    for number in range(6):
        memory.note(replace(an_inspection(located), sha256=f"{number:064}"))
    memory.note(replace(an_inspection(located), sha256=f"{0:064}"))
    memory.know([_image(number) for number in range(5)])
    assert _at(memory) == Repetition(count=7, of=7)


def test_that_an_image_without_facts_is_not_remembered() -> None:
    assert recent_image(an_inspection()) is None
    memory = RecentMarks()
    memory.note(an_inspection())
    assert _at(memory) is None


def test_that_only_a_located_defect_that_is_not_ok_is_a_mark() -> None:
    located = replace(a_finding(), measurement=Measurement(centroid_px=(50.0, 20.0)))
    assert mark_of(located, (100, 80)) == RecentMark("scratch", (0.5, 0.25))
    unknown: tuple[Finding, ...] = (
        replace(located, outcome=Outcome.OK),
        replace(located, category=None),
        replace(located, measurement=Measurement()),
    )
    assert [mark_of(finding, (100, 80)) for finding in unknown] == [None, None, None]
    other = replace(located, category=TopCategory("dent", 0.4))
    assert mark_of(other, (100, 80)) == RecentMark("dent", (0.5, 0.25))
