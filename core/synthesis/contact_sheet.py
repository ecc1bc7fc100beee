"""Write a contact sheet per ground: ``python -m core.synthesis.contact_sheet --out FOLDER``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from core.synthesis.grounds.registry import KINDS
from core.synthesis.grounds.scenes import make_ground_scene

CELL_PX: Final = 192
_GAP_PX: Final = 4


def sheet(grounds: Sequence[str], *, columns: int = 8, first_seed: int = 0) -> Image.Image:
    """Draw one row of pictures for each ground.

    Parameters
    ----------
    grounds : sequence of str
        Names of grounds, one row each.
    columns : int
        Pictures in a row, seeds rising from ``first_seed``.
    """
    pitch = CELL_PX + _GAP_PX
    image = Image.new("RGB", (columns * pitch, len(grounds) * pitch))
    for row, ground in enumerate(grounds):
        for column in range(columns):
            rng = np.random.default_rng([first_seed + column, row])
            scene = make_ground_scene(rng, (CELL_PX, CELL_PX), ground)
            image.paste(Image.fromarray(scene.seen(scene.surface)), (column * pitch, row * pitch))
    return image


def write_sheets(folder: Path, grounds: Sequence[str], rows: int = 5) -> list[Path]:
    """Write the sheets of ``grounds``, some rows on each, into ``folder``; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for first in range(0, len(grounds), rows):
        path = folder / f"grounds_{first // rows + 1}.png"
        sheet(grounds[first : first + rows]).save(path)
        written.append(path)
    return written


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sheets into ``--out``; return the exit code."""
    parser = argparse.ArgumentParser(description="Write contact sheets of the grounds.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--ground", action="append", choices=sorted(KINDS), help="only this one")
    wanted = parser.parse_args(arguments)
    write_sheets(wanted.out, wanted.ground or list(KINDS))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
