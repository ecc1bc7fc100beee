from __future__ import annotations

from pathlib import Path

import pytest

from core.dataset.toml_files import parse_toml, read_toml
from core.describe.grammar import Grammar, shared_grammar
from core.describe.questions import Questions
from core.errors import SettingsError
from core.texts.program_folder import prompts_dir


@pytest.mark.parametrize(
    "line",
    [
        'many = { en = "many", ko = "다수" }',
        'wood-grained = { en = "wood grained", ko = "나뭇결 무늬의" }',
        'falling = { en = "diagonally downward", ko = "우하향 대각선 방향" }',
    ],
)
def test_that_a_grammar_without_words_for_a_value_is_refused(line: str) -> None:
    text = _text("appearance.toml")
    assert line in text
    with pytest.raises(SettingsError):
        parse_toml(text.replace(line, ""), Grammar, file="appearance.toml")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('en = "thin"', 'en = "Thin"'),
        ('en = "wood grained"', 'en = "wood-grained"'),
        ('en = "thin"', 'en = "thick"'),
        ('en = "short"', 'en = "small"'),
        ('ko = "어두운"', 'ko = "밝은"'),
    ],
)
def test_that_words_that_cannot_be_read_back_are_refused(right: str, wrong: str) -> None:
    text = _text("appearance.toml")
    assert right in text
    with pytest.raises(SettingsError):
        parse_toml(text.replace(right, wrong), Grammar, file="appearance.toml")


def test_that_questions_without_one_of_them_are_refused() -> None:
    text = _text("questions.toml").replace("[question.size]", "[question.weight]")
    with pytest.raises(SettingsError):
        parse_toml(text, Questions, file="questions.toml")


def test_that_a_missing_grammar_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as missing:
        read_toml(tmp_path / "말.toml", Grammar)
    assert missing.value.code == "toml_missing"


def test_that_forms_have_their_placeholders_in_both_languages() -> None:
    forms = shared_grammar().caption
    for form in (*forms.marked, forms.marked_ko):
        assert all(f"{{{name}" in form for name in ("mark", "direction", "place", "ground"))
    for form in (*forms.clean, forms.clean_ko):
        assert "{ground}" in form


def _text(name: str) -> str:
    return (prompts_dir() / name).read_text(encoding="utf-8")
