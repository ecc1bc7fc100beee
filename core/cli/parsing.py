"""Values typed on the command line that need more than a conversion."""

from __future__ import annotations

from core.domain.regions import BoxPx
from core.errors import UsageError

_PARTS = 4


def parse_roi(text: str) -> BoxPx:
    """Read ``x,y,w,h`` in pixels.

    Raises
    ------
    UsageError
        ``roi_malformed``.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
        if len(numbers) != _PARTS:
            raise UsageError("roi_malformed", roi=text)
        return BoxPx(*numbers)
    except ValueError as error:
        raise UsageError("roi_malformed", roi=text) from error
