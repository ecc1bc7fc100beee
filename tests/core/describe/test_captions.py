from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.describe.appearance import (
    Appearance,
    Count,
    Direction,
    Ground,
    GroundTone,
    Hue,
    LineWidth,
    MarkShape,
    SeenMark,
    Size,
    Tone,
)
from core.describe.captions import caption_of, korean_caption, read_caption
from core.describe.grammar import shared_grammar
from core.describe.questions import vocabulary
from core.domain.measurements import Zone
from core.synthesis.ground_words import Texture
from core.texts.catalogue import shared_texts
from tests.core.describe.appearances import (
    DARK_GREY,
    ROUND_SPOT,
    SCRATCH,
    appearances,
    grounds,
    marks_at,
)

MOST_WORDS = 22


def test_that_a_scratch_reads_as_a_person_would_say_it() -> None:
    caption = caption_of(Appearance(SCRATCH, DARK_GREY))
    assert caption == (
        "a long thin bright straight line running diagonally upward "
        "at the upper left of a dark grey surface"
    )
    assert korean_caption(caption) == (
        "짙은 회색 표면의 좌측 상단에 우상향 대각선 방향의 길고 가늘고 밝은 직선 1개가 있습니다"
    )


def test_that_several_marks_are_in_the_plural() -> None:
    mark = SeenMark(
        Count.MANY, Size.SMALL, MarkShape.ROUND_SPOT, Tone.DARK, Zone.CENTER, hue=Hue.REDDISH
    )
    caption = caption_of(Appearance(mark, Ground(GroundTone.GREY, Texture.ROUGH)))
    assert caption == "many small dark reddish round spots at the centre of a rough grey surface"
    assert korean_caption(caption) == (
        "거친 회색 표면의 중앙에 작고 어둡고 붉은빛을 띠는 둥근 반점 다수가 있습니다"
    )


def test_that_a_clean_surface_is_called_clean_in_both_languages() -> None:
    caption = caption_of(Appearance(None, None))
    assert caption == "a clean uniform surface"
    assert korean_caption(caption) == "자국 없이 깨끗하고 고른 표면입니다"


def test_that_every_mark_comes_back_from_its_caption_and_has_a_korean_one_of_its_own() -> None:
    korean: set[str | None] = set()
    marks = list(marks_at(Zone.TOP_RIGHT))
    for mark in marks:
        appearance = Appearance(mark, DARK_GREY)
        caption = caption_of(appearance)
        assert read_caption(caption) == appearance
        korean.add(korean_caption(caption))
    assert None not in korean
    assert len(korean) == len(marks)


@pytest.mark.parametrize("variant", range(3))
def test_that_every_place_and_ground_comes_back_in_every_form(variant: int) -> None:
    korean: set[str | None] = set()
    seen = [
        Appearance(mark, ground)
        for mark, ground in product(
            (None, *(_at(zone) for zone in Zone)),
            grounds(),
        )
    ]
    for appearance in seen:
        caption = caption_of(appearance, variant)
        assert read_caption(caption) == appearance
        korean.add(korean_caption(caption))
    assert None not in korean
    assert len(korean) == len(seen)


@given(appearance=appearances(), variant=st.integers(0, 7))
def test_that_any_appearance_comes_back_in_any_form(appearance: Appearance, variant: int) -> None:
    caption = caption_of(appearance, variant)
    assert read_caption(caption) == appearance
    assert korean_caption(caption) == korean_caption(caption_of(appearance))
    assert len(caption.split()) <= MOST_WORDS
    assert not re.search(r"\ba [aeiou]", caption)


@given(appearance=appearances(), variant=st.integers(0, 7))
def test_that_every_word_of_a_caption_is_in_the_vocabulary(
    appearance: Appearance, variant: int
) -> None:
    assert set(caption_of(appearance, variant).split()) <= set(vocabulary())


@given(appearance=appearances())
def test_that_korean_states_the_same_facts(appearance: Appearance) -> None:
    korean = korean_caption(caption_of(appearance))
    assert korean is not None
    assert not re.search(r"[A-Za-z{}]|  ", korean)
    grammar, mark = shared_grammar(), appearance.mark
    if appearance.ground is not None:
        assert grammar.ground_tone[appearance.ground.tone].ko in korean
    if mark is None:
        assert "자국 없이" in korean
        return
    assert grammar.place[mark.place].ko in korean
    assert f"{grammar.shape[mark.shape].ko} {grammar.count[mark.count].ko}가" in korean
    assert ("방향" in korean) is (mark.direction is not None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a scratch on a table",
        "two small dark round spot at the centre of a grey surface",
        "a small dark round spots at the centre of a grey surface",
        "a long dark round spot at the centre of a grey surface",
        "a small thin dark straight line at the centre of a grey surface",
        "a long dark straight line at the centre of a grey surface",
        "a small dark round spot running vertically at the centre of a grey surface",
        "a small dark round spot at the centre of a grey surface surface",
        "a small dark round spot at the centre of a smooth surface",
        "a clean uniform",
    ],
)
def test_that_what_is_not_in_the_language_is_not_guessed(text: str) -> None:
    assert read_caption(text) is None
    assert korean_caption(text) is None


def test_that_capitals_spaces_and_a_full_stop_do_not_matter() -> None:
    assert read_caption(" A clean  uniform grey surface. ") == Appearance(
        None, Ground(GroundTone.GREY)
    )


def test_that_places_have_the_words_they_have_everywhere_else() -> None:
    for zone, phrase in shared_grammar().place.items():
        assert phrase.en == shared_texts().text("en", f"zone.{zone.value}")
        assert phrase.ko == shared_texts().text("ko", f"zone.{zone.value}")


def test_that_a_spot_has_neither_width_nor_direction() -> None:
    with pytest.raises(ValueError, match="width"):
        SeenMark(
            Count.ONE,
            Size.SMALL,
            MarkShape.ROUND_SPOT,
            Tone.DARK,
            Zone.TOP,
            width=LineWidth.THIN,
        )
    with pytest.raises(ValueError, match="direction"):
        SeenMark(
            Count.ONE,
            Size.SMALL,
            MarkShape.PATCH,
            Tone.DARK,
            Zone.TOP,
            direction=Direction.RISING,
        )


def _at(zone: Zone) -> SeenMark:
    return SeenMark(ROUND_SPOT.count, ROUND_SPOT.size, ROUND_SPOT.shape, ROUND_SPOT.tone, zone)
