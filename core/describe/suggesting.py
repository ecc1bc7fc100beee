"""From a decided finding to probable causes; suggestions, never facts and never the verdict."""

from __future__ import annotations

from typing import Final

from core.dataset.defect_book import BothLanguages
from core.describe.evidence import Evidence, Surroundings, evidence_of
from core.describe.knowledge import MEASURES, CauseEntry, KnowledgeBase
from core.domain.inspections import Finding
from core.domain.outcomes import Outcome
from core.domain.suggestions import Process, Suggestion, Words
from core.texts.catalogue import shared_texts
from core.texts.language import LANGUAGES

MOST: Final = 3
"""More causes are a list to look up, not a suggestion."""


def is_sure_defect(finding: Finding) -> bool:
    """Tell whether a finding is NG or HOLD with a defect category at or over its threshold.

    A category that is only the nearest one, or a weak proposal, has no causes worth reading.
    """
    return finding.outcome is not Outcome.OK and finding.sure_category is not None


def suggest(
    finding: Finding,
    knowledge: KnowledgeBase,
    surroundings: Surroundings,
    *,
    process: Process | None = None,
    most: int = MOST,
) -> tuple[Suggestion, ...]:
    """Suggest causes of a finding, the most probable first.

    Parameters
    ----------
    finding : Finding
        Decided and measured.
    knowledge : KnowledgeBase
        The plant's own or the program's.
    surroundings : Surroundings
        What is known of product and recent parts.
    process : Process, optional
        How the product is made; None: any process.
    most : int
        How many at most.

    Returns
    -------
    tuple of Suggestion
        Empty unless the category is sure. A fact that holds counts for a cause, one that does not
        counts against it; direction, edge and repetition count double. Where no process is named,
        general causes come first, then those of handling, then all others, which say for which
        process they hold. Of equal ones those of the product's process come first, then the order
        of the file counts.
    """
    if finding.category is None or not is_sure_defect(finding):
        return ()
    evidence = evidence_of(finding, surroundings)
    causes = knowledge.causes_of(finding.category.id, process)
    ranked = sorted(causes, key=lambda entry: _rank(entry, evidence, process))
    return tuple(_suggestion(entry, evidence, process) for entry in ranked[:most])


def _rank(entry: CauseEntry, evidence: Evidence, process: Process | None) -> tuple[int, int, bool]:
    """Return what sorts causes; the smallest comes first."""
    told = [(evidence.holds(fit), 1 if fit.fact in MEASURES else 2) for fit in entry.fits]
    balance = sum(weight if holds else -weight for holds, weight in told if holds is not None)
    return _group(entry, process), -balance, process not in entry.processes


def _group(entry: CauseEntry, process: Process | None) -> int:
    """Return 0 for what may be the cause on any part, more for what hangs on an unnamed process."""
    if process is not None or not entry.processes:
        return 0
    return 1 if Process.HANDLING in entry.processes else 2


def _is_conditional(entry: CauseEntry, process: Process | None) -> bool:
    """Tell whether nobody knows if the product is made in a way that has this cause."""
    return _group(entry, process) > 1


def _suggestion(entry: CauseEntry, evidence: Evidence, process: Process | None) -> Suggestion:
    return Suggestion(
        id=entry.id,
        cause=_words(entry.cause),
        checks=tuple(_words(check) for check in entry.checks),
        actions=tuple(_words(action) for action in entry.actions),
        why=tuple(evidence.in_words(fit) for fit in entry.fits if evidence.holds(fit)),
        process=_processes(entry) if _is_conditional(entry, process) else None,
    )


def _processes(entry: CauseEntry) -> Words:
    texts = shared_texts()
    korean, english = (
        ", ".join(texts.text(lang, f"process.{process.value}") for process in entry.processes)
        for lang in LANGUAGES
    )
    return Words(ko=korean, en=english)


def _words(text: BothLanguages) -> Words:
    # What is recorded is a value of the domain, which knows nothing of the checks on files.
    return Words(ko=text.ko, en=text.en)
