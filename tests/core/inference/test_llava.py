from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import (
    AutoModelForImageTextToText,
    CLIPImageProcessorPil,
    LlavaNextProcessor,
    LlavaProcessor,
    PreTrainedTokenizerFast,
)
from transformers.models.llava_next.image_processing_pil_llava_next import (
    LlavaNextImageProcessorPil,
)
from transformers.models.llava_onevision.image_processing_pil_llava_onevision import (
    LlavaOnevisionImageProcessorPil,
)

from core.domain.dialogue import ChatTurn, Speaker
from core.domain.precision import Precision
from core.errors import JobCancelledError, ModelError, UsageError
from core.inference.adapters.llava import LlavaExplainer
from core.inference.generation import GenerationOptions
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
from tests.core.inference.pictures import noise, pattern
from tests.support.tiny_large import IMAGE_PX, MAX_TOKENS, PATCH_PX, TEMPLATE, VOCABULARY

KINDS = ("llava", "llava-next", "llava-onevision")
CROPS = (noise(40, 40), pattern(64), noise(30, 90, seed=4))
SYSTEM = "length 12 mm"
TURNS = (
    ChatTurn(Speaker.PERSON, "what caused this"),
    ChatTurn(Speaker.MODEL, "a dark line"),
    ChatTurn(Speaker.PERSON, "where is it"),
)
PROMPT = (
    " SYSTEM:  length 12 mm USER: <image> what caused this ASSISTANT:  a dark line USER: "
    " where is it ASSISTANT: "
)


def _explainer(folder: Path, precision: Precision = Precision.FULL) -> LlavaExplainer:
    return LlavaExplainer(folder, info_of("explainer"), precision)


def _plain_inputs(folder: Path, crop: NDArray[np.uint8]) -> dict[str, Any]:
    """Put the conversation together by hand, with the library's own processors."""
    tokenizer: Any = PreTrainedTokenizerFast.from_pretrained(folder)
    if folder.name == "llava":
        old = LlavaProcessor(
            CLIPImageProcessorPil.from_pretrained(folder),
            tokenizer,
            patch_size=PATCH_PX,
            vision_feature_select_strategy="default",
            num_additional_image_tokens=1,
        )
        return dict(old(images=crop, text=PROMPT, return_tensors="pt"))
    if folder.name == "llava-next":
        tiled = LlavaNextProcessor(
            LlavaNextImageProcessorPil.from_pretrained(folder),
            tokenizer,
            patch_size=PATCH_PX,
            vision_feature_select_strategy="default",
            num_additional_image_tokens=1,
        )
        return dict(tiled(images=crop, text=PROMPT, return_tensors="pt"))
    return _onevision_inputs(folder, crop, tokenizer)


def _onevision_inputs(
    folder: Path, crop: NDArray[np.uint8], tokenizer: PreTrainedTokenizerFast
) -> dict[str, Any]:
    """Repeat the place of the picture as often as the network itself gives features."""
    images: Any = LlavaOnevisionImageProcessorPil.from_pretrained(folder)
    seen = dict(images(crop, return_tensors="pt"))
    model: Any = plain_model(AutoModelForImageTextToText.from_pretrained, folder)
    found = model.model.get_image_features(
        seen["pixel_values"], seen["image_sizes"], vision_feature_layer=-1
    )
    count = sum(len(part) for part in found.pooler_output)
    assert count > (IMAGE_PX // PATCH_PX) ** 2
    words = tokenizer(PROMPT.replace("<image>", "<image>" * count), return_tensors="pt")
    return {"input_ids": words["input_ids"], "attention_mask": words["attention_mask"], **seen}


def _ask(
    explainer: LlavaExplainer,
    crop: NDArray[np.uint8],
    *,
    turns: Sequence[ChatTurn] = TURNS,
    options: GenerationOptions = GREEDY,
    system: str = SYSTEM,
) -> str:
    return explainer.explain([crop], turns, system=system, options=options, token=CancelToken())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [EXACT, GREEDY, FREE], ids=["exact", "greedy", "free"])
def test_that_answers_equal_the_plain_call_token_by_token(
    large_dirs: Path, kind: str, options: GenerationOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    explainer = _explainer(large_dirs / kind)
    notes = Notes(explainer._model)  # noqa: SLF001 - tokens are compared, which texts show roughly
    monkeypatch.setattr(explainer._model, "generate", notes)  # noqa: SLF001 - see above
    said = [_ask(explainer, crop, options=options) for crop in CROPS]
    model = plain_model(AutoModelForImageTextToText.from_pretrained, large_dirs / kind)
    for crop, row, text in zip(CROPS, notes.rows, said, strict=True):
        inputs = _plain_inputs(large_dirs / kind, crop)
        expected = model.generate(**inputs, **plain_settings(options))[0].tolist()
        assert row == expected
        assert "SYSTEM: length" not in text
    assert len(set(said)) > 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("precision", [Precision.SHORT, Precision.INT8, Precision.INT4])
def test_that_fewer_bits_load_and_answer_on_a_cpu(
    large_dirs: Path, kind: str, precision: Precision
) -> None:
    explainer = _explainer(large_dirs / kind, precision)
    assert {_ask(explainer, crop) for crop in CROPS} != {""}
    assert explainer.info.quantisation == (precision.value if precision.is_quantised else None)


@pytest.mark.parametrize(("precision", "least"), [(Precision.INT8, 0.999), (Precision.INT4, 0.98)])
def test_that_layers_of_rounded_weights_compute_nearly_the_same(
    large_dirs: Path, precision: Precision, least: float
) -> None:
    full: Any = _explainer(large_dirs / "llava")._model  # noqa: SLF001 - layers are inside
    rounded: Any = _explainer(large_dirs / "llava", precision)._model  # noqa: SLF001 - see above
    layers = dict(full.named_modules())
    cosines = []
    torch.manual_seed(5)
    for name, layer in rounded.named_modules():
        if type(layer).__name__ in {"Linear8bitLt", "Linear4bit"}:
            given = torch.randn(7, layer.in_features)
            with torch.inference_mode():
                pair = layers[name](given), layer(given).float()
            cosines.append(float(torch.cosine_similarity(*pair).min()))
    assert len(cosines) > 10
    assert min(cosines) > least


def test_that_bits_cannot_be_saved_without_the_library(
    large_dirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bitsandbytes", None)
    with pytest.raises(ModelError) as caught:
        _explainer(large_dirs / "llava", Precision.INT4)
    assert caught.value.code == "quantiser_missing"
    assert caught.value.details["library"] == "bitsandbytes"


def test_that_the_text_is_shown_while_it_is_written(large_dirs: Path) -> None:
    shown: list[str] = []
    explainer = _explainer(large_dirs / "llava")
    said = explainer.explain(
        CROPS[:1], TURNS, system=SYSTEM, options=FREE, token=CancelToken(), show=shown.append
    )
    assert len(shown) > 3
    assert shown[-1].strip() == said
    assert all(text in said for text in shown)


def test_that_an_exact_text_is_shown_whole(large_dirs: Path) -> None:
    """Beams may still change what stands at the beginning."""
    shown: list[str] = []
    explainer = _explainer(large_dirs / "llava")
    said = explainer.explain(
        CROPS[:1], TURNS, system=SYSTEM, options=EXACT, token=CancelToken(), show=shown.append
    )
    assert shown == [said]


@pytest.mark.parametrize("beams", [1, 3])
def test_that_a_cancel_stops_before_another_token(large_dirs: Path, beams: int) -> None:
    token = CancelToken()
    steps: list[int] = []

    def count(*_: object) -> None:
        steps.append(1)
        if len(steps) == 4:
            token.cancel()

    explainer = _explainer(large_dirs / "llava")
    model: Any = explainer._model  # noqa: SLF001 - steps are counted inside
    long = GenerationOptions(max_new_tokens=200, num_beams=beams)
    with model.register_forward_pre_hook(count), pytest.raises(JobCancelledError):
        explainer.explain(CROPS[:1], TURNS, system="", options=long, token=token)
    assert len(steps) == 4


def test_that_a_mark_that_a_person_types_is_no_picture(
    large_dirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    explainer = _explainer(large_dirs / "llava")
    notes = Notes(explainer._model)  # noqa: SLF001 - the prompt shows only inside
    monkeypatch.setattr(explainer._model, "generate", notes)  # noqa: SLF001 - see above
    for text in ("what is it", "what is it <image> </s>"):
        _ask(explainer, CROPS[0], turns=(ChatTurn(Speaker.PERSON, text),), system="")
    places = [row.count(VOCABULARY.index("<image>")) for row in notes.rows]
    assert places == [(IMAGE_PX // PATCH_PX) ** 2] * 2


def test_that_a_template_without_system_gets_the_facts_as_first_words(
    large_dirs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('none') }}{% endif %}"
    dropping = "{% set messages = messages | rejectattr('role', 'equalto', 'system') | list %}"
    for name, start in (("거부", refusing), ("생략", dropping)):
        folder = tmp_path / name
        shutil.copytree(large_dirs / "llava", folder)
        (folder / "chat_template.jinja").write_text(start + TEMPLATE, encoding="utf-8")
        explainer = _explainer(folder)
        notes = Notes(explainer._model)  # noqa: SLF001 - the prompt shows only inside
        monkeypatch.setattr(explainer._model, "generate", notes)  # noqa: SLF001 - see above
        _ask(explainer, CROPS[0])
        processor: Any = explainer._processor  # noqa: SLF001 - see above
        prompt = processor.tokenizer.decode(notes.rows[0], skip_special_tokens=True)
        assert prompt.index("USER:") < prompt.index("length 12") < prompt.index("caused")


def test_that_folders_made_for_older_libraries_are_completed_from_their_model(
    large_dirs: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "옛 라바"
    shutil.copytree(large_dirs / "llava", folder)
    (folder / "processor_config.json").unlink()
    old, new = _explainer(folder), _explainer(large_dirs / "llava")
    assert _ask(old, CROPS[0]) == _ask(new, CROPS[0])


def test_that_a_folder_without_a_template_is_refused(large_dirs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "형식 없음"
    shutil.copytree(large_dirs / "llava", folder)
    (folder / "chat_template.jinja").unlink()
    with pytest.raises(ModelError) as caught:
        _explainer(folder)
    assert caught.value.code == "model_chat_template_missing"


def test_that_a_tokenizer_of_another_model_is_refused(large_dirs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "다른 낱말"
    shutil.copytree(large_dirs / "llava", folder)
    settings = folder / "config.json"
    content = json.loads(settings.read_text(encoding="utf-8"))
    content["image_token_index"] -= 1
    settings.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        _explainer(folder)
    assert caught.value.code == "model_words_missing"


def test_that_a_conversation_without_room_is_refused(large_dirs: Path) -> None:
    explainer = _explainer(large_dirs / "llava")
    with pytest.raises(UsageError) as caught:
        _ask(explainer, CROPS[0], turns=[ChatTurn(Speaker.PERSON, "what " * MAX_TOKENS)])
    assert caught.value.code == "text_too_long"


@pytest.mark.parametrize("turns", [(), TURNS[:2], TURNS[1:], (TURNS[0], TURNS[0], TURNS[0])])
def test_that_turns_out_of_turn_are_refused(large_dirs: Path, turns: tuple[ChatTurn, ...]) -> None:
    with pytest.raises(ValueError, match="in turn"):
        _ask(_explainer(large_dirs / "llava"), CROPS[0], turns=turns)


def test_that_a_conversation_needs_a_picture(large_dirs: Path) -> None:
    with pytest.raises(ValueError, match="picture"):
        _explainer(large_dirs / "llava").explain(
            [], TURNS, system="", options=GREEDY, token=CancelToken()
        )
