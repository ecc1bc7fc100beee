from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.services.draws import ShotPlan, draw_images, split_classes

COUNTS = {"good": 30, "긁힘": 20, "dent": 12, "rare": 8}


def test_that_a_class_with_too_few_images_is_left_out_and_named() -> None:
    classes, left_out = split_classes(COUNTS, ShotPlan(4, 4, "good"))
    assert classes == ("good", "긁힘", "dent")
    assert left_out == {"rare": 8}


def test_that_references_count_against_the_good_class_only() -> None:
    classes, left_out = split_classes(COUNTS, ShotPlan(4, 26, "good"))
    assert classes == ("긁힘", "dent")
    assert left_out == {"good": 30, "rare": 8}


@given(st.integers(1, 7), st.integers(0, 20), st.integers(0, 9), st.integers(0, 9))
def test_that_no_shown_image_is_ever_tested(
    shots: int, references: int, seed: int, repeat: int
) -> None:
    plan = ShotPlan(shots, references, "good")
    classes, _ = split_classes(COUNTS, plan)
    draw = draw_images(COUNTS, classes, plan, seed=seed, repeat=repeat)
    for label in classes:
        shown = set(draw.examples[label])
        if label == "good":
            assert set(draw.references) >= shown
            assert len(shown) == min(shots, references)
            shown = set(draw.references)
        else:
            assert len(shown) == shots
        tested = set(draw.tested[label])
        assert not shown & tested
        assert shown | tested == set(range(COUNTS[label]))


def test_that_the_first_references_are_the_good_examples() -> None:
    plan = ShotPlan(4, 16, "good")
    draw = draw_images(COUNTS, ("good", "긁힘"), plan, seed=3, repeat=0)
    assert draw.examples["good"] == draw.references[:4]
    assert len(draw.references) == 16


def test_that_the_same_seed_draws_alike_and_another_does_not() -> None:
    plan = ShotPlan(4, 4, "good")
    first, again, other, next_repeat = (
        draw_images(COUNTS, ("good", "긁힘"), plan, seed=seed, repeat=repeat)
        for seed, repeat in ((0, 0), (0, 0), (1, 0), (0, 1))
    )
    assert first == again
    assert first != other
    assert first != next_repeat


def test_that_a_class_that_is_left_out_changes_no_other_draw() -> None:
    plan = ShotPlan(4, 4, "good")
    with_dent = draw_images(COUNTS, ("긁힘", "dent"), plan, seed=0, repeat=0)
    without = draw_images(COUNTS, ("긁힘",), plan, seed=0, repeat=0)
    assert with_dent.examples["긁힘"] == without.examples["긁힘"]
