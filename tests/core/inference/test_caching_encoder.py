from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typing_extensions import override

from core.domain.images import ImageIdentity
from core.domain.inspections import ModelInfo
from core.domain.regions import BoxPx
from core.inference.adapters.starter import StarterEncoder
from core.inference.cache import EmbeddingCache
from core.inference.caching_encoder import CachingEncoder, CropRequest
from core.inference.protocols import ImageFeatures
from tests.core.inference.pictures import noise, pattern
from tests.support.fake_encoder import FakeEncoder


class CountingEncoder(FakeEncoder):
    """A fake that counts texts and whose identity can be changed."""

    def __init__(self) -> None:
        super().__init__(aligns_text=True)
        self.text_calls = 0
        self.told_info = super().info
        self.told_preprocessing: dict[str, object] = {"side_px": 64}

    @property
    @override
    def info(self) -> ModelInfo:
        return self.told_info

    @property
    @override
    def preprocessing(self) -> dict[str, object]:
        return self.told_preprocessing

    @override
    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.text_calls += 1
        return super().embed_texts(texts)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "embeddings.sqlite"


@pytest.fixture
def inner() -> CountingEncoder:
    return CountingEncoder()


def _arrays(features: ImageFeatures) -> list[NDArray[np.float32]]:
    return [
        features.embedding,
        features.statistics,
        *(grid.features for grid in features.patches),
    ]


def _assert_same(one: ImageFeatures, other: ImageFeatures) -> None:
    for left, right in zip(_arrays(one), _arrays(other), strict=True):
        assert np.array_equal(left, right)


def test_that_the_starters_features_come_back_exactly(starter: StarterEncoder, file: Path) -> None:
    crops = [pattern(64), noise(40, 80)]
    plain = starter.extract(crops)
    fresh = CachingEncoder(starter, EmbeddingCache(file)).extract(crops)
    again = CachingEncoder(starter, EmbeddingCache(file)).extract(crops)
    for one, two, three in zip(plain, fresh, again, strict=True):
        assert np.array_equal(one.embedding, two.embedding)
        assert np.array_equal(one.statistics, two.statistics)
        _assert_same(two, three)
        assert np.allclose(one.patches[0].features, two.patches[0].features, rtol=2e-3, atol=1e-5)


def test_that_a_crop_seen_before_costs_no_model_run(inner: CountingEncoder, file: Path) -> None:
    crops = [noise(20, 20, seed=seed) for seed in range(4)]
    first = CachingEncoder(inner, EmbeddingCache(file)).extract(crops)
    second = CachingEncoder(inner, EmbeddingCache(file)).extract([*crops[::-1], noise(9, 9)])
    assert inner.crops_seen == 5
    for one, other in zip(first[::-1], second, strict=False):
        _assert_same(one, other)


def test_that_crops_of_the_same_bytes_but_another_shape_differ(
    inner: CountingEncoder, file: Path
) -> None:
    crop = noise(10, 40)
    encoder = CachingEncoder(inner, EmbeddingCache(file))
    encoder.extract([crop, crop.reshape(40, 10, 3)])
    assert inner.crops_seen == 2


def test_that_anything_the_features_depend_on_makes_them_anew(
    inner: CountingEncoder, file: Path
) -> None:
    encoder = CachingEncoder(inner, EmbeddingCache(file))
    crop = noise(20, 20)
    original = inner.told_info
    others = [
        replace(original, fingerprint="1" * 64),
        replace(original, dtype="bfloat16"),
        replace(original, quantisation="int8"),
        replace(original, device="cuda"),
    ]
    encoder.extract([crop])
    for number, info in enumerate(others, 2):
        inner.told_info = info
        encoder.extract([crop])
        assert inner.crops_seen == number
    inner.told_info = replace(original, id="renamed folder")
    encoder.extract([crop])
    assert inner.crops_seen == 5
    inner.told_preprocessing = {"side_px": 64, "backend": "other"}
    encoder.extract([crop])
    assert inner.crops_seen == 6


def test_that_requests_decode_only_what_is_not_cached(inner: CountingEncoder, file: Path) -> None:
    loaded: list[str] = []

    def request(sha256: str, region: BoxPx | None = None, page: int = 0) -> CropRequest:
        def load() -> NDArray[np.uint8]:
            loaded.append(sha256)
            return noise(16, 16)

        return CropRequest(ImageIdentity(sha256, page), region, load)

    encoder = CachingEncoder(inner, EmbeddingCache(file))
    encoder.extract_requests([request("a"), request("b")])
    encoder.extract_requests([request("b"), request("c"), request("a")])
    assert loaded == ["a", "b", "c"]
    encoder.extract_requests([request("a", BoxPx(0, 0, 8, 8)), request("a", page=1)])
    encoder.extract_requests([replace(request("a"), preparation="grey")])
    assert loaded[3:] == ["a", "a", "a"]
    encoder.extract_requests([request("a", BoxPx(0, 0, 8, 8))])
    assert len(loaded) == 6


def test_that_a_damaged_entry_is_computed_again(inner: CountingEncoder, file: Path) -> None:
    cache = EmbeddingCache(file)
    encoder = CachingEncoder(inner, cache)
    first = encoder.extract([noise(20, 20)])[0]
    cache.close()
    connection = sqlite3.connect(file, isolation_level=None)
    (content,) = connection.execute("SELECT content FROM features").fetchone()
    spoilt = content[:-1] + bytes([content[-1] ^ 1])
    connection.execute("UPDATE features SET content = ?", (spoilt,))
    connection.close()
    encoder = CachingEncoder(inner, EmbeddingCache(file))
    _assert_same(encoder.extract([noise(20, 20)])[0], first)
    _assert_same(encoder.extract([noise(20, 20)])[0], first)
    assert inner.crops_seen == 2


def test_that_a_prompt_set_is_embedded_once(inner: CountingEncoder, file: Path) -> None:
    encoder = CachingEncoder(inner, EmbeddingCache(file))
    first = encoder.embed_texts(["red", "blue"])
    assert encoder.embed_texts(("red", "blue")) is first
    assert inner.text_calls == 1
    encoder.embed_texts(["blue", "red"])
    assert inner.text_calls == 2
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0] = 5


def test_that_old_prompt_sets_are_forgotten(inner: CountingEncoder, file: Path) -> None:
    encoder = CachingEncoder(inner, EmbeddingCache(file))
    for number in range(40):
        encoder.embed_texts([f"text {number}"])
        encoder.embed_texts(["always"])
    assert inner.text_calls == 41
    encoder.embed_texts(["text 0"])
    assert inner.text_calls == 42


def test_that_a_lost_cache_changes_no_result(inner: CountingEncoder, file: Path) -> None:
    cache = EmbeddingCache(file)
    with_cache = CachingEncoder(inner, cache).extract([noise(20, 20)])[0]
    cache.close()
    without = CachingEncoder(inner, cache).extract([noise(20, 20)])[0]
    _assert_same(with_cache, without)
    assert inner.crops_seen == 2


def test_that_the_encoders_own_words_pass_through(inner: CountingEncoder, file: Path) -> None:
    encoder = CachingEncoder(inner, EmbeddingCache(file))
    assert encoder.info == inner.info
    assert (encoder.aligns_text, encoder.logit_scale) == (True, 20.0)
    assert encoder.preprocessing == {"side_px": 64, "patches": "float16"}
    assert encoder.extract([]) == []
    with pytest.raises(ValueError, match="crop must be"):
        encoder.extract([np.zeros((0, 4, 3), np.uint8)])
