"""A sentence encoder: one vector a text, for matching texts with texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import AutoTokenizer, BertModel

from core.inference.adapters.pretrained import load_part, load_weights

MAX_TOKENS: Final = 256
"""What the model was trained to read; the rest of a longer text is cut off."""
_MAX_BATCH: Final = 32


class SentenceEncoder:
    """MiniLM from a local folder: mean over the tokens, unit length, float32.

    Parameters
    ----------
    folder : Path
        Safetensors, settings and tokenizer of a BERT model.
    """

    def __init__(self, folder: Path) -> None:
        self._model = cast(
            "BertModel",
            load_weights(BertModel.from_pretrained, folder, add_pooling_layer=False),
        )
        self._width = int(self._model.config.hidden_size)
        self._tokenizer = load_part(AutoTokenizer.from_pretrained, folder)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts.

        Parameters
        ----------
        texts : sequence of str
            English; the vocabulary knows hardly any Korean.

        Returns
        -------
        (N, 384) float32
            Rows of unit length.
        """
        rows = [
            self._run(list(texts[start : start + _MAX_BATCH]))
            for start in range(0, len(texts), _MAX_BATCH)
        ]
        return np.concatenate(rows) if rows else np.zeros((0, self._width), np.float32)

    def _run(self, texts: list[str]) -> NDArray[np.float32]:
        tokens = self._tokenizer(
            texts, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt"
        )
        with torch.inference_mode():
            states: Tensor = self._model(**tokens).last_hidden_state
            mask = tokens["attention_mask"].unsqueeze(-1).to(states.dtype)
            means = (states * mask).sum(dim=1) / mask.sum(dim=1)
            unit = torch.nn.functional.normalize(means, dim=1)
        found: NDArray[np.float32] = unit.numpy()
        return found
