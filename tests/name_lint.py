"""Name lint: one name for one thing in `sar`, no two modules that are taken for each other, no
public function whose name says nothing, and sentences that name their thing.

`python -m tests.name_lint` reports every class and module-level alias whose name is defined twice,
every two modules whose names differ by a letter or an ending, every public function of a module
with a bare name that tells its callers nothing (`BARE`), and every sentence of a docstring, and of
a `/** … */` of the screens, that begins with a relative clause. A double that is not yet mended is
listed here; the lists may only shrink: a listed name that is no longer doubled is a fault too.
"""

import ast
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
"""Words that begin a clause which stands for a thing: a sentence names the thing instead."""

ADVERBIAL: Final = frozenset({"When", "Whenever"})
"""Words that begin a clause of time, too: after its first sentence a text may begin one so."""

PREPOSITIONS: Final = (
    "About", "Above", "After", "Against", "Along", "Among", "Around", "As", "At", "Because",
    "Before", "Behind", "Below", "Beside", "Besides", "Between", "Beyond", "By", "Despite",
    "During", "Except", "For", "From", "In", "Inside", "Into", "Like", "Near", "Of", "Off", "On",
    "Onto", "Out", "Outside", "Over", "Per", "Since", "Than", "Through", "To", "Toward", "Towards",
    "Under", "Until", "Up", "Upon", "Via", "With", "Within", "Without",
)  # fmt: skip
"""Words that a relative clause may have before its own: *By what*, *Of those*, *Out of which*."""

PREDICATE: Final = "Whether"
"""The word that begins the text of a function or an attribute that answers yes or no, of no other
thing."""

BRACKETS: Final = " \t\n()[*-•"
"""Characters that may stand before a first word: a question that is quoted is nobody's sentence."""

BEGINNING: Final = re.compile(
    r"""(?:\A|\n[ \t]*\n|\n[ \t]*(?:[-*•]|\d+\.)(?=\s)|[.!?…][)\]”"'`*]*(?=\s))[\s(\[*•-]*"""
    rf"(?P<words>(?:{'|'.join(sorted(RELATIVE))}|{PREDICATE})\b"
    rf"|(?:{'|'.join(PREPOSITIONS)})\s+(?:(?:of|to)\s+)?"
    rf"(?:{'|'.join(sorted(word.lower() for word in RELATIVE - {'That'}))})\b)"
)
"""A sentence's beginning that names no thing; *after that* is no relative clause."""

COMMENT: Final = re.compile(r"/\*\*(?=\s)(.*?)\*/", re.DOTALL)

UNHELD: Final = frozenset({
    "0001_the_first_shape.py",
    "0060_the_time_to_the_coast.py",
    "0092_coarse_places_are_displaced.py",
    "0099_berths_are_told_near_them.py",
    "schema.ts",
})  # fmt: skip
"""Files whose sentences are not read: revisions that had landed before, which nobody edits, and
what is generated from the docstrings that are read."""


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
    """Every sentence that begins with a relative clause."""
    return [
        f"{place}:{line} begins with a relative clause: {words}"
        for place, source in sources.items()
        for text in _texts(place, source)
        for line, words in text.faults()
    ]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text about a thing: a docstring, or a comment of the screens."""

    line: int
    words: str
    predicate: bool
    """Whether it may begin as the text of a yes or no does."""

    def faults(self) -> Iterator[tuple[int, str]]:
        """The line and the words of each beginning that is a fault."""
        for found in BEGINNING.finditer(self.words):
            words = " ".join(found["words"].split())
            first = not self.words[: found.start("words")].strip(BRACKETS)
            if words == PREDICATE and (self.predicate or not first):
                continue
            if words in ADVERBIAL and not first:
                continue
            yield self.line + self.words[: found.start("words")].count("\n"), words


def _texts(place: str, source: str) -> Iterator[_Text]:
    """Every docstring of a module, those of attributes too; every `/** … */` of a screens' file."""
    if not place.endswith(".py"):
        for found in COMMENT.finditer(source):
            line = source[: found.start()].count("\n") + 1
            words = re.sub(r"(?m)^[ \t]*\*+", "", found[1])
            yield _Text(line, words, bool(source[: found.start()].strip()))
        return
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        named = isinstance(node, ast.Module | ast.ClassDef)
        for at, statement in enumerate(body if isinstance(body, list) else ()):
            match statement:
                case ast.Expr(value=ast.Constant(value=str(words))):
                    yield _Text(statement.lineno, words, not (named and at == 0))


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
        for folder in ("sar", "tests", "bench", "scripts", "docs", "frontend/src")
        for path in sorted((HOUSE / folder).rglob("*"))
        if path.suffix in {".py", ".ts", ".tsx"} and path.name not in UNHELD
    }
    found = [*faults(sources, doubled_still=DOUBLED, alike_still=LOOK_ALIKE), *openings(told)]
    for fault in found:
        print(fault)
    print(f"name lint: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
