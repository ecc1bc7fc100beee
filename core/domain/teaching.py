"""What a product was taught: examples, good references, and the rules for deciding."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.categories import CategorySet
from core.domain.outcomes import Severity
from core.domain.suggestions import Process, RecentImage


class BankAction(StrEnum):
    """Kinds of bank events; a bank is the insert-only list of them."""

    ADD = "add"
    REMOVE = "remove"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class BankExample:
    """One active example: a crop kept losslessly under its sha256 in the bank folder.

    Good references are examples of the clean category.
    """

    category_id: str
    crop_sha256: str
    crop_path: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class BankSnapshot:
    """The active examples of a product at one revision, in the order they were taught."""

    revision: int = 0
    examples: tuple[BankExample, ...] = ()
    references_revision: int = 0
    """Revision of the bank when a good reference last came or went; 0 if none ever did."""

    @property
    def hash(self) -> str:
        """sha256 over category and crop of every active example; the same content hashes alike."""
        digest = hashlib.sha256()
        for example in self.examples:
            digest.update(f"{example.category_id}\0{example.crop_sha256}\n".encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """Numbers of the outcome rule.

    ``thresholds`` overrides ``threshold`` per category id; ``acceptance`` names the highest
    severity that is still OK per category id (한도).
    """

    threshold: float = 0.8
    margin: float = 0.15
    thresholds: Mapping[str, float] = field(default_factory=dict)
    acceptance: Mapping[str, Severity] = field(default_factory=dict)

    def threshold_of(self, category_id: str) -> float:
        """Return the threshold that holds for a category."""
        return self.thresholds.get(category_id, self.threshold)


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """Limits of the quality gate; None switches a check off."""

    min_sharpness: float | None = None
    min_brightness: float | None = None
    max_overexposed_fraction: float | None = None
    expected_size_px: tuple[int, int] | None = None
    """(width, height); any other size means retake."""


@dataclass(frozen=True, slots=True)
class ProductContext:
    """Everything about a product that scoring needs, as one value that crosses processes."""

    product: str
    categories: CategorySet
    bank: BankSnapshot = field(default_factory=BankSnapshot)
    rules: DecisionRules = field(default_factory=DecisionRules)
    quality: QualityLimits = field(default_factory=QualityLimits)
    model_id: str = "starter"
    prompt_set_id: str = ""
    prompt_set_hash: str = ""
    process: Process | None = None
    """How the product is made; None: not named."""
    marks_deg: float | None = None
    """Direction of the machining marks in the image; None: not named."""
    surface: str | None = None
    """Kind of surface, an id of the defect book, for severity rules; None: not named."""
    recent: tuple[RecentImage, ...] = ()
    """The last images of the product, newest first, for what repeats."""
