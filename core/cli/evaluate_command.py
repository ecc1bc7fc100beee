"""``evaluate``: measure on a labelled folder; records nothing and teaches nothing."""

from __future__ import annotations

import json
from errno import EISDIR, ENOENT
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from core.cli.evaluate_words import WordTests, failed_files, write_words
from core.cli.output import progress_bar, table, write_json, write_line, write_notice
from core.cli.session import Session, open_session
from core.domain.categories import CLEAN_ID
from core.errors import RecordsError, UsageError
from core.imaging.catalogue import labelled_folder
from core.jobs.cancel import CancelToken

if TYPE_CHECKING:
    from core.domain.categories import CategorySet
    from core.inference.protocols import DualEncoder
    from core.services.evaluating import EvaluationPlan
    from core.services.labelled_features import LabelledImages
    from core.services.scoring import TextScorer

_DEFAULT_SHOTS: Final = 4


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate)


def evaluate(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(help="FOLDER/<category>/* are images.", metavar="FOLDER")
    ],
    *,
    zero_shot: Annotated[
        bool, typer.Option("--zero-shot", help="Score by prompts alone, show no example.")
    ] = False,
    shots: Annotated[
        int | None, typer.Option("--shots", min=1, help="Examples shown of each class.")
    ] = None,
    references: Annotated[
        int | None,
        typer.Option(
            "--references", min=0, help="Good references shown; as many as shots if unset."
        ),
    ] = None,
    good_class: Annotated[
        str, typer.Option("--good-class", help="Folder of good images.")
    ] = CLEAN_ID,
    repeats: Annotated[int, typer.Option("--repeats", min=1, help="Draws.")] = 5,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the draws.")] = 0,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Also write the figures to this file.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a report that a browser shows.")
    ] = None,
    captions: Annotated[
        bool, typer.Option("--captions", help="Compare captions with what masks/ says.")
    ] = False,
    vqa: Annotated[
        bool, typer.Option("--vqa", help="Compare answers to questions with what masks/ says.")
    ] = False,
) -> int:
    """Show some images of each class, test the others, and print the figures.

    With --captions or --vqa alone only words are tested, on the images that have a mask.
    """
    session = open_session(context)
    for target in (json_out, html):
        _require_place(target)
    plan = _plan(session, zero_shot=zero_shot, shots=shots, references=references,
                 good_class=good_class, repeats=repeats, seed=seed)  # fmt: skip
    folders = labelled_folder(folder)
    if good_class != CLEAN_ID and good_class not in folders:
        # Mistyped, every good image would count as a defect that escaped.
        raise UsageError("good_class_missing", name=good_class, folders=", ".join(folders))
    words = WordTests(session, captions=captions, vqa=vqa)
    if words.are_wanted and not zero_shot and shots is None:
        from core.services.evaluation_report import unscored_view

        view = unscored_view(str(folder))
    else:
        view = _score(session, folder, folders, plan)
    view |= words.views(folder, folders, good_class=good_class, seed=seed)
    _write(session, view, json_out=json_out, html=html)
    return 1 if any(failed_files(part) for part in _parts(view)) else 0


def _parts(view: dict[str, object]) -> list[dict[str, object]]:
    words = (view["captions"], view["vqa"])
    return [view, *(part for part in words if isinstance(part, dict))]


def _score(
    session: Session, folder: Path, folders: dict[str, tuple[Path, ...]], plan: EvaluationPlan
) -> dict[str, object]:
    from core.services.evaluation_report import evaluation_view

    zero_shot = plan.shown.shots == 0
    encoder = session.workshop.encoder(session.workshop.profile(session.product).model_id)
    known = session.workshop.prompt_set.merged_into(session.workshop.book.category_set())
    labels = session.workshop.named(known.with_labels(tuple(folders)))
    text_scorer: TextScorer | None = None
    if zero_shot:
        encoder, text_scorer = _zero_shot_scorer(session, encoder, labels, plan)
    images = _features(session, folders, encoder)
    from core.services.evaluating import evaluate as run_evaluation

    with progress_bar("evaluate", plan.repeats) as bar:
        run = run_evaluation(
            images.features,
            plan,
            token=CancelToken(),
            progress=bar,
            known=labels,
            text_scorer=text_scorer,
        )
    failed = [str(error.details.get("path", "")) for error in images.failed]
    return evaluation_view(
        run,
        mode="zero-shot" if zero_shot else "few-shot",
        model=encoder.info,
        folder=str(folder),
        failed=failed,
    )


def _plan(
    session: Session,
    *,
    zero_shot: bool,
    shots: int | None,
    references: int | None,
    good_class: str,
    repeats: int,
    seed: int,
) -> EvaluationPlan:
    from core.services.draws import ShotPlan
    from core.services.evaluating import EvaluationPlan

    if zero_shot and shots is not None:
        raise UsageError("zero_shot_with_shots")
    n_shots = 0 if zero_shot else (shots or _DEFAULT_SHOTS)
    return EvaluationPlan(
        shown=ShotPlan(
            shots=n_shots,
            references=n_shots if references is None else references,
            good_class=good_class,
        ),
        repeats=repeats,
        seed=seed,
        rules=session.workshop.profile(session.product).rules(),
    )


def _zero_shot_scorer(
    session: Session, encoder: DualEncoder, labels: CategorySet, plan: EvaluationPlan
) -> tuple[DualEncoder, TextScorer | None]:
    """Score by prompts; a model that reads no text leaves a weak proposal from the look alone."""
    from core.services.scoring import text_scorer
    from core.services.zero_shot import ProposingEncoder

    if encoder.aligns_text:
        return encoder, text_scorer(encoder, labels)
    proposer = session.workshop.proposer(encoder, labels)
    if proposer is not None:
        write_notice(session.say("notice.weak_proposals", categories=", ".join(proposer.types)))
        proposing = ProposingEncoder(encoder, proposer)
        return proposing, proposing.score
    if plan.shown.references == 0:
        raise UsageError("model_reads_no_text", model=encoder.info.id)
    write_notice(session.say("error.model_reads_no_text", model=encoder.info.id))
    return encoder, None


def _features(
    session: Session, folders: dict[str, tuple[Path, ...]], encoder: DualEncoder
) -> LabelledImages:
    from core.services.labelled_features import extract_labelled

    with progress_bar("embed", sum(map(len, folders.values()))) as bar:
        images = extract_labelled(
            folders,
            encoder,
            limits=session.workshop.decode_limits,
            token=CancelToken(),
            progress=bar,
        )
    for error in images.failed:
        write_notice(session.error(error))
    return images


def _write(
    session: Session, view: dict[str, object], *, json_out: Path | None, html: Path | None
) -> None:
    if session.options.as_json:
        write_json(view)
    else:
        _write_tables(view)
    if json_out is not None:
        _write_file(json_out, json.dumps(view, ensure_ascii=False, indent=2) + "\n")
    if html is not None:
        from core.services.evaluation_html import render_html

        _write_file(html, render_html(view))


def _require_place(target: Path | None) -> None:
    """Refuse a file that cannot be written before the work of minutes, not after it."""
    if target is None:
        return
    if target.is_dir():
        raise RecordsError("report_unwritable", path=str(target), problem=strerror(EISDIR))
    if not target.absolute().parent.is_dir():
        raise RecordsError("report_unwritable", path=str(target), problem=strerror(ENOENT))


def _write_file(path: Path, text: str) -> None:
    from core.settings.files import write_atomically

    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise RecordsError(
            "report_unwritable", path=str(path), problem=error.strerror or str(error)
        ) from error


def _write_tables(view: dict[str, object]) -> None:
    if view["n_images"] is not None:
        _write_table(view)
    for name in ("captions", "vqa"):
        part = view[name]
        if isinstance(part, dict):
            write_words(name, part)


def _write_table(view: dict[str, object]) -> None:
    from core.services.evaluation_report import shown_value

    shown = (
        "mode", "shots", "references", "repeats", "n_images", "macro_accuracy", "plain_probe",
        "auroc", "anomaly_alone", "escape", "overkill", "hold_rate", "calibration", "left_out",
        "failed",
    )  # fmt: skip
    rows = [[key, shown_value(view[key])] for key in shown]
    write_line(table(rows, headings=("figure", "value")))
    recall = view["recall"]
    if isinstance(recall, dict) and recall:
        write_line()
        write_line(
            table([[k, f"{v:.3f}"] for k, v in recall.items()], headings=("class", "recall"))
        )
