"""The describing models of this workstation, each loaded when first asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from core.domain.inspections import Caption
from core.errors import ModelError
from core.inference.generation import Preset
from core.inference.loader import fingerprint_of_captioner, load_answerer, load_captioner
from core.inference.protocols import Answerer
from core.jobs.cancel import CancelToken
from core.services.describing import Asker, Describer, is_korean_by, korean_again
from core.services.requests import CAPTIONER_MISSING
from core.services.talking import Interpreter
from core.services.talking_models import TalkingModels
from core.settings.app_settings import AppSettings
from core.settings.paths import DataDir
from core.texts.program_folder import resources_dir

_log = logging.getLogger(__name__)


class Describers:
    """Loads captioner and answerer once; a failure is remembered, and said once.

    Parameters
    ----------
    data_dir : DataDir
        Models of the users, and the facts remembered about them.
    settings : AppSettings
        Names the models.
    talking : callable, optional
        Gives what makes free words Korean; called when there are any.
    """

    def __init__(
        self,
        data_dir: DataDir,
        settings: AppSettings,
        talking: Callable[[], TalkingModels] | None = None,
    ) -> None:
        self._talking = talking
        self._data_dir = data_dir
        self._settings = settings
        self._describer: Describer | None = None
        self._asker: Asker | None = None
        self._problem: ModelError | None = None

    @property
    def problem(self) -> ModelError | None:
        """Why there is no captioner though one was asked for; None while there is nothing wrong."""
        return self._problem

    def describer(self) -> Describer:
        """Return what describes images.

        Raises
        ------
        ModelError
            See :func:`core.inference.loader.load_captioner`; the same again at every later call.
        """
        if self._problem is not None:
            raise self._problem
        if self._describer is None:
            try:
                captioner = load_captioner(
                    self._settings.describing.captioner,
                    starter_dir=captioner_dir(),
                    models_dir=self._data_dir.models,
                    facts_file=self._data_dir.model_facts_file,
                    threads=self._settings.threads,
                    precision=self._settings.describing.precision,
                )
            except ModelError as error:
                self._problem = error
                raise
            self._describer = Describer(captioner, interpreter=self._interpreter())
        return self._describer

    def said_before(self, known: Sequence[Caption], token: CancelToken) -> Caption | None:
        """Return the first caption that the chosen model would write; the model is not loaded.

        Where its Korean was made in another way than now, or with another glossary or translation
        model, it is made anew; one that was made as now goes before it.

        Parameters
        ----------
        known : sequence of Caption
            As recorded.
        token : CancelToken
            Checked while a text is translated.

        Returns
        -------
        Caption or None
            None where there is none, or no such model: :meth:`describer` says why.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        """
        if not known:
            return None
        try:
            fingerprint = self.fingerprint()
        except ModelError:
            return None
        wanted = (fingerprint, Preset.EXACT.value)
        found = [each for each in known if (each.model.fingerprint, each.preset) == wanted]
        if not found or self._talking is None:
            return next(iter(found), None)
        talking = self._talking()
        means = talking.means()
        as_now = (each for each in found if is_korean_by(each, means))
        return korean_again(next(as_now, found[0]), means, talking.interpreter, token)

    def _interpreter(self) -> Callable[[], Interpreter] | None:
        talking = self._talking
        return None if talking is None else lambda: talking().interpreter()

    def fingerprint(self) -> str:
        """Return which weights describe images; raises as :meth:`describer`."""
        return fingerprint_of_captioner(
            self._settings.describing.captioner,
            starter_dir=captioner_dir(),
            models_dir=self._data_dir.models,
            facts_file=self._data_dir.model_facts_file,
        )

    def if_there(self) -> Describer | None:
        """Return what describes images, None if it is missing or broken; the log says which."""
        known = self._problem
        try:
            return self.describer()
        except ModelError as error:
            if known is None and error.code != CAPTIONER_MISSING:
                _log.warning("nothing is described: %s", error)
            return None

    def asker(self) -> Asker:
        """Return what answers questions; raises as :meth:`describer`.

        A BLIP-2 that describes already answers too: it is not loaded twice.
        """
        if self._asker is None and self._describer is not None:
            captioner, chosen = self._describer.captioner, self._settings.describing
            if chosen.answerer == chosen.captioner and isinstance(captioner, Answerer):
                self._asker = Asker(captioner, interpreter=self._interpreter())
        if self._asker is None:
            answerer = load_answerer(
                self._settings.describing.answerer,
                starter_dir=answerer_dir(),
                models_dir=self._data_dir.models,
                facts_file=self._data_dir.model_facts_file,
                threads=self._settings.threads,
                precision=self._settings.describing.precision,
            )
            self._asker = Asker(answerer, interpreter=self._interpreter())
        return self._asker


def captioner_dir() -> Path:
    """Return the folder of the shipped captioner."""
    return resources_dir() / "models" / "captioner"


def answerer_dir() -> Path:
    """Return the folder of the shipped answerer."""
    return resources_dir() / "models" / "vqa"
