"""The outline network as it ships, run by torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from core.inference.adapters.pretrained import load_state
from core.inference.manifest import verify_manifest
from core.inference.nets.outline_net import WEIGHTS_FILE
from core.inference.nets.outline_network import OutlineNetwork, prefer_channels_last


class Outliner:
    """A `core.inference.nets.outline_net.OutlineNet`; half precision in the file, single in use.

    Parameters
    ----------
    folder : Path
        Weights and manifest.

    Raises
    ------
    ModelError
        ``model_manifest_mismatch`` if files are missing or changed, ``model_weights_broken``,
        ``model_load_failed``.
    """

    def __init__(self, folder: Path) -> None:
        verify_manifest(folder)
        network = OutlineNetwork()
        load_state(network, folder / WEIGHTS_FILE)
        prefer_channels_last(network)
        self._network = network.eval().requires_grad_(requires_grad=False)

    def probabilities(
        self, channels: NDArray[np.float32], pictures: NDArray[np.uint8]
    ) -> NDArray[np.float32]:
        """Return probabilities (N, 96, 96) of a batch of views."""
        with torch.inference_mode():
            seen = torch.from_numpy(np.ascontiguousarray(channels))
            logits = self._network(seen, torch.from_numpy(np.ascontiguousarray(pictures)).float())
            return np.asarray(logits.sigmoid().numpy(), dtype=np.float32)
