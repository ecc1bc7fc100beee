"""Scores from prompts, for models that align text and image, and merging with examples."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.classify.values import LabelScores
from core.domain.categories import Combine


def score_texts(
    embedding: NDArray[np.float32],
    prompt_embeddings: Mapping[str, NDArray[np.float32]],
    *,
    logit_scale: float,
    combine: Mapping[str, Combine],
) -> LabelScores | None:
    """Score labels by their prompts as CLIP does.

    Parameters
    ----------
    embedding : (D,) float32
        Unit length.
    prompt_embeddings : mapping of str to (P, D) float32
        Unit rows per label, labels in their order; a label with no row is left out.
    logit_scale : float
        Factor on cosines before the softmax over labels.
    combine : mapping of str to Combine
        Mean: cosine with the normalised mean of the prompts; max: the best prompt's cosine.

    Returns
    -------
    LabelScores or None
        None when fewer than two labels have prompts.
    """
    raise NotImplementedError(embedding, prompt_embeddings, logit_scale, combine)


def merge_scores(
    by_example: LabelScores | None,
    by_text: LabelScores | None,
    *,
    example_counts: Mapping[str, int],
) -> LabelScores | None:
    """Merge what examples and prompts say about the same image."""
    raise NotImplementedError(by_example, by_text, example_counts)
