"""``explain``: a conversation with a model about one image, recording nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.checks import Checks
from core.cli.options import MmPerPxOption, PageOption, RoiOption
from core.cli.output import write_json, write_line, write_notice, write_part
from core.cli.parsing import parse_roi, parse_scale
from core.cli.session import Session, open_session
from core.domain.dialogue import ChatTurn, Exchange, Speaker
from core.errors import ImageError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.domain.inspections import Finding, Inspection
    from core.jobs.cancel import CancelToken
    from core.services.inspecting import Inspector
    from core.services.requests import ChatBegun
    from core.services.talking import Talker


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    context: typer.Context,
    image: Annotated[Path, typer.Argument(help="The image.", metavar="IMAGE")],
    *,
    question: Annotated[
        list[str],
        typer.Option(
            "--question",
            help="cause, action, explain, or own words; may be repeated: a conversation.",
            metavar="Q",
        ),
    ],
    roi: RoiOption = None,
    mm_per_px: MmPerPxOption = None,
    page: PageOption = 0,
) -> int:
    """Have a model explain the worst finding of an image; nothing is recorded."""
    from core.jobs.cancel import CancelToken

    session, checks = open_session(context), Checks()
    rois = checks.of(lambda: [parse_roi(text) for text in roi or []]) or []
    scales = checks.of(lambda: parse_scale(mm_per_px))
    questions = checks.of(lambda: _asked(question, session)) or []
    pixels = _pixels(image, page, session)
    if isinstance(pixels, ImageError) and not _has_bytes(pixels):
        checks.note(pixels)
    checks.of(session.workshop.talking.check_explainer)
    checks.end(session)
    token = CancelToken()
    if isinstance(pixels, ImageError):
        return _tell_unreadable(session, pixels, session.inspector(token, scales=scales))
    # Before anything is scored: without a model there is nothing to do.
    talker = session.workshop.talking.talker()
    inspector = session.inspector(token, scales=scales)
    inspection = inspector.inspect(image, rois=rois, page=page, token=token)
    exchanges = _Talk(session, talker, inspector, inspection, pixels).hold(questions, token)
    if session.options.as_json:
        write_json(_view(inspection, inspector, exchanges))
    return 0


def _has_bytes(error: ImageError) -> bool:
    """Tell whether a file is damaged, which is a result, rather than not there to be read."""
    from core.imaging.files import identity_of

    return identity_of(error) is not None and error.code != "image_page_missing"


def _tell_unreadable(session: Session, error: ImageError, inspector: Inspector) -> int:
    unreadable = inspector.unreadable(error)
    if unreadable is None:  # pragma: no cover - damaged files have bytes
        raise error
    write_notice(session.error(error))
    if session.options.as_json:
        write_json(_view(unreadable, inspector, ()))
    return 1


def _asked(questions: list[str], session: Session) -> list[str]:
    """Return the questions in words; UsageError ``question_empty``."""
    from core.describe.chat_facts import suggested_questions

    known = {one.id.value: one.text(session.language) for one in suggested_questions()}
    asked = [known.get(text.strip(), text.strip()) for text in questions]
    if not all(asked):
        raise UsageError("question_empty")
    return asked


def _pixels(image: Path, page: int, session: Session) -> NDArray[np.uint8] | ImageError:
    """Return the image, or why there is none."""
    from core.imaging.decode import read_image

    try:
        return read_image(image, page=page, limits=session.workshop.decode_limits).rgb
    except ImageError as error:
        return error


@dataclass(slots=True, eq=False)
class _Talk:
    """One conversation about the worst finding of an inspection."""

    session: Session
    talker: Talker
    inspector: Inspector
    inspection: Inspection
    rgb: NDArray[np.uint8]
    written: str = ""
    question: str = ""

    def hold(self, questions: list[str], token: CancelToken) -> tuple[Exchange, ...]:
        """Ask one question after the other."""
        turns: list[ChatTurn] = []
        exchanges: list[Exchange] = []
        for question in questions:
            turns.append(ChatTurn(Speaker.PERSON, question))
            exchange = self._ask(question, tuple(turns), token)
            turns[-1] = ChatTurn(Speaker.PERSON, exchange.asked or question)
            turns.append(ChatTurn(Speaker.MODEL, exchange.said))
            exchanges.append(exchange)
        return tuple(exchanges)

    def _ask(self, question: str, turns: tuple[ChatTurn, ...], token: CancelToken) -> Exchange:
        from core.services.requests import ChatItem, PlaceItem

        finding, facts = self._finding(), self.inspection.facts
        if facts is None:  # pragma: no cover - an image without facts was refused before
            msg = "an inspected image has a size"
            raise RuntimeError(msg)
        path = Path(self.inspection.sighting.path)
        item = ChatItem(
            place=PlaceItem(path, self.inspection.page, finding.region.box),
            finding=finding,
            facts=facts,
            turns=turns,
            lang=self.session.language,
            seed=len(turns) // 2,
        )
        self.written, self.question = "", question
        is_shown = not self.session.options.as_json
        if is_shown:
            write_line(f"? {question}")
        reply = self.talker.talk(
            self.rgb,
            item,
            categories=self.inspector.categories,
            token=token,
            show=self._show,
        )
        exchange = reply.exchange(question)
        if is_shown:
            self._close(exchange)
        return exchange

    def _finding(self) -> Finding:
        worst = self.inspection.worst
        if worst is None:  # pragma: no cover - every inspected image has a finding
            msg = "an inspected image has a finding"
            raise RuntimeError(msg)
        return worst

    def _show(self, so_far: object) -> None:
        """Say how the question was asked, then write what is new of the text so far."""
        from core.services.requests import ChatBegun

        if isinstance(so_far, ChatBegun):
            self._say_asked(so_far)
        if self.session.options.as_json or not isinstance(so_far, str):
            return
        is_longer = so_far.startswith(self.written)
        write_part(so_far[len(self.written) :] if is_longer else f"\n{so_far}")
        self.written = so_far

    def _say_asked(self, begun: ChatBegun) -> None:
        """Say what a model that may not understand Korean was asked in."""
        from core.describe.translation import is_korean

        session = self.session
        if is_korean(begun.asked) and not begun.understands_korean:
            model = begun.model.id
            write_notice(session.say("cli.may_not_understand_korean", model=model))
        elif begun.asked != self.question and not session.options.as_json:
            text = session.texts.text(session.language, "cli.asked_as", question=begun.asked)
            write_line(f"({text})")

    def _close(self, exchange: Exchange) -> None:
        """Say what was found about the text, which was written before it was checked."""
        from core.describe.truth.telling import ToldText
        from core.texts.wording import render_korean

        lang = self.session.language
        told = ToldText(exchange.text, exchange.contradictions, lang)
        if self.written:
            write_line()
        if told.found or exchange.text != self.written.strip():
            if self.written:
                write_line(self.session.texts.text(lang, "cli.checked"))
            write_line(told.plain)
        else:
            write_line(self.session.texts.text(lang, "cli.nothing_contradicts"))
        origin = self.session.texts.text(lang, "cli.unchecked_model", model=exchange.model.id)
        korean = [render_korean(exchange.korean, lang)] if exchange.korean else []
        write_line(f"({' · '.join([origin, *korean])})")


def _view(
    inspection: Inspection, inspector: Inspector, exchanges: tuple[Exchange, ...]
) -> dict[str, object]:
    from core.services.json_views import exchange_view, finding_view, reason_view

    worst, categories = inspection.worst, inspector.categories
    return {
        "file": inspection.sighting.path,
        "sha256": inspection.sha256,
        "page": inspection.page,
        "product": inspection.product,
        "outcome": inspection.outcome.value,
        "reason": reason_view(inspection.reason, categories),
        "finding": finding_view(worst, categories) if worst else None,
        "exchanges": [exchange_view(one) for one in exchanges],
    }
