"""``teach``: examples and good references from a labelled folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.output import write_json, write_line, write_notice
from core.cli.parsing import label_of
from core.cli.session import Session, open_session
from core.errors import UsageError
from core.imaging.catalogue import iter_images, labelled_folder
from core.jobs.cancel import CancelToken

if TYPE_CHECKING:
    from core.domain.teaching import BankSnapshot


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("teach")(teach)


def teach(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            help="FOLDER/<category>/* are examples, FOLDER/good/* good references.",
            metavar="FOLDER",
        ),
    ],
    *,
    category: Annotated[
        str | None,
        typer.Option("--category", help="All images of FOLDER itself are of this category."),
    ] = None,
) -> int:
    """Teach examples and good references; the next inspection uses them."""
    from core.services.recording import summary_of, teach_images

    session = open_session(context)
    taught = teach_images(
        _labelled(folder, category),
        history=session.history,
        bank_dir=session.data_dir.bank,
        context=session.context,
        profile=session.workshop.profile(session.product),
        limits=session.workshop.decode_limits,
        token=CancelToken(),
    )
    for error in taught.failed:
        write_notice(session.error(error))
    bank = session.history.bank_snapshot(session.product, session.data_dir.bank)
    _ask_for_names(session, bank)
    if session.options.as_json:
        write_json(
            {
                "product": session.product,
                "added": taught.added,
                "known": taught.known,
                "failed": [str(error.details.get("path", "")) for error in taught.failed],
                "bank_revision": bank.revision,
                "bank": summary_of(bank),
            }
        )
    else:
        for label, count in taught.added.items():
            write_line(f"{label}: +{count}")
        write_line(
            session.say(
                "cli.taught",
                product=session.product,
                added=sum(taught.added.values()),
                known=taught.known,
                failed=len(taught.failed),
            )
        )
    return 1 if taught.failed else 0


def _ask_for_names(session: Session, bank: BankSnapshot) -> None:
    """Say which categories have no Korean name, and where one is given."""
    from core.dataset.korean_names import nameless

    unnamed = nameless(session.workshop.product(session.product, bank).categories)
    if unnamed:
        write_notice(
            session.say(
                "cli.unnamed",
                categories=", ".join(unnamed),
                file=str(session.data_dir.defect_book_file),
            )
        )


def _labelled(folder: Path, category: str | None) -> Iterator[tuple[str, Path]]:
    if category is None:
        for label, paths in labelled_folder(folder).items():
            for path in paths:
                yield label, path
        return
    empty = True
    label = label_of(category)
    for entry in iter_images(folder):
        empty = False
        yield label, entry.path
    if empty:
        raise UsageError("folder_no_images", folder=str(folder))
