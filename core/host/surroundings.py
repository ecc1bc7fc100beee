"""What the host process changes about itself before any library is loaded."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from typing import Final

_NICENESS: Final = 5
_BELOW_NORMAL_PRIORITY_CLASS: Final = 0x4000
_THREAD_VARIABLES: Final = (
    "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip


def prepare_surroundings() -> None:
    """Yield to the window, share the cores among libraries, stay offline, leave Ctrl+C alone.

    Libraries read these variables when they are loaded: call this before importing any.
    """
    # Ctrl+C in a terminal reaches the whole group; the program then ends the host by its pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _lower_priority()
    _limit_threads()
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _lower_priority() -> None:
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
    else:
        # A sandbox may forbid it; then the host competes with the window, but works.
        with contextlib.suppress(OSError):
            os.nice(_NICENESS)


def _limit_threads() -> None:
    """Give the maths libraries the cores once: they take turns in the one working thread.

    OpenCV and the tokenizers have pools of their own beside them and get no further threads. A
    number set by the person who starts the program holds.
    """
    for name in _THREAD_VARIABLES:
        os.environ.setdefault(name, str(usable_cores()))
    os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
