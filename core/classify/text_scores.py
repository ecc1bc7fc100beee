"""Scores from prompts, for models that align text and image, and merging with examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.classify.values import LabelScores
from core.domain.categories import Combine

_MIN_LABELS: Final = 2
_HALF_TRUST_EXAMPLES: Final = 2.0
"""Examples a label needs (the mean over labels) for examples to count as much as prompts."""
_TINY: Final = 1e-9


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
    prompted = {label: rows for label, rows in prompt_embeddings.items() if len(rows)}
    if len(prompted) < _MIN_LABELS:
        return None
    cosines = {label: rows @ embedding for label, rows in prompted.items()}
    logits = np.array(
        [
            _combined(rows, cosines[label], embedding, combine.get(label, Combine.MEAN))
            for label, rows in prompted.items()
        ],
        np.float64,
    )
    return LabelScores(
        category_ids=tuple(prompted),
        probability=_softmax(logit_scale * logits),
        similarity=np.array([own.max() for own in cosines.values()], np.float32),
        best_prompt=np.array([own.argmax() for own in cosines.values()], np.int64),
    )


def merge_scores(
    by_example: LabelScores | None,
    by_text: LabelScores | None,
    *,
    example_counts: Mapping[str, int],
) -> LabelScores | None:
    """Merge what examples and prompts say about the same image.

    The trust in the examples is m / (m + 2) for a mean of m examples a label, so that two weigh as
    much as the prompts. Labels that only prompts know keep what the prompts give them times
    1 - trust; the labels of the examples share the rest by a geometric mean weighted with the
    trust. Similarity is the one to the nearest example where there is one.

    Parameters
    ----------
    by_example, by_text : LabelScores or None
        Of the same image; None if that side cannot score.
    example_counts : mapping of str to int
        Examples per label.

    Returns
    -------
    LabelScores or None
        None if neither side can score. Labels in the order of the prompts, then those that only
        examples know.
    """
    if by_example is None or by_text is None:
        return by_example or by_text
    mean_count = np.mean([example_counts.get(label, 0) for label in by_example.category_ids])
    trust = float(mean_count / (mean_count + _HALF_TRUST_EXAMPLES))
    labels = tuple(dict.fromkeys((*by_text.category_ids, *by_example.category_ids)))
    texts, examples = _by_label(by_text), _by_label(by_example)
    known = np.array([label in examples for label in labels])
    merged = (1 - trust) * np.array([texts.get(label, 0.0) for label in labels])
    logs = [_log_mean(label, texts, examples, trust) for label in labels]
    merged[known] = (1 - merged[~known].sum()) * _softmax(np.array(logs)[known])
    return LabelScores(
        category_ids=labels,
        probability=merged.astype(np.float32),
        similarity=np.array(
            [_similarity(label, by_text, by_example) for label in labels], np.float32
        ),
        nearest=by_example.nearest,
        best_prompt=np.array([_best_prompt(label, by_text) for label in labels], np.int64),
    )


def _combined(
    rows: NDArray[np.float32],
    cosines: NDArray[np.float32],
    embedding: NDArray[np.float32],
    how: Combine,
) -> float:
    if how is Combine.MAX:
        return float(cosines.max())
    mean = rows.mean(axis=0)
    return float(mean @ embedding / max(float(np.linalg.norm(mean)), _TINY))


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float32]:
    raised = np.exp(logits - logits.max())
    probability: NDArray[np.float32] = (raised / raised.sum()).astype(np.float32)
    return probability


def _by_label(scores: LabelScores) -> dict[str, float]:
    return dict(zip(scores.category_ids, map(float, scores.probability), strict=True))


def _log_mean(
    label: str, texts: Mapping[str, float], examples: Mapping[str, float], trust: float
) -> float:
    """Log of the weighted geometric mean; a side that does not know the label has no say."""
    if label not in examples:
        return float(np.log(max(texts[label], _TINY)))
    by_example = float(np.log(max(examples[label], _TINY)))
    if label not in texts:
        return by_example
    return trust * by_example + (1 - trust) * float(np.log(max(texts[label], _TINY)))


def _similarity(label: str, by_text: LabelScores, by_example: LabelScores) -> float:
    side = by_example if label in by_example.category_ids else by_text
    return float(side.similarity[side.category_ids.index(label)])


def _best_prompt(label: str, by_text: LabelScores) -> int:
    if by_text.best_prompt is None or label not in by_text.category_ids:
        return -1
    return int(by_text.best_prompt[by_text.category_ids.index(label)])
