"""Labels, help and words of the settings, for every field of the schema (tested)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from core.domain.outcomes import Severity
from core.domain.suggestions import Process
from core.texts.catalogue import shared_texts
from ui.i18n.translation import current_language
from ui.models.history_model import severity_words


def process_words(process: Process) -> str:
    """Return what a process is called in the current language."""
    return shared_texts().text(current_language(), f"process.{process.value}")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """How a field is called and what it does."""

    label: str
    help: str = ""


class SettingsWords(QObject):
    """Says everything about settings in the current language; ask again after a change.

    Fields are named ``<model>.<field>`` as in the schema, such as ``Shift.start``.
    """

    def fields(self) -> dict[str, FieldWords]:
        """Return the words of all fields."""
        return {**self._workstation(), **self._product(), **self._quality(), **self._frame()}

    def choices(self) -> dict[str, str]:
        """Return the words of all values that are chosen from a list, as ``<model>.<value>``."""
        return {
            "Language.ko": "한국어",
            "Language.en": "English",
            **{f"Severity.{severity.value}": severity_words(severity) for severity in Severity},
            "CaptionMode.never": self.tr("never"),
            "CaptionMode.not_ok": self.tr("where something was found"),
            "CaptionMode.always": self.tr("always"),
            "KoreanStrategy.translator": self.tr("a translation model after the describing one"),
            "KoreanStrategy.mixed_prompt": self.tr("Korean mixed into the prompt"),
            "KoreanStrategy.glossary": self.tr("the important words alone, by the glossary"),
            "KoreanStrategy.korean_model": self.tr("the model speaks Korean itself"),
            "Precision.float32": "float32",
            "Precision.bfloat16": "bfloat16",
            "Precision.8bit": self.tr("8 bit"),
            "Precision.4bit": self.tr("4 bit"),
            **{f"Process.{process.value}": process_words(process) for process in Process},
            "TeachingMode.at_once": self.tr("at once: examples count immediately"),
            "TeachingMode.approve": self.tr("after approval by an engineer"),
            "TeachingMode.locked": self.tr("locked: nobody teaches"),
            "FrameKind.image": self.tr("the whole image"),
            "FrameKind.roi": self.tr("a fixed ROI"),
            "FrameKind.outline": self.tr("the found outline of the part"),
        }

    def no_surface(self) -> str:
        """Return the words for a product without a named surface."""
        return self.tr("not named")

    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return the names of the numbers of a field that has several."""
        return {
            "QualitySettings.expected_size_px": (self.tr("width"), self.tr("height")),
            "Frame.roi_px": (
                self.tr("left"),
                self.tr("top"),
                self.tr("width"),
                self.tr("height"),
            ),
        }

    def own_prompts(self) -> str:
        """Return what the prompt set without an id is called."""
        return self.tr("the program's own")

    def problem(self, kind: str, message: str) -> str:
        """Say what is wrong with a value.

        Parameters
        ----------
        kind : str
            Type of a pydantic error.
        message : str
            Its own words, shown for kinds nobody thought of.
        """
        known = {
            "string_too_short": self.tr("Enter something here."),
            "missing": self.tr("Enter something here."),
            "greater_than": self.tr("This number is too small."),
            "greater_than_equal": self.tr("This number is too small."),
            "less_than": self.tr("This number is too large."),
            "less_than_equal": self.tr("This number is too large."),
            "finite_number": self.tr("Enter a number."),
            "int_from_float": self.tr("Enter a whole number."),
        }
        if "roi_px is given" in message:
            return self.tr("Give the ROI if, and only if, the frame is a fixed ROI.")
        if "box has no area" in message:
            return self.tr("Width and height of the ROI must be more than 0.")
        return known.get(kind) or self.tr("This value is not allowed ({problem}).").format(
            problem=message
        )

    def _workstation(self) -> dict[str, FieldWords]:
        return {
            "AppSettings.language": FieldWords(
                self.tr("Language"), self.tr("Language of the window and of new messages.")
            ),
            "AppSettings.station": FieldWords(
                self.tr("Station"), self.tr("Name of this workstation; stands in every record.")
            ),
            "AppSettings.operator": FieldWords(
                self.tr("Operator"), self.tr("Who inspects now; stands in every record.")
            ),
            "AppSettings.shifts": FieldWords(
                self.tr("Shifts"),
                self.tr(
                    "Each lasts until the next one starts; none means shifts are not recorded."
                ),
            ),
            "Shift.name": FieldWords(self.tr("Name")),
            "Shift.start": FieldWords(self.tr("Starts at")),
            "AppSettings.decode": FieldWords(
                self.tr("Reading images"), self.tr("Which images are opened at all.")
            ),
            "DecodeSettings.max_megapixels": FieldWords(
                self.tr("Largest image (megapixels)"),
                self.tr("Larger ones are refused: they need too much memory."),
            ),
            "DecodeSettings.min_side_px": FieldWords(
                self.tr("Shortest side (px)"), self.tr("Smaller images are refused.")
            ),
            "AppSettings.describing": FieldWords(
                self.tr("Describing images"),
                self.tr("A second model says in words what it sees. Holds from the next start on."),
            ),
            "DescribingSettings.captioner": FieldWords(
                self.tr("Describing model"), self.tr("starter, or the name of a model folder.")
            ),
            "DescribingSettings.answerer": FieldWords(
                self.tr("Answering model"), self.tr("starter, or the name of a model folder.")
            ),
            "DescribingSettings.captions": FieldWords(
                self.tr("Descriptions in folder runs"),
                self.tr("Each takes a fraction of a second; they are kept in the record."),
            ),
            "DescribingSettings.explainer": FieldWords(
                self.tr("Explaining model"),
                self.tr(
                    "The name of a LLaVA model folder; empty: the first one there. Holds at once."
                ),
            ),
            "DescribingSettings.translator": FieldWords(
                self.tr("Translation model"),
                self.tr(
                    "The name of a Marian, M2M100 or NLLB model folder; empty: the first one "
                    "there. Holds at once."
                ),
            ),
            "DescribingSettings.korean": FieldWords(
                self.tr("Korean texts"),
                self.tr(
                    "How what a model writes becomes Korean; every text says how it did. Where a "
                    "model writes English, a translation model is used if there is one, else the "
                    "glossary. Holds at once."
                ),
            ),
            "DescribingSettings.precision": FieldWords(
                self.tr("Precision of large models"),
                self.tr("Fewer bits need less memory: 8 bit a half of bfloat16, 4 bit a quarter."),
            ),
            "AppSettings.threads": FieldWords(
                self.tr("Compute threads"),
                self.tr("Not set: chosen by the number of cores. Holds from the next start on."),
            ),
        }

    def _product(self) -> dict[str, FieldWords]:
        return {
            "ProductProfile.name": FieldWords(self.tr("Product")),
            "ProductProfile.model_id": FieldWords(
                self.tr("Model"), self.tr("The model that compares images.")
            ),
            "ProductProfile.prompt_set_id": FieldWords(
                self.tr("Prompt set"),
                self.tr("The texts that describe the categories to the model."),
            ),
            "ProductProfile.threshold": FieldWords(
                self.tr("Threshold"),
                self.tr("From this confidence on a category counts as sure (0 to 1)."),
            ),
            "ProductProfile.margin": FieldWords(
                self.tr("Margin"),
                self.tr("So much must the best category lead the second one (0 to 1)."),
            ),
            "ProductProfile.thresholds": FieldWords(
                self.tr("Thresholds of single categories"),
                self.tr("Where one category needs another threshold."),
            ),
            "ProductProfile.acceptance": FieldWords(
                self.tr("Acceptance limits"),
                self.tr("A defect up to this severity is still OK. Without an entry it is NG."),
            ),
            "ProductProfile.quality": FieldWords(
                self.tr("Own limits of image quality"),
                self.tr("Otherwise the program's own limits decide which image is to be retaken."),
            ),
            "ProductProfile.teaching": FieldWords(
                self.tr("Teaching"), self.tr("When an example or correction starts to count.")
            ),
            "ProductProfile.process": FieldWords(
                self.tr("Process"),
                self.tr("How the product is made: its causes of defects are suggested first."),
            ),
            "ProductProfile.surface": FieldWords(
                self.tr("Surface"),
                self.tr(
                    "Which kind of surface of the defect book the images show: severity rules may "
                    "hold for some surfaces only."
                ),
            ),
            "ProductProfile.machining_marks_deg": FieldWords(
                self.tr("Direction of the machining marks (°)"),
                self.tr(
                    "In the image, counter-clockwise: 0 is horizontal, 90 vertical. Tells "
                    "scratches along the marks from those across."
                ),
            ),
            "ProductProfile.frame": FieldWords(
                self.tr("Reference frame"),
                self.tr("What “upper left” and clock positions refer to."),
            ),
        }

    def _quality(self) -> dict[str, FieldWords]:
        return {
            "QualitySettings.min_sharpness": FieldWords(
                self.tr("Least sharpness"),
                self.tr("0 to 1; a blurred image is to be retaken. Not set: not checked."),
            ),
            "QualitySettings.min_brightness": FieldWords(
                self.tr("Least brightness"),
                self.tr("Grey level 0 to 255; a darker image is to be retaken."),
            ),
            "QualitySettings.max_overexposed_fraction": FieldWords(
                self.tr("Most overexposed share"),
                self.tr("Share of white pixels, 0 to 1."),
            ),
            "QualitySettings.expected_size_px": FieldWords(
                self.tr("Image size (px)"), self.tr("Any other size is to be retaken.")
            ),
        }

    def _frame(self) -> dict[str, FieldWords]:
        return {
            "Frame.kind": FieldWords(self.tr("Frame")),
            "Frame.roi_px": FieldWords(
                self.tr("ROI (px)"), self.tr("Only for the frame “a fixed ROI”.")
            ),
        }
