"""The default defect book, and mistakes in one that people edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.dataset.defect_book import DefectBook, load_defect_book
from core.domain.categories import CLEAN_ID, Role
from core.domain.outcomes import Severity
from core.errors import SettingsError
from core.texts.language import LANGUAGES
from core.texts.program_folder import resources_dir
from core.texts.wording import render_error

FIVE = ("scratch", "contamination", "dent", "crack", "discoloration")

MINIMAL = """
schema_version = 1
[[category]]
id = "burr"
name = { ko = "버", en = "burr" }
"""
SURFACE = """
[[surface]]
id = "visible"
name = { ko = "외관면", en = "visible surface" }
"""
SHOWN = """
[category.severity]
rules = [{{ id = "shown", severity = "severe", surfaces = ["{}"] }}]
"""


@pytest.fixture(scope="module")
def book() -> DefectBook:
    return load_defect_book(resources_dir() / "defect_book.toml")


def _load(tmp_path: Path, text: str) -> DefectBook:
    path = tmp_path / "불량 도감.toml"
    path.write_text(text, encoding="utf-8")
    return load_defect_book(path)


def test_that_the_five_defects_have_criteria_in_both_languages(book: DefectBook) -> None:
    for defect in FIVE:
        entry = book.find(defect)
        assert entry is not None
        assert entry.role is Role.DEFECT
        for lines in (entry.inclusion, entry.exclusion, entry.synonyms):
            assert lines.ko, defect
            assert lines.en, defect


def test_that_criteria_have_as_many_lines_in_both_languages(book: DefectBook) -> None:
    for entry in book.category:
        assert len(entry.inclusion.ko) == len(entry.inclusion.en), entry.id
        assert len(entry.exclusion.ko) == len(entry.exclusion.en), entry.id


def test_that_every_defect_can_reach_severe(book: DefectBook) -> None:
    for defect in FIVE:
        rules = book.severity_rules(defect)
        assert rules is not None
        assert Severity.SEVERE in {rule.severity for rule in rules.rules}


def test_that_default_rules_need_no_calibration(book: DefectBook) -> None:
    for defect in FIVE:
        rules = book.severity_rules(defect)
        assert rules is not None
        assert {rule.measure for rule in rules.rules} == {"area_percent"}


def test_that_rule_ids_are_unique(book: DefectBook) -> None:
    ids = [r.id for entry in book.category if entry.severity for r in entry.severity.rules]
    assert len(set(ids)) == len(ids)


def test_that_good_is_a_label_and_no_defect(book: DefectBook) -> None:
    entry = book.find(CLEAN_ID)
    assert entry is not None
    assert entry.role is Role.CLEAN
    assert entry.severity is None


def test_that_look_alikes_stand_as_labels_of_their_own(book: DefectBook) -> None:
    look_alikes = {entry.id for entry in book.category if entry.role is Role.LOOK_ALIKE}
    assert {"shadow", "reflection"} <= look_alikes
    assert all(book.severity_rules(name) is None for name in look_alikes)


def test_that_scratch_depth_is_for_the_inspector(book: DefectBook) -> None:
    entry = book.find("scratch")
    assert entry is not None
    assert [grade.name.ko for grade in entry.sub_grades] == ["표면", "손톱에 걸림", "깊음"]


def test_that_words_of_the_floor_are_synonyms(book: DefectBook) -> None:
    synonyms = {word: entry.id for entry in book.category for word in entry.synonyms.ko}
    assert synonyms["이물질"] == synonyms["얼룩"] == "contamination"
    assert synonyms["압흔"] == "dent"
    assert synonyms["금"] == synonyms["갈라짐"] == "crack"
    assert synonyms["녹"] == "discoloration"


def test_that_no_word_means_two_categories(book: DefectBook) -> None:
    words = [w for entry in book.category for w in (entry.name.ko, *entry.synonyms.ko)]
    assert len(set(words)) == len(words)


def test_that_the_category_set_has_names_and_roles(book: DefectBook) -> None:
    categories = book.category_set()
    assert categories.ids == tuple(entry.id for entry in book.category)
    crack = categories.find("crack")
    assert crack is not None
    assert (crack.name_ko, crack.name_en, crack.prompts) == ("균열", "crack", ())


def test_that_a_plant_can_write_a_short_book(tmp_path: Path) -> None:
    book = _load(tmp_path, MINIMAL)
    assert book.category_set().ids == ("burr",)
    assert book.severity_rules("burr") is None
    assert book.severity_rules("unknown") is None


def test_that_a_book_with_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(MINIMAL, encoding="utf-8-sig")
    assert load_defect_book(path).category_set().ids == ("burr",)


RULES = MINIMAL + "[category.severity]\nrules = [{ id = 'a', severity = %s }]\n"


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("schema_version = 1\n[[category]\n", "toml_syntax", {"line": 2}),
        ("a = ", "toml_syntax", {"line": 1, "column": 4}),
        ("", "toml_field_missing", {"place": "schema_version"}),
        (
            MINIMAL.replace('id = "burr"', ""),
            "toml_field_missing",
            {"place": "category.1.id"},
        ),
        (MINIMAL + "colour = 1\n", "toml_field_unknown", {"place": "category.1.colour"}),
        (
            MINIMAL + 'role = "clear"\n',
            "toml_choice_wrong",
            {
                "place": "category.1.role",
                "value": "'clear'",
                "allowed": "defect, clean, look_alike",
            },
        ),
        (
            RULES % "'severe', measure = 'length_cm', at_least = 1",
            "toml_choice_wrong",
            {"place": "category.1.severity.rules.1.measure"},
        ),
        (
            RULES % "'severe', measure = 'length_px', at_least = -1",
            "toml_value_wrong",
            {"place": "category.1.severity.rules.1.at_least", "value": "-1"},
        ),
        (
            RULES % "'severe', measure = 'length_px', at_least = nan",
            "toml_value_wrong",
            {"place": "category.1.severity.rules.1.at_least"},
        ),
        (
            MINIMAL.replace('burr"', '../burr"', 1),
            "toml_value_wrong",
            {"place": "category.1.id"},
        ),
        (
            MINIMAL.replace("schema_version = 1", "schema_version = 2"),
            "toml_choice_wrong",
            {"place": "schema_version", "value": "2", "allowed": "1"},
        ),
        (
            MINIMAL + MINIMAL.replace("schema_version = 1", ""),
            "book_category_twice",
            {"category": "burr"},
        ),
        (MINIMAL + 2 * SURFACE, "book_surface_twice", {"surface": "visible"}),
        (
            MINIMAL + SHOWN.format("visble") + SURFACE,
            "book_surface_unknown",
            {"rule": "shown", "surface": "visble"},
        ),
    ],
)
def test_that_a_mistake_is_named_by_its_place(
    tmp_path: Path, text: str, code: str, details: dict[str, object]
) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, text)
    assert caught.value.code == code
    assert caught.value.details.items() >= details.items()
    for lang in LANGUAGES:
        assert "불량 도감.toml" in render_error(caught.value, lang)


def test_that_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_defect_book(tmp_path / "없음.toml")
    assert caught.value.code == "toml_missing"


def test_that_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cp949.toml"
    path.write_bytes("# 불량\n".encode("cp949"))
    with pytest.raises(SettingsError) as caught:
        load_defect_book(path)
    assert caught.value.code == "toml_not_utf8"


def test_that_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_defect_book(tmp_path)
    assert caught.value.code in {"toml_unreadable", "toml_missing"}
