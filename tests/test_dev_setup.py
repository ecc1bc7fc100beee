"""The setup of a checkout: its steps, stamps and builds."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from typing_extensions import override

import dev
import dev_setup
from core.inference.starter_sources import SOURCES
from dev_setup import (
    BUILD_INPUTS,
    QT_LIBRARIES,
    SIZES_MB,
    Setup,
    SetupError,
    Step,
    build_of,
    is_starter_there,
    key_of,
    missing_packages,
    read_stamps,
    requirements,
    run_quietly,
    size_table,
    write_stamp,
)
from tests.support.project import pyproject


def _step(name: str = "packages", *, key: str = "1", there: bool = True) -> Step:
    return Step(name, "some packages", name, key, lambda: there, lambda: None)


def test_that_build_inputs_are_those_the_conversion_checks() -> None:
    assert set(BUILD_INPUTS) == {source.requirement for source in SOURCES}


def test_that_every_dependency_is_installed_and_torch_alone_first() -> None:
    torch, others = requirements()
    project = pyproject()["project"]
    assert torch == "torch==2.13.*"
    assert sorted([torch, *others]) == sorted(
        project["dependencies"] + project["optional-dependencies"]["dev"]
    )


def test_that_the_size_table_adds_up() -> None:
    steps = [_step("packages"), _step("libraries"), _step("starter")]
    lines = size_table(steps)
    fetched = sum(SIZES_MB[step.size][0] for step in steps)
    on_disk = sum(SIZES_MB[step.size][1] for step in steps)
    assert len(lines) == 5
    assert lines[-1].split()[-4:] == [f"{fetched:,}", "MB", f"{on_disk:,}", "MB"]
    assert len({len(line) for line in lines}) == 1


def test_that_stamps_survive_and_a_broken_file_counts_as_none(tmp_path: Path) -> None:
    stamps = tmp_path / "stamps.json"
    assert read_stamps(stamps) == {}
    write_stamp(stamps, "torch", "a")
    write_stamp(stamps, "packages", "b")
    assert read_stamps(stamps) == {"torch": "a", "packages": "b"}
    stamps.write_text("{", encoding="utf-8")
    assert read_stamps(stamps) == {}
    stamps.write_text("[]", encoding="utf-8")
    assert read_stamps(stamps) == {}


def test_that_a_step_is_done_only_with_its_stamp_and_its_result() -> None:
    assert _step(key="1").is_done({"packages": "1"})
    assert not _step(key="2").is_done({"packages": "1"})
    assert not _step(key="1", there=False).is_done({"packages": "1"})
    assert not _step(key="1").is_done({})


def test_that_a_key_follows_its_inputs() -> None:
    assert key_of(["a", "b"]) == key_of(["a", "b"])
    assert len({key_of(["a", "b"]), key_of(["b", "a"]), key_of(["ab"]), key_of("a", "b")}) == 4


def test_that_starter_models_are_there_only_when_complete(tmp_path: Path) -> None:
    assert not is_starter_there(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"1234")
    manifest = {"files": {"model.safetensors": {"bytes": 4}}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert is_starter_there(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"123")
    assert not is_starter_there(tmp_path)
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    assert not is_starter_there(tmp_path)


def test_that_removed_and_unknown_debian_packages_count_as_missing() -> None:
    listing = "libgl1 installed\nlibegl1 config-files\nxvfb not-installed\n"
    assert missing_packages(listing, ["libgl1", "libegl1", "xvfb", "fonts-nanum"]) == [
        "libegl1", "xvfb", "fonts-nanum",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metadata", "system", "machine", "expected"),
    [
        ({"version": "2.13.0+cpu"}, "Linux", "x86_64", "cpu"),
        ({"version": "2.13.0+cu130"}, "Linux", "x86_64", "cuda"),
        ({"version": "2.13.0", "requires_dist": ["sympy", "nvidia-nccl-cu13==2.1"]},
         "Linux", "x86_64", "cuda"),
        ({"version": "2.13.0",
          "requires_dist": ["cuda-toolkit==13; platform_system == 'Linux'"]},
         "Linux", "x86_64", "cuda"),
        ({"version": "2.13.0",
          "requires_dist": ["nvidia-nccl==2; platform_machine == 'x86_64'"]},
         "Linux", "aarch64", "cpu"),
        ({"version": "2.13.0", "requires_dist": ["sympy"]}, "Windows", "AMD64", "cpu"),
        ({"version": "2.13.0"}, "Darwin", "arm64", "cpu"),
    ],
)  # fmt: skip
def test_that_the_build_of_a_wheel_is_read_from_its_metadata(
    metadata: dict[str, object], system: str, machine: str, expected: str
) -> None:
    assert build_of(metadata, system, machine) == expected


def test_that_a_failing_command_shows_its_last_lines_and_the_advice() -> None:
    code = "import sys; [print(f'line {n}') for n in range(40)]; sys.exit('no network')"
    with pytest.raises(SetupError) as caught:
        run_quietly([sys.executable, "-c", code], "try the wheelhouse")
    told = str(caught.value)
    assert told.endswith("    no network\ntry the wheelhouse")
    assert "line 39" in told
    assert "line 5\n" not in told


def test_that_a_slow_command_shows_that_it_still_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev_setup, "_ALIVE_EVERY_S", 0.05)
    code = "import time; print('한글'); time.sleep(0.3)"
    assert run_quietly([sys.executable, "-c", code]) == "한글\n"
    assert "still working" in capsys.readouterr().out


class _Recorded(Setup):
    """Setup whose steps only note that they were asked for."""

    def __init__(self, options: argparse.Namespace, metadata: dict[str, object]) -> None:
        super().__init__(options)
        self.asked: list[tuple[object, ...]] = []
        self.metadata = metadata

    @override
    def pip(self, *arguments: object, index: str | None = None) -> str:
        self.asked.append((*arguments, *(("index", index) if index else ())))
        return json.dumps({"install": [{"metadata": self.metadata}]})


@pytest.fixture
def prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[str], dict[str, object]], _Recorded]:
    """Return a maker of setups on a machine without GPU, with an empty .venv."""
    monkeypatch.setattr(dev_setup, "STAMPS", tmp_path / "stamps.json")
    monkeypatch.setattr(dev_setup, "has_nvidia", lambda: False)
    monkeypatch.setattr("platform.system", lambda: "Linux")

    def make(words: list[str], metadata: dict[str, object]) -> _Recorded:
        return _Recorded(dev.parse(["setup", *words]), metadata)

    return make


_CUDA: dict[str, object] = {"version": "2.13.0", "requires_dist": ["nvidia-nccl-cu13"]}
_CPU: dict[str, object] = {"version": "2.13.0+cpu"}
Prepared = Callable[[list[str], dict[str, object]], _Recorded]


def test_that_a_machine_without_gpu_takes_the_cpu_build(prepared: Prepared) -> None:
    setup = prepared([], _CPU)
    setup.get_torch()
    assert setup.asked[-1] == ("install", "-q", "--no-deps", "torch==2.13.*")
    assert read_stamps(dev_setup.STAMPS) == {"build": "cpu"}


def test_that_where_only_cuda_is_offered_setup_says_so_and_goes_on(
    prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    setup = prepared([], _CUDA)
    setup.get_torch()
    told = capsys.readouterr().out
    assert "only the cuda build of PyTorch 2.13.0" in told
    assert "--cpu --torch-index ADDRESS" in told
    assert "3,000 MB to fetch" in told
    assert setup.build == "cuda"


@pytest.mark.parametrize(("word", "offered"), [("--cpu", _CUDA), ("--cuda", _CPU)])
def test_that_a_build_asked_for_is_never_replaced(
    prepared: Prepared, word: str, offered: dict[str, object]
) -> None:
    setup = prepared([word], offered)
    with pytest.raises(SetupError, match="--torch-index ADDRESS"):
        setup.get_torch()
    assert [words[1] for words in setup.asked] == ["--dry-run"]


def test_that_another_build_replaces_the_installed_one(prepared: Prepared) -> None:
    write_stamp(dev_setup.STAMPS, "build", "cpu")
    setup = prepared(["--cuda", "--torch-index", "mirror"], {"version": "2.13.0+cu130"})
    setup.get_torch()
    assert setup.asked[-1] == (
        "install", "-q", "--no-deps", "--force-reinstall", "torch==2.13.*", "index", "mirror",
    )  # fmt: skip


def test_that_a_build_chosen_once_is_kept_by_later_commands(prepared: Prepared) -> None:
    write_stamp(dev_setup.STAMPS, "build", "cuda")
    assert prepared([], _CUDA).build == "cuda"


def test_that_too_little_room_is_told_before_anything_is_fetched(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=50_000_000))
    with pytest.raises(SetupError, match="950 MB on the disk, and 50 MB are free"):
        prepared([], _CPU).announce([_step("packages")])


def test_that_missing_libraries_are_a_line_to_type_for_other_users_than_root(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev_setup, "missing_libraries", lambda: ["libegl1", "xvfb"])
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    prepared([], _CPU).get_libraries()
    assert "sudo apt-get install -y --no-install-recommends libegl1 xvfb" in capsys.readouterr().out


def test_that_a_failing_apt_get_does_not_stop_setup(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(command: list[str]) -> None:
        message = f"{command[0]}: no network"
        raise SetupError(message)

    monkeypatch.setattr(dev_setup, "missing_libraries", lambda: ["xvfb"])
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(dev_setup, "run_quietly", refuse)
    prepared([], _CPU).get_libraries()
    assert "going on without xvfb: apt-get: no network" in capsys.readouterr().out


def test_that_the_debian_list_has_no_double() -> None:
    assert len(set(QT_LIBRARIES)) == len(QT_LIBRARIES)
