"""Pictures of a bank."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.domain.categories import CLEAN_ID, Category, CategorySet, Role
from core.domain.teaching import BankExample, BankSnapshot
from ui.models.bank_model import PROBLEM_ROLE, Picture, PictureModel, groups_of

A, B = Path("한글/a.png"), Path("b.png")


def model() -> PictureModel:
    made = PictureModel()
    made.show_pictures([Picture("1", A, "a"), Picture("2", B, "b", "tip")])
    return made


def image() -> QImage:
    made = QImage(4, 2, QImage.Format.Format_RGB888)
    made.fill(Qt.GlobalColor.red)
    return made


def test_that_the_model_obeys_the_rules_of_qt() -> None:
    pictures = model()
    tester = QAbstractItemModelTester(pictures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    pictures.take_thumbnail(A, image())
    pictures.show_pictures([])
    assert tester.model() is pictures


def test_that_only_missing_thumbnails_are_lacking() -> None:
    pictures = model()
    assert pictures.lacking(range(2)) == [A, B]
    pictures.take_thumbnail(A, image())
    pictures.take_problem(B, "damaged")
    assert pictures.lacking(range(2)) == []


def test_that_a_thumbnail_shows_and_is_told(qtbot: QtBot) -> None:
    pictures = model()
    with qtbot.waitSignal(pictures.dataChanged) as told:
        pictures.take_thumbnail(B, image())
    (index, *_) = told.args
    assert isinstance(index, QModelIndex)
    assert index.row() == 1
    assert isinstance(index.data(Qt.ItemDataRole.DecorationRole), QPixmap)


def test_that_a_problem_is_told_in_place_of_the_picture() -> None:
    pictures = model()
    pictures.take_problem(B, "damaged")
    index = pictures.index(1)
    assert index.data(PROBLEM_ROLE) == "damaged"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "damaged"
    assert pictures.index(0).data(PROBLEM_ROLE) == ""


def test_that_good_references_come_first_and_unknown_categories_last() -> None:
    categories = CategorySet(
        tuple(Category(name, Role.DEFECT, name, name) for name in ("scratch", "dent"))
    )
    taught = ("burr", "dent", CLEAN_ID, "dent", "scratch")
    examples = tuple(BankExample(name, "a" * 64, "x") for name in taught)
    groups = groups_of(BankSnapshot(5, examples), categories)
    assert [group.category_id for group in groups] == [CLEAN_ID, "scratch", "dent", "burr"]
    assert [len(group.examples) for group in groups] == [1, 1, 2, 1]
