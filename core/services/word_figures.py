"""How well said words agree with true ones, where some words are far more common than others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_DIGITS = 4


def word_figures(truth: Sequence[str], said: Sequence[str | None]) -> dict[str, object]:
    """Compare words.

    Parameters
    ----------
    truth : sequence of str
    said : sequence of str or None
        None where nothing was said of it: wrong.

    Returns
    -------
    dict
        ``n``, ``balanced_accuracy`` (mean over the true words of how often each was said),
        ``accuracy``, ``majority`` (the same figures of always saying the commonest word) and
        ``words`` with n and recall of each true word; null without any truth.
    """
    counts = Counter(truth)
    if not counts:
        return {
            "n": 0, "balanced_accuracy": None, "accuracy": None, "majority": None, "words": {},
        }  # fmt: skip
    right = Counter(true for true, word in zip(truth, said, strict=True) if word == true)
    commonest, n_commonest = min(counts.items(), key=lambda item: (-item[1], item[0]))
    recall = {word: right[word] / n for word, n in sorted(counts.items())}
    return {
        "n": len(truth),
        "balanced_accuracy": round(sum(recall.values()) / len(recall), _DIGITS),
        "accuracy": round(right.total() / len(truth), _DIGITS),
        "majority": {
            "word": commonest,
            "balanced_accuracy": round(1 / len(counts), _DIGITS),
            "accuracy": round(n_commonest / len(truth), _DIGITS),
        },
        "words": {
            word: {"n": counts[word], "recall": round(share, _DIGITS)}
            for word, share in recall.items()
        },
    }
