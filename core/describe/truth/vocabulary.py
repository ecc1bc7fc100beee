"""What marks are called: by category with their everyday forms, and without any category."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dataset.defect_book import DefectBook, load_defect_book
from core.describe.truth.spans import one_of
from core.domain.categories import CategorySet, Role
from core.texts.program_folder import resources_dir

_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "scratch": (
        r"scratch(?:es|ed|ing|-like)?", r"scrap(?:es?|ed|ing)", r"score (?:marks?|lines?)", r"scored",
        r"scuff(?:s|ed|ing)?(?: marks?)?", r"scuffing", "gouges?", "abrasions?", "abraded",
        "스크래치", "스크레치", "긁[힘힌혀혔]", r"긁힌\s?자국", "흠집", "기스", "쓸림", "쓸린", "생채기", "긁어",
        "긁은", "스친 자국",
    ),
    "crack": (
        r"crack(?:s|ed|ing|-like)?", "fractur(?:es?|ed|ing)", "fissures?", "splits?", "rupture[ds]?",
        "크랙", "균열", r"(?<![가-힣])금(?=[이은을도]\s|\s?(?:간|갔|갈|난|없|있|감))", "실금", "갈라[짐진져졌지]",
        r"갈라진\s?(?:틈|금)", "터짐", "터진", "터져", "터졌", "쪼개[진져짐졌]",
    ),
    "dent": (
        r"dent(?:s|ed|ing)?", "indentations?", r"impressions?(?! (?:that|of a clean|is that))",
        "dings?", "pits?", "pitting", "pitted", "craters?", "depressions?",
        "찍[힘힌혀혔]", r"찍힌\s?자국", "압흔", "눌[림린려렸]", r"눌린\s?자국", "덴트", "함몰", "움푹", "오목",
        "패[임인였]", "파[임인였](?= 자국|[이가은는])",
    ),
    "contamination": (
        "deposits?", "coolant", "adhesive", "glue", "contaminat(?:ion|ed|ions|es|ing|nants?)", "contaminants?", r"foreign (?:material|matter|body|particles?|"
        r"objects?|substance)", r"stain(?:s|ed|ing)?(?!less)", "dirt(?:y)?", "residues?", "grime", "dust(?:y)?",
        r"smudg(?:es?|ed)", "smears?", "smeared", "fingerprints?", r"(?:oil|grease) (?:stains?|spots?|film|marks?)",
        "oily", "greasy", "grease", "soil(?:ed|ing)", "lint", "fib(?:re|er)s?", "debris", "particles?",
        "오염[된물이]?", "이물질?", "얼룩", r"(?<![가-힣])때(?=[가는]\s?(?:묻|끼|꼈|낀|타)|\s?(?:묻|낀|자국))", "먼지",
        "지문", "기름때", "기름\\s?자국", "유분", "묻어", "묻은", "보푸라기",
    ),
    "discoloration": (
        "discolou?r(?:ation|ations|ed|ing)?", "rust(?:y|ed|ing)?", "oxid(?:ation|ised|ized|e)", "corrosion",
        "corroded", "tarnish(?:ed|ing)?", "burn(?:t|ed)?(?: marks?)?", "scorch(?:ed)?", "heat tint",
        r"stain(?:s|ed|ing)?(?!less)", "yellow(?:ed|ing)(?= (?:area|patch|spot|region))", "faded", "fading",
        "변색", "녹슨", "녹슬", r"(?<![가-힣])녹(?=[이은]?\s?(?:슬|슨|났|난|발생|생|보|자국|없|있))", "산화", "부식", "황변",
        r"탄\s?자국", r"색\s?변화", "얼룩", "색이 (?:변|바랜|바래)", "바랜",
    ),
    "shadow": (r"shadows?", "그림자", "음영", "그늘"),
    "reflection": (
        "reflections?", "glare", "highlights?", "specular", r"빛\s?반사", "반사광", "번들거림", r"빛\s?번짐",
        r"반사(?=[로가는일이]|\s?현상)",
    ),
    "machining_mark": (
        "machining marks?", "tool(?:ing)? marks?", "grinding marks?", r"가공\s?무늬", r"가공\s?자국", "가공흔",
        "헤어라인", r"연마\s?자국",
    ),
    "chip": ("chipp(?:ed|ing)", "chips?(?= (?:at|on|in|out|is|has))", "깨[짐진져졌]", r"이\s?빠[짐진]", "결손"),
    "pore": ("pores?", "porosity", "blow\\s?holes?", "voids?", "pinholes?", "bubbles?", "blisters?",
             "기공", "기포", "핀홀", "블로우?홀"),
    "burr": ("burrs?", "거스러미", r"(?<![가-힣])버(?=[가는]\s)"),
    "wrinkle": ("wrinkles?", "creases?", "주름", "구김"),
}  # fmt: skip
"""Forms of the defect book's categories that its lists of nouns do not hold, and kinds of defect
that it does not know. Each is a pattern."""

_EXCLUDED: Final = {"때", "금", "녹", "금 감", "pit", "impression", "highlight", "split", "shade",
                    "정상", "반사", "residue", "stain", "burn mark"}  # fmt: skip
"""Words of the book that mean other things too; `_FORMS` has them with what must stand around."""

_MIXED_UP: Final = {
    "pit": frozenset({"pore", "discoloration"}), "pitting": frozenset({"pore", "discoloration"}),
}  # fmt: skip
_ALSO: Final[Mapping[str, frozenset[str]]] = {
    "chip": frozenset({"dent"}), "pore": frozenset({"dent"}),
}  # fmt: skip
"""What a word may mean besides: a pinhole can be recorded as a dent where no pore is in the book."""

GENERIC_EN: Final = (
    "defects?", "flaws?", "faults?", "damages?", "damaged", "blemish(?:es)?", "imperfections?",
    "anomal(?:y|ies)", "irregularit(?:y|ies)", "abnormalit(?:y|ies)", "problems?", "issues?", "wear",
    "deviations?", "marks?", "traces?",
)  # fmt: skip
GENERIC_KO: Final = (
    "불량", "결함", "하자", "손상", r"흠(?!집)", "자국", "흔적", "문제점?", "특이\\s?사항", "이상\\s?부위",
)  # fmt: skip
SHAPES_EN: Final = (
    "lines?", "spots?", "dots?", "streaks?", "grooves?", "patch(?:es)?", "specks?", "areas?",
    "places?", "regions?", "strokes?", "holes?(?= in the surface)", "stripes?", "blotch(?:es)?",
    "points?", "features?", "blobs?", "nicks?", "instances?", "drop(?:let)?s?", "flakes?", "rings?", "bands?", "cuts?", "notch(?:es)?", "flecks?", "segments?", "pieces?(?= of)", "parts?",
)  # fmt: skip
SHAPES_KO: Final = (
    r"선(?![명택별정])", "줄", "점(?!수|검)", "반점", "홈", "부위", "곳", "군데", "직선", "곡선", "줄무늬", "가닥",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Patterns that find categories in a text.

    Attributes
    ----------
    categories : Pattern
        One group ``c0``, ``c1``, ... per category of ``ids``.
    ids : tuple of str
    marks : str
        Pattern for anything a mark may be called.
    looks_alike : frozenset of str
    """

    categories: re.Pattern[str]
    ids: tuple[str, ...]
    words: tuple[re.Pattern[str], ...]
    marks: str
    looks_alike: frozenset[str]

    def meant_by(self, word: str) -> frozenset[str]:
        """Return every category that a word may mean: 얼룩 is dirt or a changed colour."""
        named = {i for i, p in zip(self.ids, self.words, strict=True) if p.fullmatch(word)}
        also = {other for one in named for other in _ALSO.get(one, ())}
        return frozenset(named | also | _MIXED_UP.get(word, frozenset()))


def vocabulary_of(categories: CategorySet | None = None) -> Vocabulary:
    """Return the words for the categories of the book, those given, and common other defects.

    Parameters
    ----------
    categories : CategorySet, optional
        Of the product; its names count besides the book's.
    """
    names = tuple(
        (c.id, c.role is Role.LOOK_ALIKE, (c.name_ko, c.name_en)) for c in categories or ()
        if c.role is not Role.CLEAN
    )  # fmt: skip
    return _vocabulary(names)


def book_categories() -> CategorySet:
    """Return the categories of the default defect book, for texts of no product in particular."""
    return _book().category_set()


@lru_cache(maxsize=1)
def _book() -> DefectBook:
    return load_defect_book(resources_dir() / "defect_book.toml")


@lru_cache(maxsize=8)
def _vocabulary(given: tuple[tuple[str, bool, tuple[str, str]], ...]) -> Vocabulary:
    words: dict[str, list[str]] = {key: list(forms) for key, forms in _FORMS.items()}
    alike = {entry.id for entry in _book().category if entry.role is Role.LOOK_ALIKE}
    for entry in _book().category:
        if entry.role is not Role.CLEAN:
            names = (entry.name.ko, entry.name.en, *entry.synonyms.ko, *entry.synonyms.en)
            words.setdefault(entry.id, []).extend(_literal(names))
    for category_id, is_alike, names in given:
        words.setdefault(category_id, []).extend(_literal(names))
        alike |= {category_id} if is_alike else set()
    patterns = tuple(re.compile(_whole(forms)) for forms in words.values())
    groups = "|".join(f"(?P<c{n}>{p.pattern})" for n, p in enumerate(patterns))
    marks = _whole(
        [w for forms in words.values() for w in forms]
        + [*GENERIC_EN, *GENERIC_KO, *SHAPES_EN, *SHAPES_KO]
    )
    return Vocabulary(re.compile(groups), tuple(words), patterns, marks, frozenset(alike))


def _literal(names: Iterable[str]) -> list[str]:
    return [
        re.escape(name.lower()) + ("(?:s|es)?" if name.isascii() else "")
        for name in names
        if name not in _EXCLUDED
    ]


def _whole(forms: Iterable[str]) -> str:
    """Return a pattern: Latin words whole, Korean ones anywhere, particles follow them."""
    forms = list(dict.fromkeys(forms))
    latin = [form for form in forms if form.isascii()]
    korean = [form for form in forms if not form.isascii()]
    parts = [rf"(?<![a-z]){one_of(latin)}(?![a-z])"] if latin else []
    return "(?:" + "|".join([*parts, *([one_of(korean)] if korean else [])]) + ")"
