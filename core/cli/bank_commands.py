"""``bank``: look at what a product was taught, take it back, carry it to another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli.output import table, write_json, write_line, write_notice
from core.cli.session import open_session
from core.errors import UsageError

_bank = typer.Typer(help="What a product was taught: list, undo, clear, export, import.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_bank, name="bank")


@_bank.command("list")
def list_bank(context: typer.Context) -> int:
    """List the active examples."""
    session = open_session(context)
    bank = session.history.bank_snapshot(session.product, session.data_dir.bank)
    if session.options.as_json:
        write_json(
            {
                "product": session.product,
                "revision": bank.revision,
                "hash": bank.hash,
                "examples": [
                    {"id": e.event_id, "category": e.category_id, "crop_sha256": e.crop_sha256}
                    for e in bank.examples
                ],
            }
        )
        return 0
    rows = [[e.category_id, e.crop_sha256[:12], e.event_id] for e in bank.examples]
    if rows:
        write_line(table(rows, headings=("category", "crop", "id")))
    write_notice(
        session.say("cli.bank", product=session.product, count=len(rows), revision=bank.revision)
    )
    return 0


@_bank.command("undo")
def undo(context: typer.Context) -> int:
    """Take back what was taught, cleared or imported last."""
    from core.services.recording import require_teaching

    session = open_session(context)
    require_teaching(session.workshop.profile(session.product))
    events = session.history.bank_undo(session.context)
    if session.options.as_json:
        write_json({"product": session.product, "undone": len(events)})
    else:
        write_line(session.say("cli.undone", product=session.product, count=len(events)))
    return 0


@_bank.command("clear")
def clear(
    context: typer.Context,
    *,
    category: Annotated[
        str | None, typer.Option("--category", help="Only the examples of this category.")
    ] = None,
) -> int:
    """Remove the examples (undo brings them back)."""
    from core.services.recording import require_teaching

    session = open_session(context)
    require_teaching(session.workshop.profile(session.product))
    bank = session.history.bank_snapshot(session.product, session.data_dir.bank)
    ids = [e.event_id for e in bank.examples if category in (None, e.category_id)]
    if category is not None and not ids:
        raise UsageError("category_not_taught", product=session.product, category=category)
    removed = session.history.bank_remove(ids, session.context) if ids else 0
    if session.options.as_json:
        write_json({"product": session.product, "removed": removed})
    elif not removed:
        write_line(
            session.say("cli.bank", product=session.product, count=0, revision=bank.revision)
        )
    else:
        write_line(session.say("cli.cleared", product=session.product, count=removed))
    return 0


@_bank.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The ZIP file to make.", metavar="FILE")],
) -> int:
    """Write the examples with their pictures into one file."""
    from core.services.bank_transfer import export_bank

    session = open_session(context)
    bank = session.history.bank_snapshot(session.product, session.data_dir.bank)
    if not bank.examples:
        raise UsageError("bank_empty", product=session.product)
    export_bank(bank, session.product, file)
    if session.options.as_json:
        write_json({"product": session.product, "file": str(file), "count": len(bank.examples)})
    else:
        write_line(session.say("cli.exported", file=str(file), count=len(bank.examples)))
    return 0


@_bank.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file made by export.", metavar="FILE")],
) -> int:
    """Teach this product the examples of an exported file."""
    from core.services.bank_transfer import read_bank
    from core.services.recording import require_teaching

    session = open_session(context)
    require_teaching(session.workshop.profile(session.product))
    examples = read_bank(file, session.data_dir.bank)
    added = session.history.bank_add(examples, session.context)
    if session.options.as_json:
        write_json({"product": session.product, "added": added, "known": len(examples) - added})
    else:
        write_line(
            session.say(
                "cli.taught",
                product=session.product,
                added=added,
                known=len(examples) - added,
                failed=0,
            )
        )
    return 0
