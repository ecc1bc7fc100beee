from __future__ import annotations

import pytest

from core.errors import UsageError
from core.inference.generation import (
    GenerationOptions,
    Preset,
    beams_of,
    options_of,
    outside_good_range,
    preset_options,
)


def test_that_the_exact_preset_leaves_nothing_to_chance() -> None:
    options = preset_options(Preset.EXACT)
    assert (options.num_beams, options.do_sample) == (5, False)
    assert options.temperature is None
    assert options.top_p is None


@pytest.mark.parametrize(
    ("preset", "temperature", "top_p"), [(Preset.BALANCED, 0.5, 0.9), (Preset.FREE, 0.7, 0.95)]
)
def test_that_the_freer_presets_draw_words(
    preset: Preset, temperature: float, top_p: float
) -> None:
    options = preset_options(preset, max_new_tokens=12, seed=3)
    assert options.do_sample
    assert (options.num_beams, options.temperature, options.top_p) == (1, temperature, top_p)
    assert (options.max_new_tokens, options.seed) == (12, 3)


@pytest.mark.parametrize(
    "numbers",
    [
        {"max_new_tokens": 0},
        {"num_beams": 0},
        {"temperature": 0.5},
        {"top_p": 0.9},
        {"do_sample": True, "temperature": 0.0},
        {"do_sample": True, "temperature": float("nan")},
        {"do_sample": True, "top_p": 1.5},
    ],
)
def test_that_options_without_meaning_are_refused(numbers: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"temperature|top_p|at least"):
        GenerationOptions(**numbers)  # type: ignore[arg-type]  # wrong on purpose


def test_that_own_numbers_replace_those_of_a_preset() -> None:
    options = options_of(Preset.BALANCED, temperature=0.3, max_new_tokens=200)
    assert (options.temperature, options.top_p, options.max_new_tokens) == (0.3, 0.9, 200)
    assert options_of(Preset.FREE) == preset_options(Preset.FREE)
    assert beams_of(options_of(Preset.EXACT), 3).num_beams == 3


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("temperature", {"temperature": 0.0}),
        ("temperature", {"temperature": 2.5}),
        ("temperature", {"temperature": float("nan")}),
        ("top_p", {"top_p": 1.01}),
        ("top_p", {"top_p": -0.1}),
        ("max_new_tokens", {"max_new_tokens": 0}),
        ("max_new_tokens", {"max_new_tokens": 5000}),
    ],
)
def test_that_a_number_out_of_range_is_refused_by_name(
    name: str, numbers: dict[str, float]
) -> None:
    with pytest.raises(UsageError) as caught:
        options_of(Preset.FREE, **numbers)  # type: ignore[arg-type]  # one of three kinds
    assert (caught.value.code, caught.value.details["name"]) == ("generation_number_wrong", name)
    with pytest.raises(UsageError):
        beams_of(GenerationOptions(), 0)


def test_that_exact_writing_refuses_numbers_that_it_does_not_use() -> None:
    with pytest.raises(UsageError) as caught:
        options_of(Preset.EXACT, top_p=0.9)
    assert (caught.value.code, caught.value.details) == ("generation_no_effect", {"name": "top_p"})


def test_that_numbers_outside_the_good_range_are_named() -> None:
    assert outside_good_range(options_of(Preset.FREE)) == ()
    assert outside_good_range(options_of(Preset.FREE, temperature=1.2, top_p=0.5)) == (
        "temperature",
        "top_p",
    )
    assert outside_good_range(GenerationOptions()) == ()


def test_that_only_a_single_beam_can_be_shown_while_it_is_written() -> None:
    assert not preset_options(Preset.EXACT).streams
    assert preset_options(Preset.FREE).streams
