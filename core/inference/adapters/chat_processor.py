"""The processor of a LLaVA folder, put together so that no video library is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from transformers import (
    AutoImageProcessor,
    AutoTokenizer,
    LlavaNextProcessor,
    LlavaOnevisionProcessor,
    LlavaProcessor,
)
from transformers.processing_utils import ProcessorMixin
from typing_extensions import override

from core.errors import ModelError
from core.inference.adapters.pretrained import load_part
from core.inference.adapters.words import check_picture_word


class _PicturesOnly(LlavaOnevisionProcessor):
    """OneVision without its video part, which the base class would check for."""

    @override
    def check_argument_for_proper_class(self, argument_name: str, argument: object) -> object:
        if argument is None and argument_name == "video_processor":
            return type(None)
        check: Callable[[str, object], object] = super().check_argument_for_proper_class
        return check(argument_name, argument)


_BACKEND: Final = "pil"
"""The only image backend without torchvision, which OneVision's video processor needs too."""
_CLASSES: Final[dict[str, type[ProcessorMixin]]] = {
    "llava": LlavaProcessor,
    "llava_next": LlavaNextProcessor,
    "llava_onevision": _PicturesOnly,
}
_OF_CLIP: Final = frozenset({"clip_vision_model"})
"""Vision towers with one token more than patches."""


def load_chat_processor(folder: Path, config: Any) -> ProcessorMixin:  # noqa: ANN401 - configurations share no typed base
    """Load what turns a conversation with pictures into numbers.

    Parameters
    ----------
    folder : Path
        Local folder of a model.
    config : PretrainedConfig
        Of the model; it gives what older folders do not say.

    Raises
    ------
    ModelError
        ``model_chat_template_missing``, ``model_words_missing`` if tokenizer and model do not fit,
        ``model_load_failed``.
    """
    kind: Any = _CLASSES[config.model_type]
    told: dict[str, Any] = load_part(kind.get_processor_dict, folder)[0]
    template = told.pop("chat_template", None)
    images = load_part(AutoImageProcessor.from_pretrained, folder, backend=_BACKEND)
    tokenizer: Any = load_part(AutoTokenizer.from_pretrained, folder)
    settings = _from_config(config) | {
        name: value for name, value in told.items() if value is not None and name in _SETTINGS
    }
    processor: ProcessorMixin = kind(
        images, tokenizer, chat_template=template or tokenizer.chat_template, **settings
    )
    _check(folder, processor, config)
    return processor


_SETTINGS: Final = frozenset(
    {
        "patch_size",
        "num_image_tokens",
        "num_additional_image_tokens",
        "vision_feature_select_strategy",
        "vision_aspect_ratio",
        "image_token",
        "video_token",
    }
)


def _from_config(config: Any) -> dict[str, object]:  # noqa: ANN401 - configurations share no typed base
    """Say what a folder made for an older library leaves out."""
    vision = config.vision_config
    chosen: dict[str, object] = {
        "vision_feature_select_strategy": config.vision_feature_select_strategy
    }
    if config.model_type == "llava_onevision":
        chosen["num_image_tokens"] = (vision.image_size // vision.patch_size) ** 2
        chosen["vision_aspect_ratio"] = config.vision_aspect_ratio
    else:
        chosen["patch_size"] = vision.patch_size
        chosen["num_additional_image_tokens"] = int(vision.model_type in _OF_CLIP)
    return chosen


def _check(folder: Path, processor: Any, config: Any) -> None:  # noqa: ANN401 - see above
    if not processor.chat_template:
        raise ModelError("model_chat_template_missing", folder=str(folder))
    check_picture_word(folder, processor.tokenizer, processor.image_token, config)
