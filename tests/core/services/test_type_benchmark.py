"""The benchmark of the type proposal, on a made-up pack."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.inference.manifest import write_manifest
from tests.benchmarks.type_proposal import cases_of, main, measure, place_of
from tests.support.type_heads import head_sure_of


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Make a pack with a Korean name: one scratch, one hole, a dent, and what takes no part."""
    folder = tmp_path / "자료"
    (folder / "masks").mkdir(parents=True)
    lines = ["file,dataset,class,mask"]
    for name, label in (("a", "line"), ("b", "hole"), ("c", "bent"), ("d", "crease")):
        mask = np.zeros((60, 80), np.uint8)
        mask[20:30, 30:50] = 255
        rgb = np.random.default_rng(1).normal(120, 5, (60, 80, 3)).astype(np.uint8)
        rgb[mask > 0] = 20
        Image.fromarray(rgb).save(folder / f"{name}.png")
        Image.fromarray(mask).save(folder / "masks" / f"{name}.png")
        lines.append(f"{name}.png,own,{label},masks/{name}.png")
    lines.append("e.png,own,line,")
    (folder / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "class_map.csv").write_text(
        "dataset,class,suggested_type\nown,line,scratch\nown,hole,hole_or_pit\nown,bent,dent\n"
        "own,crease,deformation\n",
        encoding="utf-8",
    )
    return folder


def test_that_only_masks_of_known_types_take_part(pack: Path) -> None:
    assert [case.image.stem for case in cases_of(pack)] == ["a", "b", "c"]


def test_that_a_roi_belongs_to_its_seed(pack: Path) -> None:
    case = next(cases_of(pack))
    rgb, roi = place_of(case, 0)
    assert rgb.shape == (60, 80, 3)
    assert roi == place_of(case, 0)[1] != place_of(case, 1)[1]
    assert roi.h >= 16


def test_that_dents_are_counted_apart(pack: Path) -> None:
    figures = measure(head_sure_of("dent"), list(cases_of(pack)), 0)
    assert figures.macro_of_all == 0.0
    assert set(figures.right) == {"scratch", "hole_or_pit"}
    sure = measure(head_sure_of("scratch"), list(cases_of(pack)), 0)
    assert sure.macro_of_all == sure.macro_of_five == 0.5


def test_that_the_command_prints_the_figures(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = head_sure_of("scratch")
    head.save(tmp_path / "head")
    write_manifest(tmp_path / "head", "type_proposal", {"types": list(head.types)})
    assert main([str(pack), "--head", str(tmp_path / "head"), "--seeds", "2"]) == 0
    printed = capsys.readouterr().out
    assert "3 masks" in printed
    assert "scratch: 1.000 ± 0.000" in printed
