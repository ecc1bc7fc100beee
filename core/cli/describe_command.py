"""``describe``: the whole record of one image, recording nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import MmPerPxOption, PageOption, RoiOption
from core.cli.output import write_json, write_line, write_notice
from core.cli.parsing import parse_roi, parse_scale
from core.cli.session import open_session
from core.errors import ImageError, RecordsError, UsageError
from core.texts.wording import render_reason, sentences_in

if TYPE_CHECKING:
    from core.domain.categories import CategorySet
    from core.domain.inspections import Inspection
    from core.texts.language import Language


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("describe")(describe)


def describe(
    context: typer.Context,
    image: Annotated[Path, typer.Argument(help="The image.", metavar="IMAGE")],
    *,
    roi: RoiOption = None,
    mm_per_px: MmPerPxOption = None,
    mask: Annotated[
        Path | None,
        typer.Option(
            "--mask",
            help="An image, white where the defect is: measured as it is, instead of ROIs.",
            metavar="FILE",
        ),
    ] = None,
    mask_out: Annotated[
        Path | None,
        typer.Option("--mask-out", help="Write what was outlined as a 0/255 PNG.", metavar="PNG"),
    ] = None,
    page: PageOption = 0,
) -> int:
    """Say everything about one image; nothing is recorded."""
    from core.jobs.cancel import CancelToken
    from core.services.json_views import inspection_view
    from core.services.outlining import read_mask
    from core.settings.app_settings import CaptionMode

    session = open_session(context)
    rois = [parse_roi(text) for text in roi or []]
    scales = parse_scale(mm_per_px)
    if rois and mask is not None:
        raise UsageError("roi_with_mask")
    token = CancelToken()
    inspector = session.inspector(token, captions=CaptionMode.ALWAYS, scales=scales)
    drawn = read_mask(mask, limits=inspector.limits) if mask else None
    failed = False
    try:
        inspection = inspector.inspect(image, rois=rois, page=page, mask=drawn, token=token)
    except ImageError as error:
        unreadable = inspector.unreadable(error)
        if unreadable is None:
            raise
        write_notice(session.error(error))
        inspection, failed = unreadable, True
    if mask_out is not None:
        _write_mask(inspection, mask_out)
    if session.options.as_json:
        write_json(inspection_view(inspection, inspector.categories))
    else:
        for lang in session.languages:
            _write_reports(inspection, inspector.categories, lang)
            _write_caption(inspection, inspector.categories, lang)
    return 1 if failed else 0


def _write_mask(inspection: Inspection, file: Path) -> None:
    """Write the union of the outlines; an image that could not be decoded has no size to write."""
    from core.imaging.previews import encode_png
    from core.services.outlining import union_mask

    union = union_mask(inspection)
    if union is None:
        return
    try:
        file.write_bytes(encode_png(union.astype("uint8") * 255))
    except OSError as error:
        problem = error.strerror or str(error)
        raise RecordsError("report_unwritable", path=str(file), problem=problem) from error


def _write_reports(inspection: Inspection, categories: CategorySet, lang: Language) -> None:
    if not inspection.findings:
        reason = render_reason(inspection.reason, categories, lang)
        write_line(f"{inspection.outcome.value}  {reason}")
    for finding in inspection.findings:
        if finding.sentences is not None:
            write_line(sentences_in(finding.sentences, lang).report)


def _write_caption(inspection: Inspection, categories: CategorySet, lang: Language) -> None:
    from core.describe.truth.telling import tell_caption

    worst = inspection.worst
    if worst is not None and worst.caption is not None:
        write_line(tell_caption(worst.caption, worst, categories, lang).plain)
