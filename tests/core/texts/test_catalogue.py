"""The two text files say the same things, and everything that can be said is there."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from core.domain.categories import Role
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome, ReasonCode, Severity
from core.errors import SettingsError
from core.texts.catalogue import Texts, load_texts, shared_texts
from core.texts.language import LANGUAGES, Language
from core.texts.program_folder import resources_dir
from core.texts.templates import stray_braces
from tests.core.texts.error_calls import chosen_codes, default_codes, error_calls

CSV_COLUMNS = [
    "record_id",
    "finding_count",
    "time_local",
    "time_utc",
    "station",
    "operator",
    "product",
    "lot",
    "part_id",
    "file",
    "sha256",
    "program_outcome",
    "program_category",
    "probability",
    "first_verdict",
    "current_verdict",
    "corrected",
    "reason",
    "category",
    "severity",
    "zone",
    "length_px",
    "length_mm",
    "width_mm",
    "sentence_ko",
    "sentence_en",
    "model",
    "prompt_set",
    "bank_revision",
    "corrected_length_px",
    "corrected_length_mm",
    "corrected_width_px",
    "corrected_area_px",
    "outline_corrected_by",
    "conversation",
]
KNOWN_PAIRS = {"은/는", "이/가", "을/를", "과/와", "으로/로", "이라고/라고"}


@pytest.fixture(scope="module")
def texts() -> Texts:
    return shared_texts()


def test_that_both_languages_have_the_same_keys(texts: Texts) -> None:
    assert set(texts.keys("ko")) == set(texts.keys("en"))


def test_that_both_languages_need_the_same_values(texts: Texts) -> None:
    differing = {
        key: (texts.placeholders("ko", key), texts.placeholders("en", key))
        for key in texts.keys("ko")
        if texts.placeholders("ko", key) != texts.placeholders("en", key)
    }
    assert differing == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_every_template_is_well_formed(texts: Texts, lang: Language) -> None:
    wrong = [key for key in texts.keys(lang) if stray_braces(texts.template(lang, key))]
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_no_text_is_empty_or_padded(texts: Texts, lang: Language) -> None:
    for key in texts.keys(lang):
        template = texts.template(lang, key)
        if not key.startswith("sentence_place."):
            assert template, key
            assert template == template.strip(), key
        assert "  " not in template, key


def test_that_korean_particles_after_placeholders_are_chosen_not_fixed(texts: Texts) -> None:
    fixed = re.compile(r"\}(?:은|는|이|가|을|를|과|와|로|으로)(?=[\s.,)]|$)")
    wrong = [key for key in texts.keys("ko") if fixed.search(texts.template("ko", key))]
    assert wrong == []


def test_that_particle_pairs_are_known_ones(texts: Texts) -> None:
    pairs = {
        pair
        for key in texts.keys("ko")
        for pair in re.findall(r"\|([가-힣]+/[가-힣]+)\}", texts.template("ko", key))
    }
    assert pairs <= KNOWN_PAIRS
    assert not any(re.search(r"\|[^{}]*\}", texts.template("en", key)) for key in texts.keys("en"))


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("reason", [code.value for code in ReasonCode]),
        ("zone", [zone.value for zone in Zone]),
        ("severity", [severity.value for severity in Severity]),
        ("outcome", [outcome.value for outcome in Outcome]),
        ("role", [role.value for role in Role]),
        ("column", list(CSV_COLUMNS)),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_every_value_of_the_domain_has_words(
    texts: Texts, lang: Language, table: str, names: list[str]
) -> None:
    assert [name for name in names if not texts.has(lang, f"{table}.{name}")] == []


def test_that_place_words_are_the_agreed_ones(texts: Texts) -> None:
    agreed = [
        ["좌측 상단", "상단 중앙", "우측 상단"],
        ["좌측 중앙", "중앙", "우측 중앙"],
        ["좌측 하단", "하단 중앙", "우측 하단"],
    ]
    words = [texts.text("ko", f"zone.{zone}") for zone in Zone]
    assert [words[0:3], words[3:6], words[6:9]] == agreed


def test_that_every_error_the_core_raises_has_words(texts: Texts) -> None:
    raised = {call.code: call.place for call in error_calls()}
    raised.update({code: name for name, code in default_codes().items()})
    raised.update(chosen_codes())
    missing = {
        code: place for code, place in raised.items() if not texts.has("ko", f"error.{code}")
    }
    assert missing == {}


def test_that_every_error_brings_the_values_its_words_need(texts: Texts) -> None:
    lacking = [
        (call.place, call.code, sorted(needed - call.details))
        for call in error_calls()
        if call.details is not None
        and texts.has("ko", f"error.{call.code}")
        and (needed := texts.placeholders("ko", f"error.{call.code}")) - call.details
    ]
    assert lacking == []


def test_that_default_codes_need_no_values(texts: Texts) -> None:
    for code in default_codes().values():
        assert texts.placeholders("en", f"error.{code}") == frozenset(), code


def test_that_the_scan_sees_errors() -> None:
    codes = {call.code for call in error_calls()}
    assert {"toml_missing", "texts_unreadable", "book_category_twice"} <= codes
    assert {"toml_field_missing", "toml_field_unknown", "records_full"} <= set(chosen_codes())


def test_that_a_missing_text_gives_its_key_and_is_logged(
    expected_warnings: list[logging.LogRecord],
) -> None:
    texts = Texts({"ko": {}, "en": {}})
    assert texts.text("ko", "reason.nothing") == "reason.nothing"
    assert [record.levelname for record in expected_warnings] == ["ERROR"]
    assert "reason.nothing" in expected_warnings[0].getMessage()


def test_that_a_missing_value_gives_the_template_and_is_logged(
    expected_warnings: list[logging.LogRecord],
) -> None:
    texts = Texts({"ko": {"a.b": "{file|을/를} 읽습니다"}, "en": {}})
    assert texts.text("ko", "a.b", other=1) == "{file|을/를} 읽습니다"
    assert "file" in expected_warnings[0].getMessage()


def test_that_a_table_lists_its_keys_only() -> None:
    texts = Texts({"ko": {"zone.top": "상단", "zones.top": "x"}, "en": {}})
    assert texts.keys("ko", "zone") == ("zone.top",)


def test_that_broken_text_files_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "문구"
    folder.mkdir()
    (folder / "ko.toml").write_text("[error\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_texts(folder)
    assert caught.value.code == "texts_unreadable"
    assert "ko.toml" in str(caught.value.details["file"])


def test_that_the_program_folder_holds_texts_and_prompts() -> None:
    assert (resources_dir() / "texts" / "ko.toml").is_file()
    assert (resources_dir().parent / "prompts" / "en").is_dir()
