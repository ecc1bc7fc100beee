"""Loading a large model in full, half, 8 bit or 4 bit precision."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Protocol, cast

import torch
from torch import Tensor
from transformers import AutoConfig, BitsAndBytesConfig

from core.domain.inspections import ModelInfo
from core.domain.precision import Precision
from core.errors import ModelError
from core.inference.adapters.pretrained import load_part, load_weights
from core.inference.adapters.writing import Writing

_QUANTISER: Final = "bitsandbytes"
_TALKATIVE: Final = ("autograd._functions", "backends.cpu.ops")
"""They warn at every layer of every token that inputs are cast, and of a kernel not downloaded."""
_BLOCK: Final = 64
"""Weights that share one scale in 4 bit; a row must be made of whole blocks on a CPU."""
_ROWS: Final = 32
"""Rows that are packed together there."""


@dataclass(frozen=True, slots=True)
class LargeClass:
    """A model class of transformers: how it is loaded, and how made without weights."""

    load: Callable[..., object]
    make: Callable[..., object]


class LargeModel(Writing, Protocol):
    """What is used of a loaded model."""

    config: Any
    dtype: torch.dtype

    def generate(self, **inputs: object) -> Tensor:
        """Write."""


def load_large(kind: LargeClass, folder: Path, info: ModelInfo, precision: Precision) -> LargeModel:
    """Load a model; one with rounded weights must never be moved afterwards.

    Parameters
    ----------
    kind : LargeClass
        What the folder holds.
    folder : Path
        Local folder.
    info : ModelInfo
        Names the device.
    precision : Precision
        How to keep the weights.

    Raises
    ------
    ModelError
        ``quantiser_missing`` without bitsandbytes, or what
        :func:`core.inference.adapters.pretrained.load_weights` raises.
    """
    if not precision.is_quantised:
        model = load_weights(kind.load, folder, dtype=precision.value).to(info.device)
        return cast("LargeModel", model)
    check_quantiser()
    config = load_part(AutoConfig.from_pretrained, folder)
    rounded = load_weights(
        kind.load,
        folder,
        dtype=dtype_of(precision, info.device),
        quantization_config=_bits(kind, config, precision, info.device),
        device_map={"": info.device},
    )
    return cast("LargeModel", rounded)


def info_in(info: ModelInfo, precision: Precision) -> ModelInfo:
    """Return how a record names a model that computes in a precision."""
    return replace(
        info,
        dtype=dtype_of(precision, info.device),
        quantisation=precision.value if precision.is_quantised else None,
    )


def dtype_of(precision: Precision, device: str) -> str:
    """Return in what is computed that is not rounded: on a CPU in what every CPU has."""
    if not precision.is_quantised:
        return precision.value
    return Precision.FULL.value if device == "cpu" else Precision.SHORT.value


def check_quantiser() -> None:
    """Import bitsandbytes.

    Raises
    ------
    ModelError
        ``quantiser_missing`` if it is not installed or does not load on this machine.
    """
    for name in _TALKATIVE:
        logging.getLogger(f"{_QUANTISER}.{name}").setLevel(logging.ERROR)
    try:
        importlib.import_module(_QUANTISER)
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        problem = " ".join(str(error).split()) or type(error).__name__
        raise ModelError("quantiser_missing", library=_QUANTISER, problem=problem) from error


class _Headed(Protocol):
    def get_output_embeddings(self) -> object: ...

    def named_modules(self) -> Iterator[tuple[str, torch.nn.Module]]: ...


def _bits(
    kind: LargeClass, config: object, precision: Precision, device: str
) -> BitsAndBytesConfig:
    compute = getattr(torch, dtype_of(precision, device))
    kept = _kept_whole(kind, config)
    if precision is Precision.INT8:
        return BitsAndBytesConfig(load_in_8bit=True, llm_int8_skip_modules=kept)
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_compute_dtype=compute,
        llm_int8_skip_modules=kept,
    )


def _kept_whole(kind: LargeClass, config: object) -> list[str]:
    """Name the layers that are not rounded: what scores words, and what has no whole blocks.

    bitsandbytes rounds rows of any length but fails on them when it computes on a CPU (0.50,
    "shape is invalid for input of size"); SigLIP's towers have such a layer (4304 inputs).
    """
    with torch.device("meta"):
        model = cast("_Headed", kind.make(config))
    whole = ["lm_head"]
    output = model.get_output_embeddings()
    for name, module in model.named_modules():
        if not isinstance(module, torch.nn.Linear):
            continue
        uneven = module.in_features % _BLOCK or module.out_features % _ROWS
        if module is output or uneven:
            whole.append(name)
    return whole
