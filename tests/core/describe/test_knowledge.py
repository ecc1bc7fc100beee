"""The knowledge base: the program's own is complete and says the same twice; mistakes are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.dataset.defect_book import BothLanguages, load_defect_book
from core.describe.evidence import Evidence
from core.describe.knowledge import MEASURES, CauseEntry, Fit, KnowledgeBase, load_knowledge
from core.domain.categories import Role
from core.domain.measurements import Measurement, Zone
from core.domain.suggestions import Process, Repetition
from core.errors import SettingsError
from core.texts.catalogue import shared_texts
from core.texts.program_folder import resources_dir
from core.texts.wording import render_error

KNOWLEDGE = load_knowledge(resources_dir() / "knowledge.toml")
CATEGORIES = load_defect_book(resources_dir() / "defect_book.toml").category_set()
DEFECTS = tuple(c.id for c in CATEGORIES if c.role is Role.DEFECT)

ONE_CAUSE = """
schema_version = 1
[[cause]]
id = "own"
category = "scratch"
cause = { ko = "긁힘", en = "scraping" }
checks = [{ ko = "척", en = "the chuck" }]
actions = [{ ko = "청소", en = "clean it" }]
"""


def _phrases(entry: CauseEntry) -> tuple[BothLanguages, ...]:
    return (entry.cause, *entry.checks, *entry.actions)


PHRASES = [phrase for entry in KNOWLEDGE.cause for phrase in _phrases(entry)]


@pytest.mark.parametrize("category", DEFECTS)
@pytest.mark.parametrize("process", list(Process))
def test_that_every_category_has_causes_of_every_process(category: str, process: Process) -> None:
    own = [c for c in KNOWLEDGE.causes_of(category) if process in c.processes]
    assert own, (category, process)
    general = [c for c in KNOWLEDGE.causes_of(category, process) if not c.processes]
    assert general


def test_that_a_process_leaves_out_the_causes_of_others_but_not_handling() -> None:
    ids = {entry.id for entry in KNOWLEDGE.causes_of("scratch", Process.MACHINING)}
    assert {"scratch-tool", "scratch-contact", "scratch-tray"} <= ids
    assert not ids & {"scratch-die-drag", "scratch-sanding", "scratch-fastening"}
    everything = {entry.id for entry in KNOWLEDGE.causes_of("scratch")}
    assert ids < everything


def test_that_every_category_of_the_knowledge_base_is_a_defect_of_the_book() -> None:
    assert {entry.category for entry in KNOWLEDGE.cause} == set(DEFECTS)


def test_that_phrases_fit_into_their_sentences_in_both_languages() -> None:
    for phrase in PHRASES:
        for text in (phrase.ko, phrase.en):
            assert text == text.strip()
            assert not re.search(r"[.{}|_]|  ", text), text
        assert re.search(r"[가-힣]\)?$", phrase.ko), phrase.ko
        assert not re.search(r"[가-힣]", phrase.en), phrase.en
        assert not re.search(r"니다|세요|것이|하기$", phrase.ko), phrase.ko


def test_that_phrases_name_the_same_categories_places_and_numbers_twice() -> None:
    texts = shared_texts()
    places = [(texts.text("ko", f"zone.{z}"), texts.text("en", f"zone.{z}")) for z in Zone]
    for phrase in PHRASES:
        for category in CATEGORIES:
            assert (category.name_ko in phrase.ko) == (category.name_en in phrase.en), phrase
        assert not [korean for korean, _ in places if korean in phrase.ko], phrase
        assert not [english for _, english in places if english in phrase.en], phrase
        assert re.findall(r"\d+", phrase.ko) == re.findall(r"\d+", phrase.en)


def test_that_every_fact_a_cause_may_look_at_has_words() -> None:
    measured = Measurement(elongation=4.0, straightness=0.5, count=3, area_percent=2.0)
    seen = Evidence(measured, 88.6, touches_edge=True, repetition=Repetition(4, 20))
    names = Fit.model_fields["fact"].annotation
    for name in names.__args__ if names else ():
        bounds = (("at_least", 0.1), ("at_most", 99.0)) if name in MEASURES else (("", 0.0),)
        for bound, value in bounds:
            fit = Fit(fact=name, **({bound: value} if bound else {}))
            words = seen.in_words(fit)
            assert not words.ko.startswith("measured_fact"), name
            assert re.findall(r"\d+", words.ko) != [] or name == "edge"
            assert sorted(re.findall(r"[\d.]+", words.ko)) == sorted(
                re.findall(r"[\d.]+", words.en)
            )


def _load(folder: Path, text: str) -> KnowledgeBase:
    path = folder / "지식 knowledge.toml"
    path.write_text(text, encoding="utf-8")
    return load_knowledge(path)


def test_that_an_own_file_is_read(tmp_path: Path) -> None:
    assert [entry.id for entry in _load(tmp_path, ONE_CAUSE).cause] == ["own"]


@pytest.mark.parametrize(
    ("added", "code", "named"),
    [
        ('fits = [{ fact = "elongation" }]', "knowledge_bound_missing", ["own", "elongation"]),
        (
            'fits = [{ fact = "edge", at_least = 1 }]',
            "knowledge_bound_needless",
            ["own", "edge"],
        ),
        (
            'fits = [{ fact = "count", at_least = 4, at_most = 2 }]',
            "knowledge_bounds_crossed",
            ["own", "count"],
        ),
        (ONE_CAUSE.split("1\n", 1)[1], "knowledge_cause_twice", ["own"]),
        ('processes = ["milling"]', "toml_choice_wrong", ["cause.1.processes.1", "milling"]),
        ('fits = [{ fact = "smell" }]', "toml_choice_wrong", ["cause.1.fits.1.fact", "smell"]),
        ('colour = "red"', "toml_field_unknown", ["cause.1.colour"]),
        ("processes = [", "toml_syntax", []),
    ],
)
def test_that_a_mistake_is_named_with_file_and_entry(
    tmp_path: Path, added: str, code: str, named: list[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, ONE_CAUSE + added)
    assert caught.value.code == code
    for lang in ("ko", "en"):
        words = render_error(caught.value, "ko" if lang == "ko" else "en")
        for name in ["지식 knowledge.toml", *named]:
            assert name in words, words


def test_that_a_cause_without_korean_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, ONE_CAUSE.replace('ko = "긁힘", ', ""))
    assert caught.value.code == "toml_field_missing"
    assert "cause.1.cause.ko" in render_error(caught.value, "en")
