from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from core.errors import DefectScribeError, RecordsError
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress
from ui.workers.errands import Errand, ErrandThread


@pytest.fixture
def errands(qtbot: QtBot) -> Iterator[ErrandThread]:
    thread = ErrandThread()
    yield thread
    thread.finish()


def test_that_an_errand_is_done_elsewhere_and_answered_here(
    errands: ErrandThread, qtbot: QtBot
) -> None:
    here = QThread.currentThread()
    threads: list[QThread] = []
    done: list[tuple[str, QThread]] = []

    def work(_token: CancelToken, _progress: Progress) -> str:
        threads.append(QThread.currentThread())
        return "gathered"

    assert not errands.isRunning()
    errands.submit(Errand(work, lambda result: done.append((result, QThread.currentThread()))))
    qtbot.waitUntil(lambda: bool(done))
    assert done == [("gathered", here)]
    assert threads[0] is not here
    assert errands.is_idle


def test_that_progress_is_told_seldom_and_before_the_end(
    errands: ErrandThread, qtbot: QtBot
) -> None:
    told: list[object] = []

    def work(_token: CancelToken, progress: Progress) -> None:
        for done in range(5000):
            progress(done, 5000)

    errands.submit(
        Errand(
            work,
            on_done=lambda _: told.append("done"),
            on_progress=lambda done, total: told.append((done, total)),
        )
    )
    qtbot.waitUntil(lambda: "done" in told)
    assert told[0] == (0, 5000)
    assert told[-1] == "done"
    assert len(told) < 50


def test_that_a_cancelled_errand_says_so_and_the_next_one_is_done(
    errands: ErrandThread, qtbot: QtBot
) -> None:
    begun, answers = threading.Event(), list[str]()

    def endless(token: CancelToken, _progress: Progress) -> None:
        begun.set()
        while True:
            token.check()

    def never(_token: CancelToken, _progress: Progress) -> None:
        answers.append("begun")

    first = Errand(endless, on_error=lambda error: answers.append(error.code))
    second = Errand(never, on_error=lambda error: answers.append(f"second {error.code}"))
    third = Errand(lambda _token, _progress: 3, on_done=lambda result: answers.append(str(result)))
    errands.submit(first)
    errands.submit(second)
    errands.submit(third)
    assert begun.wait(10)
    second.token.cancel()
    first.token.cancel()
    qtbot.waitUntil(lambda: "3" in answers)
    assert answers == ["cancelled", "second cancelled", "3"]


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (RecordsError("bank_unwritable", path="x", problem="y"), "bank_unwritable"),
        (OSError(28, "No space left on device"), "records_full"),
    ],
)
def test_that_a_failure_comes_in_words(
    errands: ErrandThread, qtbot: QtBot, problem: Exception, code: str
) -> None:
    errors: list[DefectScribeError] = []

    def work(_token: CancelToken, _progress: Progress) -> str:
        raise problem

    errands.submit(Errand(work, on_error=errors.append))
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].code == code


def test_that_a_fault_of_the_program_is_logged_and_told(
    errands: ErrandThread, qtbot: QtBot, expected_warnings: list[object]
) -> None:
    errors: list[DefectScribeError] = []

    def work(_token: CancelToken, _progress: Progress) -> str:
        raise ZeroDivisionError

    errands.submit(Errand(work, on_error=errors.append, name="결과.csv"))
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].code == DefectScribeError.default_code
    assert len(expected_warnings) == 1


def test_that_closing_cancels_what_goes_on_and_what_waits(qtbot: QtBot) -> None:
    thread, begun, codes = ErrandThread(), threading.Event(), list[str]()

    def endless(token: CancelToken, _progress: Progress) -> None:
        begun.set()
        while True:
            token.check()

    for _ in range(2):
        thread.submit(Errand(endless, on_error=lambda error: codes.append(error.code)))
    assert begun.wait(10)
    thread.finish()
    assert codes == ["cancelled", "cancelled"]
    thread.submit(Errand(endless, on_error=lambda error: codes.append(error.code)))
    assert codes == ["cancelled"] * 3


def test_that_a_thread_without_errands_ends_without_having_run(qtbot: QtBot) -> None:
    thread = ErrandThread()
    thread.finish()
    assert thread.isFinished() or not thread.isRunning()
