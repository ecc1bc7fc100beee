"""Set up, run, test DefectScribe: python dev.py setup | run | test | lint | bench | train-starter.

Needs nothing but Python 3.11 or newer. Every command first sets up what is missing.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dev_setup import PYTHON, ROOT, Setup, SetupError, say

OLDEST_PYTHON = (3, 11)
_DONE, _FAILED, _USAGE, _INTERRUPTED = 0, 1, 2, 130
LINT: tuple[tuple[str, Sequence[str]], ...] = (
    ("ruff check", ("-m", "ruff", "check")),
    ("ruff format", ("-m", "ruff", "format", "--check")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
)
# Two processes take whole files in turn, in the order of testpaths: fixtures of a module are made
# once, and tests/e2e stays behind tests/ui in each. A crash ends the run: a restarted process would
# begin with the same test. "-n 0" after "test" gives one process.
SIDE_BY_SIDE = (
    "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0",
)  # fmt: skip


# What is asked of the project's own Python; the offscreen platform is no screen to a person.
ASK_FOR_SCREEN = """\
import os, sys
from ui.display import require_display
if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
    sys.exit(1)
require_display(os.environ)
"""
PICTURE = "outputs/window.png"


def run(arguments: Sequence[str]) -> int:
    """Open the window; without a screen inspect the sample product and take a picture."""
    if has_screen():
        return call("main.py", "gui", *arguments)
    say("There is no screen here: the sample product is inspected, and a picture of the window")
    say("taken. What follows was decided by the program:")
    code = call("main.py", "sample", *arguments)
    if code:
        return code
    (ROOT / PICTURE).parent.mkdir(exist_ok=True)
    code = call("-m", "ui.screens", "--one", PICTURE)
    if code:
        say(f"The picture of the window could not be taken (exit code {code}).")
    return code


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    command = [str(PYTHON), "-c", ASK_FOR_SCREEN]
    return not subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def call(*arguments: str) -> int:
    """Run the project's own Python and return its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode


def test(arguments: Sequence[str]) -> int:
    """Lint, then run the tests; what follows goes to pytest."""
    return run_checks([*LINT, ("pytest", ("-m", "pytest", *SIDE_BY_SIDE, *arguments))])


def lint(_: Sequence[str]) -> int:
    """Check style, types and import contracts."""
    return run_checks(LINT)


def bench(arguments: Sequence[str]) -> int:
    """Run the long measurements, all or those named."""
    folder = ROOT / "tests" / "benchmarks"
    names = [path.stem for path in sorted(folder.glob("*.py")) if not path.stem.startswith("_")]
    unknown = [name for name in arguments if name not in names]
    if unknown or not names:
        asked = f"No such benchmark: {', '.join(unknown)}. " if unknown else ""
        say(f"{asked}There are: {', '.join(names) or 'none'}")
        return _USAGE
    wanted = arguments or names
    return run_checks([(name, ("-m", f"tests.benchmarks.{name}")) for name in wanted])


def train_starter(arguments: Sequence[str]) -> int:
    """Train the small models that ship with the program; a stopped run goes on."""
    return call("-m", "core.services.starter_training", *arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "train-starter": train_starter,
}


def run_checks(checks: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Run all checks even if one fails; show the time of each and name those that failed."""
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "HF_HUB_OFFLINE": "1",
    }  # fmt: skip
    lines: list[str] = []
    failed: list[str] = []
    for title, arguments in checks:
        say(f"== {title}")
        started = time.monotonic()
        code = wait_for([str(PYTHON), *arguments], environment)
        if code:
            failed.append(title)
        state = f"FAILED (exit code {code})" if code else "ok"
        lines.append(f"  {title:<16}{time.monotonic() - started:>8.1f} s  {state}")
    say("\n".join(["", *lines, *([f"failed: {', '.join(failed)}"] if failed else [])]))
    return _FAILED if failed else _DONE


def wait_for(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command and return its exit code; on Ctrl+C let it say what it was doing."""
    with subprocess.Popen(command, cwd=ROOT, env=environment) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # It has heard the Ctrl+C too. subprocess.run would kill it a quarter of a second later.
            child.wait()
            raise


def unfit_python() -> str:
    """Return why this Python cannot be used; empty if it can."""
    here = f"Python {platform.python_version()} ({sys.executable})"
    if sys.version_info < OLDEST_PYTHON:
        return f"DefectScribe needs Python 3.11 or newer; this is {here}."
    if sys.maxsize < 2**32:
        return f"DefectScribe needs a 64-bit Python; this is {here}."
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing and not PYTHON.exists():
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        return (
            f"{here} lacks the module {missing[0]}. On Debian or Ubuntu type:\n"
            f"    sudo apt-get install {package}"
        )
    return ""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0])
    parser.set_defaults(build=None, torch_index=None, wheelhouse=None, save_wheelhouse=None)
    commands = parser.add_subparsers(dest="command", required=True)
    setup = commands.add_parser(
        "setup", help="Make .venv and the starter models, or go on with it."
    )
    build = setup.add_mutually_exclusive_group()
    for name, words in (("cpu", "without a GPU"), ("cuda", "with an NVIDIA GPU")):
        build.add_argument(
            f"--{name}", dest="build", action="store_const", const=name,
            help=f"PyTorch for a machine {words}",
        )  # fmt: skip
    setup.add_argument("--torch-index", metavar="ADDRESS", help="package index for PyTorch alone")
    setup.add_argument("--wheelhouse", type=Path, metavar="DIR", help="use DIR, not the network")
    setup.add_argument("--save-wheelhouse", type=Path, metavar="DIR", help="fill such a DIR")
    for name, command in COMMANDS.items():
        words = (command.__doc__ or "").splitlines()[0]
        commands.add_parser(name, help=words)
    # argparse.REMAINDER does not take a first argument that begins with a dash (bpo-17050).
    own = 1 if arguments and arguments[0] in COMMANDS else len(arguments)
    options = parser.parse_args(arguments[:own])
    options.rest = arguments[own:]
    options.explicit = options.command == "setup"
    for name in ("wheelhouse", "save_wheelhouse"):
        folder: Path | None = getattr(options, name)
        setattr(options, name, folder and folder.expanduser().resolve())
    if options.wheelhouse and not options.wheelhouse.is_dir():
        parser.error(f"there is no folder {options.wheelhouse}")
    return options


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, then carry out the command.

    Returns
    -------
    int
        0 done, 1 something failed, 2 wrong usage or an unfit Python.
    """
    unfit = unfit_python()
    if unfit:
        say(unfit)
        return _USAGE
    options = parse(arguments)
    setup = Setup(options)
    try:
        setup.carry_out()
    except SetupError as problem:
        say(f"Setup stopped: {problem}")
        return _FAILED
    if options.explicit:
        say(f"Set up, with the {setup.build} build of PyTorch. Next: python dev.py run")
        return _DONE
    return COMMANDS[options.command](options.rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
