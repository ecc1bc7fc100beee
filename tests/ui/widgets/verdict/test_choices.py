from __future__ import annotations

from dataclasses import replace

import pytest

from core.dataset.defect_book import load_defect_book
from core.domain.categories import Category, CategorySet, Role
from core.domain.inspections import Inspection, TopCategory
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.texts.program_folder import resources_dir
from tests.ui.inspections import CATEGORIES, make_finding, make_inspection
from ui.values import ChosenVerdict
from ui.widgets.verdict.choices import (
    Fields,
    category_choices,
    needs_reason,
    proposed_fields,
    sub_grades_of,
    verdict_of,
)

FILLED = Fields("scratch", Severity.SEVERE, "deep", " 모서리 ")


def _within_limit() -> Inspection:
    reason = Reason(
        ReasonCode.WITHIN_LIMIT, {"category": "scratch", "severity": "minor", "accepted": "minor"}
    )
    return make_inspection(make_finding(Outcome.OK, reason=reason))


def test_that_defects_come_before_look_alikes_and_good_is_no_choice() -> None:
    choices = category_choices(CATEGORIES, "ko")
    assert [choice.name for choice in choices] == ["스크래치", "오염", "찍힘", "그림자"]
    assert [choice.digit for choice in choices] == [1, 2, 3, 4]


def test_that_only_nine_categories_have_a_digit() -> None:
    many = CategorySet(tuple(Category(f"c{n}", Role.DEFECT, f"ㄱ{n}", f"c{n}") for n in range(11)))
    digits = [choice.digit for choice in category_choices(many, "en")]
    assert digits == [*range(1, 10), None, None]


def test_that_sub_grades_come_from_the_defect_book() -> None:
    book = load_defect_book(resources_dir() / "defect_book.toml")
    assert [grade.id for grade in sub_grades_of(book, "scratch")] == [
        "surface",
        "fingernail",
        "deep",
    ]
    assert sub_grades_of(book, "dent") == ()
    assert sub_grades_of(book, None) == ()
    assert sub_grades_of(book, "없음") == ()


def test_that_the_fields_begin_with_what_the_program_says() -> None:
    assert proposed_fields(make_inspection(make_finding())) == Fields("scratch", Severity.MODERATE)
    assert proposed_fields(make_inspection(make_finding(Outcome.OK))) == Fields()
    assert proposed_fields(_within_limit()).category_id == "scratch"
    assert proposed_fields(make_inspection()) == Fields()
    assert proposed_fields(None) == Fields()


def test_that_a_category_less_probable_than_good_is_not_proposed() -> None:
    finding = replace(make_finding(Outcome.HOLD), category=TopCategory("dent", 0.03))
    assert proposed_fields(make_inspection(finding)) == Fields()


def test_that_a_defect_verdict_has_all_fields() -> None:
    chosen = verdict_of(Outcome.NG, FILLED, make_inspection(make_finding()))
    assert chosen == ChosenVerdict(Outcome.NG, "scratch", Severity.SEVERE, "deep", "모서리")


def test_that_an_ok_has_no_defect_that_the_user_did_not_choose() -> None:
    inspection = make_inspection(make_finding())
    assert verdict_of(Outcome.OK, FILLED, inspection) == ChosenVerdict(Outcome.OK, note="모서리")
    shadow = Fields("shadow", is_touched=True)
    assert verdict_of(Outcome.OK, shadow, inspection).category_id == "shadow"


def test_that_an_ok_within_the_limit_keeps_its_defect() -> None:
    assert verdict_of(Outcome.OK, FILLED, _within_limit()).category_id == "scratch"


@pytest.mark.parametrize(
    ("verdict", "program", "earlier", "asks"),
    [
        (Outcome.NG, Outcome.NG, None, False),
        (Outcome.OK, Outcome.NG, None, True),
        (Outcome.NG, Outcome.HOLD, None, True),
        (Outcome.HOLD, Outcome.OK, None, True),
        (Outcome.OK, Outcome.NG, Outcome.OK, True),
        (Outcome.NG, Outcome.NG, Outcome.OK, True),
        (Outcome.NG, Outcome.NG, Outcome.NG, False),
    ],
)
def test_that_who_overrides_says_why(
    verdict: Outcome, program: Outcome, earlier: Outcome | None, *, asks: bool
) -> None:
    assert needs_reason(verdict, program, earlier) is asks
