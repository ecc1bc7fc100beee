"""What a command works with: global options, and the collaborators made from them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from core.cli.output import write_notice
from core.domain.categories import CategorySet
from core.domain.outcomes import Reason
from core.domain.verdicts import RecordContext
from core.domain.version import APP_VERSION
from core.errors import DefectScribeError
from core.settings.app_settings import AppSettings, CaptionMode, load_settings
from core.settings.logs import LogSession
from core.settings.paths import DataDir, default_data_root, file_stem_of
from core.settings.profiles import DEFAULT_PRODUCT
from core.texts.catalogue import Texts, shared_texts
from core.texts.language import Language
from core.texts.wording import render_error, render_reason

if TYPE_CHECKING:
    from core.domain.scales import ProductScales
    from core.jobs.cancel import CancelToken
    from core.records.history import History
    from core.services.inspecting import Inspector
    from core.services.workshop import Workshop

_log = logging.getLogger(__name__)


class LanguageOption(StrEnum):
    """Values of ``--lang``."""

    KO = "ko"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """Options that stand before or after every command."""

    data_dir: Path | None
    product: str | None
    """None: not said; records of all products are listed, all else is of ``default``."""
    lang: LanguageOption | None
    as_json: bool


class Session:
    """Collaborators of one command, made when first asked for.

    Importing the model and the database code is what takes seconds, so each command pays only for
    what it uses.
    """

    def __init__(self, options: GlobalOptions) -> None:
        self.options = options
        # An empty name is a mistake (an unset variable of a script), not the default product.
        asked = DEFAULT_PRODUCT if options.product is None else options.product
        self.product = file_stem_of(asked)
        self._closing = ExitStack()

    @cached_property
    def data_dir(self) -> DataDir:
        """The data folder, made when missing."""
        folder = DataDir.open(self.options.data_dir)
        self._closing.callback(LogSession(folder, "cli").close)
        return folder

    @cached_property
    def settings(self) -> AppSettings:
        """Settings of this workstation."""
        return load_settings(self.data_dir)

    @property
    def texts(self) -> Texts:
        """The program's words."""
        return shared_texts()

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages results are shown in."""
        chosen = self.options.lang
        if chosen is LanguageOption.BOTH:
            return ("ko", "en")
        if chosen is LanguageOption.KO or (chosen is None and self.settings.language == "ko"):
            return ("ko",)
        return ("en",)

    @property
    def language(self) -> Language:
        """The language of headings and messages."""
        return self.languages[0]

    @cached_property
    def history(self) -> History:
        """The records of the data folder."""
        from core.records.history import History

        history = History.open(self.data_dir.records_file, APP_VERSION)
        self._closing.callback(history.close)
        return history

    @cached_property
    def workshop(self) -> Workshop:
        """Models and everything a product was taught."""
        from core.services.workshop import Workshop

        return Workshop(self.data_dir, self.settings)

    def inspector(
        self,
        token: CancelToken,
        *,
        captions: CaptionMode = CaptionMode.NEVER,
        scales: ProductScales | None = None,
    ) -> Inspector:
        """Return the inspector of the product, fitted on everything it was taught.

        ``scales`` stand in for the product's calibrations. A describing model that is broken is
        named on stderr; nothing else depends on it.
        """
        from core.services.requests import CAPTIONER_MISSING

        bank = self.history.bank_snapshot(self.product, self.data_dir.bank)
        product = replace(
            self.workshop.product(self.product, bank),
            recent=self.history.recent.images(self.product),
        )
        inspector = self.workshop.inspector(product, token=token, captions=captions, scales=scales)
        problem = self.workshop.describers.problem
        if problem is not None and problem.code != CAPTIONER_MISSING:
            write_notice(self.error(problem))
        return inspector

    @property
    def context(self) -> RecordContext:
        """Circumstances that new records carry."""
        from core.records.clock import now

        return RecordContext(
            station=self.settings.station,
            operator=self.settings.operator,
            product=self.product,
            shift=self.settings.shift_at(now().local),
        )

    def say(self, key: str, **params: str | int | float) -> str:
        """Return a text of the catalogue in the language of this session, or in both."""
        return " / ".join(self.texts.text(lang, key, **params) for lang in self.languages)

    def error(self, error: DefectScribeError) -> str:
        """Return the words of an error in the language of this session, or a line in each."""
        return error_words(error, self.languages)

    def reason(self, reason: Reason, categories: CategorySet) -> str:
        """Return the words of a reason."""
        return " / ".join(render_reason(reason, categories, lang) for lang in self.languages)

    def close(self) -> None:
        """Give database and log back if they were opened."""
        self._closing.close()


def open_session(context: typer.Context, *, product: str | None = None) -> Session:
    """Make the session of a command; it is closed when the command ends.

    Parameters
    ----------
    context : typer.Context
        Holds the global options.
    product : str, optional
        Instead of ``--product``.
    """
    options = context.find_object(GlobalOptions)
    if options is None:  # pragma: no cover - the callback always sets it
        msg = "the command was called without the program's callback"
        raise RuntimeError(msg)
    session = Session(replace(options, product=product) if product else options)
    context.call_on_close(session.close)
    return session


def languages_of(words: Sequence[str]) -> tuple[Language, ...]:
    """Return the languages for an error from the words typed, else from the settings.

    The settings may be what failed, so they are read without complaint.
    """
    chosen = _typed(words, "--lang")
    if chosen is None:
        chosen = _stored_language(_typed(words, "--data-dir"))
    if chosen == LanguageOption.BOTH:
        return ("ko", "en")
    return ("en",) if chosen == "en" else ("ko",)


def error_words(error: DefectScribeError, languages: Sequence[Language]) -> str:
    """Say an error, a line in each language.

    It names the whole path of the file: folders hold files of equal names.
    """
    path = error.details.get("path")
    if path is not None and "file" in error.details:
        error = type(error)(error.code, **{**error.details, "file": path})
    return "\n".join(render_error(error, lang) for lang in languages)


def log_internal_error(words: Sequence[str]) -> None:
    """Write the exception that is being handled into the log, never onto the screen.

    The data folder of the command may be what failed; then nothing can be written.
    """
    folder = _typed(words, "--data-dir")
    try:
        data_dir = DataDir.open(Path(folder) if folder else None)
    except DefectScribeError:
        return
    with LogSession(data_dir, "cli"):
        _log.exception("internal error in: %s", " ".join(words))


def _typed(words: Sequence[str], option: str) -> str | None:
    for at, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == option:
            return value if equals else next(iter(words[at + 1 : at + 2]), None)
    return None


def _stored_language(folder: str | None) -> str:
    try:
        return load_settings(DataDir(Path(folder) if folder else default_data_root())).language
    except DefectScribeError:
        _log.debug("settings unreadable; the message is Korean", exc_info=True)
        return "ko"
