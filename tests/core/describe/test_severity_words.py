"""Severity rules in words, made of what they ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.dataset.defect_book import (
    BothLanguages,
    DefectBook,
    SeverityRule,
    SeverityRules,
    Surface,
    load_defect_book,
)
from core.describe.knowledge import KnowledgeBase
from core.describe.severity_words import words_of_rule
from core.describe.training_card import training_card
from core.domain.outcomes import Severity
from core.domain.suggestions import Words
from core.texts.program_folder import resources_dir
from core.texts.wording import render_severity_rule
from tests.core.describe.test_scale_sentences import FACTS, finding_of, said_of

BOOK = load_defect_book(resources_dir() / "defect_book.toml")


def book_with(**conditions: object) -> DefectBook:
    rule = SeverityRule.model_validate({"id": "own", "severity": "severe", **conditions})
    entry = BOOK.category[0].model_copy(update={"severity": SeverityRules(rules=(rule,))})
    return BOOK.model_copy(update={"category": (entry, *BOOK.category[1:])})


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        (
            {"measure": "area_percent", "at_least": 2},
            Words("면적이 이미지의 2 % 이상", "area of at least 2 % of the image"),
        ),
        ({"zones": ["top", "center"]}, Words("위치가 상단 중앙, 중앙", "at: top centre, centre")),
        (
            {"measure": "length_mm", "at_least": 5.5, "surfaces": ["visible", "hidden"]},
            Words(
                "길이 5.5 mm 이상이고 표면이 외관면, 비노출면",
                "length of at least 5.5 mm and surface: visible surface, hidden surface",
            ),
        ),
    ],
)
def test_that_a_rule_is_said_by_what_it_asks_for(
    conditions: dict[str, object], words: Words
) -> None:
    assert words_of_rule(book_with(**conditions), "scratch", "own") == words


def test_that_every_rule_of_the_book_has_words_in_both_languages() -> None:
    for entry in BOOK.category:
        for rule in entry.severity.rules if entry.severity else ():
            words = words_of_rule(BOOK, entry.id, rule.id)
            assert words is not None
            assert f"{rule.at_least:g}" in words.ko
            assert f"{rule.at_least:g}" in words.en


@pytest.mark.parametrize(("category", "rule"), [("scratch", None), ("burr", "x"), ("good", "x")])
def test_that_no_rule_has_no_words(category: str, rule: str | None) -> None:
    assert words_of_rule(BOOK, category, rule) is None


def test_that_the_report_says_the_rule_in_words_and_by_its_id() -> None:
    met = finding_of(FACTS, None, severity=Severity.SEVERE, rule="scratch-severe")
    said = said_of(
        replace(met, severity_rule_words=words_of_rule(BOOK, "scratch", "scratch-severe"))
    )
    assert "심각도는 규칙 '면적이 이미지의 1.5 % 이상'(scratch-severe)에 따른" in said.ko.report
    assert "by the rule area of at least 1.5 % of the image (scratch-severe)" in said.en.report


def test_that_a_rule_of_an_older_record_is_named_by_its_id_alone() -> None:
    met = finding_of(FACTS, None, severity=Severity.SEVERE, rule="long")
    assert render_severity_rule(met, "ko") == "long"
    assert render_severity_rule(replace(met, severity_rule=None), "ko") == ""
    kept = replace(met, severity_rule_words=Words("길다", "it is long"))
    assert render_severity_rule(kept, "en") == "it is long; long"


def test_that_a_training_card_names_the_surfaces() -> None:
    book = book_with(surfaces=["visible"])
    card = training_card(book.category[0], KnowledgeBase(), "ko", surfaces=book.surface)
    assert "표면이 외관면" in card.as_markdown()


def test_that_a_surface_without_a_name_is_called_by_its_id() -> None:
    assert BOOK.surface[0] == Surface(
        id="visible", name=BothLanguages(ko="외관면", en="visible surface")
    )
    unnamed = book_with(surfaces=["visible"]).model_copy(update={"surface": ()})
    words = words_of_rule(unnamed, "scratch", "own")
    assert words is not None
    assert words.en == "surface: visible"
