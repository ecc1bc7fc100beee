"""``history``: list, export and verify the records."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.output import table, write_json, write_line, write_notice
from core.cli.parsing import parse_columns
from core.cli.session import Session, open_session
from core.domain.outcomes import Outcome
from core.errors import UsageError
from core.records.export import COLUMNS, line_as_json, write_csv
from core.records.values import ChainHead, HistoryFilter, HistoryLine, Rows
from core.texts.wording import category_name

if TYPE_CHECKING:
    from core.domain.categories import CategorySet

_history = typer.Typer(help="The records: list, export, verify.")

Since = Annotated[
    str | None, typer.Option("--since", help="From this date or time on.", metavar="YYYY-MM-DD")
]
Until = Annotated[
    str | None, typer.Option("--until", help="Before this date or time.", metavar="YYYY-MM-DD")
]
OutcomeIs = Annotated[Outcome | None, typer.Option("--outcome", help="The program's outcome.")]
VerdictIs = Annotated[Outcome | None, typer.Option("--verdict", help="The current verdict.")]
CategoryIs = Annotated[str | None, typer.Option("--category", help="Category that holds now.")]
OperatorIs = Annotated[str | None, typer.Option("--operator", help="Who inspected.")]
RowsAre = Annotated[Rows, typer.Option("--rows", help="What one row stands for.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_history, name="history")


@_history.command("list")
def list_history(
    context: typer.Context,
    *,
    since: Since = None,
    until: Until = None,
    outcome: OutcomeIs = None,
    verdict: VerdictIs = None,
    category: CategoryIs = None,
    operator: OperatorIs = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, help="Newest records only.")
    ] = None,
) -> int:
    """List records, newest first."""
    session = open_session(context)
    wanted = HistoryFilter(
        since=_moment(since),
        until=_moment(until),
        product=session.product if session.options.product else None,
        outcome=outcome,
        verdict=verdict,
        category=category,
        operator=operator,
    )
    lines = session.history.list_records(wanted, limit=limit)
    if session.options.as_json:
        for line in lines:
            write_json(line_as_json(line))
        return 0
    book = session.workshop.book.category_set()
    rows = [
        [
            f"{line.time_local:%Y-%m-%d %H:%M:%S}",
            line.program_outcome.value,
            line.current_verdict.value if line.current_verdict else "-",
            _category_shown(line, session, book),
            line.product,
            Path(line.file).name,
        ]
        for line in lines
    ]
    if not rows:
        write_notice(session.say("cli.no_records"))
        return 0
    shown = ("time_local", "program_outcome", "current_verdict", "category", "product", "file")
    write_line(table(rows, headings=[session.say(f"column.{name}") for name in shown]))
    return 0


@_history.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="The CSV to make.", metavar="OUT.csv")] = None,
    *,
    csv: Annotated[Path | None, typer.Option("--csv", help="The same, as an option.")] = None,
    since: Since = None,
    until: Until = None,
    outcome: OutcomeIs = None,
    verdict: VerdictIs = None,
    category: CategoryIs = None,
    operator: OperatorIs = None,
    rows: RowsAre = Rows.IMAGE,
    korean_headings: Annotated[
        bool, typer.Option("--korean-headings", help="Headings in Korean words.")
    ] = False,
    columns: Annotated[
        str | None,
        typer.Option("--columns", help="Only these columns, in this order.", metavar="ID,ID,..."),
    ] = None,
) -> int:
    """Write the records to a CSV that Excel reads."""
    target = csv or file
    if target is None:
        raise UsageError("csv_target_missing")
    chosen = COLUMNS if columns is None else parse_columns(columns, COLUMNS)
    session = open_session(context)
    wanted = HistoryFilter(
        since=_moment(since),
        until=_moment(until),
        product=session.product if session.options.product else None,
        outcome=outcome,
        verdict=verdict,
        category=category,
        operator=operator,
    )
    categories = session.workshop.book.category_set()
    count = write_csv(
        target,
        session.history.list_records(wanted, rows=rows),
        headings=_headings(session) if korean_headings else None,
        reason_words=lambda reason: session.reason(reason, categories),
        columns=chosen,
    )
    if session.options.as_json:
        write_json({"file": str(target), "rows": count})
    else:
        write_line(session.say("cli.exported", file=str(target), count=count))
    return 0


@_history.command("verify")
def verify(
    context: typer.Context,
    *,
    head: Annotated[
        str | None,
        typer.Option(
            "--head", help="A head noted earlier; a cut-off end then shows.", metavar="SEQ:HASH"
        ),
    ] = None,
) -> int:
    """Check the chain of all records: 0 intact, 1 broken."""
    session = open_session(context)
    report = session.history.verify(_head(head))
    broken = report.broken
    if session.options.as_json:
        write_json(
            {
                "intact": report.is_intact,
                "rows_checked": report.rows_checked,
                "head": {"seq": report.head.seq, "row_hash": report.head.row_hash},
                "broken": None
                if broken is None
                else {
                    "problem": broken.problem.value,
                    "table": broken.table,
                    "row_id": broken.row_id,
                    "seq": broken.seq,
                },
            }
        )
    elif broken is None:
        write_line(
            session.say(
                "cli.verified",
                file=str(session.data_dir.records_file),
                count=report.rows_checked,
                head=f"{report.head.seq}:{report.head.row_hash}",
            )
        )
    else:
        write_line(
            session.say(
                "cli.broken",
                problem=session.say(f"chain.{broken.problem.value}"),
                table=broken.table or "-",
                row=broken.row_id or "-",
                seq=broken.seq,
            )
        )
    return 0 if report.is_intact else 1


def _category_shown(line: HistoryLine, session: Session, book: CategorySet) -> str:
    """Name the category, but not the nearest defect of a part that is good."""
    holds = line.current_verdict or line.program_outcome
    if line.category is None or holds is Outcome.OK:
        return "-"
    return category_name(book, line.category, session.language)


def _headings(session: Session) -> dict[str, str]:
    return {column: session.texts.text("ko", f"column.{column}") for column in COLUMNS}


def _moment(text: str | None) -> datetime | None:
    """Read a date or time of the station's clock."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise UsageError("time_malformed", text=text) from error


def _head(text: str | None) -> ChainHead | None:
    if text is None:
        return None
    seq, _, row_hash = text.partition(":")
    if not seq.isdecimal() or not row_hash:
        raise UsageError("head_malformed", text=text)
    return ChainHead(int(seq), row_hash)
