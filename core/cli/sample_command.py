"""``sample``: teach and inspect the sample product that ships with the program."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from core.cli.inspect_command import outcome_column
from core.cli.output import table, write_json, write_line
from core.cli.session import Session, open_session
from core.domain.outcomes import Outcome
from core.imaging.catalogue import iter_images, labelled_folder
from core.jobs.cancel import CancelToken
from core.texts.program_folder import resources_dir
from core.texts.wording import category_name, percent

if TYPE_CHECKING:
    from core.domain.inspections import Inspection
    from core.services.inspecting import Inspector

SAMPLE_PRODUCT: Final = "sample"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sample")(sample)


def sample(context: typer.Context) -> int:
    """Teach and inspect the generated sample product (예제), and show what was decided."""
    from core.records.clock import now
    from core.services.json_views import inspection_view
    from core.services.recording import teach_images

    session = open_session(context, product=SAMPLE_PRODUCT)
    folder = resources_dir() / "sample_product"
    token = CancelToken()
    teach_images(
        chain.from_iterable(
            ((label, path) for path in paths)
            for label, paths in labelled_folder(folder / "teach").items()
        ),
        history=session.history,
        bank_dir=session.data_dir.bank,
        context=session.context,
        profile=session.workshop.profile(session.product),
        limits=session.workshop.decode_limits,
        token=token,
    )
    inspector = session.inspector(token)
    rows: list[list[str]] = []
    for entry in iter_images(folder / "to_judge"):
        inspection = inspector.inspect(entry.path, token=token)
        record_id = session.history.record_inspection(inspection, session.context, now())
        if session.options.as_json:
            write_json(
                {**inspection_view(inspection, inspector.categories), "record_id": record_id}
            )
        rows.append(_row(entry.path, inspection, session, inspector))
    if not session.options.as_json:
        headings = [
            session.say(f"column.{name}")
            for name in ("file", "program_outcome", "category", "probability", "zone", "reason")
        ]
        write_line(table(rows, headings=headings))
        write_line(session.say("cli.sample", folder=str(folder), data=str(session.data_dir.root)))
    return 0


def _row(path: Path, inspection: Inspection, session: Session, inspector: Inspector) -> list[str]:
    worst = inspection.worst
    category, probability, zone = "-", "-", "-"
    if worst is not None and worst.category is not None and inspection.outcome is not Outcome.OK:
        category = category_name(inspector.categories, worst.category.id, session.language)
        probability = percent(worst.category.probability)
    if worst is not None and worst.measurement.zone is not None:
        zone = session.texts.text(session.language, f"zone.{worst.measurement.zone.value}")
    return [
        path.name,
        outcome_column(inspection.outcome, session, session.language).rstrip(),
        category,
        probability,
        zone,
        session.reason(inspection.reason, inspector.categories),
    ]
