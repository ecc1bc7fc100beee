from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import (
    AutoProcessor,
    BlipForConditionalGeneration,
    BlipForQuestionAnswering,
)

from core.errors import JobCancelledError, ModelError, UsageError
from core.inference.adapters.blip import (
    BlipAnswerer,
    BlipCaptioner,
    load_answerer,
    load_captioner,
)
from core.inference.generation import GenerationOptions, Preset, preset_options
from core.inference.model_facts import ModelFacts
from core.jobs.cancel import CancelToken
from tests.core.inference.pictures import noise, pattern, plain
from tests.support.tiny_blip import MAX_TOKENS

Crop: TypeAlias = NDArray[np.uint8]
CROPS: tuple[Crop, ...] = (noise(40, 40), pattern(64), plain(20, 50), noise(33, 90, seed=4))
QUESTIONS = ("is there a mark?", "where is the mark on the surface?", "how many", "is there a line")
EXACT = preset_options(Preset.EXACT, max_new_tokens=12)
GREEDY = GenerationOptions(max_new_tokens=12, num_beams=1)


@pytest.fixture(scope="module")
def captioner(blip_dir: Path) -> BlipCaptioner:
    return BlipCaptioner(blip_dir, model_id="tiny", fingerprint="f")


@pytest.fixture(scope="module")
def answerer(blip_vqa_dir: Path) -> BlipAnswerer:
    return BlipAnswerer(blip_vqa_dir, model_id="tiny", fingerprint="f")


def _plain_settings(options: GenerationOptions) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "num_beams": options.num_beams,
        "do_sample": options.do_sample,
        "max_new_tokens": options.max_new_tokens,
    }
    if options.do_sample:
        settings |= {"temperature": options.temperature, "top_p": options.top_p}
        torch.manual_seed(options.seed)
    return settings


@cache
def _plain_parts(folder: Path) -> tuple[Any, Any]:
    names = json.loads((folder / "config.json").read_text(encoding="utf-8"))["architectures"]
    is_vqa = names == ["BlipForQuestionAnswering"]
    kind: Any = BlipForQuestionAnswering if is_vqa else BlipForConditionalGeneration
    processor: Any = AutoProcessor
    return processor.from_pretrained(folder), kind.from_pretrained(folder)


def _plain(folder: Path, crop: Crop, options: GenerationOptions, text: str | None) -> list[int]:
    """Call transformers as its documentation does, for one picture."""
    processor, model = _plain_parts(folder)
    inputs = processor(images=crop, text=text, return_tensors="pt")
    inputs.pop("token_type_ids", None)
    tokens: list[int] = model.generate(**inputs, **_plain_settings(options))[0].tolist()
    return tokens


def _words(folder: Path, tokens: list[int]) -> str:
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split()
    kept = [vocabulary[number] for number in tokens if number > 5 or number == 1]
    return " ".join(kept).replace("[UNK]", "").replace(" ,", ",").replace(" ?", "?")


def _flat(text: str) -> str:
    """Leave out how punctuation is spaced."""
    return " ".join(text.replace("-", " - ").replace(",", " , ").replace("?", " ? ").split())


@pytest.mark.parametrize("prompt", [None, "a thin line on the"])
@pytest.mark.parametrize("options", [EXACT, GREEDY], ids=["exact", "greedy"])
def test_that_captions_equal_the_plain_call_token_by_token(
    captioner: BlipCaptioner,
    blip_dir: Path,
    options: GenerationOptions,
    prompt: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = captioner._parts  # noqa: SLF001 - tokens are compared, which texts only show roughly
    written: list[list[int]] = []
    texts_of = parts.texts_of

    def note(tokens: torch.Tensor) -> list[str]:
        written.extend(tokens.tolist())
        return texts_of(tokens)

    monkeypatch.setattr(parts, "texts_of", note)
    found = captioner.caption(CROPS, prompt=prompt, options=options, token=CancelToken())
    expected = [_plain(blip_dir, crop, options, prompt) for crop in CROPS]
    assert [_unpadded(row) for row in written] == [_unpadded(row) for row in expected]
    assert [_flat(text) for text in found] == [_flat(_words(blip_dir, row)) for row in expected]
    # Random weights that say the same of everything would prove nothing.
    assert len(set(found)) > 1
    if prompt is not None:
        assert all(text.startswith(prompt) for text in found)


@pytest.mark.parametrize("options", [EXACT, GREEDY], ids=["exact", "greedy"])
def test_that_answers_equal_the_plain_call_whatever_is_asked_beside_them(
    answerer: BlipAnswerer, blip_vqa_dir: Path, options: GenerationOptions
) -> None:
    crops = [crop for crop in CROPS for _ in QUESTIONS]
    questions = list(QUESTIONS) * len(CROPS)
    found = answerer.answer(crops, questions, options=options, token=CancelToken())
    expected = [
        _words(blip_vqa_dir, _plain(blip_vqa_dir, crop, options, question))
        for crop, question in zip(crops, questions, strict=True)
    ]
    assert [_flat(text) for text in found] == [_flat(text) for text in expected]
    assert len(set(found)) > len(CROPS)


def test_that_drawn_texts_equal_the_plain_call_with_the_same_seed(
    captioner: BlipCaptioner, blip_dir: Path
) -> None:
    found = []
    for seed in (1, 2):
        options = preset_options(Preset.FREE, max_new_tokens=12, seed=seed)
        texts = captioner.caption(CROPS, prompt=None, options=options, token=CancelToken())
        expected = [_words(blip_dir, _plain(blip_dir, crop, options, None)) for crop in CROPS]
        assert [_flat(text) for text in texts] == [_flat(text) for text in expected]
        found.append(texts)
    assert found[0] != found[1]


def test_that_drawing_leaves_the_chance_of_others_alone(captioner: BlipCaptioner) -> None:
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    free = preset_options(Preset.FREE, max_new_tokens=4)
    captioner.caption(CROPS[:1], prompt=None, options=free, token=CancelToken())
    assert torch.equal(torch.rand(3), expected)


def test_that_a_text_never_outgrows_the_positions_of_the_network(captioner: BlipCaptioner) -> None:
    long = GenerationOptions(max_new_tokens=500, num_beams=2)
    text = captioner.caption(CROPS[:1], prompt="a thin", options=long, token=CancelToken())[0]
    assert len(text.split()) <= MAX_TOKENS


def test_that_a_prompt_without_room_to_write_is_refused(
    captioner: BlipCaptioner, answerer: BlipAnswerer
) -> None:
    endless = "a line " * MAX_TOKENS
    with pytest.raises(UsageError) as caught:
        captioner.caption(CROPS[:1], prompt=endless, options=EXACT, token=CancelToken())
    assert caught.value.code == "text_too_long"
    with pytest.raises(UsageError):
        answerer.answer(CROPS[:1], [endless], options=EXACT, token=CancelToken())


def test_that_nothing_is_written_about_nothing(
    captioner: BlipCaptioner, answerer: BlipAnswerer
) -> None:
    assert captioner.caption([], prompt=None, options=EXACT, token=CancelToken()) == []
    assert answerer.answer([], [], options=EXACT, token=CancelToken()) == []
    with pytest.raises(ValueError, match="questions"):
        answerer.answer(CROPS, QUESTIONS[:1], options=EXACT, token=CancelToken())


def test_that_one_picture_is_looked_at_once_for_several_questions(answerer: BlipAnswerer) -> None:
    looked: list[int] = []

    def count(_: object, __: object, output: Sequence[torch.Tensor]) -> None:
        looked.append(len(output[0]))

    crop = noise(44, 44, seed=9)
    network: Any = answerer._parts.model.vision_model  # noqa: SLF001 - counting looks inside
    with network.register_forward_hook(count):
        answerer.answer([crop] * 3, QUESTIONS[:3], options=GREEDY, token=CancelToken())
        answerer.answer([crop.copy()], QUESTIONS[3:], options=GREEDY, token=CancelToken())
    assert looked == [1]


def test_that_a_cancelled_caption_is_not_begun(captioner: BlipCaptioner) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        captioner.caption(CROPS[:1], prompt=None, options=EXACT, token=token)


def test_that_a_cancel_stops_between_tokens(captioner: BlipCaptioner) -> None:
    token = CancelToken()
    steps: list[int] = []

    def slow(*_: object) -> None:
        steps.append(1)
        time.sleep(0.05)

    options = GenerationOptions(max_new_tokens=20, num_beams=1)
    network: Any = captioner._parts.model.text_decoder  # noqa: SLF001 - the network is made slow
    with network.register_forward_pre_hook(slow):
        start = time.perf_counter()
        timer = threading.Timer(0.2, token.cancel)
        timer.start()
        with pytest.raises(JobCancelledError):
            captioner.caption(CROPS[:1], prompt=None, options=options, token=token)
        timer.join()
    assert time.perf_counter() - start < 1.0
    assert 0 < len(steps) < options.max_new_tokens


def test_that_bfloat16_and_back_gives_the_first_words_again(blip_dir: Path) -> None:
    captioner = BlipCaptioner(blip_dir, model_id="tiny", fingerprint="f")
    before = captioner.caption(CROPS, prompt=None, options=EXACT, token=CancelToken())
    captioner.convert("bfloat16")
    assert captioner.info.dtype == "bfloat16"
    assert captioner.caption(CROPS[:1], prompt=None, options=EXACT, token=CancelToken())
    captioner.convert("float32")
    after = captioner.caption(CROPS, prompt=None, options=EXACT, token=CancelToken())
    assert (before, captioner.info.dtype) == (after, "float32")


def test_that_the_dtype_is_chosen_once(blip_dir: Path, blip_vqa_dir: Path, tmp_path: Path) -> None:
    facts = ModelFacts(tmp_path / "models.json")
    captioner = load_captioner(blip_dir, model_id="a", fingerprint="f1", facts=facts)
    answerer = load_answerer(blip_vqa_dir, model_id="b", fingerprint="f2", facts=facts)
    assert (captioner.info.role, answerer.info.role) == ("captioner", "vqa")
    assert facts.dtype_of("f1", "cpu") == captioner.info.dtype
    facts.remember_dtype("f1", "cpu", "bfloat16")
    again = load_captioner(blip_dir, model_id="a", fingerprint="f1", facts=facts)
    assert again.info.dtype == "bfloat16"


def _damaged(source: Path, target: Path, name: str) -> str:
    shutil.copytree(source, target)
    (target / name).unlink()
    with pytest.raises(ModelError) as caught:
        BlipCaptioner(target, model_id="tiny", fingerprint="f")
    assert str(target) in str(caught.value.details)
    return caught.value.code


def test_that_a_folder_without_its_words_is_refused(blip_dir: Path, tmp_path: Path) -> None:
    """The library itself would go on with a tokenizer that knows no word."""
    assert _damaged(blip_dir, tmp_path / "낱말 없음", "vocab.txt") == "model_words_missing"


@pytest.mark.parametrize("name", ["preprocessor_config.json", "config.json", "model.safetensors"])
def test_that_a_folder_with_a_missing_file_is_refused(
    blip_dir: Path, tmp_path: Path, name: str
) -> None:
    assert _damaged(blip_dir, tmp_path / "모자람", name) == "model_load_failed"


def test_that_a_captioner_is_no_answerer(blip_dir: Path) -> None:
    with pytest.raises(ModelError) as caught:
        BlipAnswerer(blip_dir, model_id="tiny", fingerprint="f")
    assert caught.value.code == "model_weights_incomplete"


def _unpadded(tokens: list[int]) -> list[int]:
    return [number for number in tokens if number]
