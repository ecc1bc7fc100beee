"""Loading with transformers: from a local folder, safetensors only, complete or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar, cast

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from core.errors import ModelError

_T = TypeVar("_T")
_LOAD_ERRORS: Final = (
    OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError,
    SafetensorError,
)  # fmt: skip
"""What transformers raises for a folder that does not fit."""
_SHOWN_NAMES: Final = 3
_SHOWN_LETTERS: Final = 300


def load_weights(
    load: Callable[..., object], folder: Path, *, dtype: str = "float32", **options: object
) -> torch.nn.Module:
    """Load a model for inference only.

    Parameters
    ----------
    load : callable
        ``from_pretrained`` of a model class.
    folder : Path
        Local folder.
    dtype : str
        Of the weights in memory.
    **options : object
        Further arguments of ``load``.

    Raises
    ------
    ModelError
        ``model_weights_incomplete`` if a weight is missing, which transformers would fill with
        random numbers; ``model_load_failed`` if the folder does not fit.
    """
    loaded = load_part(
        load,
        folder,
        use_safetensors=True,
        dtype=getattr(torch, dtype),
        output_loading_info=True,
        **options,
    )
    model, found = cast("tuple[torch.nn.Module, Mapping[str, Iterable[object]]]", loaded)
    missing = sorted(str(name) for name in found["missing_keys"])
    if missing:
        shown = ", ".join(missing[:_SHOWN_NAMES])
        raise ModelError(
            "model_weights_incomplete", folder=str(folder), count=len(missing), names=shown
        )
    return model.eval().requires_grad_(requires_grad=False)


def load_part(load: Callable[..., _T], folder: Path, **options: object) -> _T:
    """Load a tokenizer, an image processor or a model from a local folder.

    Raises
    ------
    ModelError
        ``model_load_failed`` with transformers' own words.
    """
    try:
        return load(folder, local_files_only=True, **options)
    except _LOAD_ERRORS as error:
        problem = " ".join(str(error).split())[:_SHOWN_LETTERS] or type(error).__name__
        raise ModelError("model_load_failed", folder=str(folder), problem=problem) from error


def load_state(net: torch.nn.Module, path: Path) -> None:
    """Fill one of our own networks from a safetensors file.

    Raises
    ------
    ModelError
        ``model_weights_broken`` if the file cannot be read, ``model_load_failed`` if it holds the
        weights of another network.
    """
    try:
        state = {name: tensor.float() for name, tensor in load_file(path).items()}
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError("model_weights_broken", file=str(path), problem=str(error)) from error
    try:
        net.load_state_dict(state)
    except RuntimeError as error:
        problem = " ".join(str(error).split())[:_SHOWN_LETTERS]
        raise ModelError("model_load_failed", folder=str(path.parent), problem=problem) from error
