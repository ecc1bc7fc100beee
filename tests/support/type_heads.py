"""Heads that propose defect types without having been trained."""

from __future__ import annotations

import numpy as np

from core.inference.type_head import TypeHead
from core.synthesis.type_samples import TYPES

N_FEATURES = 61


def head_sure_of(kind: str, *, n_features: int = N_FEATURES) -> TypeHead:
    """Make a head that answers one type whatever it is shown, and nearly nothing else."""
    bias = np.full((1, len(TYPES)), -4.0, dtype=np.float32)
    bias[0, TYPES.index(kind)] = 4.0
    return TypeHead(
        types=TYPES,
        mean=np.zeros(n_features, np.float32),
        scale=np.ones(n_features, np.float32),
        weights_in=np.zeros((1, n_features, 2), np.float32),
        bias_in=np.zeros((1, 2), np.float32),
        weights_out=np.zeros((1, 2, len(TYPES)), np.float32),
        bias_out=bias,
    )
