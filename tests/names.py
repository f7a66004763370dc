"""The words that reach the database, the record or a client, gathered from wherever they live.

Everything is found by what it is (a StrEnum, a table, a fact, a job, a parameter called `code`),
never by the name of a module or a class: those may change, the words may not.
"""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

import sar
from sar.app import create_app
from sar.jobs import NAMESPACE, _works, blueprint
from sar.record.entries import Fact, all_facts

NOT_IMPORTED = ("sar.migrations.versions", "sar.migrations.env", "sar.cli.__main__")


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module of the program but the schema's revisions."""
    found = pkgutil.walk_packages(sar.__path__, "sar.")
    return tuple(import_module(m.name) for m in found if not m.name.startswith(NOT_IMPORTED))


def classes() -> Iterator[type[Any]]:
    """Every class that a module of the program defines."""
    for module in modules():
        for thing in vars(module).values():
            if inspect.isclass(thing) and thing.__module__ == module.__name__:
                yield thing


@cache
def vocabularies() -> frozenset[frozenset[str]]:
    """The values of every StrEnum of the program."""
    return frozenset(frozenset(thing) for thing in classes() if issubclass(thing, StrEnum))


def tables() -> dict[str, type[SQLModel]]:
    """The class of each table."""
    return {str(c.__tablename__): c for c in classes() if hasattr(c, "__table__")}


def enum_columns() -> dict[str, frozenset[str]]:
    """`table.column` and the values it may hold, of each column that holds a StrEnum's."""
    return {
        f"{table}.{name}": frozenset(enum)
        for table, model in tables().items()
        for name, field in model.model_fields.items()
        for enum in _inside(field.annotation)
        if inspect.isclass(enum) and issubclass(enum, StrEnum)
    }


def _inside(annotation: Any) -> Iterator[Any]:
    parts = get_args(annotation)
    if not parts:
        yield annotation
    for part in parts:
        yield from _inside(part)


def json_columns() -> set[str]:
    """`table.column` of every JSONB column."""
    return {
        f"{name}.{column.name}"
        for name, table in SQLModel.metadata.tables.items()
        for column in table.columns
        if isinstance(column.type, JSONB)
    }


def keys_in(column: str) -> str:
    """The query for every key at any depth of a JSONB column, `table.column`."""
    table, name = column.split(".")
    path = '$.** ? (@.type() == "object").keyvalue().key'
    return f"SELECT DISTINCT jsonb_path_query({name}, '{path}') #>> '{{}}' FROM {table}"  # noqa: S608 names of columns


def facts() -> dict[str, set[str]]:
    """The keys that each fact of the record tells, by the fact's name."""
    modules()
    return {
        name: set(fact.model_fields) - set(Fact.model_fields) for name, fact in all_facts().items()
    }


def jobs() -> dict[str, set[str]]:
    """The arguments of each job of the queue, by the job's name."""
    modules()
    return {
        name: set(inspect.signature(work).parameters) - {"db", "now"}
        for name, work in _works.items()
    }


def tasks() -> frozenset[str]:
    """The tasks of the job library, as the queue names them."""
    modules()
    return frozenset(f"{NAMESPACE}:{name}" for name in blueprint.tasks)


def locks_of_tasks() -> frozenset[str]:
    """The locks by which a task waits in the queue once at most."""
    modules()
    return frozenset(
        task.queueing_lock for task in blueprint.tasks.values() if task.queueing_lock is not None
    )


@cache
def application() -> FastAPI:
    """The application, without a database."""
    return create_app("postgresql+psycopg://nowhere/nothing")


@cache
def document() -> dict[str, Any]:
    """The server's document of its API."""
    return application().openapi()


def routes() -> list[APIRoute]:
    """The routes that the API's description tells."""
    found = [one.original_route for one in iter_route_contexts(application().routes)]
    return [one for one in found if isinstance(one, APIRoute) and one.include_in_schema]


@cache
def choices() -> frozenset[frozenset[str]]:
    """The words of each closed choice in the API."""

    def within(node: Any) -> Iterator[frozenset[str]]:
        match node:
            case {"enum": list(words)} if all(isinstance(word, str) for word in words):
                yield frozenset(words)
            case {"const": str(word)}:
                yield frozenset({word})
            case _:
                pass
        for part in node.values() if isinstance(node, dict) else node:
            if isinstance(part, dict | list):
                yield from within(part)

    return frozenset(within(document()))


@cache
def strings() -> frozenset[str]:
    """Every string constant and every name of a field in the program's source."""
    found = set()
    for module in modules():
        for node in nodes(module):
            match node:
                case ast.Constant(value=str(text)):
                    found.add(text)
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.keyword(arg=str(name)):
                    found.add(name)
                case _:
                    pass
    return frozenset(found)


@cache
def source(module: ModuleType) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(Path(str(module.__file__)).read_text())


@cache
def nodes(module: ModuleType) -> tuple[ast.AST, ...]:
    """All nodes of that tree."""
    return tuple(ast.walk(source(module)))


def codes() -> set[str]:
    """Every string that is handed to a parameter called `code`, wherever it is written."""
    found: set[str] = set()
    for module in modules():
        tree = source(module)
        for node in nodes(module):
            if isinstance(node, ast.Call):
                given = code_of(node, module)
                if given is not None:
                    found |= texts(given, tree)
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "code":
                        found |= texts(value, tree)
    return found


def code_of(call: ast.Call, module: ModuleType) -> ast.expr | None:
    """The expression that a call hands over as `code` (Pydantic says `error_type`)."""
    taken = parameters(named(call.func, module))
    for name in ("code", "error_type"):
        handed = [keyword.value for keyword in call.keywords if keyword.arg == name]
        if name in taken and handed:
            return handed[0]
        if name in taken and len(call.args) > (place := taken.index(name)):
            return call.args[place]
    return None


def named(name: ast.expr, module: ModuleType) -> Any:
    """The object that a dotted name of the module stands for; None for a local one."""
    match name:
        case ast.Name(id=plain):
            return getattr(module, plain, None)
        case ast.Attribute(value=whole, attr=part):
            return getattr(named(whole, module), part, None)
        case _:
            return None


@cache
def parameters(called: Any) -> tuple[str, ...]:
    """The names of the parameters of something that is called; none of anything else."""
    try:
        return tuple(inspect.signature(called).parameters)
    except (TypeError, ValueError):  # nothing that is called, or nothing that tells
        return ()


def texts(given: ast.expr, tree: ast.Module | None) -> set[str]:
    """The whole strings that an expression may be, or that its name is given in the module."""
    match given:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return texts(body, tree) | texts(orelse, tree)
        case ast.Name(id=name) if tree is not None:
            return {text for value in _given(name, tree) for text in texts(value, None)}
        case _:
            return set()


def _given(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """The values that the module's assignments give the name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node.value
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    for part, value in zip(target.elts, node.value.elts, strict=False):
                        if isinstance(part, ast.Name) and part.id == name:
                            yield value
