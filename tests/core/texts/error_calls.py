"""Every error the core raises with a literal code, found in its source."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core import errors

CORE = Path(errors.__file__).resolve().parents[1]
ERROR_NAMES = frozenset(
    name
    for name, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, errors.DefectScribeError)
)


_CODE = re.compile(r"(?:records|settings|image|toml)_[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class ErrorCall:
    """One place where an error is made.

    ``details`` is None when they are passed as a mapping and cannot be read from the source.
    """

    code: str
    details: frozenset[str] | None
    place: str


def error_calls() -> list[ErrorCall]:
    """Find all calls of error classes under core."""
    found: list[ErrorCall] = []
    for path in sorted(CORE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in ERROR_NAMES:
                place = f"{path.relative_to(CORE.parent)}:{node.lineno}"
                found.extend(_calls(node, place))
    return found


def chosen_codes() -> dict[str, str]:
    """Return the codes of modules that choose one at run time, each with its module.

    A code is any string there that looks like one by its first word.
    """
    found: dict[str, str] = {}
    for path in sorted(CORE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        if not any(_chooses(node) for node in nodes):
            continue
        strings = (n.value for n in nodes if isinstance(n, ast.Constant))
        codes = (value for value in strings if isinstance(value, str) and _CODE.fullmatch(value))
        found.update(dict.fromkeys(codes, str(path.relative_to(CORE.parent))))
    return found


def default_codes() -> dict[str, str]:
    """Return the default code of every error class."""
    return {name: getattr(errors, name).default_code for name in sorted(ERROR_NAMES)}


def _calls(node: ast.Call, place: str) -> Iterator[ErrorCall]:
    names = [keyword.arg for keyword in node.keywords]
    details = None if None in names else frozenset(name for name in names if name)
    if node.args:
        for part in ast.walk(node.args[0]):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield ErrorCall(part.value, details, place)


def _chooses(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and _name(node.func) in ERROR_NAMES
        and bool(node.args)
        and isinstance(node.args[0], ast.Name)
    )


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
