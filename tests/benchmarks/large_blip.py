"""BLIP of the published base size: one caption and four answers, ours beside plain transformers.

``python -m tests.benchmarks.large_blip`` makes random weights (nothing is fetched), lets both do
the same work on the same images in turn, and prints one JSON object: medians in seconds, how many
times as fast ours is, and which dtype was found to hold. Ends with 0 when ours is twice as fast.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import (
    AutoProcessor,
    BlipConfig,
    BlipForConditionalGeneration,
    BlipForQuestionAnswering,
)

from core.inference.adapters.blip import load_answerer, load_captioner
from core.inference.environment import available_cores
from core.inference.generation import GenerationOptions, Preset, preset_options
from core.inference.model_facts import ModelFacts
from core.jobs.cancel import CancelToken
from core.synthesis.training_samples import make_training_sample
from tests.support.tiny_blip import START_ID, make_answerer, make_captioner

QUESTIONS: Final = (
    "is there a mark?",
    "where is the mark on the surface?",
    "how many?",
    "is there a line?",
)
N_IMAGES: Final = 3
SHAPE_PX: Final = (480, 640)
LEAST_TIMES: Final = 2.0
WORDS: Final = 15


def base_config() -> BlipConfig:
    """Return the shape of the published base models: 384 px, 12 layers of 768 on both sides."""
    text = {"vocab_size": 30524, "encoder_hidden_size": 768, "max_position_embeddings": 512}
    ends = {"bos_token_id": START_ID, "eos_token_id": 3, "sep_token_id": 3, "pad_token_id": 0}
    return BlipConfig(
        text_config={**text, **ends, "num_attention_heads": 12},
        vision_config={"image_size": 384, "patch_size": 16, "num_attention_heads": 12},
    )


class _Plain:
    """As the documentation of transformers does it, in float32."""

    def __init__(self, captioner: Path, answerer: Path) -> None:
        processor: Any = AutoProcessor
        self._processors = [processor.from_pretrained(folder) for folder in (captioner, answerer)]
        self._captioner: Any = BlipForConditionalGeneration.from_pretrained(captioner)
        self._answerer: Any = BlipForQuestionAnswering.from_pretrained(answerer)

    def work(self, image: NDArray[np.uint8], options: GenerationOptions) -> None:
        settings = {"num_beams": options.num_beams, "max_new_tokens": options.max_new_tokens}
        with torch.inference_mode():
            self._captioner.generate(
                **self._processors[0](images=image, return_tensors="pt"), **settings
            )
            for question in QUESTIONS:
                inputs = self._processors[1](images=image, text=question, return_tensors="pt")
                inputs.pop("token_type_ids", None)
                self._answerer.generate(**inputs, **settings)


class _Ours:
    def __init__(self, captioner: Path, answerer: Path) -> None:
        facts = ModelFacts()
        self._captioner = load_captioner(captioner, model_id="base", fingerprint="c", facts=facts)
        self._answerer = load_answerer(answerer, model_id="vqa", fingerprint="vqa", facts=facts)

    @property
    def dtypes(self) -> tuple[str, str]:
        return self._captioner.info.dtype, self._answerer.info.dtype

    def work(self, image: NDArray[np.uint8], options: GenerationOptions) -> None:
        token = CancelToken()
        self._captioner.caption([image], prompt=None, options=options, token=token)
        self._answerer.answer([image] * len(QUESTIONS), QUESTIONS, options=options, token=token)


def main() -> int:
    """Print the medians; return 0 when ours is at least twice as fast."""
    torch.set_num_threads(available_cores())
    options = preset_options(Preset.EXACT, max_new_tokens=WORDS)
    with tempfile.TemporaryDirectory() as folder:
        captioner, answerer = Path(folder) / "captioner", Path(folder) / "vqa"
        make_captioner(captioner, config=base_config())
        make_answerer(answerer, config=base_config())
        ours = _Ours(captioner, answerer)
        workers = {"plain": _Plain(captioner, answerer).work, "ours": ours.work}
        times: dict[str, list[float]] = {name: [] for name in workers}
        for at in range(N_IMAGES):
            image = make_training_sample(30_000 + at, SHAPE_PX).rgb
            for name, work in workers.items():
                begun = time.perf_counter()
                work(image, options)
                times[name].append(time.perf_counter() - begun)
    medians = {f"{name}_s": round(statistics.median(each), 2) for name, each in times.items()}
    faster = round(statistics.median(times["plain"]) / statistics.median(times["ours"]), 2)
    shown = {**medians, "times_as_fast": faster, "dtypes": ours.dtypes}
    sys.stdout.write(json.dumps(shown, indent=2) + "\n")
    return int(faster < LEAST_TIMES)


if __name__ == "__main__":
    raise SystemExit(main())
