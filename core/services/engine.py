"""The engine of the inference host: the services, behind the host's protocol."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from core.domain.inspections import Caption, Finding, Inspection
from core.domain.regions import BoxPx
from core.domain.teaching import ProductContext
from core.errors import ImageError, UsageError
from core.imaging.decode import read_image
from core.jobs.engine import Engine, ItemContext, Phase, Task
from core.jobs.progress import Progress
from core.measure.scale.checkerboard import scale_from_checkerboard
from core.services.correcting import OutlineRules, measure_again
from core.services.requests import (
    ASK,
    BOARD,
    DESCRIBE,
    EXAMINE,
    EXPLAIN,
    INSPECT,
    OUTLINE,
    BoardItem,
    BoardScale,
    ChatItem,
    ChatReply,
    EngineConfig,
    Examination,
    InspectItem,
    OutlineItem,
    PlaceItem,
    QuestionItem,
    SpokenAnswer,
)
from core.services.workshop import Workshop
from core.settings.app_settings import CaptionMode, load_settings
from core.settings.paths import DataDir
from core.settings.profiles import DEFAULT_PRODUCT


class ServiceEngine(Engine):
    """Runs tasks on one workshop, which keeps models and fitted banks between items."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._tasks: dict[str, Callable[[object, object, ItemContext], object]] = {
            INSPECT: self._inspect,
            EXAMINE: self._examine,
            DESCRIBE: self._describe,
            ASK: self._ask,
            EXPLAIN: self._explain,
            OUTLINE: self._outline,
            BOARD: self._board,
        }

    @override
    def load(self, progress: Progress) -> None:
        """Load the model that most products use."""
        progress(0, 1)
        self._workshop.encoder(self._workshop.profile(DEFAULT_PRODUCT).model_id)
        progress(1, 1)

    @override
    def run_item(self, task: Task, item: object, context: ItemContext) -> object:
        """Run a task by name.

        Raises
        ------
        UsageError
            ``task_unknown``.
        """
        work = self._tasks.get(task.name)
        if work is None:
            raise UsageError("task_unknown", task=task.name)
        return work(task.options, item, context)

    def _inspect(self, options: object, item: object, context: ItemContext) -> Inspection:
        return self._examined(options, item, context, self._workshop.captions).inspection

    def _examine(self, options: object, item: object, context: ItemContext) -> Examination:
        """Examine without a caption: a person waits for the scores, and asks for it after them."""
        return self._examined(options, item, context, CaptionMode.NEVER)

    def _examined(
        self, options: object, item: object, context: ItemContext, captions: CaptionMode
    ) -> Examination:
        if not isinstance(options, ProductContext) or not isinstance(item, InspectItem):
            raise UsageError("task_malformed", task=EXAMINE)
        with context.phase(Phase.LOADING):
            inspector = self._workshop.inspector(options, token=context.token, captions=captions)
        try:
            return inspector.examine(item.path, page=item.page, rois=item.rois, token=context.token)
        except ImageError as error:
            unreadable = inspector.unreadable(error)
            if unreadable is None:
                raise
            return Examination(unreadable, heat_map=None, nearest=())

    def _describe(self, options: object, item: object, context: ItemContext) -> Caption | None:
        if not isinstance(item, PlaceItem):
            raise UsageError("task_malformed", task=DESCRIBE)
        with context.phase(Phase.LOADING):
            said = self._workshop.describers.said_before(item.known, context.token)
        if said is not None:
            return said
        with context.phase(Phase.LOADING):
            describer = self._workshop.describers.describer()
        image = self._read(item)
        with context.phase(Phase.GENERATING):
            return describer.describe(
                image, item.box, token=context.token, frame=self._frame(options)
            )

    def _ask(self, options: object, item: object, context: ItemContext) -> SpokenAnswer:
        if not isinstance(item, QuestionItem):
            raise UsageError("task_malformed", task=ASK)
        with context.phase(Phase.LOADING):
            asker = self._workshop.describers.asker()
        image = self._read(item.place)
        with context.phase(Phase.GENERATING):
            return asker.ask(
                image,
                item.place.box,
                item.question,
                lang=item.lang,
                token=context.token,
                frame=self._frame(options),
            )

    def _explain(self, options: object, item: object, context: ItemContext) -> ChatReply:
        if not isinstance(item, ChatItem):
            raise UsageError("task_malformed", task=EXPLAIN)
        with context.phase(Phase.LOADING):
            talker = self._workshop.talking.talker()
        image = self._read(item.place)
        of_book = self._workshop.book.category_set()
        categories = options.categories if isinstance(options, ProductContext) else of_book
        with context.phase(Phase.GENERATING):
            return talker.talk(
                image, item, categories=categories, token=context.token, show=context.partial
            )

    def _outline(self, options: object, item: object, context: ItemContext) -> Finding:
        if not isinstance(options, ProductContext) or not isinstance(item, OutlineItem):
            raise UsageError("task_malformed", task=OUTLINE)
        context.token.check()
        limits = self._workshop.decode_limits
        image = read_image(item.path, page=item.page, limits=limits)
        recent = self._workshop.recent_marks(options.product)
        recent.know(options.recent)
        rules = OutlineRules(
            product=options,
            book=self._workshop.book,
            knowledge=self._workshop.knowledge,
            recent=recent,
            frame=self._workshop.frame(options.product),
        )
        return measure_again(image, item, rules)

    def _board(self, _options: object, item: object, context: ItemContext) -> BoardScale:
        if not isinstance(item, BoardItem):
            raise UsageError("task_malformed", task=BOARD)
        context.token.check()
        image = read_image(item.path, limits=self._workshop.decode_limits)
        found = scale_from_checkerboard(image.rgb, item.square_mm, file=item.path.name)
        return BoardScale(found, (image.facts.width_px, image.facts.height_px))

    def _frame(self, product: object) -> BoxPx | None:
        return self._workshop.frame(product) if isinstance(product, str) else None

    def _read(self, place: PlaceItem) -> NDArray[np.uint8]:
        limits = self._workshop.decode_limits
        return read_image(place.path, page=place.page, limits=limits).rgb


def create(config: EngineConfig) -> ServiceEngine:
    """Make the engine; the host calls this by name.

    Raises
    ------
    SettingsError
        If the settings of the data folder cannot be read.
    """
    data_dir = DataDir(config.data_root)
    return ServiceEngine(Workshop(data_dir, load_settings(data_dir)))
