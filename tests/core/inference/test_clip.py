from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from transformers import AutoImageProcessor, AutoTokenizer, CLIPModel, SiglipModel

from core.errors import ModelError
from core.inference.adapters.clip import ClipEncoder, load_clip
from core.inference.model_facts import ModelFacts
from tests.core.inference.pictures import noise, pattern, plain
from tests.core.inference.tiny_models import IMAGE_PX, PATCH_PX

CELLS = (IMAGE_PX // PATCH_PX) ** 2
Crop: TypeAlias = NDArray[np.uint8]
Rows: TypeAlias = NDArray[np.float32]
TEXTS = ["a photo of scratch", "good part", "a long scratch with the dent of metal surface a photo"]


@pytest.fixture(scope="module")
def clip(clip_dir: Path) -> ClipEncoder:
    return ClipEncoder(clip_dir, model_id="tiny", fingerprint="f")


@pytest.fixture(scope="module")
def siglip(siglip_dir: Path) -> ClipEncoder:
    return ClipEncoder(siglip_dir, model_id="tiny", fingerprint="f")


@dataclass(frozen=True, slots=True, eq=False)
class _Plain:
    """What transformers itself says, from the same folder."""

    images: Rows
    states: Rows
    texts: Rows
    logit_scale: float


def _call_plainly(kind: type[CLIPModel | SiglipModel], folder: Path, crops: list[Crop]) -> _Plain:
    processor: Any = AutoImageProcessor
    pixels = processor.from_pretrained(folder, backend="pil")(images=crops, return_tensors="pt")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model: Any = kind.from_pretrained(folder, dtype=torch.float32)
    tokens = tokenizer(TEXTS, padding=True, truncation=True, return_tensors="pt")
    if kind is SiglipModel:
        full = tokenizer(TEXTS, padding="max_length", truncation=True, return_tensors="pt")
        tokens = {"input_ids": full["input_ids"]}
    with torch.no_grad():
        images = model.get_image_features(**pixels)
        texts = model.get_text_features(**tokens)
    return _Plain(
        images=_unit(images.pooler_output),
        states=images.last_hidden_state[:, -CELLS:].numpy().reshape(len(crops), 4, 4, -1),
        texts=_unit(texts.pooler_output),
        logit_scale=float(model.logit_scale.detach().exp()),
    )


def _unit(rows: torch.Tensor) -> Rows:
    unit: Rows = torch.nn.functional.normalize(rows, dim=1).numpy()
    return unit


def _assert_equal(encoder: ClipEncoder, crops: list[Crop], plain_call: _Plain) -> None:
    found = encoder.extract(crops)
    assert np.allclose([f.embedding for f in found], plain_call.images, atol=1e-4)
    assert np.allclose([f.patches[0].features for f in found], plain_call.states, atol=1e-4)
    assert np.allclose(encoder.embed_texts(TEXTS), plain_call.texts, atol=1e-4)
    assert encoder.logit_scale == pytest.approx(plain_call.logit_scale)
    assert encoder.aligns_text
    # The random weights tell inputs apart, so the comparison can fail.
    for rows in (plain_call.images, plain_call.texts):
        assert abs(float(rows[0] @ rows[1])) < 0.999


def test_that_clip_equals_the_plain_transformers_call(clip: ClipEncoder, clip_dir: Path) -> None:
    crops = [pattern(50), noise(90, 90), noise(20, 20, seed=1)]
    _assert_equal(clip, crops, _call_plainly(CLIPModel, clip_dir, crops))


def test_that_siglip_equals_the_plain_transformers_call(
    siglip: ClipEncoder, siglip_dir: Path
) -> None:
    crops = [pattern(50), noise(30, 70)]
    _assert_equal(siglip, crops, _call_plainly(SiglipModel, siglip_dir, crops))


def test_that_a_defect_at_the_end_of_a_long_crop_is_seen(clip: ClipEncoder) -> None:
    """CLIP's own pre-processing cuts a 1:3 picture down to its middle third."""
    clean = plain(40, 120)
    marked = clean.copy()
    marked[10:30, 110:118] = 20
    before, after = clip.extract([clean, marked])
    assert np.abs(before.embedding - after.embedding).max() > 1e-3
    moved = np.abs(before.patches[0].features - after.patches[0].features).sum(axis=(0, 2))
    assert moved.argmax() == IMAGE_PX // PATCH_PX - 1


def test_that_a_crop_does_not_depend_on_its_neighbours(clip: ClipEncoder) -> None:
    crops = [noise(40, 40, seed=seed) for seed in range(11)]
    together = clip.extract(crops)
    for crop, found in zip(crops, together, strict=True):
        alone = clip.extract([crop])[0]
        assert np.allclose(found.embedding, alone.embedding, atol=1e-6)
        assert np.allclose(found.statistics, alone.statistics, atol=1e-4)
    assert not np.allclose(together[0].embedding, together[1].embedding, atol=1e-3)


def test_that_statistics_are_told_apart_by_their_blocks(clip: ClipEncoder) -> None:
    (found,) = clip.extract([pattern(40)])
    assert sum(found.blocks) == len(found.statistics)
    mean = found.statistics[: found.blocks[0]]
    assert np.allclose(mean, found.patches[0].features.mean(axis=(0, 1)), atol=1e-5)


def test_that_no_crops_and_no_texts_give_nothing(clip: ClipEncoder) -> None:
    assert clip.extract([]) == []
    assert clip.embed_texts([]).shape == (0, 24)


def test_that_what_is_no_picture_is_refused(clip: ClipEncoder) -> None:
    with pytest.raises(ValueError, match="uint8"):
        clip.extract([plain(8, 8)[..., 0]])


def test_that_preprocessing_names_backend_and_settings(clip: ClipEncoder) -> None:
    told = json.loads(json.dumps(clip.preprocessing))
    assert told["backend"] == "pil"
    assert told["processor"]["image_mean"] == [0.48, 0.46, 0.41]


def test_that_missing_weights_are_never_filled_with_random_numbers(
    clip_dir: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "모델"
    shutil.copytree(clip_dir, folder)
    state = load_file(folder / "model.safetensors")
    del state["visual_projection.weight"]
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError) as caught:
        ClipEncoder(folder, model_id="tiny", fingerprint="f")
    assert caught.value.code == "model_weights_incomplete"
    assert caught.value.details["names"] == "visual_projection.weight"


@pytest.mark.parametrize("name", ["preprocessor_config.json", "tokenizer.json"])
def test_that_a_missing_part_is_an_error_in_words(
    clip_dir: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "모델"
    shutil.copytree(clip_dir, folder)
    (folder / name).unlink()
    with pytest.raises(ModelError) as caught:
        ClipEncoder(folder, model_id="tiny", fingerprint="f")
    assert caught.value.code == "model_load_failed"
    assert caught.value.details["problem"]


def test_that_the_dtype_is_chosen_once_and_remembered(clip_dir: Path, tmp_path: Path) -> None:
    facts = ModelFacts(tmp_path / "models.json")
    first = load_clip(clip_dir, model_id="tiny", fingerprint="f", facts=facts)
    assert facts.dtype_of("f", "cpu") == first.info.dtype
    facts.remember_dtype("f", "cpu", "bfloat16")
    again = load_clip(clip_dir, model_id="tiny", fingerprint="f", facts=facts)
    assert again.info.dtype == "bfloat16"
    found = again.extract([pattern(50)])[0]
    assert found.embedding.dtype == np.float32
    assert np.linalg.norm(found.embedding) == pytest.approx(1.0, abs=1e-6)


def test_that_float32_is_whole_again_after_trying_bfloat16(clip_dir: Path) -> None:
    encoder = ClipEncoder(clip_dir, model_id="tiny", fingerprint="f")
    before = encoder.extract([pattern(50)])[0].embedding
    encoder.convert("bfloat16")
    rounded = encoder.extract([pattern(50)])[0].embedding
    encoder.convert("float32")
    assert not np.array_equal(before, rounded)
    assert np.array_equal(before, encoder.extract([pattern(50)])[0].embedding)
    assert encoder.info.dtype == "float32"
