"""Folders of tiny large models, made once for all tests, and the plain call of transformers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

import torch

from core.domain.inspections import ModelInfo
from core.inference.adapters.large import LargeModel
from core.inference.generation import GenerationOptions, Preset, preset_options

EXACT = preset_options(Preset.EXACT, max_new_tokens=10)
GREEDY = GenerationOptions(max_new_tokens=10, num_beams=1)
FREE = preset_options(Preset.FREE, max_new_tokens=10, seed=3)


def info_of(role: str) -> ModelInfo:
    return ModelInfo("tiny", "f", "float32", role=role)


class PlainModel(Protocol):
    """What is used of any model of transformers."""

    config: Any
    generate: Callable[..., torch.Tensor]


@cache
def plain_model(load: Callable[..., object], folder: Path) -> PlainModel:
    return cast("PlainModel", load(folder))


def plain_settings(options: GenerationOptions) -> dict[str, Any]:
    """Say to transformers what options say; the seed is set now."""
    settings: dict[str, Any] = {
        "num_beams": options.num_beams,
        "do_sample": options.do_sample,
        "max_new_tokens": options.max_new_tokens,
    }
    if options.do_sample:
        settings |= {"temperature": options.temperature, "top_p": options.top_p}
        torch.manual_seed(options.seed)
    return settings


class Notes:
    """Keeps the tokens that a model writes, which texts only show roughly."""

    def __init__(self, model: LargeModel) -> None:
        self.rows: list[list[int]] = []
        self._generate = model.generate

    def __call__(self, **inputs: object) -> torch.Tensor:
        written = self._generate(**inputs)
        self.rows += written.tolist()
        return written
