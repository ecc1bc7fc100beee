"""The small BLIP models that are trained here: ordinary transformers classes, small numbers."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Final

from torch import nn
from transformers import (
    BertTokenizer,
    BlipConfig,
    BlipForConditionalGeneration,
    BlipForQuestionAnswering,
    BlipImageProcessor,
    BlipProcessor,
    PreTrainedModel,
)

from core.inference.training.beginnings import begin_vision
from core.inference.training.plans import BlipShape
from core.inference.training.vocabulary import MAX_WORDS, save_vocabulary

MEAN: Final = (0.5, 0.5, 0.5)
STD: Final = (0.25, 0.25, 0.25)
"""One scale for all colours: grey stays grey."""


def make_config(shape: BlipShape, tokenizer: BertTokenizer) -> BlipConfig:
    """Return the configuration for a shape and a vocabulary."""
    ids = tokenizer.get_vocab()
    text = {
        "vocab_size": len(ids),
        "hidden_size": shape.width,
        "encoder_hidden_size": shape.width,
        "intermediate_size": shape.inner,
        "projection_dim": shape.width,
        "num_hidden_layers": shape.text_depth,
        "num_attention_heads": shape.n_heads,
        "max_position_embeddings": MAX_WORDS + 2,
        "bos_token_id": ids[tokenizer.bos_token],
        "eos_token_id": ids[tokenizer.sep_token],
        "sep_token_id": ids[tokenizer.sep_token],
        "pad_token_id": ids[tokenizer.pad_token],
    }
    vision = {
        "image_size": shape.image_px,
        "patch_size": shape.patch_px,
        "hidden_size": shape.width,
        "intermediate_size": shape.inner,
        "projection_dim": shape.width,
        "num_hidden_layers": shape.depth,
        "num_attention_heads": shape.n_heads,
    }
    return BlipConfig(text_config=text, vision_config=vision, projection_dim=shape.width)


def make_captioner(shape: BlipShape, tokenizer: BertTokenizer) -> BlipForConditionalGeneration:
    """Return an untrained captioner whose image side has a good beginning."""
    model = BlipForConditionalGeneration(make_config(shape, tokenizer))
    begin_vision(model.vision_model, shape)
    return model


def make_answerer(shape: BlipShape, tokenizer: BertTokenizer) -> BlipForQuestionAnswering:
    """Return an untrained model that answers questions."""
    return BlipForQuestionAnswering(make_config(shape, tokenizer))


def save_model(
    model: PreTrainedModel,
    tokenizer: BertTokenizer,
    shape: BlipShape,
    folder: Path,
) -> None:
    """Write an ordinary transformers directory: weights as float16 safetensors, processor, words.

    Parameters
    ----------
    model, tokenizer
        What was trained, and its words.
    shape : BlipShape
        For the size of the input.
    folder : Path
        Made if it is not there.
    """
    size = {"height": shape.image_px, "width": shape.image_px}
    images = BlipImageProcessor(
        size=size, do_resize=True, do_normalize=True, image_mean=list(MEAN), image_std=list(STD)
    )
    # Half the size; loaded as float32, what is lost lies far below what training leaves open.
    nn.Module.half(deepcopy(model)).save_pretrained(folder)
    BlipProcessor(image_processor=images, tokenizer=tokenizer).save_pretrained(folder)
    save_vocabulary(tokenizer, folder)
