"""The outline network, run by numpy alone: small enough that nothing heavier has to be loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.texts.program_folder import resources_dir

WEIGHTS_FILE: Final = "outline.npz"
_KERNEL: Final = 3
_ENCODER: Final = ("e0", "e1", "e2", "e3")
_DILATED: Final = "e3"


@dataclass(frozen=True, slots=True, eq=False)
class OutlineNet:
    """A small U-shaped network: 9 channels of 96 x 96 in, one probability per cell out.

    Attributes
    ----------
    layers : mapping of str to (weights, bias)
        ``<block>.<n>``: (out, in, k, k) and (out,) float32, batch norm folded in.
    """

    layers: Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]

    def probability(self, channels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of being part of the defect.

        Parameters
        ----------
        channels : (9, 96, 96) float32
            Of `core.inference.nets.outline_input.outline_view`.

        Returns
        -------
        (96, 96) float32
        """
        fine = self._block("e0", channels)
        half = self._block("e1", _pooled(fine))
        quarter = self._block("e2", _pooled(half))
        deep = self._block("e3", _pooled(quarter))
        quarter = self._block("d2", np.concatenate([_doubled(deep), quarter]))
        half = self._block("d1", np.concatenate([_doubled(quarter), half]))
        fine = self._block("d0", np.concatenate([_doubled(half), fine]))
        logits = _convolved(fine, *self.layers["o.0"], dilation=1)[0]
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def _block(self, name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
        dilation = 2 if name == _DILATED else 1
        number = 0
        while (layer := self.layers.get(f"{name}.{number}")) is not None:
            values = np.maximum(_convolved(values, *layer, dilation=dilation), 0)
            number += 1
        return values


def load_outline_net(file: Path) -> OutlineNet:
    """Read weights; half precision in the file, single in use."""
    with np.load(file, allow_pickle=False) as stored:
        names = sorted({name.rsplit("/", 1)[0] for name in stored.files})
        layers = {
            name: (stored[f"{name}/w"].astype(np.float32), stored[f"{name}/b"].astype(np.float32))
            for name in names
        }
    return OutlineNet(layers)


@lru_cache(maxsize=1)
def shared_outline_net() -> OutlineNet:
    """Return the network that ships with the program."""
    return load_outline_net(resources_dir() / "models" / "outline" / WEIGHTS_FILE)


def _convolved(
    values: NDArray[np.float32],
    weights: NDArray[np.float32],
    bias: NDArray[np.float32],
    *,
    dilation: int,
) -> NDArray[np.float32]:
    """Convolve with zeros around, as one product of matrices."""
    channels, height, width = values.shape
    n_out, _, kernel, _ = weights.shape
    if kernel == 1:
        columns = values.reshape(channels, -1)
    else:
        framed = np.pad(values, ((0, 0), (dilation, dilation), (dilation, dilation)))
        columns = np.empty((channels, _KERNEL * _KERNEL, height, width), dtype=np.float32)
        for row in range(_KERNEL):
            for column in range(_KERNEL):
                top, left = row * dilation, column * dilation
                part = framed[:, top : top + height, left : left + width]
                columns[:, row * _KERNEL + column] = part
        columns = columns.reshape(channels * _KERNEL * _KERNEL, -1)
    product = weights.reshape(n_out, -1) @ columns
    return (product + bias[:, None]).reshape(n_out, height, width)


def _pooled(values: NDArray[np.float32]) -> NDArray[np.float32]:
    channels, height, width = values.shape
    cells = values.reshape(channels, height // 2, 2, width // 2, 2)
    return np.asarray(cells.max(axis=(2, 4)), dtype=np.float32)


def _doubled(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return values.repeat(2, axis=1).repeat(2, axis=2)


def flipped(values: NDArray[np.float32], turn: int) -> NDArray[np.float32]:
    """Mirror the last two axes: 1 left-right, 2 top-bottom, 3 both; its own inverse."""
    if turn & 1:
        values = values[..., ::-1]
    if turn & 2:
        values = values[..., ::-1, :]
    return np.ascontiguousarray(values)
