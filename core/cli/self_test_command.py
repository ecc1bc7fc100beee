"""``--self-test``: check that this installation works."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.output import write_json, write_line
from core.domain.version import APP_VERSION
from core.errors import RecordsError

if TYPE_CHECKING:
    from core.cli.self_checks import Check
    from core.cli.session import GlobalOptions


def self_test(options: GlobalOptions, report: Path | None) -> int:
    """Run all checks in a temporary data folder.

    Parameters
    ----------
    options : GlobalOptions
        Only ``--json`` counts.
    report : Path or None
        Where to write the results as JSON as well: a windowed program has no console.

    Returns
    -------
    int
        0 if every check passed, else 1.
    """
    from core.cli.self_checks import run_self_test

    def show(check: Check) -> None:
        if not options.as_json:
            sign = "ok  " if check.passed else "FAIL"
            write_line(f"{sign} {check.name} ({check.seconds:.1f} s): {check.detail}")

    checks = run_self_test(show)
    view: dict[str, object] = {
        "app_version": APP_VERSION,
        "platform": platform.platform(),
        "passed": all(check.passed for check in checks),
        "checks": [asdict(check) for check in checks],
    }
    if options.as_json:
        write_json(view)
    if report is not None:
        _write_report(report, view)
    return 0 if view["passed"] else 1


def _write_report(path: Path, view: dict[str, object]) -> None:
    from core.settings.files import write_atomically

    text = json.dumps(view, ensure_ascii=False, indent=2) + "\n"
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise RecordsError(
            "report_unwritable", path=str(path), problem=error.strerror or str(error)
        ) from error
