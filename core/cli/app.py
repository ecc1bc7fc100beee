"""The command line: global options, commands, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from typer.exceptions import Abort, TyperException

from core.cli import (
    bank_commands,
    describe_command,
    evaluate_command,
    explain_command,
    history_commands,
    inspect_command,
    sample_command,
    self_test_command,
    teach_command,
)
from core.cli.arguments import hoist_globals
from core.cli.output import prepare_streams, write_notice
from core.cli.parsing import data_folder
from core.cli.session import (
    GlobalOptions,
    LanguageOption,
    error_words,
    languages_of,
    log_internal_error,
)
from core.cli.usage_words import UsageContext, usage_lines, usage_words
from core.domain.version import APP_VERSION
from core.errors import DefectScribeError, JobCancelledError, UsageError
from core.texts.language import Language

DONE: Final = 0
USAGE: Final = 2
INTERNAL: Final = 3
INTERRUPTED: Final = 130

_CANCELLED: Final = "Cancelled. 취소했습니다."

_EPILOG: Final = (
    "Global options stand before or after the command. "
    "Exit codes: 0 done, 1 some inputs failed, 2 usage or unusable input, 3 internal error."
)

StartWindow = Callable[[Path | None, str | None, Path | None], int]
_STARTER: Final = "core.cli.window_starter"


@dataclass(frozen=True, slots=True)
class WindowStarter:
    """Opens the window; handed in from above."""

    start: StartWindow


app = typer.Typer(
    name="defectscribe",
    help="Find, name and record defects on product images, offline, in Korean and English.",
    epilog=_EPILOG,
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for commands in (
    inspect_command,
    describe_command,
    explain_command,
    teach_command,
    bank_commands,
    evaluate_command,
    history_commands,
    sample_command,
):
    commands.register(app)


@app.callback(invoke_without_command=True)
def _main(  # every argument is one global option
    context: typer.Context,
    *,
    data_dir: Annotated[
        Path | None,
        typer.Option(
            "--data-dir",
            help="Folder of records, bank and settings.",
            metavar="DIR",
            parser=data_folder,
        ),
    ] = None,
    product: Annotated[
        str | None,
        typer.Option("--product", help="Product (품번) whose bank and limits hold."),
    ] = None,
    lang: Annotated[
        LanguageOption | None, typer.Option("--lang", help="Language of results for people.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Only JSON on stdout; all else on stderr.")
    ] = False,
    self_test: Annotated[
        bool, typer.Option("--self-test", help="Check that this installation works, then stop.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write the self-test's report to this file.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    start_window = context.find_object(WindowStarter)
    options = GlobalOptions(data_dir=data_dir, product=product, lang=lang, as_json=as_json)
    context.obj = options
    if version:
        typer.echo(f"DefectScribe {APP_VERSION}")
        raise typer.Exit(DONE)
    if self_test:
        raise typer.Exit(self_test_command.self_test(options, report))
    if context.invoked_subcommand is None:
        if start_window is None:
            typer.echo(context.get_help())
            raise typer.Exit(USAGE)
        raise typer.Exit(start_window.start(data_dir, product, None))
    if start_window is not None:
        context.meta[_STARTER] = start_window


@app.command("gui")
def _gui(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of images to open.", metavar="FOLDER")
    ] = None,
) -> int:
    """Open the window; without any command it opens too."""
    starter = context.meta.get(_STARTER)
    options = context.find_object(GlobalOptions)
    if not isinstance(starter, WindowStarter) or options is None:
        raise UsageError("window_missing")
    if folder is not None and not folder.exists():
        raise UsageError("path_missing", path=str(folder))
    return starter.start(options.data_dir, options.product, folder)


def run(arguments: Sequence[str], start_window: StartWindow | None = None) -> int:
    """Carry out one command.

    Parameters
    ----------
    arguments : sequence of str
        Without the program's name.
    start_window : callable, optional
        Opens the window with data folder, product and folder of images; this package lies below
        the window and cannot import it.

    Returns
    -------
    int
        0 done, 1 some inputs failed, 2 usage or unusable input, 3 internal error.
    """
    prepare_streams()
    words = hoist_globals(arguments)
    try:
        starter = WindowStarter(start_window) if start_window is not None else None
        result = app(words, prog_name="main.py", standalone_mode=False, obj=starter)
    except TyperException as problem:
        _show_usage(problem, languages_of(words))
        return problem.exit_code
    except (Abort, KeyboardInterrupt, JobCancelledError):
        write_notice(_CANCELLED)
        return INTERRUPTED
    except DefectScribeError as problem:
        write_notice(error_words(problem, languages_of(words)))
        return INTERNAL if problem.code == DefectScribeError.default_code else USAGE
    except BrokenPipeError:
        # The reader of our output (head, a closed pager) went away: nothing is left to say.
        sys.stderr.close()
        return DONE
    except Exception:  # noqa: BLE001 - the last line of defence: say it, keep the trace, exit 3
        log_internal_error(words)
        write_notice(error_words(DefectScribeError(), languages_of(words)))
        return INTERNAL
    if result == INTERRUPTED:  # the parser turns Ctrl+C into a code and says nothing
        write_notice(_CANCELLED)
    return result if isinstance(result, int) else DONE


def _show_usage(problem: TyperException, languages: Sequence[Language]) -> None:
    """Say a mistake in the words typed; only usage errors know the line of usage."""
    message = problem.format_message()
    context: object = getattr(problem, "ctx", None)
    if isinstance(context, UsageContext):
        said = [usage_lines(context, message, language) for language in languages]
    else:
        said = [usage_words(message, language) for language in languages]
    write_notice("\n\n".join(dict.fromkeys(said)))
