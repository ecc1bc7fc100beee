"""The plain linear probe on pooled features: the baseline our scores are compared with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.classify.values import LabelledFeatures
from core.inference.protocols import ImageFeatures


def predict_plainly(
    examples: Sequence[LabelledFeatures],
    tested: Sequence[ImageFeatures],
    *,
    category_ids: Sequence[str],
) -> NDArray[np.int64]:
    """Predict with a logistic regression on the embeddings alone.

    Returns
    -------
    (N,) int64
        Index of the top label in ``category_ids`` per tested image.
    """
    raise NotImplementedError(examples, tested, category_ids)
