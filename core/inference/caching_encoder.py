"""An image model that remembers what it has seen."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from core.domain.images import ImageIdentity
from core.domain.regions import BoxPx
from core.inference.cache import EmbeddingCache
from core.inference.crops import check_crop
from core.inference.features_codec import decode_features, encode_features, round_patches
from core.inference.protocols import DualEncoder, ImageFeatures
from core.inference.wrapped_encoder import WrappedEncoder

_MAX_PROMPT_SETS: Final = 16


@dataclass(frozen=True, slots=True, eq=False)
class CropRequest:
    """A crop that is decoded only if its features are not in the cache.

    ``region`` is the box of the crop in the image, None for the whole image; ``load`` returns the
    crop as (H, W, 3) uint8 RGB. ``preparation`` names whatever was done to the pixels between
    decoding and ``load``: other words, other features.
    """

    image: ImageIdentity
    region: BoxPx | None
    load: Callable[[], NDArray[np.uint8]]
    preparation: str = ""


class CachingEncoder(WrappedEncoder):
    """Looks features up before it lets another encoder compute them.

    Embeddings and statistics come back exactly. Patches are rounded to half precision whether they
    come from the cache or not, so a score never depends on what was cached.

    Parameters
    ----------
    encoder : DualEncoder
        Computes what is not there.
    cache : EmbeddingCache
        Keeps it.
    """

    def __init__(self, encoder: DualEncoder, cache: EmbeddingCache) -> None:
        super().__init__(encoder)
        self._cache = cache
        self._texts: OrderedDict[tuple[str, ...], NDArray[np.float32]] = OrderedDict()

    @property
    @override
    def preprocessing(self) -> dict[str, object]:
        """Of the encoder, and how patches are rounded."""
        return {**self._encoder.preprocessing, "patches": "float16"}

    @override
    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Embed crops, known by their pixels.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            RGB, any sizes.

        Raises
        ------
        ValueError
            If a crop is not (H, W, 3) uint8 or empty.
        """
        for crop in crops:
            check_crop(crop)
        keys = [self._key(_describe_pixels(crop)) for crop in crops]
        return self._look_up(keys, lambda index: crops[index])

    def extract_requests(self, requests: Sequence[CropRequest]) -> list[ImageFeatures]:
        """Embed crops, known by image, page and region; decodes only what is not cached.

        Parameters
        ----------
        requests : sequence of CropRequest
            Any images.
        """
        keys = [self._key(_describe_place(request)) for request in requests]
        return self._look_up(keys, lambda index: requests[index].load())

    @override
    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts; the same texts in the same order are embedded once.

        Returns
        -------
        (N, D) float32
            Rows of unit length; read-only.
        """
        key = tuple(texts)
        if key not in self._texts:
            rows = self._encoder.embed_texts(texts)
            rows.setflags(write=False)
            self._texts[key] = rows
            if len(self._texts) > _MAX_PROMPT_SETS:
                self._texts.popitem(last=False)
        self._texts.move_to_end(key)
        return self._texts[key]

    def _look_up(
        self, keys: Sequence[bytes], load: Callable[[int], NDArray[np.uint8]]
    ) -> list[ImageFeatures]:
        found = [self._read(key) for key in keys]
        missing = [index for index, features in enumerate(found) if features is None]
        fresh = self._encoder.extract([load(index) for index in missing])
        for index, features in zip(missing, fresh, strict=True):
            found[index] = self._keep(keys[index], features)
        return [features for features in found if features is not None]

    def _read(self, key: bytes) -> ImageFeatures | None:
        blob = self._cache.get(key)
        if blob is None:
            return None
        features = decode_features(blob)
        if features is None:
            self._cache.remove(key)
        return features

    def _keep(self, key: bytes, features: ImageFeatures) -> ImageFeatures:
        rounded = round_patches(features)
        if rounded is None:
            return features
        self._cache.put(key, encode_features(rounded))
        return rounded

    def _key(self, crop: dict[str, object]) -> bytes:
        """Hash everything the features depend on."""
        info = asdict(self._encoder.info)
        del info["id"]  # the name of its folder changes nothing; the fingerprint says what it is
        parts = {"crop": crop, "model": info, "preprocessing": self._encoder.preprocessing}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()


def _describe_pixels(crop: NDArray[np.uint8]) -> dict[str, object]:
    digest = hashlib.sha256(np.ascontiguousarray(crop).data).hexdigest()
    return {"pixels": digest, "shape": list(crop.shape)}


def _describe_place(request: CropRequest) -> dict[str, object]:
    region = request.region
    return {
        "sha256": request.image.sha256,
        "page": request.image.page,
        "preparation": request.preparation,
        "region": None if region is None else list(region.as_tuple()),
    }
