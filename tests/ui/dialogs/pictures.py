"""Small image files for dialogs that show thumbnails."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def make_pictures(folder: Path, name: str, count: int) -> list[Path]:
    """Write ``<name>_1.png`` and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}_{number}.png" for number in range(1, count + 1)]
    for shade, path in enumerate(paths):
        Image.new("RGB", (40, 30), (shade * 10, 90, 120)).save(path)
    return paths
