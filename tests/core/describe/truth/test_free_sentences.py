"""Sentences written freely, by people who had not read the rules, against those rules."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pytest

from core.domain.contradictions import ClaimKind
from tests.core.describe.free_sentences import FOLDER, KINDS, Figures, free_figures

SENTENCES: Final = tuple(
    FOLDER / f"truth_sentences{name}.jsonl" for name in ("", "_fresh", "_third", "_fourth")
)
EACH_FILE: Final = pytest.mark.parametrize("sentences", SENTENCES, ids=lambda file: file.stem)


@lru_cache(maxsize=len(SENTENCES))
def _figures(sentences: Path) -> Figures:
    return free_figures(sentences)


@EACH_FILE
def test_that_there_are_enough_sentences_of_either_kind(sentences: Path) -> None:
    figures = _figures(sentences)
    assert figures.total >= 200
    assert figures.true_sentences >= 80
    assert set(figures.planted) == {kind.value for kind in KINDS}


@EACH_FILE
@pytest.mark.parametrize("kind", KINDS)
def test_that_planted_contradictions_are_found(kind: ClaimKind, sentences: Path) -> None:
    figures = _figures(sentences)
    assert figures.found[kind] / figures.planted[kind] >= 0.95


@EACH_FILE
@pytest.mark.parametrize("kind", KINDS)
def test_that_hardly_anything_is_marked_that_was_not_planted(
    kind: ClaimKind, sentences: Path
) -> None:
    figures = _figures(sentences)
    assert figures.false[kind] / (figures.total - figures.planted[kind]) <= 0.05


@EACH_FILE
def test_that_true_sentences_are_left_alone(sentences: Path) -> None:
    figures = _figures(sentences)
    assert figures.true_marked / figures.true_sentences <= 0.05


@EACH_FILE
def test_that_nothing_written_freely_counts_as_repeated_or_off_topic(sentences: Path) -> None:
    figures = _figures(sentences)
    assert not figures.false[ClaimKind.REPETITION]
    assert not figures.false[ClaimKind.OFF_TOPIC]
