"""A small network that guesses a defect type from descriptors; plain numpy, no model library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from core.errors import ModelError
from core.inference.manifest import verify_manifest

WEIGHTS: Final = "model.safetensors"
_TYPES: Final = "types"
_FURTHEST: Final = 4.0
"""Standard deviations; a descriptor further out than training ever was tells no more."""


@dataclass(frozen=True, slots=True, eq=False)
class TypeHead:
    """K networks of one hidden layer, whose probabilities are averaged.

    Attributes
    ----------
    types : tuple of str
        The C defect types, in the order of the output.
    mean, scale : (F,) float32
        Standardise the descriptors.
    weights_in : (K, F, H) float32
    bias_in : (K, H) float32
    weights_out : (K, H, C) float32
    bias_out : (K, C) float32
    """

    types: tuple[str, ...]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    weights_in: NDArray[np.float32]
    bias_in: NDArray[np.float32]
    weights_out: NDArray[np.float32]
    bias_out: NDArray[np.float32]

    @property
    def n_features(self) -> int:
        """How many descriptors it takes."""
        return len(self.mean)

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Guess the type of each row.

        Parameters
        ----------
        features : (N, F) float32
            Descriptors in the order of training.

        Returns
        -------
        (N, C) float32
            Rows sum to 1.
        """
        x = np.clip((features - self.mean) / self.scale, -_FURTHEST, _FURTHEST)
        hidden = np.maximum(np.einsum("nf,kfh->knh", x, self.weights_in) + self.bias_in[:, None], 0)
        logits = np.einsum("knh,khc->knc", hidden, self.weights_out) + self.bias_out[:, None]
        powers = np.exp(logits - logits.max(axis=2, keepdims=True))
        shares = powers / powers.sum(axis=2, keepdims=True)
        return np.asarray(shares.mean(axis=0), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the weights into a folder; its manifest is written by others."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {name: np.ascontiguousarray(getattr(self, name)) for name in _ARRAYS}
        # Not save_file: it keeps the file from other users of the computer.
        content = save(tensors, metadata={_TYPES: ",".join(self.types)})
        (folder / WEIGHTS).write_bytes(content)


_ARRAYS: Final = ("mean", "scale", "weights_in", "bias_in", "weights_out", "bias_out")


def load_type_head(folder: Path) -> TypeHead:
    """Read a head that is whole.

    Parameters
    ----------
    folder : Path
        Weights and manifest.

    Raises
    ------
    ModelError
        ``model_manifest_mismatch``, or ``model_weights_broken`` if the weights are not those of a
        head.
    """
    manifest = verify_manifest(folder)
    try:
        tensors = load_file(folder / WEIGHTS)
        types = manifest[_TYPES]
        arrays = {name: tensors[name] for name in _ARRAYS}
    except (OSError, KeyError, SafetensorError) as error:
        raise ModelError(
            "model_weights_broken", file=str(folder / WEIGHTS), problem=str(error)
        ) from error
    if not isinstance(types, list) or len(types) != arrays["bias_out"].shape[-1]:
        raise ModelError("model_weights_broken", file=str(folder / WEIGHTS), problem="types")
    return TypeHead(types=tuple(map(str, types)), **arrays)
