"""The codes that each route may refuse with, read from the program's source.

`python -m tests.codes_of_routes` writes them to `sar/http/codes_of_routes.json`, where the API's
description has them from. All that a route's function names is followed, and what that names in
turn: a code may be listed that a route never gives. Left out is what is handed on as a variable
and what a method of an object refuses with.
"""

import ast
import inspect
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, get_args

from fastapi import params

from sar.errors import Conflict, Malformed, Problem, Refusal
from sar.http import document
from tests import names

FILE = Path(__file__).parent.parent / "sar" / "http" / "codes_of_routes.json"

Found = frozenset[tuple[int, str]]


def codes_of(endpoint: Callable[..., Any]) -> dict[str, str]:
    """The codes of a route by status, beside those that any route has."""
    reached: dict[int, Any] = {}
    ahead = [endpoint, *_dependencies(endpoint)]
    while ahead:
        one = inspect.unwrap(ahead.pop())
        if id(one) not in reached:
            reached[id(one)] = one
            ahead += _named_in(one)
    found = sorted({code for one in reached.values() for code in _codes_in(one)})
    return {
        str(status): " ".join(code for given, code in found if given == status)
        for status in sorted({status for status, _ in found})
    }


def _dependencies(asking: Callable[..., Any]) -> Iterator[Any]:
    """The functions that FastAPI calls before it, and before those."""
    for parameter in inspect.signature(asking, eval_str=True).parameters.values():
        for part in get_args(parameter.annotation):
            if isinstance(part, params.Depends) and part.dependency:
                yield part.dependency
                if inspect.isfunction(part.dependency):
                    yield from _dependencies(part.dependency)


@cache
def _tree_of(one: Any) -> tuple[ast.AST, ModuleType] | None:
    module = sys.modules.get(getattr(one, "__module__", "") or "")
    if module is None or not module.__name__.startswith("sar"):
        return None
    wanted = one.__qualname__.split(".")[0]
    for node in names.source(module).body:
        if getattr(node, "name", None) == wanted:
            return node, module
    return None


@cache
def _named_in(one: Any) -> tuple[Any, ...]:
    """The functions of the program that its source names, also in a table of them."""
    source = _tree_of(one)
    if source is None or isinstance(one, type):
        return ()
    tree, module = source
    found = [
        names.named(node, module)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    ]
    tables = [thing.values() for thing in found if isinstance(thing, Mapping)]
    reached = [inspect.unwrap(thing) for thing in (*found, *chain(*tables)) if callable(thing)]
    return tuple({id(one): one for one in reached if isinstance(one, FunctionType)}.values())


@cache
def _codes_in(one: Any) -> Found:
    return frozenset(_codes_of(one))


def _codes_of(one: Any) -> Iterator[tuple[int, str]]:
    source = _tree_of(one)
    if source is None:
        return
    tree, module = source
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            problem: Any = names.named(node, module)
            if inspect.isclass(problem) and issubclass(problem, Problem):
                yield from ((problem.status, code) for code in _own_codes(problem))
        elif isinstance(node, ast.Call):
            status = _status(names.named(node.func, module))
            given = names.code_of(node, module)
            if status is not None and given is not None:
                for code in names.texts(given, names.source(module)):
                    yield status, code


def _own_codes(problem: Any) -> Iterator[str]:
    """The code that a kind of problem always has."""
    source = _tree_of(problem)
    for node in ast.walk(source[0]) if source else ():
        match node:
            case ast.Call(
                func=ast.Attribute(attr="__init__"), args=[ast.Constant(value=str(code)), *_]
            ):
                yield code
            case _:
                pass


def _status(called: Any) -> int | None:
    """The status that a problem, a refusal, or the fault of a field is answered with."""
    owner = getattr(called, "__self__", called)
    if owner is Refusal:
        return Conflict.status
    if isinstance(owner, type) and issubclass(owner, Problem):
        return owner.status
    return Malformed.status if {"code", "reason"} <= set(names.parameters(called)) else None


def all_codes() -> dict[str, dict[str, str]]:
    """By operation."""
    found = {document.operation_id(route): codes_of(route.endpoint) for route in names.routes()}
    return {name: codes for name, codes in sorted(found.items()) if codes}


def written() -> str:
    """As the file has them."""
    return json.dumps(all_codes(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written())
