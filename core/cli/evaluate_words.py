"""The part of ``evaluate`` that tests captions and answers on images whose masks are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.cli.output import progress_bar, table, write_line, write_notice
from core.errors import UsageError
from core.jobs.cancel import CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.cli.session import Session
    from core.jobs.progress import Progress
    from core.services.evaluating_captions import WordPlan, WordRun
    from core.services.mask_views import WordSources

    Measure = Callable[[WordSources, WordPlan, Progress], WordRun]

_SHOWN_FAILURES: Final = 20


class WordTests:
    """Captioner and answerer, as far as asked for; loaded at once, so that a lack shows early.

    Raises
    ------
    ModelError
        If one that is asked for is missing or broken.
    """

    def __init__(self, session: Session, *, captions: bool, vqa: bool) -> None:
        self._session = session
        self._measures: dict[str, Measure | None] = {
            "captions": _captions(session) if captions else None,
            "vqa": _vqa(session) if vqa else None,
        }

    @property
    def are_wanted(self) -> bool:
        """Whether anything is tested."""
        return any(measure is not None for measure in self._measures.values())

    def views(
        self, folder: Path, folders: Mapping[str, Sequence[Path]], *, good_class: str, seed: int
    ) -> dict[str, object]:
        """Return the figures of ``captions`` and ``vqa``, None for what was not asked for.

        Raises
        ------
        UsageError
            ``masks_missing`` if the folder has nothing to test words on.
        """
        views: dict[str, object] = dict.fromkeys(self._measures)
        if not self.are_wanted:
            return views
        from core.inference.generation import Preset, preset_options
        from core.services.evaluating_captions import WordPlan, words_view
        from core.services.mask_views import word_sources

        sources = word_sources(folder, folders, good_class=good_class)
        if not sources.marked and not sources.good:
            raise UsageError("masks_missing", folder=str(folder))
        limits = self._session.workshop.decode_limits
        plan = WordPlan(seed=seed, limits=limits, options=preset_options(Preset.EXACT, seed=seed))
        for name, measure in self._measures.items():
            if measure is not None:
                with progress_bar(name, len(sources.marked) + len(sources.good)) as bar:
                    run = measure(sources, plan, bar)
                for error in run.failed:
                    write_notice(self._session.error(error))
                views[name] = words_view(run)
        return views


def failed_files(view: dict[str, object]) -> list[str]:
    """Return the files of ``captions`` or ``vqa`` that could not be used."""
    failed = view["failed"]
    return [str(name) for name in failed] if isinstance(failed, list) else []


def write_words(name: str, view: dict[str, object]) -> None:
    """Write figures and the first failures for people."""
    from core.services.evaluation_report import shown_value

    write_line()
    rows = [[what, *_figures(view[what])] for what in ("tone", "place", "shape")]
    write_line(table(rows, headings=(name, "n", "balanced", "majority", "accuracy", "majority")))
    for what in ("missed", "false_marks", "unreadable"):
        write_line(f"{what}: {shown_value(view[what])}")
    failures = view["failures"]
    if isinstance(failures, list):
        for failure in failures[:_SHOWN_FAILURES]:
            wrong = ", ".join(failure["wrong"])
            write_line(f"{failure['file']} ({wrong}): {failure['said']} / {failure['truth']}")
        if len(failures) > _SHOWN_FAILURES:
            write_line(f"+ {len(failures) - _SHOWN_FAILURES}")


def _figures(figures: object) -> list[str]:
    from core.services.evaluation_report import shown_value

    if not isinstance(figures, dict) or figures["majority"] is None:
        return ["0", "-", "-", "-", "-"]
    majority = figures["majority"]
    shares = (
        figures["balanced_accuracy"], majority["balanced_accuracy"],
        figures["accuracy"], majority["accuracy"],
    )  # fmt: skip
    return [str(figures["n"]), *(shown_value(share) for share in shares)]


def _captions(session: Session) -> Measure:
    from core.services.evaluating_captions import caption_words

    captioner = session.workshop.describers.describer().captioner
    return lambda sources, plan, bar: caption_words(
        sources, captioner, plan, token=CancelToken(), progress=bar
    )


def _vqa(session: Session) -> Measure:
    from core.services.evaluating_captions import answer_words

    answerer = session.workshop.describers.asker().answerer
    return lambda sources, plan, bar: answer_words(
        sources, answerer, plan, token=CancelToken(), progress=bar
    )
