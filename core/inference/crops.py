"""What every image model expects of a crop; importing this module imports no model library."""

from __future__ import annotations

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
