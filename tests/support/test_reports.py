from __future__ import annotations

import json

from tests.support.reports import encodable


def test_that_a_report_with_broken_letters_can_be_sent() -> None:
    report = {"sections": [("log", "경로 \ud800.png")], "longrepr": None, "duration": 0.5}
    sent = encodable(report)
    assert sent == {"sections": [("log", "경로 \\ud800.png")], "longrepr": None, "duration": 0.5}
    assert json.dumps(sent, ensure_ascii=False).encode("utf-8")


def test_that_a_report_of_sound_text_stays_as_it_is() -> None:
    report = {"nodeid": "한글[1]", "keywords": {"한글": 1}, "user_properties": [], "ok": True}
    assert encodable(report) == report
