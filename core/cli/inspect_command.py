"""``inspect``: score, decide, describe and record images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import MmPerPxOption, RoiOption
from core.cli.output import (
    ProgressBar,
    progress_bar,
    shows_progress,
    write_json,
    write_line,
    write_notice,
)
from core.cli.parsing import parse_roi, parse_scale
from core.cli.session import Session, open_session
from core.domain.inspections import Inspection
from core.domain.outcomes import Outcome, ReasonCode
from core.errors import DefectScribeError, UsageError
from core.records.values import HistoryFilter, HistoryLine, Rows
from core.texts.wording import category_name, percent, render_reason, sentences_in

if TYPE_CHECKING:
    from core.domain.regions import BoxPx
    from core.domain.verdicts import Moment
    from core.records.export import CsvFile
    from core.services.inspecting import Inspector
    from core.services.inspecting_many import Inspected, SeenBefore
    from core.texts.language import Language


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("inspect")(inspect)


def inspect(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Images and folders.", metavar="PATH")],
    *,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write a CSV that Excel reads.")] = None,
    rows: Annotated[Rows, typer.Option("--rows", help="What one CSV row stands for.")] = Rows.IMAGE,
    roi: RoiOption = None,
    mm_per_px: MmPerPxOption = None,
    no_record: Annotated[
        bool, typer.Option("--no-record", help="Keep nothing in the history.")
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Skip images recorded with this very configuration."),
    ] = False,
) -> int:
    """Score images, decide OK, NG or HOLD, and record it."""
    from core.jobs.cancel import CancelToken
    from core.services.inspecting_many import inspect_all, walk

    session = open_session(context)
    rois = [parse_roi(text) for text in roi or []]
    scales = parse_scale(mm_per_px)
    _require_paths(paths)
    total = _count(paths) if shows_progress() else 0
    with _csv_file(session, csv) as table, progress_bar("inspect", total) as bar:
        token = CancelToken()
        inspector = session.inspector(
            token, captions=session.settings.describing.captions, scales=scales
        )
        run = _Run(session, inspector, rois, table, rows, bar, records=not no_record)
        files = walk(paths, on_error=run.fail, on_ignored=run.ignored.append)
        seen = run.seen_before() if resume else None
        for result in inspect_all(files, inspector, token=token, rois=rois, seen_before=seen):
            run.take(result)
        if run.failed and not run.done:
            # Not even one file was reached: leave an older CSV as it is.
            raise UsageError("nothing_to_inspect")
        run.summarise()
    return 1 if run.failed else 0


def _require_paths(paths: list[Path]) -> None:
    """Refuse when nothing that was named exists; one missing path among others only fails."""
    from core.services.inspecting_many import is_there

    if not any(is_there(path) for path in paths):
        raise UsageError("path_missing", path=", ".join(str(path) for path in paths))


def _count(paths: list[Path]) -> int:
    """Count the files ahead, for the bar of a person who waits; pages are not known yet."""
    from core.services.inspecting_many import walk

    return sum(1 for _ in walk(paths, on_error=lambda _: None, on_ignored=lambda _: None))


def _csv_file(session: Session, path: Path | None) -> AbstractContextManager[CsvFile | None]:
    if path is None:
        return nullcontext(None)
    from core.records.export import CsvFile

    book = session.workshop.book.category_set()
    return CsvFile(path, reason_words=lambda reason: session.reason(reason, book))


@dataclass(slots=True)
class _Run:
    """One run over many images: what was counted, where results go."""

    session: Session
    inspector: Inspector
    rois: Sequence[BoxPx]
    table: CsvFile | None
    rows: Rows
    bar: ProgressBar
    records: bool
    failed: int = 0
    done: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    skipped: int = 0
    ignored: list[Path] = field(default_factory=list)

    def seen_before(self) -> SeenBefore:
        """Ask the history, by the bytes of the file, before anything is decoded."""
        from core.imaging.decode import identify
        from core.records.hashing import configuration_hash

        key = configuration_hash(self.inspector.configuration_for(self.rois))

        def seen(path: Path, page: int) -> bool:
            sha256, _ = identify(path)
            record_id = self.session.history.find_record(
                sha256=sha256,
                page=page,
                product=self.session.product,
                configuration_hash=key,
            )
            if record_id is None:
                return False
            # The CSV of a resumed run is as complete as that of one that was never stopped.
            wanted = HistoryFilter(record_id=record_id)
            lines = list(self.session.history.list_records(wanted, rows=self.rows))
            if any(line.reason.code is ReasonCode.UNREADABLE for line in lines):
                return False  # still a failure: name it again, and end with 1
            self._add_rows(iter(lines))
            return True

        return seen

    def take(self, result: Inspected) -> None:
        """Record, print and count one result."""
        if result.skipped:
            self.skipped += 1
        if result.error is not None:
            self.fail(result.error)
        if result.inspection is not None:
            self._keep(result.inspection)
        self.done += 1
        if result.page == 0:
            self.bar.advance()

    def fail(self, error: DefectScribeError) -> None:
        """Name an input that failed."""
        self.failed += 1
        write_notice(self.session.error(error))

    def summarise(self) -> None:
        """Say what was done, to people."""
        params = {outcome.value.lower(): count for outcome, count in self.outcomes.items()}
        write_notice(
            self.session.say(
                "cli.inspected",
                total=sum(self.outcomes.values()),
                failed=self.failed,
                skipped=self.skipped,
                **params,
            )
        )
        if self.ignored:
            write_notice(self.session.say("cli.ignored", count=len(self.ignored)))

    def _keep(self, inspection: Inspection) -> None:
        from core.records.clock import now
        from core.records.lines import lines_of

        moment = now()
        record_id = self._record(inspection, moment)
        self.outcomes[inspection.outcome] += 1
        self._add_rows(
            lines_of(inspection, self.session.context, moment, record_id=record_id, rows=self.rows)
        )
        self._print(inspection, record_id)

    def _record(self, inspection: Inspection, moment: Moment) -> str:
        if not self.records:
            return ""
        return self.session.history.record_inspection(inspection, self.session.context, moment)

    def _add_rows(self, lines: Iterator[HistoryLine]) -> None:
        if self.table is not None:
            for line in lines:
                self.table.write(line)

    def _print(self, inspection: Inspection, record_id: str) -> None:
        if self.session.options.as_json:
            from core.services.json_views import inspection_view

            view = inspection_view(inspection, self.inspector.categories)
            write_json({**view, "record_id": record_id or None})
            return
        for line in person_lines(inspection, self.session, self.inspector):
            write_line(line)


def outcome_column(outcome: Outcome, session: Session, lang: Language) -> str:
    """Show the code, which scripts and people of both languages know, and the Korean word."""
    if lang == "en":
        return f"{outcome.value:<4}"
    return f"{outcome.value:<4} {session.texts.text(lang, f'outcome.{outcome.value}')}"


def person_lines(inspection: Inspection, session: Session, inspector: Inspector) -> Iterator[str]:
    """Say one inspection in a line per language: outcome, category, file, sentence."""
    for lang in session.languages:
        worst = inspection.worst
        shown = f"{outcome_column(inspection.outcome, session, lang)}  {inspection.sighting.path}"
        # The nearest defect of a good part is nothing a person should read.
        named = worst.category if worst and inspection.outcome is not Outcome.OK else None
        if named is not None:
            name = category_name(inspector.categories, named.id, lang)
            shown += f"  {name} {percent(named.probability)}"
        yield shown
        if worst is not None and worst.sentences is not None:
            yield f"     {sentences_in(worst.sentences, lang).normal}"
        else:
            yield f"     {render_reason(inspection.reason, inspector.categories, lang)}"
