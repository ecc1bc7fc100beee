"""Make ``fixtures/v<N>.db``, one for each release: ``python -m tests.core.records.make_fixture``.

A fixture is never made anew: it stands for the databases people have.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from core.domain.outcomes import Outcome
from core.domain.verdicts import RecordContext
from core.records.history import History
from core.records.schema import HEAD
from core.records.values import NewExample
from tests.core.records.builders import (
    APP_VERSION,
    CONTEXT,
    checked_caption,
    exchange,
    hand_drawn,
    moment_at,
    ng_inspection,
    ok_inspection,
    retraction_on,
    sha256_of,
    unreadable_inspection,
    verdict_on,
)

FIXTURES = Path(__file__).parent / "fixtures"


def make(path: Path) -> None:
    """Fill every table of a new database."""
    with History.open(path, APP_VERSION) as history:
        makers = (ng_inspection, ok_inspection, unreadable_inspection)
        ids = [
            history.record_inspection(make_one(number), CONTEXT, moment_at(number))
            for number, make_one in enumerate(makers)
        ]
        first = replace(verdict_on(ids[0], Outcome.OK), reason="한도 이내")
        history.record_verdict(first, moment_at(10))
        history.record_verdict(verdict_on(ids[0], Outcome.NG), moment_at(11))
        history.record_verdict(verdict_on(ids[1], Outcome.NG), moment_at(12))
        history.record_verdict(retraction_on(ids[1]), moment_at(13))
        product = RecordContext(product="브래킷")
        history.bank_add([NewExample("scratch", sha256_of(1), ids[0])], product, moment_at(14))
        history.bank_add([NewExample("good", sha256_of(2))], product, moment_at(15))
        history.bank_undo(product, moment_at(16))
        history.record_outline(ids[0], hand_drawn(), CONTEXT, moment_at(17))
        history.conversations.add(ids[0], 0, exchange(), CONTEXT, moment_at(18))
        history.conversations.add(ids[0], 0, checked_caption(), CONTEXT, moment_at(19))


def main() -> int:
    """Make the fixture of the current revision unless it is there."""
    target = FIXTURES / f"v{int(HEAD)}.db"
    if target.exists():
        sys.stderr.write(f"{target} exists and stays as it is\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.sqlite"
        make(path)
        with History.open(path, APP_VERSION) as history:
            history.backup(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
