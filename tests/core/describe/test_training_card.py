"""Training cards: everything a new operator needs, in both languages, no look made up."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.dataset.defect_book import BookEntry, SeverityRule, load_defect_book
from core.describe.knowledge import load_knowledge
from core.describe.training_card import TrainingCard, training_card
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Severity
from core.domain.suggestions import Process
from core.texts.catalogue import shared_texts
from core.texts.language import LANGUAGES
from core.texts.program_folder import resources_dir

BOOK = load_defect_book(resources_dir() / "defect_book.toml")
KNOWLEDGE = load_knowledge(resources_dir() / "knowledge.toml")
CASE = Measurement(
    length_px=60.0,
    width_px=3.0,
    area_percent=0.25,
    elongation=9.0,
    count=1,
    zone=Zone.TOP_LEFT,
    outline_trust=0.8,
)
CASES = (
    replace(CASE, length_px=50.0),
    CASE,
    replace(CASE, length_px=90.0, zone=Zone.RIGHT),
    replace(CASE, length_px=5000.0, outline_trust=0.2),
)


def _entry(category: str) -> BookEntry:
    entry = BOOK.find(category)
    assert entry is not None
    return entry


def _lines(card: TrainingCard, name: str) -> tuple[str, ...]:
    headings = {shared_texts().text(lang, f"card_heading.{name}") for lang in LANGUAGES}
    return next((s.lines for s in card.sections if s.heading in headings), ())


def test_that_a_card_says_what_counts_what_does_not_and_how_severe_it_is() -> None:
    card = training_card(_entry("scratch"), KNOWLEDGE, "ko")
    assert card.title == "스크래치"
    assert _lines(card, "inclusion") == _entry("scratch").inclusion.ko
    assert _lines(card, "exclusion") == _entry("scratch").exclusion.ko
    assert _lines(card, "severity") == (
        "심각: 면적이 이미지의 1.5 % 이상",
        "보통: 면적이 이미지의 0.3 % 이상",
        "경미: 그 밖의 경우",
    )
    assert _lines(card, "sub_grades")[0].startswith("표면: ")
    assert "긁힘" in _lines(card, "synonyms")[0]


def test_that_the_typical_look_is_that_of_real_cases_with_an_outline_to_trust() -> None:
    korean = _lines(training_card(_entry("scratch"), KNOWLEDGE, "ko", cases=CASES), "look")
    assert "3건" in korean[0]
    assert "길이: 60 px(50~90 px)" in korean
    assert korean[-1] == "가장 잦은 위치: 좌측 상단(3건 중 2건)"
    english = _lines(training_card(_entry("scratch"), KNOWLEDGE, "en", cases=CASES), "look")
    assert "Length: 60 px (50–90 px)" in english
    assert "5000" not in "".join((*korean, *english))


def test_that_sizes_are_in_millimetres_where_all_cases_have_them() -> None:
    in_mm = [replace(CASE, length_mm=mm, width_mm=0.2) for mm in (2.0, 3.0, 4.5)]
    look = _lines(training_card(_entry("scratch"), KNOWLEDGE, "en", cases=in_mm), "look")
    assert "Length: 3.0 mm (2.0–4.5 mm)" in look
    assert not [line for line in look if "px" in line]


@pytest.mark.parametrize("cases", [(), CASES[:2]])
def test_that_with_too_few_cases_no_look_is_made_up(cases: tuple[Measurement, ...]) -> None:
    (line,) = _lines(training_card(_entry("dent"), KNOWLEDGE, "ko", cases=cases), "look")
    assert f"{len(cases)}건입니다" in line


def test_that_causes_of_the_named_process_come_first_and_are_marked_as_common() -> None:
    card = training_card(_entry("crack"), KNOWLEDGE, "ko", process=Process.CASTING)
    first, *causes = _lines(card, "causes")
    assert "확인이 필요합니다" in first
    assert [line.split("]")[0] for line in causes] == [
        "[주조",
        "[주조",
        "[공통",
        "[공통",
        "[운반·취급",
    ]


def test_that_what_is_no_defect_has_no_severity_look_and_causes() -> None:
    for category in ("good", "shadow"):
        card = training_card(_entry(category), KNOWLEDGE, "ko")
        for name in ("severity", "sub_grades", "look", "causes"):
            assert _lines(card, name) == ()
        assert _lines(card, "inclusion")


def test_that_every_rule_a_book_may_have_is_put_into_words() -> None:
    entry = _entry("dent")
    assert entry.severity is not None
    measures = SeverityRule.model_fields["measure"].annotation
    names = [
        name for part in getattr(measures, "__args__", ()) for name in getattr(part, "__args__", ())
    ]
    assert len(names) > 9
    rules = [
        SeverityRule(id=name, severity=Severity.SEVERE, measure=name, at_least=2.5)
        for name in names
    ]
    rules.append(SeverityRule(id="zone", severity=Severity.SEVERE, zones=(Zone.CENTER,)))
    own = entry.model_copy(
        update={"severity": entry.severity.model_copy(update={"rules": tuple(rules)})}
    )
    for lang in LANGUAGES:
        (line, _) = _lines(training_card(own, KNOWLEDGE, lang), "severity")
        assert line.count("2.5") == len(names)
        assert "card_rule" not in line


def test_that_both_languages_of_a_card_carry_the_same_numbers_and_lines() -> None:
    for entry in BOOK.category:
        cards = [training_card(entry, KNOWLEDGE, lang, cases=CASES) for lang in LANGUAGES]
        korean, english = ([len(s.lines) for s in card.sections] for card in cards)
        assert korean == english, entry.id
        texts = [card.as_markdown() for card in cards]
        numbers = [sorted(re.findall(r"\d+(?:\.\d+)?", text)) for text in texts]
        assert numbers[0] == numbers[1], entry.id
        for text in texts:
            assert text.startswith("## ")
            assert not re.search(r"[{}]|card[._]", text)


def test_that_a_rule_of_measure_and_place_and_several_ways_are_one_line() -> None:
    entry = _entry("dent")
    assert entry.severity is not None
    long = SeverityRule(
        id="a", severity=Severity.SEVERE, measure="length_mm", at_least=5, zones=(Zone.CENTER,)
    )
    wide = SeverityRule(id="b", severity=Severity.SEVERE, measure="width_mm", at_least=0.5)
    rules = entry.severity.model_copy(update={"rules": (long, wide)})
    own = entry.model_copy(update={"severity": rules})
    assert _lines(training_card(own, KNOWLEDGE, "ko"), "severity")[0] == (
        "심각: 길이 5 mm 이상이고 위치가 중앙, 또는 폭 0.5 mm 이상"
    )
    assert _lines(training_card(own, KNOWLEDGE, "en"), "severity")[0] == (
        "severe: length of at least 5 mm and at: centre, or width of at least 0.5 mm"
    )
