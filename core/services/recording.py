"""Writing what was inspected and taught into the history.

The only service that knows the records: the inference host never imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.domain.categories import CLEAN_ID
from core.domain.teaching import BankSnapshot
from core.domain.verdicts import RecordContext
from core.errors import ImageError, UsageError
from core.imaging.decode import DecodeLimits, read_image
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress, no_progress
from core.records.history import History
from core.records.values import NewExample
from core.services.bank_store import keep_crop
from core.settings.profiles import ProductProfile, TeachingMode


@dataclass(frozen=True, slots=True)
class Taught:
    """What one teaching did.

    Attributes
    ----------
    added : dict
        Category id to the number of examples (or good references) that are new.
    known : int
        Examples that the bank already had.
    failed : tuple of ImageError
        Files that could not be used.
    """

    added: dict[str, int]
    known: int
    failed: tuple[ImageError, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Pictures that are kept and can be taught.

    Attributes
    ----------
    failed : tuple of ImageError
        Files that could not be used.
    files : tuple of Path
        Where each example comes from.
    """

    examples: tuple[NewExample, ...]
    failed: tuple[ImageError, ...]
    files: tuple[Path, ...]


def teach_images(
    labelled: Iterable[tuple[str, Path]],
    *,
    history: History,
    bank_dir: Path,
    context: RecordContext,
    profile: ProductProfile,
    limits: DecodeLimits,
    token: CancelToken,
) -> Taught:
    """Teach whole images as examples, and images of the good class as good references.

    All of them are one batch of the bank: one undo takes them back. A picture that is taught
    already under the same category is not taught twice.

    Parameters
    ----------
    labelled : iterable of (category id, path)
        In the order to be taught.
    profile : ProductProfile
        Its teaching mode decides whether anything may be taught.

    Raises
    ------
    UsageError
        ``teaching_locked``, ``teaching_needs_approval``.
    RecordsError
        If the bank or the history cannot be written; nothing is taught then.
    JobCancelledError
        If ``token`` is cancelled; nothing is taught then.
    """
    require_teaching(profile)
    gathered = gather_examples(tuple(labelled), bank_dir=bank_dir, limits=limits, token=token)
    return add_gathered(gathered, history=history, bank_dir=bank_dir, context=context)


def gather_examples(
    labelled: Sequence[tuple[str, Path]],
    *,
    bank_dir: Path,
    limits: DecodeLimits,
    token: CancelToken,
    progress: Progress = no_progress,
) -> Gathered:
    """Read pictures and keep their crops, without any records: the long part of teaching.

    Parameters
    ----------
    labelled : sequence of (category id, path)
        In the order to be taught.
    progress : Progress
        Told after each picture.

    Raises
    ------
    RecordsError
        ``bank_unwritable``.
    JobCancelledError
        If ``token`` is cancelled; crops that are kept already belong to nothing then.
    """
    examples: list[NewExample] = []
    files: list[Path] = []
    failed: list[ImageError] = []
    for done, (category_id, path) in enumerate(labelled, start=1):
        token.check()
        try:
            image = read_image(path, limits=limits)
        except ImageError as error:
            failed.append(error)
        else:
            examples.append(NewExample(category_id, keep_crop(bank_dir, image.rgb)))
            files.append(path)
        progress(done, len(labelled))
    return Gathered(tuple(examples), tuple(failed), tuple(files))


def add_gathered(
    gathered: Gathered, *, history: History, bank_dir: Path, context: RecordContext
) -> Taught:
    """Add what was gathered to the bank as one batch, in one short transaction.

    A picture that is an example of another category is refused (``example_other_category``): an
    example of two categories tells neither from the other. So is one that comes twice.

    Raises
    ------
    RecordsError
        If the history cannot be written; nothing is taught then.
    """
    bank = history.bank_snapshot(context.product, bank_dir)
    before = summary_of(bank)
    examples, refused = _without_contradictions(gathered, bank)
    n_added = history.bank_add(examples, context)
    after = summary_of(history.bank_snapshot(context.product, bank_dir))
    return Taught(
        added={
            label: count - before.get(label, 0)
            for label, count in after.items()
            if count > before.get(label, 0)
        },
        known=len(examples) - n_added,
        failed=(*gathered.failed, *refused),
    )


def _without_contradictions(
    gathered: Gathered, bank: BankSnapshot
) -> tuple[list[NewExample], list[ImageError]]:
    """Return what can be taught, and an error for each picture that has another category."""
    taught = {example.crop_sha256: example.category_id for example in bank.examples}
    examples: list[NewExample] = []
    refused: list[ImageError] = []
    for example, path in zip(gathered.examples, gathered.files, strict=True):
        other = taught.setdefault(example.crop_sha256, example.category_id)
        if other == example.category_id:
            examples.append(example)
        else:
            refused.append(
                ImageError(
                    "example_other_category",
                    path=str(path),
                    file=path.name,
                    category=example.category_id,
                    other=other,
                )
            )
    return examples, refused


def require_teaching(profile: ProductProfile) -> None:
    """Refuse where the product's teaching mode does not let a person teach at once.

    Raises
    ------
    UsageError
        ``teaching_locked``, ``teaching_needs_approval``.
    """
    if profile.teaching is TeachingMode.LOCKED:
        raise UsageError("teaching_locked", product=profile.name)
    if profile.teaching is TeachingMode.APPROVE:
        raise UsageError("teaching_needs_approval", product=profile.name)


def summary_of(bank: BankSnapshot) -> dict[str, int]:
    """Count examples per category, the good references last."""
    counts: dict[str, int] = {}
    for example in bank.examples:
        counts[example.category_id] = counts.get(example.category_id, 0) + 1
    references = counts.pop(CLEAN_ID, 0)
    return {**counts, CLEAN_ID: references} if references else counts
