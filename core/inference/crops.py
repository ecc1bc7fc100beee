"""What every image model expects of a crop; importing this module imports no model library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_AXES: Final = 3
_CHANNELS: Final = 3


def check_crop(crop: NDArray[np.uint8]) -> None:
    """Refuse what is not a picture.

    Raises
    ------
    ValueError
        If it is not (H, W, 3) uint8 or empty.
    """
    is_rgb = crop.ndim == _AXES and crop.shape[-1] == _CHANNELS
    if not is_rgb or crop.dtype != np.uint8 or not crop.size:
        msg = f"a crop must be (H, W, 3) uint8 and not empty, not {crop.shape} {crop.dtype}"
        raise ValueError(msg)


def check_questions(crops: Sequence[NDArray[np.uint8]], questions: Sequence[str]) -> None:
    """Refuse questions that are not one about each crop.

    Raises
    ------
    ValueError
        If there are not as many questions as crops.
    """
    if len(crops) != len(questions):
        msg = f"{len(questions)} questions about {len(crops)} crops"
        raise ValueError(msg)
