from __future__ import annotations

import re

import pytest
from hypothesis import given
from pydantic import ValidationError

from core.classify.outcome import OutcomeInput, decide
from core.dataset.defect_book import load_defect_book
from core.dataset.toml_files import parse_toml
from core.describe.chat_facts import (
    ChatPrompts,
    SuggestedId,
    mixed_prompt,
    shared_chat_prompts,
    suggested_questions,
    system_prompt,
)
from core.describe.sentences import describe_finding
from core.describe.terms import Term, TermBook
from core.domain.categories import Role
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import CategoryScore, Finding
from core.domain.regions import BoxPx, Region
from core.domain.teaching import DecisionRules
from core.errors import SettingsError
from core.texts.language import LANGUAGES, Language
from core.texts.program_folder import prompts_dir, resources_dir
from tests.core.describe.random_findings import findings

BOOK = load_defect_book(resources_dir() / "defect_book.toml")
CATEGORIES = BOOK.category_set()
DECISION = decide(
    OutcomeInput(scores=(CategoryScore("scratch", Role.DEFECT, 0.93),)), DecisionRules()
)
SURE_SCRATCH = Finding(Region(BoxPx(600, 20, 120, 80)), DECISION.outcome, DECISION.reason)
IMAGE = ImageFacts(ImageIdentity("0" * 64), 800, 600)


@given(finding=findings())
def test_that_the_model_is_told_the_facts_of_the_record_and_no_other_number(
    finding: Finding,
) -> None:
    sentences = describe_finding(finding, IMAGE, CATEGORIES)
    for lang in LANGUAGES:
        told = system_prompt(finding, IMAGE, CATEGORIES, lang)
        report = (sentences.ko if lang == "ko" else sentences.en).report
        assert report in told
        assert set(re.findall(r"\d+", told)) == set(re.findall(r"\d+", report))
        assert "{" not in told


@pytest.mark.parametrize(
    ("lang", "rule", "definition"),
    [("ko", "확인이 필요합니다", "스크래치의 기준"), ("en", "should be checked", "scratch:")],
)
def test_that_the_model_is_told_the_rules_and_the_definition(
    lang: Language, rule: str, definition: str
) -> None:
    finding = SURE_SCRATCH
    told = system_prompt(finding, IMAGE, CATEGORIES, lang, entry=BOOK.find("scratch"))
    assert rule in told
    assert definition in told
    assert definition not in system_prompt(finding, IMAGE, CATEGORIES, lang)
    assert definition not in system_prompt(
        finding, IMAGE, CATEGORIES, lang, entry=BOOK.find("good")
    )


def test_that_cause_action_and_explanation_are_offered_in_both_languages() -> None:
    questions = suggested_questions()
    assert [one.id for one in questions] == list(SuggestedId)
    assert questions[0].text("ko") == "원인은 무엇으로 추정됩니까?"
    assert questions[2].text("en").startswith("Explain this finding to a new operator")


def test_that_korean_is_mixed_in_with_the_words_that_matter() -> None:
    terms = TermBook((Term("scratch", ("스크래치",)), Term("dent", ("찍힘",))))
    told = mixed_prompt("Describe a scratch.", terms)
    assert told.startswith("Describe a scratch.")
    assert "한국어로 답하십시오" in told
    assert "scratch = 스크래치" in told
    assert "찍힘" not in told


def test_that_prompts_without_a_place_for_the_facts_are_refused() -> None:
    text = (prompts_dir() / "chat.toml").read_text(encoding="utf-8")
    assert parse_toml(text, ChatPrompts, file="chat.toml") == shared_chat_prompts()
    with pytest.raises(SettingsError):
        parse_toml(text.replace("{facts}", ""), ChatPrompts, file="chat.toml")
    with pytest.raises(SettingsError):
        parse_toml(text.replace('id = "cause"', 'id = "action"'), ChatPrompts, file="chat.toml")
    with pytest.raises(ValidationError):
        ChatPrompts.model_validate({"schema_version": 1})
