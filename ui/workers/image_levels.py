"""Pixels made ready for drawing at any zoom, within the memory."""

from __future__ import annotations

import logging
import tempfile
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]

_SMALLEST_LEVEL_PX: Final = 256
_MEMORY_BYTES: Final = 320 << 20
"""One image of about 100 megapixels; larger ones lie in a temporary file."""

_logger = logging.getLogger(__name__)


def halvings(rgb: Pixels) -> tuple[Pixels, ...]:
    """Return the image and its halvings, so that any zoom draws from a level near it.

    Each pixel of a halving is the mean of the four below it: a hairline grows faint, it does not
    vanish.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        Kept as the first level without a copy if it is contiguous.
    """
    # Loaded here, in a thread beside the window: the first paint can do without.
    import numpy as np

    from core.imaging.resize import resize_longest

    levels = [np.ascontiguousarray(rgb)]
    while (side := max(levels[-1].shape[:2])) > _SMALLEST_LEVEL_PX:
        levels.append(np.ascontiguousarray(resize_longest(levels[-1], (side + 1) // 2)))
    for level in levels:
        level.flags.writeable = False
    return tuple(levels)


def bounded(rgb: Pixels, max_bytes: int = _MEMORY_BYTES) -> Pixels:
    """Move the pixels of a huge image to a temporary file that the system may page out.

    The file has no name or goes away with its last user, also when the process is killed. If the
    disk has no room, the pixels stay in memory.
    """
    if rgb.nbytes <= max_bytes:
        return rgb
    import numpy as np

    try:
        with tempfile.TemporaryFile(prefix="defectscribe-") as file:
            mapped = np.memmap(file, dtype=np.uint8, mode="w+", shape=rgb.shape)
            mapped[:] = rgb
    except OSError as error:
        _logger.info("no room to put %d bytes of pixels on disk: %s", rgb.nbytes, error)
        return rgb
    return mapped
