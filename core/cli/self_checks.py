"""Checks that an installation works: files, models, decoding, records, and the inference host."""

from __future__ import annotations

import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, features

from core.describe.questions import QuestionId
from core.domain.inspections import ModelInfo
from core.domain.outcomes import Outcome
from core.domain.teaching import BankSnapshot
from core.domain.verdicts import RecordContext
from core.domain.version import APP_VERSION
from core.imaging.decode import decode_bytes, read_image
from core.inference.starter_pack import verify
from core.jobs.cancel import CancelToken
from core.records.export import write_csv
from core.records.history import History
from core.services.workshop import Workshop
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.texts.catalogue import shared_texts
from core.texts.program_folder import program_dir, resources_dir

_FORMATS: Final = ("JPEG", "PNG", "BMP", "TIFF", "WEBP")
_PACKAGES: Final = ("torch", "transformers", "numpy", "pillow", "sqlalchemy", "alembic")


@dataclass(frozen=True, slots=True)
class Check:
    """Result of one check; ``detail`` says what was found or what went wrong."""

    name: str
    passed: bool
    detail: str
    seconds: float


def run_self_test(on_check: Callable[[Check], None]) -> list[Check]:
    """Run every check; one that fails stops no other.

    Parameters
    ----------
    on_check : callable
        Told of each result as it is there.

    Returns
    -------
    list of Check
        In the order run. Nothing outside a temporary folder is written.
    """
    results: list[Check] = []
    with tempfile.TemporaryDirectory(prefix="defectscribe-self-test-") as folder:
        place = _Place(DataDir.open(Path(folder)))
        for name, work in place.checks():
            results.append(_run(name, work))
            on_check(results[-1])
    return results


def _run(name: str, work: Callable[[], str]) -> Check:
    started = time.perf_counter()
    try:
        detail, passed = work(), True
    except Exception as error:  # noqa: BLE001 - a failure of any kind is what the check reports
        detail, passed = f"{type(error).__name__}: {error}", False
    return Check(name, passed, detail, round(time.perf_counter() - started, 3))


class _Place:
    """The checks and what they share."""

    def __init__(self, data_dir: DataDir) -> None:
        self._data_dir = data_dir
        self._workshop = Workshop(data_dir, AppSettings())
        self._sample = resources_dir() / "sample_product" / "to_judge"

    def checks(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        return (
            ("versions", self._versions),
            ("texts", self._texts),
            ("defect book and prompts", self._book),
            ("image formats", self._decoding),
            ("starter model files", self._starter_files),
            ("starter model", self._starter),
            ("captioner", self._captioner),
            ("answerer", self._answerer),
            ("inspect and record", self._inspect),
            ("inference host", self._host),
        )

    def _versions(self) -> str:
        found = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
        return f"DefectScribe {APP_VERSION}, Python {platform.python_version()}, {found}"

    def _texts(self) -> str:
        return f"{len(shared_texts().keys('ko'))} texts in {program_dir() / 'resources'}"

    def _book(self) -> str:
        prompts = self._workshop.prompt_set
        return f"{len(self._workshop.book.category)} categories, prompts {prompts.id}"

    def _decoding(self) -> str:
        picture = Image.fromarray(np.full((32, 48, 3), 128, np.uint8))
        for form in _FORMATS:
            buffer = BytesIO()
            picture.save(buffer, form)
            shape = decode_bytes(buffer.getvalue(), name=f"check.{form.lower()}").rgb.shape
            _expect(shape == (32, 48, 3), f"{form} came back as {shape}")
        return f"{', '.join(_FORMATS)}; libjpeg-turbo {features.check_feature('libjpeg_turbo')}"

    def _starter_files(self) -> str:
        manifest = verify(resources_dir() / "models" / "starter")
        listed = manifest.get("files")
        return f"{len(listed) if isinstance(listed, dict) else 0} files match their sha256"

    def _starter(self) -> str:
        encoder = self._workshop.encoder("starter")
        image = read_image(self._first_sample()).rgb
        found = encoder.extract([image])[0]
        _expect(bool(np.isfinite(found.statistics).all()), "features are not finite")
        return f"{encoder.info.id} {encoder.info.dtype}, {found.statistics.size} statistics"

    def _captioner(self) -> str:
        describer = self._workshop.describers.describer()
        image = read_image(self._first_sample()).rgb
        caption = describer.describe(image, None, token=CancelToken())
        _expect(caption is not None, "the model writes nothing")
        return f"{_named(describer.captioner.info)}: {caption.said if caption else ''}"

    def _answerer(self) -> str:
        asker = self._workshop.describers.asker()
        image = read_image(self._first_sample()).rgb
        answer = asker.ask(image, None, QuestionId.PRESENCE.value, lang="en", token=CancelToken())
        _expect(bool(answer.said), "the model answers nothing")
        return f"{_named(asker.answerer.info)}: {answer.question} {answer.said}"

    def _inspect(self) -> str:
        product = self._workshop.product("default", BankSnapshot())
        inspector = self._workshop.inspector(product, token=CancelToken())
        inspection = inspector.inspect(self._first_sample(), token=CancelToken())
        _expect(inspection.outcome is Outcome.HOLD, "nothing was taught, yet it is not HOLD")
        with History.open(self._data_dir.records_file, APP_VERSION) as history:
            history.record_inspection(inspection, RecordContext(station="self-test"))
            rows = write_csv(self._data_dir.root / "check.csv", history.list_records())
            report = history.verify()
        _expect(report.is_intact and rows == 1, "the record does not verify")
        return f"{inspection.outcome.value} ({inspection.reason.code.value}), recorded, verified"

    def _host(self) -> str:
        from core.cli.host_check import inspect_in_host

        product = self._workshop.product("default", BankSnapshot())
        return inspect_in_host(self._data_dir, product, self._first_sample())

    def _first_sample(self) -> Path:
        return min(self._sample.iterdir(), key=lambda path: path.name)


def _named(model: ModelInfo) -> str:
    return f"{model.id} {model.dtype}"


def _expect(holds: bool, problem: str) -> None:
    if not holds:
        raise AssertionError(problem)
