"""What outlines ask of a network; importing this module loads no model library."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.texts.program_folder import resources_dir

OUTLINE_ID: Final = "outline"
WEIGHTS_FILE: Final = "model.safetensors"

Number = TypeVar("Number", bound=np.generic)


class OutlineNet(Protocol):
    """Tells of every cell of a view how likely it belongs to the defect."""

    def probabilities(
        self, channels: NDArray[np.float32], pictures: NDArray[np.uint8]
    ) -> NDArray[np.float32]:
        """Return probabilities of a batch of views.

        Parameters
        ----------
        channels : (N, 9, 96, 96) float32
        pictures : (N, 3, 192, 192) uint8
            Both of `core.inference.nets.outline_input.outline_view`.

        Returns
        -------
        (N, 96, 96) float32
        """
        ...


@lru_cache(maxsize=1)
def shared_outline_net() -> OutlineNet:
    """Return the network that ships with the program.

    Raises
    ------
    ModelError
        If its files are missing or not the ones that were made.
    """
    # Torch is loaded when the first outline is asked for, not when the program starts.
    adapter = importlib.import_module("core.inference.adapters.outliner")
    net: OutlineNet = adapter.Outliner(resources_dir() / "models" / OUTLINE_ID)
    return net


def flipped(values: NDArray[Number], turn: int) -> NDArray[Number]:
    """Mirror the last two axes: 1 left-right, 2 top-bottom, 3 both; its own inverse."""
    if turn & 1:
        values = values[..., ::-1]
    if turn & 2:
        values = values[..., ::-1, :]
    return np.ascontiguousarray(values)
