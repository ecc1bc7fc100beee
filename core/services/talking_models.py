"""The explaining and the translating model of this workstation, each loaded when first asked.

Where none is named, the first one that lies among the models is taken.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cached_property

from core.dataset.defect_book import DefectBook
from core.describe.terms import TermBook, load_terms
from core.domain.korean import KoreanStrategy
from core.errors import ModelError
from core.inference.languages import Written, translators_into
from core.inference.loader import (
    EXPLAINERS,
    TRANSLATORS,
    fingerprint_of_kind,
    load_explainer,
    load_translator,
)
from core.inference.model_folder import installed_models
from core.inference.protocols import Translator
from core.services.requests import EXPLAINER_MISSING
from core.services.talking import Interpreter, KoreanMeans, Talker
from core.settings.app_settings import AppSettings, load_settings
from core.settings.paths import DataDir
from core.texts.program_folder import resources_dir

_log = logging.getLogger(__name__)


class TalkingModels:
    """Loads explainer and translator once.

    Parameters
    ----------
    data_dir : DataDir
        Models of the users, and the facts remembered about them.
    settings : AppSettings
        Names the models, how they keep their weights and how texts become Korean.
    book : DefectBook
        What the categories are; its names are terms of the glossary.
    """

    def __init__(self, data_dir: DataDir, settings: AppSettings, book: DefectBook) -> None:
        self._data_dir = data_dir
        self._settings = settings
        self._book = book
        self._talker: Talker | None = None
        self._interpreter: Interpreter | None = None
        self._made_for: KoreanMeans | None = None
        self._asks_with = ""
        self._for_questions: Translator | None = None
        self._written_ns = 0
        """Of the settings in use; those given may be older than the file by now."""

    def talker(self) -> Talker:
        """Return what explains findings.

        Raises
        ------
        ModelError
            ``explainer_missing`` where none is chosen and none is there, or see
            :func:`core.inference.loader.load_explainer`.
        """
        self._follow_settings()
        if self._talker is None:
            explainer = load_explainer(
                self._explainer_name(),
                models_dir=self._data_dir.models,
                facts_file=self._data_dir.model_facts_file,
                threads=self._settings.threads,
                precision=self._settings.describing.precision,
            )
            self._talker = Talker(
                explainer, self.interpreter(), self._book, self.questions_translator
            )
        elif self._talker.interpreter is not self.interpreter():
            self._talker = replace(self._talker, interpreter=self.interpreter())
        return self._talker

    def check_explainer(self) -> None:
        """Tell at once whether there is what explains findings; loads nothing.

        Raises
        ------
        ModelError
            As :meth:`talker`, but for what only loading tells.
        """
        self._follow_settings()
        self._fingerprint_of(self._explainer_name(), EXPLAINERS)

    def interpreter(self) -> Interpreter:
        """Return what makes texts Korean.

        A translation model that cannot be loaded is named in the log; the glossary stands in, and
        every text says so.
        """
        means = self.means()
        if self._interpreter is None or means != self._made_for:
            name = self._translator_name() if self._translates else ""
            translator = self._load_translator(name, "ko")
            self._interpreter = Interpreter(self._terms, means.strategy, translator)
            self._made_for = means
        return self._interpreter

    def questions_translator(self) -> Translator | None:
        """Return what makes Korean questions English; None where nothing does.

        The translation model that was chosen, if it goes that way too, else the first that does.
        """
        translator = self.interpreter().translator
        if translator is not None and "en" in translator.writes:
            return translator
        names = translators_into(self._data_dir.models, TRANSLATORS, "en")
        chosen = self._settings.describing.translator
        name = chosen if chosen in names else next(iter(names), "")
        if name != self._asks_with:
            self._asks_with, self._for_questions = name, self._load_translator(name, "en")
        return self._for_questions

    def means(self) -> KoreanMeans:
        """Return what texts are made Korean with; loads nothing."""
        self._follow_settings()
        strategy = self._settings.describing.korean
        return KoreanMeans(strategy, self._terms.fingerprint, self._weights())

    @property
    def _translates(self) -> bool:
        return self._settings.describing.korean is not KoreanStrategy.GLOSSARY

    def _weights(self) -> str:
        """Return which translation model lies there, empty where none does."""
        name = self._translator_name() if self._translates else ""
        if not name:
            return ""
        try:
            return self._fingerprint_of(name, TRANSLATORS)
        except ModelError:
            # Whoever needs it is told when it is loaded.
            return ""

    def _load_translator(self, name: str, into: Written) -> Translator | None:
        """Load it in full precision; the chosen one is for BLIP-2 and LLaVA, which are large."""
        if not name:
            return None
        try:
            return load_translator(
                name,
                models_dir=self._data_dir.models,
                facts_file=self._data_dir.model_facts_file,
                threads=self._settings.threads,
                into=into,
            )
        except ModelError as error:
            _log.warning("nothing is translated: %s", error)
            return None

    def _explainer_name(self) -> str:
        name = self._settings.describing.explainer or self._first_of(EXPLAINERS)
        if not name:
            raise ModelError(EXPLAINER_MISSING, folder=str(self._data_dir.models))
        return name

    def _fingerprint_of(self, name: str, kinds: frozenset[str]) -> str:
        return fingerprint_of_kind(
            name,
            kinds,
            models_dir=self._data_dir.models,
            facts_file=self._data_dir.model_facts_file,
        )

    def _translator_name(self) -> str:
        """Return what makes texts Korean; what is wrong with it is told when it is loaded."""
        if self._settings.describing.translator:
            return self._settings.describing.translator
        models = self._data_dir.models
        into_english = set(translators_into(models, TRANSLATORS, "en"))
        known = translators_into(models, TRANSLATORS, "ko")
        unknown = (
            name for name in installed_models(models, TRANSLATORS) if name not in into_english
        )
        return next(iter((*known, *unknown)), "")

    def _first_of(self, kinds: frozenset[str]) -> str:
        """Return the first model of a kind that is installed; empty if none is."""
        return next(iter(installed_models(self._data_dir.models, kinds)), "")

    def _follow_settings(self) -> None:
        """Forget the models if other ones, or another way into Korean, were chosen meanwhile."""
        written_ns = self._last_written_ns()
        if written_ns == self._written_ns:
            return
        self._written_ns = written_ns
        settings = load_settings(self._data_dir)
        if settings.describing != self._settings.describing:
            self._talker = self._interpreter = None
        self._settings = settings

    def _last_written_ns(self) -> int:
        file = self._data_dir.settings_file
        return file.stat().st_mtime_ns if file.is_file() else 0

    @cached_property
    def _terms(self) -> TermBook:
        return load_terms(resources_dir() / "glossary.toml", self._book)
