"""Features of a crop as bytes for the cache: vectors exactly, patches in half precision."""

from __future__ import annotations

import json
import struct
import zlib
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.inference.protocols import ImageFeatures, PatchGrid

_HEADER: Final = struct.Struct("<4sII")
"""Mark, CRC-32 of everything behind it, length of the JSON that tells the shapes."""
_MARK: Final = b"DSF2"
_HALF_MAX: Final = float(np.finfo(np.float16).max)


def round_patches(features: ImageFeatures) -> ImageFeatures | None:
    """Round the patches as the cache stores them.

    Whoever uses the cache rounds fresh features too: the result then never depends on whether
    something was found in the cache.

    Returns
    -------
    ImageFeatures or None
        None if a value does not fit into half precision; such features are not cached.
    """
    if any(not np.all(np.abs(grid.features) <= _HALF_MAX) for grid in features.patches):
        return None
    patches = tuple(
        PatchGrid(grid.stride_px, grid.features.astype(np.float16).astype(np.float32))
        for grid in features.patches
    )
    return ImageFeatures(features.embedding, features.statistics, patches, features.blocks)


def encode_features(features: ImageFeatures) -> bytes:
    """Pack features; what :func:`round_patches` returned comes back exactly."""
    shapes = {
        "embedding": len(features.embedding),
        "statistics": len(features.statistics),
        "blocks": features.blocks,
        "patches": [[grid.stride_px, *grid.features.shape] for grid in features.patches],
    }
    shape_bytes = json.dumps(shapes).encode()
    parts = [shape_bytes, _bytes(features.embedding, "<f4"), _bytes(features.statistics, "<f4")]
    parts += [_bytes(grid.features, "<f2") for grid in features.patches]
    body = b"".join(parts)
    return _HEADER.pack(_MARK, zlib.crc32(body), len(shape_bytes)) + body


def decode_features(blob: bytes) -> ImageFeatures | None:
    """Unpack features.

    Returns
    -------
    ImageFeatures or None
        None if the bytes are damaged or of another format.
    """
    if len(blob) < _HEADER.size:
        return None
    mark, checksum, length = _HEADER.unpack_from(blob)
    body = blob[_HEADER.size :]
    if mark != _MARK or zlib.crc32(body) != checksum:
        return None
    shapes = json.loads(body[:length])
    grids = [(stride, tuple(shape)) for stride, *shape in shapes["patches"]]
    sizes = [4 * shapes["embedding"], 4 * shapes["statistics"]]
    sizes += [2 * int(np.prod(shape)) for _, shape in grids]
    ends = np.cumsum([length, *sizes]).tolist()
    embedding, statistics, *patches = (body[start:end] for start, end in pairwise(ends))
    return ImageFeatures(
        _array(embedding, "<f4"),
        _array(statistics, "<f4"),
        tuple(
            PatchGrid(stride, _array(data, "<f2").reshape(shape))
            for (stride, shape), data in zip(grids, patches, strict=True)
        ),
        tuple(shapes["blocks"]),
    )


def _bytes(values: NDArray[np.float32], kind: str) -> bytes:
    return values.astype(kind).tobytes()


def _array(data: bytes, kind: str) -> NDArray[np.float32]:
    return np.frombuffer(data, kind).astype(np.float32)
