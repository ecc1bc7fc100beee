"""Prompt sets: per language, overlaid by file, mapped to English, in immutable versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.classify.prompts import VERSIONS, PromptSet, load_prompt_set, save_prompt_file
from core.dataset.defect_book import load_defect_book
from core.dataset.glossary import load_glossary
from core.domain.categories import CLEAN_ID, Combine, Role
from core.errors import SettingsError
from core.texts.language import LANGUAGES, Language
from core.texts.program_folder import prompts_dir, resources_dir
from core.texts.wording import render_error

BOOK = load_defect_book(resources_dir() / "defect_book.toml")
GLOSSARY = load_glossary(resources_dir() / "glossary.toml", BOOK)

SMALL = """
schema_version = 1
templates = ["{}", "{} 사진"]
[category.scratch]
combine = "max"
prompts = ["금속 표면의 스크래치", "a thin line"]
"""


def _load(
    lang: Language = "en", *, program: Path | None = None, overlay: Path | None = None
) -> PromptSet:
    return load_prompt_set(program or prompts_dir(), overlay, lang, glossary=GLOSSARY)


def _write(folder: Path, lang: Language, name: str, text: str) -> Path:
    path = folder / lang / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_every_category_of_the_book_has_several_prompts(lang: Language) -> None:
    categories = _load(lang).merged_into(BOOK.category_set())
    assert categories.ids == BOOK.category_set().ids
    for category in categories:
        assert len(category.prompts) >= 3, category.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_the_program_s_own_prompts_are_wholly_known(lang: Language) -> None:
    prompts = _load(lang)
    assert prompts.unknown == ()
    for group in prompts.groups:
        for prompt in group.prompts:
            assert prompt.isascii(), prompt


def test_that_good_and_look_alikes_have_prompts_of_their_own() -> None:
    categories = _load().merged_into(BOOK.category_set())
    roles = {category.id: category.role for category in categories if category.prompts}
    assert roles[CLEAN_ID] is Role.CLEAN
    assert roles["shadow"] is Role.LOOK_ALIKE


def test_that_no_two_categories_share_a_prompt() -> None:
    for lang in LANGUAGES:
        prompts = [prompt for group in _load(lang).groups for prompt in group.prompts]
        assert len(set(prompts)) == len(prompts)


def test_that_korean_and_mixed_prompts_become_english(tmp_path: Path) -> None:
    _write(tmp_path, "ko", "mine.toml", SMALL)
    prompts = _load("ko", program=tmp_path)
    assert prompts.groups[0].prompts == (
        "metal surface scratch",
        "metal surface scratch photo",
        "a thin line",
        "a thin line photo",
    )
    assert prompts.groups[0].sources[1] == "금속 표면의 스크래치 사진"
    assert prompts.groups[0].category.combine is Combine.MAX


def test_that_unknown_korean_words_are_reported(tmp_path: Path) -> None:
    path = _write(tmp_path, "ko", "mine.toml", SMALL.replace("금속", "초전도체"))
    prompts = _load("ko", program=tmp_path)
    (unknown,) = prompts.unknown
    assert unknown.words == ("초전도체",)
    assert (unknown.file, unknown.category_id) == (str(path), "scratch")
    assert prompts.groups[0].prompts[0] == "surface scratch"


def test_that_a_prompt_of_unknown_words_alone_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "ko", "mine.toml", SMALL.replace("금속 표면의 스크래치", "초전도체"))
    with pytest.raises(SettingsError) as caught:
        _load("ko", program=tmp_path)
    assert caught.value.code == "prompt_not_mapped"
    assert "초전도체" in render_error(caught.value, "ko")


def test_that_an_overlaid_file_replaces_the_program_s_of_that_name(tmp_path: Path) -> None:
    _write(tmp_path, "en", "good.toml", SMALL.replace("scratch]", "good]"))
    prompts = _load(overlay=tmp_path)
    good = prompts.find(CLEAN_ID)
    assert good is not None
    assert "a thin line" in good.prompts
    assert prompts.find("scratch") == _load().find("scratch")
    assert prompts.id == "en+good"
    assert prompts.hash != _load().hash


def test_that_another_overlaid_file_adds_a_category_from_text_alone(tmp_path: Path) -> None:
    text = """
    schema_version = 1
    [category.burr]
    name = { ko = "버", en = "burr" }
    prompts = ["a sharp burr on the edge"]
    [category.water]
    role = "look_alike"
    prompts = ["a drop of water"]
    """
    _write(tmp_path, "en", "공장.toml", text)
    categories = _load(overlay=tmp_path).merged_into(BOOK.category_set())
    burr, water = categories.find("burr"), categories.find("water")
    assert burr is not None
    assert (burr.role, burr.name_ko, burr.prompts) == (
        Role.DEFECT,
        "버",
        ("a sharp burr on the edge",),
    )
    assert water is not None
    assert (water.role, water.name_en) == (Role.LOOK_ALIKE, "water")


def test_that_a_category_without_prompts_stays_without(tmp_path: Path) -> None:
    _write(tmp_path, "en", "mine.toml", SMALL)
    categories = _load(program=tmp_path).merged_into(BOOK.category_set())
    dent = categories.find("dent")
    assert dent is not None
    assert dent.prompts == ()


def test_that_names_and_roles_of_the_book_win(tmp_path: Path) -> None:
    renamed = 'name = { ko = "다른 이름", en = "other" }\nrole = "look_alike"\n'
    _write(tmp_path, "en", "mine.toml", SMALL + renamed)
    scratch = _load(program=tmp_path).merged_into(BOOK.category_set()).find("scratch")
    assert scratch is not None
    assert (scratch.name_ko, scratch.role) == ("스크래치", Role.DEFECT)


def test_that_one_category_in_two_files_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "en", "a.toml", SMALL)
    _write(tmp_path, "en", "b.toml", SMALL)
    with pytest.raises(SettingsError) as caught:
        _load(program=tmp_path)
    assert caught.value.code == "prompt_category_twice"
    assert str(caught.value.details["file"]).endswith("b.toml")


def test_that_a_folder_without_prompts_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(program=tmp_path)
    assert caught.value.code == "prompts_missing"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (SMALL.replace('"{}",', '"photo",'), "toml_value_wrong"),
        (SMALL.replace('"max"', '"median"'), "toml_choice_wrong"),
        (SMALL.replace('"a thin line"', '" "'), "toml_value_wrong"),
        (SMALL.replace("prompts =", "prompt ="), "toml_field_missing"),
        (SMALL + "weights = [1]\n", "toml_field_unknown"),
        (SMALL.replace("]", "", 1), "toml_syntax"),
    ],
)
def test_that_mistakes_are_named(tmp_path: Path, wrong: str, code: str) -> None:
    _write(tmp_path, "en", "mine.toml", wrong)
    with pytest.raises(SettingsError) as caught:
        _load(program=tmp_path)
    assert caught.value.code == code
    assert "mine.toml" in render_error(caught.value, "ko")


def test_that_the_hash_says_what_changes_a_score(tmp_path: Path) -> None:
    path = _write(tmp_path, "en", "mine.toml", SMALL)
    first = _load(program=tmp_path)
    path.write_text("# a comment\n" + SMALL, encoding="utf-8")
    assert _load(program=tmp_path).hash == first.hash
    path.write_text(SMALL.replace("max", "mean"), encoding="utf-8")
    assert _load(program=tmp_path).hash != first.hash
    path.write_text(SMALL.replace("thin", "thick"), encoding="utf-8")
    assert _load(program=tmp_path).hash != first.hash


def test_that_a_saved_file_is_used_and_its_version_never_changes(tmp_path: Path) -> None:
    overlay = tmp_path / "데이터" / "prompts"
    first_text = SMALL.replace("scratch]", "good]")
    first = save_prompt_file(overlay, "en", "good.toml", first_text, glossary=GLOSSARY)
    before = first.read_bytes()
    second_text = first_text.replace("thin", "thick")
    second = save_prompt_file(overlay, "en", "good.toml", second_text, glossary=GLOSSARY)
    assert first != second
    assert first.read_bytes() == before
    good = _load(overlay=overlay).find(CLEAN_ID)
    assert good is not None
    assert "a thick line" in good.prompts


def test_that_saving_an_earlier_text_again_takes_its_version(tmp_path: Path) -> None:
    first = save_prompt_file(tmp_path, "en", "good.toml", SMALL, glossary=GLOSSARY)
    save_prompt_file(tmp_path, "en", "good.toml", SMALL.replace("thin", "thick"), glossary=GLOSSARY)
    again = save_prompt_file(tmp_path, "en", "good.toml", SMALL, glossary=GLOSSARY)
    assert again == first
    assert len(list((tmp_path / "en" / VERSIONS).iterdir())) == 2
    assert (tmp_path / "en" / "good.toml").read_text(encoding="utf-8") == SMALL


def test_that_a_wrong_text_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        save_prompt_file(tmp_path, "ko", "good.toml", "schema_version = 1", glossary=GLOSSARY)
    assert list(tmp_path.rglob("*.toml")) == []
