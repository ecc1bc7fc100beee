"""Weak proposals: which categories get one, and how weak it stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.classify.type_proposal import BELIEF, TypeProposer, match_types
from core.dataset.defect_book import DefectBook, load_defect_book
from core.domain.categories import Category, CategorySet, Role, category_of_label
from core.domain.regions import BoxPx
from core.synthesis.type_samples import TYPES
from core.texts.program_folder import resources_dir
from tests.support.type_heads import head_sure_of

PIXELS = np.full((40, 50, 3), 90, np.uint8)
PLACE = BoxPx(5.0, 5.0, 30.0, 30.0)


@pytest.fixture(scope="module")
def book() -> DefectBook:
    return load_defect_book(resources_dir() / "defect_book.toml")


def _labels(*names: str) -> CategorySet:
    return CategorySet(tuple(category_of_label(name) for name in names))


def test_that_the_default_defect_book_is_matched(book: DefectBook) -> None:
    found = match_types(book.category_set(), book, TYPES)
    assert found == {
        name: name for name in ("scratch", "contamination", "dent", "crack", "discoloration")
    }


def test_that_folders_are_matched_by_usual_words(book: DefectBook) -> None:
    found = match_types(
        _labels("scratches", "rust", "Blowhole", "line_mark", "oil-spot", "bent", "good"),
        book,
        TYPES,
    )
    assert found == {
        "scratches": "scratch",
        "rust": "discoloration",
        "Blowhole": "hole_or_pit",
        "line_mark": "scratch",
        "oil-spot": "contamination",
    }


def test_that_an_own_category_is_matched_by_its_synonyms(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(
        "schema_version = 1\n[[category]]\nid = 'Q17'\nname = { ko = '녹', en = 'class 17' }\n"
        "[category.synonyms]\nen = ['spots of paint', 'Rust']\n",
        encoding="utf-8",
    )
    own = load_defect_book(path)
    assert match_types(own.category_set(), own, TYPES) == {"Q17": "discoloration"}


def test_that_look_alikes_and_good_parts_get_no_proposal(book: DefectBook) -> None:
    crack = Category("crack", Role.LOOK_ALIKE, name_ko="균열", name_en="crack")
    assert match_types(CategorySet((crack,)), book, TYPES) == {}


def test_that_one_matched_category_is_no_choice(book: DefectBook) -> None:
    head = head_sure_of("scratch")
    assert TypeProposer.of(head, _labels("scratch", "good", "strange"), book) is None


def test_that_a_proposal_stays_weak(book: DefectBook) -> None:
    proposer = TypeProposer.of(head_sure_of("crack"), book.category_set(), book)
    assert proposer is not None
    found = proposer.propose(PIXELS, PLACE)
    assert found.is_proposal
    assert found.category_ids[int(found.probability.argmax())] == "crack"
    assert found.probability.max() < BELIEF + (1 - BELIEF) / len(found.category_ids)
    assert found.probability.sum() == pytest.approx(1.0)


def test_that_a_type_nobody_asked_for_favours_no_category(book: DefectBook) -> None:
    proposer = TypeProposer.of(head_sure_of("hole_or_pit"), book.category_set(), book)
    assert proposer is not None
    found = proposer.propose(PIXELS, PLACE).probability
    assert found == pytest.approx(np.full(len(found), 1 / len(found)), abs=0.01)


def test_that_two_names_of_one_type_share_it(book: DefectBook) -> None:
    proposer = TypeProposer.of(head_sure_of("scratch"), _labels("scratch", "scuff", "dent"), book)
    assert proposer is not None
    scratch, scuff, dent = proposer.propose(PIXELS, PLACE).probability
    assert scratch == pytest.approx(scuff)
    assert scratch > dent
