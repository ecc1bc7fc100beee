"""The three stages: learn to see, learn to describe, learn to answer.

Seeing comes first, with dense truth that captions do not give: which patches the mark covers, and
every fact as a class of its own. That teaches the image side far faster than words alone. What
served it is left behind: the saved models are ordinary BLIP models.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertTokenizer, BlipForConditionalGeneration, BlipForQuestionAnswering

from core.inference.training.batches import TrainingBatch
from core.inference.training.blip_models import MEAN, STD
from core.inference.training.vocabulary import MAX_WORDS

_COVERED_WEIGHT: Final = 3.0
"""Patches with a mark are few."""
_FACTS_WEIGHT: Final = 0.25
_SIGHT_WEIGHT: Final = 0.5
"""Of what is seen beside what is said, while the captioner learns."""
_IGNORED: Final = -100
"""What the loss of transformers leaves out."""


class Sight(nn.Module):
    """The image side with the heads that teach it.

    Parameters
    ----------
    vision : module
        Of a BLIP model; shared with it.
    width : int
        Its hidden size.
    fact_sizes : sequence of int
        Classes of each fact.
    """

    def __init__(self, vision: nn.Module, width: int, fact_sizes: Sequence[int]) -> None:
        super().__init__()
        self.vision = vision
        self.coverage = nn.Linear(width, 1)
        self.facts = nn.ModuleList(nn.Linear(width, size) for size in fact_sizes)

    def loss(self, tokens: Tensor, batch: TrainingBatch) -> tuple[Tensor, dict[str, float]]:
        """Compare what the tokens (B, 1 + G*G, width) tell with what is true."""
        told = self.coverage(tokens[:, 1:]).squeeze(-1).float()
        truth = torch.from_numpy(batch.coverage).flatten(1)
        weight = 1 + (_COVERED_WEIGHT - 1) * truth
        covered = functional.binary_cross_entropy_with_logits(told, truth, weight)
        facts = torch.from_numpy(batch.facts)
        losses, right = [], []
        for at, head in enumerate(self.facts):
            wanted = facts[:, at]
            known = wanted >= 0
            if not bool(known.any()):
                continue
            scores = head(tokens[:, 0]).float()[known]
            losses.append(functional.cross_entropy(scores, wanted[known]))
            right.append(float((scores.argmax(1) == wanted[known]).float().mean()))
        told_facts = torch.stack(losses).mean()
        figures = {"covered": float(covered.detach()), "facts_right": sum(right) / len(right)}
        return covered + _FACTS_WEIGHT * told_facts, figures

    def see(self, pixels: NDArray[np.uint8]) -> Tensor:
        """Return the tokens of a batch of pictures."""
        tokens: Tensor = self.vision(pixel_values=as_input(pixels)).last_hidden_state
        return tokens

    def learn(self, batch: TrainingBatch) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of the first stage."""
        return self.loss(self.see(batch.pixels), batch)


class Telling(nn.Module):
    """The captioner with the heads of its image side, so that it does not forget to see."""

    def __init__(
        self, captioner: BlipForConditionalGeneration, sight: Sight, tokenizer: BertTokenizer
    ) -> None:
        super().__init__()
        self.captioner = captioner
        self.sight = sight
        self._tokenizer = tokenizer

    def learn(self, batch: TrainingBatch) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of the second stage."""
        tokens = self.sight.see(batch.pixels)
        seen, figures = self.sight.loss(tokens, batch)
        ids, mask, labels = encode(self._tokenizer, batch.captions, begins=True)
        said = self.captioner.text_decoder(
            input_ids=ids,
            attention_mask=mask,
            encoder_hidden_states=tokens,
            labels=labels,
            reduction="mean",
        ).loss
        return said + _SIGHT_WEIGHT * seen, {"said": float(said.detach()), **figures}


class Answering(nn.Module):
    """The answerer; its image side is the captioner's and stays as it is."""

    def __init__(self, answerer: BlipForQuestionAnswering, tokenizer: BertTokenizer) -> None:
        super().__init__()
        self.answerer = answerer
        self._tokenizer = tokenizer
        answerer.vision_model.requires_grad_(False)

    def learn(self, batch: TrainingBatch) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of the third stage."""
        with torch.no_grad():
            pixels = as_input(batch.pixels)
            tokens = self.answerer.vision_model(pixel_values=pixels).last_hidden_state
        ids, mask, _ = encode(self._tokenizer, batch.questions, begins=False)
        asked = self.answerer.text_encoder(
            input_ids=ids, attention_mask=mask, encoder_hidden_states=tokens
        )[0]
        answer_ids, answer_mask, labels = encode(self._tokenizer, batch.answers, begins=True)
        said: Tensor = self.answerer.text_decoder(
            input_ids=answer_ids,
            attention_mask=answer_mask,
            encoder_hidden_states=asked,
            # `generate` looks at all tokens of the question, so training does too.
            encoder_attention_mask=torch.ones(asked.shape[:-1], dtype=torch.long),
            labels=labels,
            reduction="mean",
        ).loss
        return said, {}


def as_input(pixels: NDArray[np.uint8]) -> Tensor:
    """Return (B, 3, H, W) float32, normalised as the saved processor does."""
    scaled = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    mean, std = torch.tensor(MEAN), torch.tensor(STD)
    return (scaled - mean[:, None, None]) / std[:, None, None]


def encode(
    tokenizer: BertTokenizer, texts: Sequence[str], *, begins: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """Turn texts into ids, attention mask and labels.

    Parameters
    ----------
    tokenizer : BertTokenizer
        One token a word.
    texts : sequence of str
        Of at most 30 words.
    begins : bool
        Put the sign from which a decoder starts in front, in place of ``[CLS]``.
    """
    found = tokenizer(
        list(texts), padding=True, truncation=True, max_length=MAX_WORDS, return_tensors="pt"
    )
    ids, mask = found["input_ids"], found["attention_mask"]
    if begins:
        ids[:, 0] = tokenizer.bos_token_id
    return ids, mask, ids.masked_fill(mask == 0, _IGNORED)
