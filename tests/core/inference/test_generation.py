from __future__ import annotations

import pytest

from core.inference.generation import GenerationOptions, Preset, preset_options


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


def test_that_only_a_single_beam_can_be_shown_while_it_is_written() -> None:
    assert not preset_options(Preset.EXACT).streams
    assert preset_options(Preset.FREE).streams
