from __future__ import annotations

from core.errors import DefectScribeError
from tests.ui.controllers.place import ROI, Place


def test_that_a_place_with_another_category_is_refused_in_words(place: Place) -> None:
    (path,) = place.open(1)
    place.draw(ROI)
    place.wait_ready(path)
    before = place.revision
    place.work.teaching.teach_here("scratch")
    place.wait(lambda: place.revision > before)
    taught = place.revision
    problems: list[DefectScribeError] = []
    place.desk.failed.connect(problems.append)
    place.work.teaching.teach_here("dent")
    place.wait(lambda: bool(problems))
    assert problems[0].code == "example_other_category"
    assert path.name in place.desk.words_of(problems[0])
    place.wait_written()
    assert place.revision == taught
