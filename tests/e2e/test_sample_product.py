"""The sample product with the models that ship: what a newcomer sees first."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from core.cli.app import run
from core.settings.paths import DataDir
from core.texts.program_folder import resources_dir


def test_that_the_sample_product_shows_all_three_outcomes_and_lets_no_defect_pass(
    data_dir: DataDir, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sample", "--json", "--data-dir", str(data_dir.root)]) == 0
    views = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    said = {Path(view["file"]).name: view for view in views}
    truth = resources_dir() / "sample_product" / "truth.csv"
    with truth.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert said.keys() == {row["file"] for row in rows}
    assert {view["outcome"] for view in views} == {"OK", "NG", "HOLD"}
    for row in rows:
        view = said[row["file"]]
        if row["outcome"] == "NG":
            assert (view["outcome"], view["category"]["id"]) == ("NG", row["category"])
        elif row["outcome"] == "OK":
            assert view["outcome"] == "OK"
        else:
            assert view["outcome"] != "OK"
