"""Write contact sheets of grounds: ``python -m core.synthesis.contact_sheet --out FOLDER``.

``--beside FOLDER`` puts a row of that folder's pictures over them, to compare with real ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageOps

from core.synthesis.grounds.registry import GROUNDS
from core.synthesis.grounds.scenes import make_ground_scene

CELL_PX: Final = 192
COLUMNS: Final = 8
_PITCH: Final = CELL_PX + 4
_KINDS_OF_FILE: Final = (".jpg", ".jpeg", ".png", ".bmp")


def generated_row(ground: str, first_seed: int = 0) -> list[Image.Image]:
    """Draw one row of a ground, seeds rising from ``first_seed``."""
    row = []
    for seed in range(first_seed, first_seed + COLUMNS):
        rng = np.random.default_rng([seed, list(GROUNDS).index(ground)])
        scene = make_ground_scene(rng, (CELL_PX, CELL_PX), ground)
        row.append(Image.fromarray(scene.seen(scene.surface)))
    return row


def real_row(folder: Path, seed: int = 0) -> list[Image.Image]:
    """Read one row of pictures drawn from a folder and its subfolders, middles cut out."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _KINDS_OF_FILE)
    chosen = np.random.default_rng(seed).permutation(len(files))[:COLUMNS]
    row = []
    for index in chosen:
        with Image.open(files[index]) as image:
            row.append(ImageOps.fit(image.convert("RGB"), (CELL_PX, CELL_PX)))
    return row


def sheet(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Lay rows of pictures out on one sheet."""
    image = Image.new("RGB", (COLUMNS * _PITCH, len(rows) * _PITCH))
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            image.paste(picture, (x * _PITCH, y * _PITCH))
    return image


def write_sheets(
    folder: Path, grounds: Sequence[str], *, rows: int = 5, beside: Path | None = None
) -> list[Path]:
    """Write sheets of grounds.

    Parameters
    ----------
    folder : Path
        Made if missing; files of the same names are overwritten.
    grounds : sequence of str
        Names of grounds, one row each.
    rows : int
        Rows of grounds on a sheet.
    beside : Path, optional
        Folder whose pictures make the first row of every sheet.

    Returns
    -------
    list of Path
        The written files.

    Raises
    ------
    KeyError, ValueError
        If there is no such ground.
    OSError
        If a picture cannot be read or a sheet cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    above = [] if beside is None else [real_row(beside)]
    written = []
    for first in range(0, len(grounds), rows):
        drawn = [generated_row(ground) for ground in grounds[first : first + rows]]
        path = folder / f"grounds_{first // rows + 1}.png"
        sheet([*above, *drawn]).save(path)
        written.append(path)
    return written


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sheets into ``--out``; return the exit code."""
    parser = argparse.ArgumentParser(description="Write contact sheets of the grounds.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--ground", action="append", choices=sorted(GROUNDS), help="only this one")
    parser.add_argument("--beside", type=Path, help="folder of pictures for the first row")
    wanted = parser.parse_args(arguments)
    write_sheets(wanted.out, wanted.ground or list(GROUNDS), beside=wanted.beside)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
