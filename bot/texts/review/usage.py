"""Where a sentence is said: which templates use it, found by reading the source code."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from bot.i18n.marks import marked
from bot.texts.recordings.prompts import PROMPTS
from bot.texts.review.clinical import DANGER, SUICIDE, SUICIDE_SENTENCES
from bot.texts.sentences import SENTENCES

BOT = Path(__file__).parents[2]
Name = tuple[str, str]
"""A module and what is defined in it."""


@cache
def templates_by_sentence() -> Mapping[str, tuple[str, ...]]:
    """By the English sentence: the templates that say it, or the module in which it is written."""
    said: dict[str, list[str]] = {}
    defined = _defined()
    for template, one in SENTENCES.items():
        for sentence in _reached(defined, (one.words.__module__, one.words.__name__)):
            said.setdefault(sentence, []).append(template)
    for prompt in PROMPTS:
        for sentence in prompt.words:
            said.setdefault(sentence, []).append(prompt.template)
    for sentence, modules in modules_by_sentence().items():
        said.setdefault(sentence, [modules[0].removeprefix("bot.")])
    return {sentence: tuple(sorted(set(where))) for sentence, where in said.items()}


@cache
def modules_by_sentence() -> Mapping[str, tuple[str, ...]]:
    """By the English sentence: the modules in which it is written."""
    written: dict[str, list[str]] = {}
    for (module, _name), node in _defined().items():
        for sentence in _sentences_in(node):
            written.setdefault(sentence, []).append(module)
    return {sentence: tuple(dict.fromkeys(modules)) for sentence, modules in written.items()}


def gravity(sentence: str) -> str:
    """`suicide`, `danger` or empty."""
    where = set(templates_by_sentence().get(sentence, ()))
    if sentence in SUICIDE_SENTENCES or where & SUICIDE:
        return "suicide"
    return "danger" if where & DANGER else ""


@cache
def _defined() -> dict[Name, ast.AST]:
    """Every function and constant of the modules in which sentences are written."""
    found: dict[Name, ast.AST] = {}
    folders = ("texts/**/*.py", "exports/*.py", "i18n/*.py")
    for path in sorted(path for folder in folders for path in BOT.glob(folder)):
        module = ".".join(("bot", *path.relative_to(BOT).with_suffix("").parts))
        module = module.removesuffix(".__init__")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for name in _names(node):
                found[module, name] = node
    return found


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name):
            yield name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name for alias in aliases)


def _reached(defined: Mapping[Name, ast.AST], start: Name) -> set[str]:
    """The sentences in a function and in everything it uses."""
    sentences: set[str] = set()
    seen, waiting = {start}, [start]
    while waiting:
        module, name = waiting.pop()
        node = defined.get((module, name))
        if node is None:
            continue
        if isinstance(node, ast.ImportFrom):
            used = {(f"{node.module}", name), (f"{node.module}.{name}", "")}
        else:
            sentences |= _sentences_in(node)
            used = set(_used(module, node))
        waiting += used - seen
        seen |= used
    return sentences


def _used(module: str, node: ast.AST) -> Iterator[Name]:
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=name):
                yield module, name
            case ast.Attribute(value=ast.Name(id=other), attr=name):
                # `parts.story(...)`, where `parts` is another module of sentences.
                yield f"{module.rpartition('.')[0]}.{other}", name


def _sentences_in(node: ast.AST) -> set[str]:
    return {english for _line, english in marked(node)}
