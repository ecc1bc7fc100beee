"""How well said words agree with true ones."""

from __future__ import annotations

from core.services.word_figures import word_figures


def test_that_each_true_word_counts_the_same_however_common_it_is() -> None:
    figures = word_figures(["dark"] * 9 + ["bright"], ["dark"] * 10)
    assert figures["balanced_accuracy"] == 0.5
    assert figures["accuracy"] == 0.9
    assert figures["majority"] == {"word": "dark", "balanced_accuracy": 0.5, "accuracy": 0.9}
    assert figures["words"] == {
        "bright": {"n": 1, "recall": 0.0},
        "dark": {"n": 9, "recall": 1.0},
    }


def test_that_what_was_left_open_is_wrong() -> None:
    figures = word_figures(["dark", "bright"], ["dark", None])
    assert figures["balanced_accuracy"] == 0.5


def test_that_there_is_no_figure_without_truth() -> None:
    figures = word_figures([], [])
    assert (figures["n"], figures["balanced_accuracy"], figures["majority"]) == (0, None, None)
