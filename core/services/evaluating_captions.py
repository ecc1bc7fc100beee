"""How often captions and answers say of known marks what their masks say, and see none on good.

The true words come from the mask by the rules that also make the captions for training.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.describe.appearance import Appearance, SeenMark
from core.describe.appearance_rules import appearance_of
from core.describe.captions import caption_of, read_caption, read_mark
from core.describe.questions import QuestionId, questions_of
from core.errors import ImageError
from core.imaging.decode import DecodeLimits
from core.inference.generation import GenerationOptions
from core.inference.protocols import Answerer, Captioner
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress
from core.services.mask_views import View, WordSources, read_view, read_whole
from core.services.metrics import wilson_interval
from core.services.word_figures import word_figures

_BATCH: Final = 8
_DIGITS: Final = 4
_ASKED: Final = (QuestionId.PRESENCE, QuestionId.TONE, QuestionId.PLACE, QuestionId.LOOK)


@dataclass(frozen=True, slots=True)
class SaidWords:
    """What was said of one picture beside what is true.

    Attributes
    ----------
    path : str
    truth : dict
        ``tone``, ``place`` and ``shape`` of the mark; empty on a good image.
    said : dict
        The same of what was said; None where it was left open or cannot be read.
    sees_mark : bool or None
        None if what was said cannot be read.
    true_text, said_text : str
        In the model's own language.
    """

    path: str
    truth: dict[str, str]
    said: dict[str, str | None]
    sees_mark: bool | None
    true_text: str
    said_text: str


@dataclass(frozen=True, slots=True)
class WordRun:
    """Everything that was said, and the images that could not be used."""

    words: tuple[SaidWords, ...]
    failed: tuple[ImageError, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class WordPlan:
    """Which views are cut, which files are decoded, and how a model writes."""

    seed: int
    limits: DecodeLimits
    options: GenerationOptions


def caption_words(
    sources: WordSources,
    captioner: Captioner,
    plan: WordPlan,
    *,
    token: CancelToken,
    progress: Progress,
) -> WordRun:
    """Let a captioner describe every view.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled.
    """

    def describe(views: Sequence[View]) -> list[SaidWords]:
        crops = [view.rgb for view in views]
        texts = captioner.caption(crops, prompt=None, options=plan.options, token=token)
        return [_from_caption(*pair) for pair in zip(views, texts, strict=True)]

    return _run(sources, describe, plan, token=token, progress=progress)


def answer_words(
    sources: WordSources,
    answerer: Answerer,
    plan: WordPlan,
    *,
    token: CancelToken,
    progress: Progress,
) -> WordRun:
    """Ask of every view whether there is a mark, how it looks, its tone and its place.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled.
    """

    def ask(views: Sequence[View]) -> list[SaidWords]:
        asked = [one for one in questions_of(Appearance(None, None)) if one.question_id in _ASKED]
        crops = [view.rgb for view in views for _ in asked]
        questions = [one.question for _ in views for one in asked]
        texts = answerer.answer(crops, questions, options=plan.options, token=token)
        rows = [texts[start : start + len(asked)] for start in range(0, len(texts), len(asked))]
        ids = [one.question_id for one in asked]
        return [
            _from_answers(view, dict(zip(ids, row, strict=True)))
            for view, row in zip(views, rows, strict=True)
        ]

    return _run(sources, ask, plan, token=token, progress=progress)


def words_view(run: WordRun) -> dict[str, object]:
    """Return figures and failures of a run as JSON can hold them.

    Returns
    -------
    dict
        ``tone``, ``place``, ``shape``: of `word_figures`. ``false_marks``: share of the good
        images on which a mark was seen or whose words cannot be read; ``missed``: share of the
        marks that were not seen. ``failures``: every picture with a wrong word.
    """
    marked = [words for words in run.words if words.truth]
    good = [words for words in run.words if not words.truth]
    figures = {
        name: word_figures(
            [words.truth[name] for words in marked], [words.said.get(name) for words in marked]
        )
        for name in ("tone", "place", "shape")
    }
    return {
        "seed": run.seed,
        "n_marked": len(marked),
        "n_good": len(good),
        **figures,
        "missed": _share([words.sees_mark is not True for words in marked]),
        "false_marks": _share([words.sees_mark is not False for words in good]),
        "unreadable": sum(words.sees_mark is None for words in run.words),
        "failures": [_failure(words) for words in run.words if _wrong(words)],
        "failed": [str(error.details.get("path", "")) for error in run.failed],
    }


def _run(
    sources: WordSources,
    say: Callable[[Sequence[View]], list[SaidWords]],
    plan: WordPlan,
    *,
    token: CancelToken,
    progress: Progress,
) -> WordRun:
    total = len(sources.marked) + len(sources.good)
    failed: list[ImageError] = []
    said: list[SaidWords] = []
    batch: list[View] = []
    for done, view in enumerate(_views(sources, plan, failed), start=1):
        token.check()
        if view is not None:
            batch.append(view)
        if len(batch) == _BATCH or (done == total and batch):
            said.extend(say(batch))
            batch = []
        progress(done, total)
    return WordRun(tuple(said), tuple(failed), plan.seed)


def _views(sources: WordSources, plan: WordPlan, failed: list[ImageError]) -> Iterator[View | None]:
    """Yield a view for each image, None for one that cannot be used."""
    for path, mask_path in sources.marked:
        try:
            yield read_view(path, mask_path, seed=plan.seed, limits=plan.limits)
        except ImageError as error:
            failed.append(error)
            yield None
    for path in sources.good:
        try:
            yield read_whole(path, limits=plan.limits)
        except ImageError as error:
            failed.append(error)
            yield None


def _from_caption(view: View, text: str) -> SaidWords:
    truth = appearance_of(view.rgb, view.mask)
    read = read_caption(text)
    said: dict[str, str | None] = {}
    if read is not None and read.mark is not None:
        said.update(_words_of(read.mark))
    return SaidWords(
        path=str(view.path),
        truth={} if truth.mark is None else _words_of(truth.mark),
        said=said,
        sees_mark=None if read is None else not read.is_clean,
        true_text=caption_of(truth),
        said_text=text,
    )


def _from_answers(view: View, texts: dict[QuestionId, str]) -> SaidWords:
    truth = appearance_of(view.rgb, view.mask)
    true_texts = {one.question_id: one.answer for one in questions_of(truth)}
    clean_texts = {one.question_id: one.answer for one in questions_of(Appearance(None, None))}
    heard = {one: " ".join(text.lower().split()) for one, text in texts.items()}
    looks = read_mark(heard[QuestionId.LOOK])
    said: dict[str, str | None] = {
        "tone": heard[QuestionId.TONE],
        "place": heard[QuestionId.PLACE],
        "shape": looks[0].shape.value if looks else None,
    }
    presence = heard[QuestionId.PRESENCE]
    is_clear = presence in {"yes", "no"}
    return SaidWords(
        path=str(view.path),
        truth={}
        if truth.mark is None
        else {
            "tone": true_texts[QuestionId.TONE],
            "place": true_texts[QuestionId.PLACE],
            "shape": truth.mark.shape.value,
        },
        said=said,
        sees_mark=presence != clean_texts[QuestionId.PRESENCE] if is_clear else None,
        true_text="; ".join(true_texts[one] for one in _ASKED),
        said_text="; ".join(heard[one] for one in _ASKED),
    )


def _words_of(mark: SeenMark) -> dict[str, str]:
    return {"tone": mark.tone.value, "place": mark.place.value, "shape": mark.shape.value}


def _wrong(words: SaidWords) -> list[str]:
    if not words.truth:
        return [] if words.sees_mark is False else ["false_mark"]
    return [name for name, true in words.truth.items() if words.said.get(name) != true]


def _failure(words: SaidWords) -> dict[str, object]:
    return {
        "file": words.path,
        "wrong": _wrong(words),
        "truth": words.true_text,
        "said": words.said_text,
    }


def _share(cases: Sequence[bool]) -> dict[str, object] | None:
    interval = wilson_interval(sum(cases), len(cases))
    if interval is None:
        return None
    return {
        "n": len(cases),
        "share": round(sum(cases) / len(cases), _DIGITS),
        "interval": [round(side, _DIGITS) for side in interval],
    }
