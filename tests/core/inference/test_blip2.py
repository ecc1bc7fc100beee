from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import AutoTokenizer, Blip2ForConditionalGeneration, BlipImageProcessorPil

from core.domain.precision import Precision
from core.errors import JobCancelledError, ModelError, UsageError
from core.inference.adapters.blip2 import Blip2Writer
from core.inference.generation import GenerationOptions
from core.inference.protocols import Answerer
from core.jobs.cancel import CancelToken
from tests.core.inference.large_models import (
    EXACT,
    FREE,
    GREEDY,
    Notes,
    info_of,
    plain_model,
    plain_settings,
)
from tests.core.inference.pictures import noise, pattern, plain
from tests.support.tiny_large import MAX_TOKENS

CROPS = (noise(40, 40), pattern(64), plain(20, 50))
KINDS = ("blip2", "blip2-t5")


def _writer(folder: Path, precision: Precision = Precision.FULL) -> Blip2Writer:
    return Blip2Writer(folder, info_of("captioner"), precision)


def _plain(
    folder: Path, crop: NDArray[np.uint8], text: str, options: GenerationOptions
) -> list[int]:
    """Put the inputs together by hand: places of the picture, then the words."""
    model = plain_model(Blip2ForConditionalGeneration.from_pretrained, folder)
    auto: Any = AutoTokenizer
    tokenizer = auto.from_pretrained(folder)
    images: Any = BlipImageProcessorPil.from_pretrained(folder)
    pixels = images(crop, return_tensors="pt")["pixel_values"]
    words = tokenizer(text, return_tensors="pt")["input_ids"]
    places = torch.full((1, model.config.num_query_tokens), model.config.image_token_index)
    found: list[int] = model.generate(
        pixel_values=pixels, input_ids=torch.cat([places, words], dim=1), **plain_settings(options)
    )[0].tolist()
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [EXACT, GREEDY, FREE], ids=["exact", "greedy", "free"])
def test_that_captions_equal_the_plain_call_token_by_token(
    large_dirs: Path, kind: str, options: GenerationOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = _writer(large_dirs / kind)
    notes = Notes(writer._model)  # noqa: SLF001 - tokens are compared, which texts show roughly
    monkeypatch.setattr(writer._model, "generate", notes)  # noqa: SLF001 - see above
    texts = writer.caption(CROPS, prompt="a thin", options=options, token=CancelToken())
    expected = [_plain(large_dirs / kind, crop, "a thin", options) for crop in CROPS]
    assert notes.rows == expected
    assert len({tuple(row) for row in expected}) > 1
    assert all(text.startswith("a thin") and "<" not in text for text in texts)


@pytest.mark.parametrize("kind", KINDS)
def test_that_answers_equal_the_plain_call_with_the_question_in_its_form(
    large_dirs: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = _writer(large_dirs / kind)
    notes = Notes(writer._model)  # noqa: SLF001 - tokens are compared
    monkeypatch.setattr(writer._model, "generate", notes)  # noqa: SLF001 - see above
    answers = writer.answer(
        CROPS, [" where is it", "what is it", "is it dark"], options=GREEDY, token=CancelToken()
    )
    asked = "Question: where is it Answer:"
    assert notes.rows[0] == _plain(large_dirs / kind, CROPS[0], asked, GREEDY)
    assert not any("Question:" in answer[:10] for answer in answers)
    assert isinstance(writer, Answerer)


@pytest.mark.parametrize("precision", [Precision.SHORT, Precision.INT8, Precision.INT4])
@pytest.mark.parametrize("kind", KINDS)
def test_that_fewer_bits_load_and_answer_on_a_cpu(
    large_dirs: Path, kind: str, precision: Precision
) -> None:
    writer = _writer(large_dirs / kind, precision)
    said = writer.answer(CROPS, ["where is it"] * 3, options=EXACT, token=CancelToken())
    assert len(said) == 3
    if precision is Precision.SHORT:
        assert (writer.info.dtype, writer.info.quantisation) == ("bfloat16", None)
    else:
        assert (writer.info.dtype, writer.info.quantisation) == ("float32", precision.value)
        model: Any = writer._model  # noqa: SLF001 - what is rounded shows only inside
        rounded = {type(part).__name__ for part in model.language_model.modules()}
        assert rounded & {"Linear8bitLt", "Linear4bit"}
        assert type(model.get_output_embeddings()).__name__ == "Linear"


def test_that_a_prompt_without_room_is_refused(large_dirs: Path) -> None:
    with pytest.raises(UsageError) as caught:
        _writer(large_dirs / "blip2").caption(
            CROPS[:1], prompt="a " * MAX_TOKENS, options=GREEDY, token=CancelToken()
        )
    assert caught.value.code == "text_too_long"


def test_that_a_cancelled_caption_is_not_begun(large_dirs: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        _writer(large_dirs / "blip2").caption(CROPS, prompt=None, options=EXACT, token=token)


def test_that_a_tokenizer_of_another_model_is_refused(large_dirs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "다른 낱말"
    shutil.copytree(large_dirs / "blip2", folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(large_dirs / "nllb" / name, folder / name)
    with pytest.raises(ModelError) as caught:
        _writer(folder)
    assert caught.value.code == "model_words_missing"


def test_that_every_question_needs_its_crop(large_dirs: Path) -> None:
    with pytest.raises(ValueError, match="questions"):
        _writer(large_dirs / "blip2").answer(CROPS, ["a"], options=EXACT, token=CancelToken())
