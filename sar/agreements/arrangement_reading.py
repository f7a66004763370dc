"""Reading an edited arrangement: the fields in its marks, the words of its clauses, and each line
that cannot be understood, with the reason."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sar.agreements.arrangement_clauses import CLAUSES
from sar.agreements.arrangement_fields import (
    FieldPath,
    MarkedField,
    ValueRefused,
    field_at,
    nested,
)
from sar.agreements.arrangement_text import (
    HEADINGS,
    MARK_BEGINS,
    ArrangementSource,
    MarkKey,
    arrangement_text,
    heading_in,
    key_name,
    unescaped,
)

MOST_LINES: Final = 40_000
"""Of a text (house figure); the largest version that can be drafted has some 15,000."""
_FIXED: Final = {
    (0, "agreement"): "agreement",
    (0, "version"): "version",
    (0, "change"): "change",
    (1, "parties"): "parties",
}
_MARK: Final = re.compile(
    r"(\d{1,2})(?:\.([1-9]\d{0,2}))?\s+([a-z][a-z0-9_.]{0,80})\s*:[ \t\u00a0]*(.*)", re.DOTALL
)
_BLANK: Final = " \t\u00a0\ufeff"
_PLACE: Final = re.compile(r"[1-9]\d{0,2}")


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that cannot be understood. `key`: the field that it was to say."""

    line: int
    code: str
    reason: str
    key: MarkKey | None = None


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """The value that a mark gives to a field, and the line it begins in."""

    line: int
    text: str


@dataclass(slots=True)
class ReadArrangement:
    """All that an edited text says. `fixed`: of which text it is, by name."""

    marks: dict[MarkKey, MarkedValue] = field(default_factory=dict)
    fixed: dict[str, MarkedValue] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    headings: dict[int, int] = field(default_factory=dict)
    """The line of the heading of each clause."""
    ignored: list[tuple[int, str]] = field(default_factory=list)
    """Lines after > that the platform has not written: not kept."""
    faults: list[LineFault] = field(default_factory=list)


def read_arrangement(text: str, *, explained: Collection[str] = ()) -> ReadArrangement:
    """Read the text; `explained`: the lines after > that the platform has written."""
    found = ReadArrangement()
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        reason = f"has more than {MOST_LINES} lines"
        found.faults.append(LineFault(MOST_LINES + 1, "too_many_lines", reason))
        return found
    words: dict[int, list[str]] = {}
    at, clause = 0, 0
    while at < len(lines):
        line, number = lines[at], at + 1
        bare = line.strip(_BLANK)
        at += 1
        if bare.startswith(">"):
            if bare not in explained:
                found.ignored.append((number, bare))
        elif MARK_BEGINS.match(bare):
            at = _mark(found, lines, at)
        elif (heading := heading_in(bare)) is not None:
            clause = _enter(found, heading, number, clause)
        elif bare.startswith("# ") and clause == 0 and 0 not in found.headings:
            continue
        elif "[[" in bare:
            found.faults.append(_not_alone(number))
        else:
            words.setdefault(clause, []).append(unescaped(line))
    for of, said in words.items():
        plain = "\n".join(one.rstrip() for one in said).strip()
        if plain and of == 0:
            reason = "stands before the first clause: words stand under the heading of a clause"
            found.faults.append(LineFault(found.headings.get(0, 1), "words_outside", reason))
        elif plain:
            found.words[of] = plain
    found.faults += _without_headings(found, len(lines))
    return found


def _without_headings(found: ReadArrangement, last: int) -> Iterator[LineFault]:
    """A fault for each clause without its heading: its words would be read as another's."""
    for clause, title in HEADINGS.items():
        if clause not in found.headings:
            after = [line for of, line in found.headings.items() if of > clause]
            reason = f"comes where clause {clause} has lost its heading: ## {clause}. {title}"
            yield LineFault(min(after, default=last), "heading_gone", reason)


def _enter(found: ReadArrangement, heading: int, number: int, clause: int) -> int:
    if heading > len(CLAUSES):
        reason = f"is headed as clause {heading}: there are {len(CLAUSES)}"
        found.faults.append(LineFault(number, "no_such_clause", reason))
        return clause
    if heading in found.headings:
        reason = f"heads clause {heading}, as line {found.headings[heading]} does"
        found.faults.append(LineFault(number, "heading_twice", reason))
    else:
        found.headings[heading] = number
    return heading


def _not_alone(number: int) -> LineFault:
    return LineFault(number, "mark_not_alone", "has more than one field, or a field within words")


def _mark(found: ReadArrangement, lines: list[str], at: int) -> int:
    """Read the mark that begins before line `at`, over as many lines as an editor has broken it
    into; returns where the next begins."""
    number, first = at, lines[at - 1].strip(_BLANK)
    begins = MARK_BEGINS.match(first)
    assert begins is not None  # noqa: S101 looked at before
    parts = [first[begins.end() :]]
    while "]]" not in parts[-1] and at < len(lines):
        more = lines[at].strip(_BLANK)
        if not more or more.startswith(">") or MARK_BEGINS.match(more) or heading_in(more):
            break
        parts.append(more)
        at += 1
    content, closed, rest = " ".join(parts).partition("]]")
    if not closed:
        reason = "begins a field with [[ that no ]] ends"
        found.faults.append(LineFault(number, "mark_not_closed", reason))
    elif rest.strip(_BLANK):
        found.faults.append(_not_alone(number))
    else:
        _take(found, number, content.strip(_BLANK))
    return at


def _take(found: ReadArrangement, number: int, content: str) -> None:
    read = _MARK.fullmatch(content)
    if read is None:
        reason = "is no field: it is like [[14.2 costs.free_hours: 12]]"
        found.faults.append(LineFault(number, "not_a_mark", reason))
        return
    clause, article = int(read[1]), int(read[2]) if read[2] else None
    value = MarkedValue(number, read[4].strip(_BLANK + "\n"))
    fixed = _FIXED.get((clause, read[3])) if article is None else None
    if fixed is not None:
        if found.fixed.setdefault(fixed, value) is not value:
            found.faults.append(_twice(number, found.fixed[fixed]))
        return
    path = tuple(read[3].split("."))
    key: MarkKey = (article, path)
    known = _known(path, article)
    if known is None:
        of = "an article" if article else "the version"
        reason = f"names {read[3]}, which is no field of {of}"
        found.faults.append(LineFault(number, "no_such_field", reason, key))
    elif clause != known.clause and path != ("article",):
        reason = f"names {read[3]}, which stands in clause {known.clause}"
        found.faults.append(LineFault(number, "wrong_clause", reason, key))
    elif found.marks.setdefault(key, value) is not value:
        if value.text and found.marks[key].text:
            found.faults.append(_twice(number, found.marks[key]))
        elif value.text:
            found.marks[key] = value


def _known(path: FieldPath, article: int | None) -> MarkedField | None:
    if any(part.isdigit() and not _PLACE.fullmatch(part) for part in path):
        return None
    return field_at(path, of_article=article is not None)


def _twice(number: int, first: MarkedValue) -> LineFault:
    return LineFault(number, "field_twice", f"says again what line {first.line} says")


@dataclass(frozen=True, slots=True)
class DraftRead:
    """The JSON of a draft, and where each of its parts was said."""

    said: dict[str, Any]
    articles: list[int]
    """The number of each of its articles, in their order."""
    lines: dict[MarkKey, int]
    faults: list[LineFault]

    def line_of(self, loc: tuple[int | str, ...]) -> tuple[int, MarkKey | None]:
        """The line that says what is at a place of the JSON, else the nearest to it."""
        article: int | None = None
        rest = loc
        if loc[:1] == ("terms",) and len(loc) > 1 and isinstance(loc[1], int):
            article, rest = self.articles[loc[1]], loc[2:]
        way = tuple(self._parts(article, rest))
        if (article, way) in self.lines:
            return self.lines[article, way], (article, way)
        near = [
            (-_common(path, way), line) for (of, path), line in self.lines.items() if of == article
        ]
        return (min(near)[1] if near else 1), ((article, way) if way else None)

    def _parts(self, article: int | None, loc: tuple[int | str, ...]) -> Iterator[str]:
        """The way of a place in the JSON, with places in lists as they were numbered."""
        for n, part in enumerate(loc):
            if isinstance(part, str):
                yield part
                continue
            name = loc[n - 1]
            places = sorted(
                {int(p[1]) for of, p in self.lines if of == article and p[0] == name and len(p) > 2}
            )
            if part < len(places):
                yield str(places[part])


def _common(one: FieldPath, other: FieldPath) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def draft_in(found: ReadArrangement) -> DraftRead:
    """The draft that the fields say; an article that says nothing at all is none."""
    faults: list[LineFault] = []
    values: dict[int | None, dict[FieldPath, Any]] = {None: {}}
    lines: dict[MarkKey, int] = {}
    for (article, path), marked in found.marks.items():
        if not marked.text:
            continue
        known = field_at(path, of_article=article is not None)
        assert known is not None  # noqa: S101 only such are kept
        try:
            value = known.codec.read(marked.text)
        except ValueRefused as refused:
            key = (article, path)
            reason = f"{key_name(key)} {refused}"
            faults.append(LineFault(marked.line, refused.code, reason, key))
            continue
        values.setdefault(article, {})[path] = value
        lines[article, path] = marked.line
    articles = sorted(n for n, of in values.items() if n is not None and set(of) - {("article",)})
    said = nested(values[None])
    said["terms"] = [nested(values[n]) for n in articles]
    said["arrangement"] = [
        {"clause": clause, "words": words} for clause, words in sorted(found.words.items())
    ]
    return DraftRead(said, articles, lines, faults)


def against_source(found: ReadArrangement, source: ArrangementSource) -> list[LineFault]:
    """Faults of a text that is not of this agreement, or of other parties than it has."""
    faults = []
    told = found.fixed.get("agreement")
    if told is None or told.text != source.reference:
        reason = f"must be of {source.reference}: write [[0 agreement: {source.reference}]]"
        faults.append(LineFault(told.line if told else 1, "wrong_agreement", reason))
    parties = found.fixed.get("parties")
    if parties and set(re.split(r"[\s,;]+", parties.text)) - {""} != set(source.parties):
        reason = "names other parties: those of an agreement stay, so draft a new one"
        faults.append(LineFault(parties.line, "parties_stay", reason))
    return faults


def explained_lines(source: ArrangementSource) -> frozenset[str]:
    """The lines after > in the text of a version."""
    text = arrangement_text(source)
    return frozenset(one.strip() for one in text.split("\n") if one.startswith(">"))
