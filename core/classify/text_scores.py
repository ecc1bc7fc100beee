"""Scores from prompts, for models that align text and image, and merging with examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.calibration import softmax
from core.classify.values import LabelScores
from core.domain.categories import Combine

TEXT_WORTH: Final = 1.0
"""How many examples of each label the prompts are worth when both are there."""
_MIN_LABELS: Final = 2
_TINY: Final = 1e-12


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
        ``similarity`` is the best prompt's cosine. None when fewer than two labels have prompts.
    """
    prompted = {label: rows for label, rows in prompt_embeddings.items() if len(rows)}
    if len(prompted) < _MIN_LABELS:
        return None
    cosines = {label: rows @ embedding for label, rows in prompted.items()}
    votes = [
        float(cosines[label].max())
        if combine.get(label, Combine.MEAN) is Combine.MAX
        else float(_unit(rows.mean(axis=0)) @ embedding)
        for label, rows in prompted.items()
    ]
    return LabelScores(
        category_ids=tuple(prompted),
        probability=softmax(logit_scale * np.array(votes, np.float64)).astype(np.float32),
        similarity=np.array([found.max() for found in cosines.values()], np.float32),
        best_prompt=np.array([int(found.argmax()) for found in cosines.values()], np.int64),
    )


def merge_scores(
    by_example: LabelScores | None,
    by_text: LabelScores | None,
    *,
    example_counts: Mapping[str, int],
) -> LabelScores | None:
    """Merge what examples and prompts say about the same image.

    Log probabilities are averaged; the prompts weigh as much as one example of each label, so they
    matter little from about eight examples on. A side that does not know a label holds it for as
    likely as any.

    Parameters
    ----------
    by_example, by_text : LabelScores or None
    example_counts : mapping of str to int
        Examples per label.

    Returns
    -------
    LabelScores or None
        Labels of the prompts in their order, then those only examples know. ``similarity`` and
        ``nearest`` are the examples' where there are any; None if both sides are None.
    """
    if by_example is None or by_text is None:
        return by_example if by_text is None else by_text
    ids = tuple(dict.fromkeys((*by_text.category_ids, *by_example.category_ids)))
    taught, told = _by_id(by_example), _by_id(by_text)
    similarity_of = dict(zip(by_text.category_ids, by_text.similarity, strict=True))
    similarity_of |= dict(zip(by_example.category_ids, by_example.similarity, strict=True))
    prompt_of = dict(zip(by_text.category_ids, _best_prompts(by_text), strict=True))
    return LabelScores(
        category_ids=ids,
        probability=_merged(ids, taught, told, _text_share(taught, example_counts)),
        similarity=np.array([similarity_of[label] for label in ids], np.float32),
        nearest=by_example.nearest,
        best_prompt=np.array([prompt_of.get(label, -1) for label in ids], np.int64),
    )


def _merged(
    ids: tuple[str, ...],
    taught: Mapping[str, float],
    told: Mapping[str, float],
    text_share: float,
) -> NDArray[np.float32]:
    # A side that does not know a label holds it for as likely as any.
    unknown = 1.0 / len(ids)
    by_example = np.array([taught.get(label, unknown) for label in ids], np.float64)
    by_text = np.array([told.get(label, unknown) for label in ids], np.float64)
    logs = text_share * np.log(np.maximum(by_text, _TINY))
    logs += (1 - text_share) * np.log(np.maximum(by_example, _TINY))
    return softmax(logs).astype(np.float32)


def _text_share(taught: Mapping[str, float], example_counts: Mapping[str, int]) -> float:
    counts = [max(example_counts.get(label, 1), 1) for label in taught]
    return TEXT_WORTH / (TEXT_WORTH + float(np.mean(counts)))


def _by_id(scores: LabelScores) -> dict[str, float]:
    return dict(zip(scores.category_ids, scores.probability.tolist(), strict=True))


def _best_prompts(scores: LabelScores) -> NDArray[np.int64]:
    if scores.best_prompt is None:
        return np.full(len(scores.category_ids), -1, np.int64)
    return scores.best_prompt


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return (vector / max(float(np.linalg.norm(vector)), _TINY)).astype(np.float32)
