"""How long the generator takes to draw a ground.

``python -m tests.benchmarks.ground_speed`` prints one JSON object, milliseconds of one core's time
a ground, and ends with 0 when the median of every ground is at most 8 ms at 192 x 192.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Final

import cv2
import numpy as np

from core.synthesis.grounds.registry import GROUNDS
from core.synthesis.grounds.scenes import make_ground_scene

SIZES_PX: Final = (192, 448)
MOST_MS: Final = 8.0
REPEATS: Final = 25


def _median_ms(name: str, side: int) -> dict[str, float]:
    make, shoot = [], []
    for seed in range(REPEATS):
        rng = np.random.default_rng(seed)
        start = time.process_time()
        GROUNDS[name](rng, (side, side))
        make.append(time.process_time() - start)
        scene = make_ground_scene(rng, (side, side), name)
        start = time.process_time()
        scene.seen(scene.surface)
        shoot.append(time.process_time() - start)
    return {
        "draw": round(1e3 * statistics.median(make), 2),
        "longest": round(1e3 * max(make), 2),
        "photograph": round(1e3 * statistics.median(shoot), 2),
    }


def main() -> int:
    """Print the times; return 0 when all grounds are fast enough."""
    cv2.setNumThreads(1)
    times = {f"{side}px": {name: _median_ms(name, side) for name in GROUNDS} for side in SIZES_PX}
    sys.stdout.write(json.dumps(times, indent=2) + "\n")
    return int(any(one["draw"] > MOST_MS for one in times["192px"].values()))


if __name__ == "__main__":
    raise SystemExit(main())
