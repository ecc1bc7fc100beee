"""The three stages: learn to see, learn to describe, learn to answer.

Seeing comes first (`core.inference.training.sight`) and goes on while the captioner learns. What
served it is left behind: the saved models are ordinary BLIP models.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn
from transformers import BertTokenizer, BlipForConditionalGeneration, BlipForQuestionAnswering

from core.inference.training.batches import TrainingBatch
from core.inference.training.sight import Sight, as_input
from core.inference.training.vocabulary import MAX_WORDS

_SIGHT_WEIGHT: Final = 0.5
"""Of what is seen beside what is said, while the captioner learns."""
_IGNORED: Final = -100
"""What the loss of transformers leaves out."""


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
        tokens, glances = self.sight.see(batch.pixels)
        seen, figures = self.sight.loss(tokens, glances, batch)
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
