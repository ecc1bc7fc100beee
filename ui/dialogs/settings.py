"""Settings of the workstation and of the product, made from their schemas."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.errors import DefectScribeError
from core.settings.app_settings import AppSettings
from core.settings.profiles import ProductProfile
from core.settings.storage import StoredModel
from core.texts.wording import category_name, render_error
from ui.dialogs.base import AppDialog
from ui.dialogs.settings_form import GroupEditor
from ui.dialogs.settings_schema import FormContext, SettingsChoices
from ui.dialogs.settings_words import SettingsWords
from ui.i18n.translation import current_language
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine

_HIDDEN: Final = frozenset(
    {
        "AppSettings.schema_version",
        "ProductProfile.schema_version",
        # Calibrations have a dialog of their own.
        "ProductProfile.millimetres",
    }
)
_READ_ONLY: Final = frozenset({"ProductProfile.name"})
"""Records and the file carry the name: a product is not renamed by its settings."""

ModelT = TypeVar("ModelT", bound=StoredModel)


class _Page(QScrollArea, Generic[ModelT]):
    """The form of one model."""

    def __init__(self, words: SettingsWords) -> None:
        super().__init__()
        self._words = words
        self._model: ModelT | None = None
        self._form: GroupEditor | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    @property
    def model(self) -> ModelT | None:
        """What was there before anything was changed."""
        return self._model

    @property
    def form(self) -> GroupEditor | None:
        """The editors."""
        return self._form

    def show_model(self, model: ModelT, choices: SettingsChoices) -> None:
        """Show a model, in the current language."""
        self._model = model
        self.show_values(model.model_dump(mode="json"), choices)

    def show_values(self, values: dict[str, object], choices: SettingsChoices) -> None:
        """Show values that need not be valid, in the current language."""
        if self._model is None:
            return
        schema = type(self._model).model_json_schema()
        form = GroupEditor(schema, self._context(schema.get("$defs", {}), choices))
        form.set_value(values)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        column.addWidget(form)
        column.addStretch(1)
        self._form = form
        self.setWidget(body)

    def values(self) -> dict[str, object]:
        """Return what is in the form."""
        value = self._form.value() if self._form else {}
        return value if isinstance(value, dict) else {}

    def checked(self) -> ModelT | None:
        """Return the model that the form holds; None, with the problems shown, if not valid."""
        if self._form is None or self._model is None:
            return None
        self._form.clear_problems()
        try:
            return type(self._model).model_validate(self.values())
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                words = self._words.problem(problem["type"], problem["msg"])
                self._form.show_problem(problem["loc"], words)
            self._show_first_problem()
            return None

    def _show_first_problem(self) -> None:
        form = self._form
        lines = form.findChildren(MessageLine) if form else []
        shown = next((line for line in lines if line.words), None)
        if shown is not None:
            self.ensureWidgetVisible(shown)

    def _context(self, defs: dict[str, dict[str, object]], choices: SettingsChoices) -> FormContext:
        lang = current_language()
        own = self._words.own_prompts()
        return FormContext(
            defs=defs,
            words=self._words.fields(),
            choice_words=self._words.choices(),
            part_words=self._words.parts(),
            names={
                "ProductProfile.model_id": tuple((name, name) for name in choices.models),
                "ProductProfile.prompt_set_id": tuple(
                    (name, name or own) for name in choices.prompt_sets
                ),
                "ProductProfile.surface": (
                    ("", self._words.no_surface()),
                    *((surface.id, surface.name.text(lang)) for surface in choices.surfaces),
                ),
            },
            keys=tuple(
                (category.id, category_name(choices.categories, category.id, lang))
                for category in choices.categories
            ),
            read_only=_READ_ONLY,
            hidden=_HIDDEN,
        )


class SettingsDialog(AppDialog):
    """Two pages; only what changed is handed over.

    The dialog waits until everything it handed over is saved: answer each signal with
    :meth:`confirm_saved` or :meth:`show_error`.

    Signals
    -------
    settings_accepted : AppSettings
        To be saved.
    profile_accepted : ProductProfile
        To be saved.
    """

    settings_accepted = Signal(object)
    profile_accepted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = SettingsWords(self)
        self._choices = SettingsChoices()
        self._workstation: _Page[AppSettings] = _Page(self._words)
        self._product: _Page[ProductProfile] = _Page(self._words)
        self._tabs = QTabWidget()
        self._message = MessageLine()
        self._n_unsaved = 0
        kind = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kind.Ok | kind.Cancel | kind.RestoreDefaults)
        self._tabs.addTab(self._workstation, "")
        self._tabs.addTab(self._product, "")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._buttons.button(kind.RestoreDefaults).clicked.connect(self.restore_defaults)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._message)
        column.addWidget(self._buttons)
        self.retranslate()
        self.start_with(90, 42)

    def show_settings(
        self, settings: AppSettings, profile: ProductProfile, choices: SettingsChoices
    ) -> None:
        """Show what is set now."""
        self._choices = choices
        self._workstation.show_model(settings, choices)
        self._product.show_model(profile, choices)
        self._name_tabs()

    @property
    def forms(self) -> tuple[GroupEditor, ...]:
        """The editors of both pages."""
        forms = (self._workstation.form, self._product.form)
        return tuple(form for form in forms if form is not None)

    def show_product_page(self) -> None:
        """Bring the page of the product to the front."""
        self._tabs.setCurrentWidget(self._product)

    def confirm_saved(self) -> None:
        """One of the models handed over is saved; after the last one the dialog closes."""
        self._n_unsaved -= 1
        if self._n_unsaved <= 0:
            super().accept()

    def show_error(self, error: DefectScribeError) -> None:
        """Say why something is not saved; nothing that was entered is lost."""
        self._n_unsaved = 0
        self._set_busy(busy=False)
        self._message.show_message(render_error(error, current_language()), MessageKind.ERROR)

    def restore_defaults(self) -> None:
        """Put the defaults on the page in front; they count when the dialog is accepted."""
        if self._tabs.currentWidget() is self._workstation:
            self._workstation.show_values(AppSettings().model_dump(mode="json"), self._choices)
        elif self._product.model is not None:
            defaults = ProductProfile(name=self._product.model.name)
            self._product.show_values(defaults.model_dump(mode="json"), self._choices)

    @override
    def accept(self) -> None:
        settings, profile = self._workstation.checked(), self._product.checked()
        if settings is None or profile is None:
            page = self._workstation if settings is None else self._product
            self._tabs.setCurrentWidget(page)
            self._message.show_message(
                self.tr("Some values are not allowed; see the marked fields."), MessageKind.ERROR
            )
            return
        self._message.clear()
        is_new = (settings != self._workstation.model, profile != self._product.model)
        self._n_unsaved = sum(is_new)
        if not self._n_unsaved:
            super().accept()
            return
        self._set_busy(busy=True)
        if is_new[0]:
            self.settings_accepted.emit(settings)
        if is_new[1]:
            self.profile_accepted.emit(profile)

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self._name_tabs()
        for page in (self._workstation, self._product):
            page.show_values(page.values(), self._choices)

    def _name_tabs(self) -> None:
        product = self._product.model.name if self._product.model else ""
        self._tabs.setTabText(0, self.tr("Workstation"))
        self._tabs.setTabText(1, self.tr("Product {name}").format(name=product))

    def _set_busy(self, *, busy: bool) -> None:
        self._tabs.setEnabled(not busy)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not busy)
