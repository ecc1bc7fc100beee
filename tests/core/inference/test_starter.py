from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from core.errors import ModelError
from core.inference import starter_pack
from core.inference.adapters.starter import StarterEncoder, input_size
from tests.core.inference.pictures import noise, pattern, plain


@pytest.mark.parametrize(
    ("crop", "expected"),
    [
        ((448, 448), (448, 448)),
        ((3000, 4000), (352, 448)),
        ((40, 30), (448, 352)),
        ((1, 1), (448, 448)),
        ((5, 900), (32, 448)),
        ((4000, 2), (448, 32)),
    ],
)
def test_that_the_longest_side_becomes_448_and_the_aspect_stays(
    crop: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert input_size(*crop) == expected


def test_that_features_have_the_promised_shapes(starter: StarterEncoder) -> None:
    (found,) = starter.extract([noise(150, 300)])
    assert found.embedding.shape == (1280,)
    assert np.linalg.norm(found.embedding) == pytest.approx(1.0, abs=1e-6)
    shapes = [(grid.stride_px, grid.features.shape) for grid in found.patches]
    assert shapes == [(8, (28, 56, 48)), (16, (14, 28, 120)), (32, (7, 14, 352))]
    assert found.statistics.shape == (sum(found.blocks),) == (2 * 4 * (288 + 720 + 1280),)
    arrays = [found.embedding, found.statistics, *(grid.features for grid in found.patches)]
    assert all(array.dtype == np.float32 and np.isfinite(array).all() for array in arrays)


def test_that_a_crop_does_not_depend_on_its_neighbours(starter: StarterEncoder) -> None:
    crops = [pattern(60), noise(90, 60), pattern(61)]
    together = starter.extract(crops)
    alone = [starter.extract([crop])[0] for crop in crops]
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one.embedding, other.embedding)
        assert np.array_equal(one.statistics, other.statistics)
    assert not np.allclose(together[0].embedding, together[1].embedding, atol=1e-3)


def test_that_a_defect_at_any_end_of_a_long_crop_is_seen(starter: StarterEncoder) -> None:
    clean = plain(64, 448)
    for column, expected in ((2, 0), (440, 55)):
        marked = clean.copy()
        marked[30:36, column : column + 6] = 30
        before, after = starter.extract([clean, marked])
        change = np.abs(after.patches[0].features - before.patches[0].features).sum(axis=(0, 2))
        assert abs(int(change.argmax()) - expected) <= 1


def test_that_a_view_of_a_larger_picture_can_be_a_crop(starter: StarterEncoder) -> None:
    picture = noise(200, 200)
    view = picture[20:120, 30:130]
    mirrored = picture[:, ::-1]
    found = starter.extract([view, view.copy(), mirrored])
    assert np.array_equal(found[0].embedding, found[1].embedding)


def test_that_averaging_a_large_picture_first_changes_next_to_nothing(
    starter: StarterEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = np.kron(pattern(400), np.ones((8, 8, 1), np.uint8))
    quick = starter.extract([picture])[0]
    monkeypatch.setattr("core.inference.adapters.starter.SHRUNK_FROM_PX", 10_000)
    exact = starter.extract([picture])[0]
    assert not np.array_equal(quick.embedding, exact.embedding)
    assert quick.embedding @ exact.embedding > 0.999


@pytest.mark.parametrize("shape", [(0, 5, 3), (5, 5), (5, 5, 4)])
def test_that_what_is_no_picture_is_refused(
    starter: StarterEncoder, shape: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="crop must be"):
        starter.extract([np.zeros(shape, np.uint8)])


def test_that_texts_of_like_meaning_are_close(starter: StarterEncoder) -> None:
    texts = ["a long scratch on metal", "scratched metal surface", "the weather is nice today"]
    rows = starter.embed_texts(texts)
    assert rows.shape == (3, 384)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert rows[0] @ rows[1] > 0.7
    assert rows[0] @ rows[2] < 0.2


def test_that_a_text_does_not_depend_on_longer_ones_beside_it(starter: StarterEncoder) -> None:
    alone = starter.embed_texts(["a dent"])
    beside = starter.embed_texts(["a dent", "a very long sentence " * 200, ""])
    assert np.allclose(alone[0], beside[0], atol=1e-5)
    assert np.isfinite(beside).all()
    assert starter.embed_texts([]).shape == (0, 384)


def test_that_the_starter_says_what_it_is(starter: StarterEncoder) -> None:
    assert (starter.info.id, starter.info.dtype, starter.info.device) == (
        "starter",
        "float32",
        "cpu",
    )
    assert len(starter.info.fingerprint) == 64
    assert not starter.aligns_text
    assert json.loads(json.dumps(starter.preprocessing))["longest_side_px"] == 448


def test_that_a_moved_pack_keeps_its_fingerprint(
    starter: StarterEncoder, starter_dir: Path, tmp_path: Path
) -> None:
    shutil.copytree(starter_dir, tmp_path / "기본 모델")
    assert StarterEncoder(tmp_path / "기본 모델").info.fingerprint == starter.info.fingerprint


def test_that_weights_of_another_network_are_refused(starter_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "기본 모델"
    shutil.copytree(starter_dir, folder)
    head = (folder / starter_pack.VISION_HEAD).read_bytes()
    (folder / starter_pack.VISION_WEIGHTS).write_bytes(head)
    with pytest.raises(ModelError) as caught:
        StarterEncoder(folder)
    assert caught.value.code == "model_load_failed"
    (folder / starter_pack.VISION_WEIGHTS).write_bytes(head[:100])
    with pytest.raises(ModelError) as caught:
        StarterEncoder(folder)
    assert caught.value.code == "model_weights_broken"
