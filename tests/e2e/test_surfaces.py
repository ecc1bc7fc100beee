"""Severity rules that hold for the surface of a product, which is set per product."""

from __future__ import annotations

import logging
from pathlib import Path

from core.domain.outcomes import Severity
from core.domain.teaching import BankSnapshot
from core.services.workshop import Workshop
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, save_profile
from tests.e2e.conftest import Command

PRODUCT = "브래킷"
BOOK = """
schema_version = 1
[[category]]
id = "good"
role = "clean"
name = { ko = "양품", en = "good" }
[[category]]
id = "scratch"
name = { ko = "스크래치", en = "scratch" }
[category.severity]
rules = [{ id = "shown", severity = "severe", surfaces = ["visible"] }]
[[category]]
id = "dent"
name = { ko = "찍힘", en = "dent" }
[[surface]]
id = "visible"
name = { ko = "외관면", en = "visible surface" }
[[surface]]
id = "hidden"
name = { ko = "비노출면", en = "hidden surface" }
"""


def described(command: Command, data_dir: DataDir, folder: Path, surface: str) -> dict[str, object]:
    """Teach the plates as a product of this surface, accept minor scratches, describe one."""
    data_dir.defect_book_file.write_text(BOOK, encoding="utf-8")
    limits = {"scratch": Severity.MINOR}
    save_profile(
        ProductProfile(name=PRODUCT, acceptance=limits, threshold=0.5, surface=surface), data_dir
    )
    assert command("teach", folder, "--product", PRODUCT).code == 0
    image = folder / "scratch" / "부품 1.png"
    return command("describe", image, "--product", PRODUCT, "--json").object


def test_that_a_rule_of_the_products_surface_is_met_and_named(
    command: Command, data_dir: DataDir, product_folder: Path
) -> None:
    view = described(command, data_dir, product_folder, "visible")
    assert (view["severity"], view["severity_rule"]) == ("severe", "shown")
    assert view["severity_rule_words"] == {"ko": "표면이 외관면", "en": "surface: visible surface"}
    assert view["outcome"] == "NG"


def test_that_a_rule_of_another_surface_is_not_met(
    command: Command, data_dir: DataDir, product_folder: Path
) -> None:
    view = described(command, data_dir, product_folder, "hidden")
    assert (view["severity"], view["severity_rule"]) == ("minor", None)
    assert view["severity_rule_words"] is None


def test_that_no_surface_leaves_the_severity_unknown_and_says_why(
    command: Command, data_dir: DataDir, product_folder: Path
) -> None:
    view = described(command, data_dir, product_folder, "")
    reason = view["reason"]
    assert isinstance(reason, dict)
    assert view["severity"] is None
    assert (view["outcome"], reason["code"]) == ("HOLD", "severity_unknown")
    assert "without a surface set for the product" in reason["en"]
    assert "제품의 표면이 지정되지 않아" in reason["ko"]


def test_that_a_surface_the_book_does_not_know_counts_as_none_and_is_logged(
    command: Command,
    data_dir: DataDir,
    product_folder: Path,
    expected_warnings: list[logging.LogRecord],
) -> None:
    view = described(command, data_dir, product_folder, "visble")
    assert view["severity"] is None
    assert any("visble" in record.getMessage() for record in expected_warnings)


def test_that_the_surface_is_kept_with_what_a_verdict_depends_on(
    command: Command, data_dir: DataDir, product_folder: Path
) -> None:
    described(command, data_dir, product_folder, "hidden")
    workshop = Workshop(data_dir, AppSettings())
    product = workshop.product(PRODUCT, BankSnapshot())
    assert workshop.configuration(product).rules["surface"] == "hidden"
