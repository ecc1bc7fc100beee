"""How many good references a decision may count on."""

from __future__ import annotations

from core.domain.categories import Category, CategorySet, Role
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.teaching import BankExample, BankSnapshot, ProductContext
from core.services.inspecting import references_behind

BOX = BoxPx(0.0, 0.0, 64.0, 48.0)


def _product(*taught: tuple[str, str]) -> ProductContext:
    categories = CategorySet(
        (
            Category(id="scratch", role=Role.DEFECT, name_ko="스크래치", name_en="scratch"),
            Category(id="good", role=Role.CLEAN, name_ko="양품", name_en="good"),
        )
    )
    examples = tuple(BankExample(label, sha256, f"{sha256}.png") for label, sha256 in taught)
    return ProductContext("커버", categories, bank=BankSnapshot(examples=examples))


def test_that_only_good_references_count() -> None:
    product = _product(("good", "a"), ("scratch", "b"), ("good", "c"))
    assert references_behind(product, Region(BOX, source=RegionSource.PROPOSED)) == 2


def test_that_a_reference_taught_twice_counts_once() -> None:
    product = _product(("good", "a"), ("good", "a"))
    assert references_behind(product, Region(BOX, source=RegionSource.PROPOSED)) == 1


def test_that_none_count_for_a_drawn_region() -> None:
    product = _product(("good", "a"), ("good", "c"))
    assert references_behind(product, Region(BOX, source=RegionSource.DRAWN)) == 0
