"""The sentences of the source: which are marked, which are labels, which nobody could translate."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bot.i18n import LOCALES
from bot.i18n.marks import is_marked, marked
from bot.texts.menu import KEY_LABELS

BOT = LOCALES.parent
BUTTON_MAKERS = {"Button", "key"}

NOT_SAID = {"please call me", "to somebody else"}
"""Notes that a press leaves in an alert; they are evidence, stored once for every reader."""


@cache
def sources() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text()) for path in sorted(BOT.rglob("*.py"))}


@cache
def said() -> frozenset[str]:
    return frozenset(english for tree in sources().values() for _line, english in marked(tree))


# Which sentences are labels of buttons


Known = dict[str, list[ast.expr]]


def assignments(nodes: Iterable[ast.AST]) -> Known:
    found: Known = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.setdefault(name, []).append(value)
    return found


def labels_in(tree: ast.Module) -> set[str]:
    """What stands in the first argument of a button, followed through the names used there."""
    labels: set[str] = set()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        known = assignments(tree.body) | assignments(ast.walk(function))
        for node in ast.walk(function):
            match node:
                case ast.Call(func=ast.Name(id=maker), args=[label, *_]) if maker in BUTTON_MAKERS:
                    labels |= followed(label, known)
    return labels


def followed(node: ast.expr, known: Known, seen: frozenset[str] = frozenset()) -> set[str]:
    labels = {english for _line, english in marked(node)}
    for name in ast.walk(node):
        if isinstance(name, ast.Name) and name.id in known and name.id not in seen:
            for value in known[name.id]:
                labels |= followed(value, known, seen | {name.id})
    return labels


@cache
def labels() -> frozenset[str]:
    found = set(KEY_LABELS.values())
    for path, tree in sources().items():
        if path.is_relative_to(BOT / "texts"):
            found |= labels_in(tree)
    return frozenset(found)


# Which literals nobody could translate


def unmarked_sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    passed: set[int] = set()
    for node in ast.walk(tree):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        before_any_language = isinstance(node, ast.FunctionDef) and node.name == "choose_language"
        if docstring or before_any_language or is_marked(node) or is_for_operators(node):
            passed |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in passed and is_sentence(node.value):
            yield node.lineno, node.value


def is_sentence(value: object) -> bool:
    if not isinstance(value, str) or value in NOT_SAID:
        return False
    text = re.sub(r"<[^>]*>?", "", value)
    english = " " in text and len(re.findall(r"[A-Za-z]{2,}", text)) >= 3
    return english or re.search(r"[\u0900-\u097f]", text) is not None


def is_for_operators(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise | ast.Assert):
        return True
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "logger"))):
            return True
    return False
