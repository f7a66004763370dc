"""The tables that raw SQL names, for the access lint: in any string by keywords in capitals, in one
that is handed to the database in any letters."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.calls import called_name

CALLS: Final = frozenset(
    {"text", "execute", "executemany", "exec_driver_sql", "scalar", "scalars", "stream"}
    | {"SQL", "literal_column"}
)
"""The calls that take SQL."""

BEFORE_A_TABLE: Final = frozenset({"FROM", "JOIN", "INTO", "UPDATE", "USING"})
BEFORE_A_LIST: Final = frozenset({"FROM", "USING"})
"""After these a comma is before a table, too."""
AFTER_A_LIST: Final = frozenset(
    {"SELECT", "VALUES", "SET", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET"}
    | {"FETCH", "FOR", "RETURNING", "UNION", "INTERSECT", "EXCEPT", ";"}
)
BETWEEN: Final = frozenset({"ONLY", "LATERAL"})
"""Words that may stand before the table's name."""

UNKNOWN: Final = "x"
"""A name in place of what only the running program knows."""

_TOKENS: Final = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"[^\"]+\"|[A-Za-z_]\w*|\S", re.DOTALL
)


def tables_in(sql: str, *, in_capitals: bool) -> Iterator[str]:
    """The tables that a text reads or writes; `in_capitals`: only by keywords written so."""
    tokens = [one for one in _TOKENS.findall(sql) if not one.startswith(("--", "/*"))]
    words = tokens if in_capitals else [one.upper() for one in tokens]
    lists = [False]  # by open bracket, whether a comma in it is before a table
    awaited = columns_follow = False
    for at, (token, word) in enumerate(zip(tokens, words, strict=True)):
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if word in BEFORE_A_TABLE:
            awaited = not _is_other(words[:at], word, following)
            columns_follow = word == "INTO"
            lists[-1] = lists[-1] or (awaited and word in BEFORE_A_LIST)
        elif word in AFTER_A_LIST:
            lists[-1] = awaited = False
        elif token == "(":
            lists.append(awaited)
        elif token == ")":
            lists = lists[:-1] or [False]
            awaited = False
        elif token == ",":
            awaited, columns_follow = lists[-1], False
        elif awaited and word not in BETWEEN and following != "." and token != ".":
            awaited = False
            if re.fullmatch(r'\w+|"[^"]+"', token) and (following != "(" or columns_follow):
                yield token.strip('"') if in_capitals or token[0] == '"' else token.lower()


def _is_other(before: list[str], word: str, following: str) -> bool:
    """Whether no table follows: `IS DISTINCT FROM` a value, `USING (columns)`."""
    if word == "USING":
        return following == "("
    return word == "FROM" and before[-1:] == ["DISTINCT"] and before[-2:-1] in (["IS"], ["NOT"])


@dataclass(frozen=True, slots=True)
class RawSql:
    """The texts of SQL in a module."""

    tree: ast.AST
    _kept: dict[str, list[ast.expr]] = field(default_factory=dict)
    """Values by the name that the module gives them."""

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ):
                    self._kept.setdefault(name, []).append(value)

    def tables(self) -> Iterator[tuple[str, int]]:
        """The tables that the module's strings name, and the lines."""
        for line, words in self._texts(self.tree):
            for table in tables_in(words, in_capitals=True):
                yield table, line
        for call in ast.walk(self.tree):
            if isinstance(call, ast.Call) and called_name(call.func) in CALLS:
                for line, words in self._handed(call):
                    for table in tables_in(words, in_capitals=False):
                        yield table, line

    def _handed(self, call: ast.Call) -> Iterator[tuple[int, str]]:
        """The texts among a call's arguments, those too that it names."""
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
            yield from self._texts(argument)
            for part in ast.walk(argument):
                if isinstance(part, ast.Name):
                    for value in self._kept.get(part.id, ()):
                        yield from self._texts(value)

    def _texts(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        """Each text below a node, whole where it is put together of parts, with its line; a string
        that is a statement is written about the code, and no SQL of it."""
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        if isinstance(node, ast.expr) and (words := self._whole(node)) is not None:
            yield node.lineno, words
            return
        for child in ast.iter_child_nodes(node):
            yield from self._texts(child)

    def _whole(self, node: ast.expr, *, named: bool = True) -> str | None:
        """The text that an expression is, as far as the module tells it; None: it is no text."""
        match node:
            case ast.Constant(value=str(words)):
                return words
            case ast.JoinedStr(values=parts):
                return "".join(self._part(part, named=named) for part in parts)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                if self._whole(left, named=named) is self._whole(right, named=named) is None:
                    return None
                return self._part(left, named=named) + self._part(right, named=named)
            case _:
                return None

    def _part(self, node: ast.expr, *, named: bool) -> str:
        """The text that a part adds: what its name stands for, else `UNKNOWN`."""
        match node:
            case ast.FormattedValue(value=value):
                return self._part(value, named=named)
            case ast.Name(id=name) if named and len(self._kept.get(name, ())) == 1:
                whole = self._whole(self._kept[name][0], named=False)
            case _:
                whole = self._whole(node, named=named)
        return UNKNOWN if whole is None else whole
