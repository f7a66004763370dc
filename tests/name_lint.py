"""Name lint: one name for one thing in `sar`, no two modules that are taken for each other, no
public function whose name says nothing, and first sentences that name their thing.

`python -m tests.name_lint` reports every class and module-level alias whose name is defined twice,
every two modules whose names differ by a letter or an ending, every public function of a module
with a bare name that tells its callers nothing (`BARE`), and every docstring of a module, and of a
public class or function, that begins with a relative clause; so it does of the first comment of the
screens' files. A double that is not yet mended is listed here; the lists may only shrink: a listed
name that is no longer doubled is a fault too.
"""

import ast
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Final

HOUSE = Path(__file__).parent.parent
ROOT = HOUSE / "sar"

DOUBLED: Final = frozenset[str]()
"""Names of classes and aliases that are still defined more than once."""

LOOK_ALIKE: Final = frozenset[tuple[str, str]]()
"""Modules whose names are still too near each other."""

MEANT: Final = frozenset({("lead", "load"), ("marching", "matching"), ("record", "recording")})
"""Pairs of the field's own words, no two of them in one package: the lead of a case beside the
loader of agreements; the march over a grid (a fast marching method) beside matching; the record,
and in every other package the module that writes to it."""

BARE: Final = frozenset({"do", "look", "say", "settle", "standing", "tell", "told"})
"""Names that no public function of a module has: they lack the thing that it does something to."""

ENDINGS: Final = (
    "able", "al", "ance", "ances", "ation", "ations", "e", "ed", "er", "ers", "es", "ible", "ing",
    "ings", "ion", "ions", "ity", "ly", "ment", "ments", "ness", "or", "ors", "s", "y",
)  # fmt: skip
SHORTEST_STEM: Final = 3
SHORTEST_LOOK_ALIKE: Final = 4
"""Shorter names, like `api` and `app`, are read letter by letter."""

RELATIVE: Final = frozenset({
    "How", "That", "Those", "What", "Whatever", "When", "Whenever", "Where", "Wherever", "Which",
    "Whichever", "Who", "Whoever", "Whom", "Whomever", "Whose", "Why",
})  # fmt: skip
"""Words that begin a clause which stands for a thing: a first sentence names the thing instead."""

PREDICATE: Final = "Whether"
"""The word that begins the docstring of a function that answers yes or no, and no other."""


def names_in(source: str) -> list[str]:
    """The classes and aliases that a module defines at its top level."""
    found = []
    for node in ast.parse(source).body:
        match node:
            case ast.ClassDef(name=name):
                found.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if _is_alias(name):
                    found.append(name)
    return found


def _is_alias(name: str) -> bool:
    """Whether a name is written as a type is: constants are upper case, values lower case."""
    bare = name.lstrip("_")
    return bare[:1].isupper() and any(letter.islower() for letter in bare)


def doubled(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The names that are defined more than once, each with the modules that do."""
    places: dict[str, list[str]] = {}
    for place, source in sources.items():
        for name in names_in(source):
            places.setdefault(name, []).append(place)
    return {name: found for name, found in sorted(places.items()) if len(found) > 1}


def bare_functions(source: str) -> list[str]:
    """The public functions at a module's top level whose names say nothing."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in BARE
    ]


def look_alikes(modules: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of names that differ by a letter or an ending, and begin alike."""
    for one, other in combinations(sorted(set(modules)), 2):
        if one[0] == other[0] and (_a_letter_apart(one, other) or _stem(one) == _stem(other)):
            yield one, other


def _a_letter_apart(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_LOOK_ALIKE:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _stem(name: str) -> str:
    """The name without its ending; of a doubled consonant that is left, one."""
    stems = [name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)]
    stem = min((s for s in stems if len(s) >= SHORTEST_STEM), key=len, default=name)
    return stem[:-1] if len(stem) > SHORTEST_STEM and stem[-1] == stem[-2] else stem


def faults(
    sources: Mapping[str, str],
    *,
    doubled_still: Collection[str],
    alike_still: Collection[tuple[str, str]],
) -> list[str]:
    """Every new double, every listed one that is mended, and every bare name of a function."""
    names = doubled(sources)
    pairs = set(look_alikes(_module_name(place) for place in sources)) - MEANT
    return [
        *(
            f"{name} is defined in {' and '.join(places)}"
            for name, places in names.items()
            if name not in doubled_still
        ),
        *(
            f"{name} is listed as doubled and is not: take it off the list"
            for name in sorted(set(doubled_still) - names.keys())
        ),
        *(
            f"the modules {one} and {other} differ by a letter or an ending"
            for one, other in sorted(pairs - set(alike_still))
        ),
        *(
            f"the modules {one} and {other} are listed as alike and are not: take them off the list"
            for one, other in sorted(set(alike_still) - pairs)
        ),
        *(
            f"{place}: the function {name} says nothing: name what it does, and to what"
            for place, source in sources.items()
            for name in bare_functions(source)
        ),
    ]


def openings(sources: Mapping[str, str]) -> list[str]:
    """Every first sentence that begins with a relative clause."""
    return [
        f"{place}:{line} begins with a relative clause: {first}"
        for place, source in sources.items()
        for line, first, allowed in _first_words(place, source)
        if first in RELATIVE or (first == PREDICATE and not allowed)
    ]


def _first_words(place: str, source: str) -> Iterator[tuple[int, str, bool]]:
    """The line and the first word of each text about a thing; whether that is a predicate."""
    if not place.endswith(".py"):
        if found := re.match(r"\s*/\*\*[\s*]*(\w+)", source):
            yield source[: found.start(1)].count("\n") + 1, found[1], False
        return
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Module(body=[ast.Expr() as first, *_]):
                allowed = False
            case ast.ClassDef(name=name, body=[first, *_]) if not name.startswith("_"):
                allowed = False
            case (
                ast.FunctionDef(name=name, body=[first, *_])
                | ast.AsyncFunctionDef(name=name, body=[first, *_])
            ) if not name.startswith("_"):
                allowed = True
            case _:
                continue
        if word := re.match(r"\W*(\w+)", ast.get_docstring(node) or ""):
            yield first.lineno, word[1], allowed


def _module_name(place: str) -> str:
    """The module's own name; a package's for its `__init__`."""
    path = Path(place)
    return path.parent.name if path.stem == "__init__" else path.stem


def main() -> int:
    """Report; 1 when there is a fault."""
    sources = {
        path.relative_to(ROOT.parent).as_posix(): path.read_text()
        for path in sorted(ROOT.rglob("*.py"))
        if not {"migrations", "web"} & set(path.parts)
    }
    told = {
        path.relative_to(HOUSE).as_posix(): path.read_text()
        for folder in ("sar", "tests", "bench", "frontend/src")
        for path in sorted((HOUSE / folder).rglob("*"))
        if path.suffix in {".py", ".ts", ".tsx"}
    }
    found = [*faults(sources, doubled_still=DOUBLED, alike_still=LOOK_ALIKE), *openings(told)]
    for fault in found:
        print(fault)
    print(f"name lint: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
