from __future__ import annotations

import numpy as np
import pytest

from core.classify.references import fit_references, fuse_maps, limit_of, top_mean
from core.errors import JobCancelledError
from core.inference.protocols import ImageFeatures, PatchGrid
from core.jobs.cancel import CancelToken
from tests.core.classify.fields import COARSE, bare, image, image_of


def _good(count: int) -> list[ImageFeatures]:
    return [image(seed) for seed in range(count)]


def test_that_a_defect_scores_higher_than_good_images_and_its_map_peaks_there() -> None:
    memory = fit_references(_good(6), token=CancelToken())
    good = [memory.compare(image(100 + seed)).score for seed in range(10)]
    marked = memory.compare(image(200, defect=(4, 10), strength=12))
    assert marked.score > max(good)
    assert marked.map.shape == (COARSE, COARSE)
    assert int(marked.map.argmax()) == 2 * COARSE + 5


def test_that_the_limit_lets_good_images_pass_and_stops_defects() -> None:
    memory = fit_references(_good(12), token=CancelToken())
    assert memory.limit is not None
    good = [memory.compare(image(100 + seed)).score for seed in range(40)]
    bad = [
        memory.compare(image(300 + seed, defect=(6, 6), strength=14)).score for seed in range(20)
    ]
    assert np.mean(np.array(good) > memory.limit) <= 0.2
    assert np.mean(np.array(bad) > memory.limit) >= 0.9


def test_that_a_reference_is_judged_without_itself() -> None:
    references = _good(5)
    memory = fit_references(references, token=CancelToken())
    assert memory.index_of(references[3]) == 3
    assert memory.index_of(image(77)) is None
    itself = memory.compare(references[3]).score
    left_out = memory.compare(references[3], without=3).score
    assert itself < 0.8 * left_out
    assert left_out == pytest.approx(memory.compare(image(50)).score, rel=0.5)


def test_that_one_reference_gives_a_map_but_no_limit() -> None:
    memory = fit_references(_good(1), token=CancelToken())
    result = memory.compare(image(9, defect=(8, 2), strength=14))
    assert memory.limit is None
    assert result.value.is_over is None
    assert int(result.map.argmax()) == 4 * COARSE + 1
    assert np.isfinite(memory.compare(_good(1)[0], without=0).map).all()


def test_that_two_references_set_a_limit() -> None:
    memory = fit_references(_good(2), token=CancelToken())
    assert memory.limit is not None
    assert memory.limit > 0.5


def test_that_equal_references_do_not_break_anything() -> None:
    memory = fit_references([image(1), image(1), image(1)], token=CancelToken())
    result = memory.compare(image(2))
    assert np.isfinite(result.score)
    assert np.isfinite(result.map).all()


def test_that_a_model_without_patches_judges_the_whole() -> None:
    random = np.random.default_rng(0)
    references = [bare(10 + random.normal(size=30)) for _ in range(8)]
    memory = fit_references(references, token=CancelToken())
    near = memory.compare(bare(10 + random.normal(size=30)))
    far = memory.compare(bare(random.normal(size=30) * 6))
    assert far.score > 2 * near.score
    assert far.map.shape == (1, 1)


def test_that_images_of_another_shape_can_be_compared() -> None:
    memory = fit_references(_good(3), token=CancelToken())
    assert memory.compare(image(8, fine=(8, 24))).map.shape == (4, 12)


def test_that_fitting_is_deterministic() -> None:
    one = fit_references(_good(4), token=CancelToken())
    other = fit_references(_good(4), token=CancelToken())
    assert one.limit == other.limit
    assert np.array_equal(one.compare(image(9)).map, other.compare(image(9)).map)


def test_that_fitting_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        fit_references(_good(2), token=token)


def test_that_the_limit_lies_above_the_scores_and_grows_with_their_spread() -> None:
    tight = limit_of(np.array([0.99, 1.0, 1.0, 1.01] * 4))
    wide = limit_of(np.array([0.6, 0.9, 1.1, 1.6] * 4))
    assert 1.01 < tight < 1.1
    assert wide > 1.4


def test_that_few_references_get_a_wider_limit_than_many_alike() -> None:
    few, many = np.array([0.95, 1.05]), np.array([0.95, 1.05] * 10)
    assert limit_of(few) > limit_of(many)


def test_that_the_limit_scales_with_the_scores() -> None:
    scores = np.array([1.0, 1.2, 0.9])
    assert limit_of(scores * 7) == pytest.approx(7 * limit_of(scores))


def test_that_a_look_under_which_references_disagree_counts_less() -> None:
    """Contrast differs from image to image: whitened distances waver, directions do not."""

    def scaled(seed: int, factor: float) -> ImageFeatures:
        plain = image(seed)
        return image_of(
            tuple(PatchGrid(g.stride_px, g.features * np.float32(factor)) for g in plain.patches)
        )

    contrasts = np.linspace(0.3, 3.0, 8)
    steady = fit_references(_good(8), token=CancelToken())
    wavering = fit_references(
        [scaled(seed, float(factor)) for seed, factor in enumerate(contrasts)], token=CancelToken()
    )
    assert wavering.factors[-1] / sum(wavering.factors) > steady.factors[-1] / sum(steady.factors)


def test_that_the_top_is_a_mean_of_cells_not_one_cell() -> None:
    values = np.zeros((20, 20), np.float32)
    values[3, 4] = 8.0
    assert top_mean(values) == pytest.approx(8 / 4)
    assert top_mean(values[:1, :1]) == 0.0
    assert top_mean(values[3:4, 4:6]) == pytest.approx(4.0)


def test_that_the_border_of_a_map_counts_a_little_less() -> None:
    even = np.ones((6, 8), np.float32)
    fused = fuse_maps([even, even], [0.5, 0.5])
    assert fused[1:-1, 1:-1] == pytest.approx(np.ones((4, 6)))
    assert fused[0] == pytest.approx(np.full(8, 0.9))
    assert fused[:, -1] == pytest.approx(np.full(6, 0.9))


def test_that_a_map_too_small_for_a_border_counts_evenly() -> None:
    even = np.ones((4, 9), np.float32)
    assert fuse_maps([even], [1.0]) == pytest.approx(even)
