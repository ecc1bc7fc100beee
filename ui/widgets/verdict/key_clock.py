"""When a key was pressed, on our clock."""

from __future__ import annotations

from typing import Final

_DRIFT: Final = 1e-3
"""How fast two clocks may part; real ones stay far below."""
_JUMP_MS: Final = 10_000.0


class KeyClock:
    """Puts the keyboard's time stamps on our clock.

    A stalled event loop delivers keys late and all at once; only their own stamps tell a person's
    keys from a scanner's. The distance of the two clocks is that of the key that was delivered
    fastest. Synthetic events have no stamp.
    """

    def __init__(self) -> None:
        self._offset_ms: float | None = None
        self._last_now_ms = 0.0

    def time_of(self, stamp_ms: float, now_ms: float) -> float:
        """Return when a key was pressed, at most ``now_ms``."""
        if stamp_ms <= 0:
            return now_ms
        offset = now_ms - stamp_ms
        if self._offset_ms is not None:
            drifted = self._offset_ms + _DRIFT * (now_ms - self._last_now_ms)
            # A stamp that wrapped round lies far off.
            offset = min(offset, drifted) if abs(offset - drifted) < _JUMP_MS else offset
        self._offset_ms, self._last_now_ms = offset, now_ms
        return stamp_ms + offset
