"""A text about a finding held against the record of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.describe.truth.categories import check_categories, claims_in
from core.describe.truth.counts import check_counts
from core.describe.truth.directions import check_directions
from core.describe.truth.guards import check_guards
from core.describe.truth.numbers import check_numbers
from core.describe.truth.places import check_places
from core.describe.truth.presence import check_presence
from core.describe.truth.reading import ReadText, read_text
from core.describe.truth.tones import check_tones
from core.describe.truth.values import TruthRecord
from core.describe.truth.vocabulary import book_categories, vocabulary_of
from core.domain.categories import CategorySet
from core.domain.contradictions import Contradiction


def check_text(
    text: str, record: TruthRecord, categories: CategorySet | None = None
) -> tuple[Contradiction, ...]:
    """Find what a text says of a finding that is not so.

    Parameters
    ----------
    text : str
        Korean or English, in any words.
    record : TruthRecord
        What is known; what is not known is not checked.
    categories : CategorySet, optional
        Of the product, besides the defect book's.

    Returns
    -------
    tuple of Contradiction
        In the order of the text; empty for an empty text. A place beside the measured one, a number
        within the tolerance and what nothing was measured about are no contradictions.
    """
    if not text.strip():
        return ()
    found = _found(read_text(text), record, categories or book_categories())
    return tuple(_without_doubles(sorted(found, key=lambda one: (one.start, -one.end))))


def _found(text: ReadText, record: TruthRecord, categories: CategorySet) -> Iterator[Contradiction]:
    vocabulary = vocabulary_of(categories)
    claims = claims_in(text, vocabulary)
    yield from check_places(text, record)
    yield from check_numbers(text, record)
    yield from check_counts(text, record, vocabulary)
    yield from check_directions(text, record)
    yield from check_categories(text, record, claims, vocabulary, categories)
    yield from check_presence(text, record, claims)
    yield from check_tones(text, record, vocabulary)
    yield from check_guards(text, vocabulary)


def _without_doubles(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Leave out what overlaps a contradiction of the same kind."""
    kept: list[Contradiction] = []
    for one in found:
        if any(k.kind is one.kind and one.start < k.end and k.start < one.end for k in kept):
            continue
        kept.append(one)
        yield one
