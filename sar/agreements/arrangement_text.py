"""An arrangement between centres as a text to edit: its clauses, and what a version says of each.

Fields stand in marks (`arrangement_fields`); a line after `>` explains and is not part of it; all
else below a clause's heading is its words. `arrangement_reading` reads back what is written here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sar.agreements.arrangement_clauses import CLAUSES, TITLES, ArrangementClause
from sar.agreements.arrangement_fields import (
    OF_VERSION,
    SAYS,
    SCOPE,
    FieldPath,
    MarkedField,
    field_at,
    values_of,
)

MarkKey = tuple[int | None, FieldPath]
"""A field of the version (None), or of an article by its number."""

FIRST_TITLE: Final = "The text and its articles"
HEADINGS: Final = {0: FIRST_TITLE, **TITLES}

_INTRO: Final = (
    "An arrangement between rescue co-ordination centres is made by the responsible authorities of"
    " the Parties (SAR Convention, Annex 3.1.8).",
    "Below are its clauses, each with the paragraph it serves. Write freely under each heading;"
    " leave the headings.",
    "A field stands in double brackets on a line of its own, as clause, article and name:"
    " [[14.2 costs.free_hours: 12]] is of article 2. Change what follows the colon. Nothing after"
    " the colon: the article says nothing on it.",
    "An article more has the next number. Lists have commas between, times are like"
    " 2026-10-11T12:26:00Z, zones are well-known text, longitude first.",
    "Lines that begin with > explain, and are not part of the arrangement.",
    "The platform acts by the fields alone. The words are kept with the version, as they are.",
)
_TO_ADD: Final = "No article speaks of this. To have one that does, name it and fill in:"
_BEGIN_FROM: Final = "Words to begin from; without the sign > they are the arrangement's:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementSource:
    """The version that a text is written of. `said`: its JSON, as a draft of it would be sent;
    `sentences`: what its articles say, in their order."""

    reference: str
    title: str
    parties: Sequence[str]
    version: int
    change: int
    """Counts changes of the version: a draft's If-Match."""
    said: Mapping[str, Any]
    sentences: Sequence[str]

    def marks(self) -> dict[MarkKey, str]:
        """All that it says, by field."""
        found: dict[MarkKey, str] = {
            (None, path): text for path, text in values_of(OF_VERSION, self.said).items()
        }
        for n, term in enumerate(self.said["terms"], 1):
            values = values_of((*SCOPE, *SAYS), term)
            found |= {(n, path): text for path, text in values.items()}
        return {key: text for key, text in found.items() if text}

    def words(self) -> dict[int, str]:
        """The words of its clauses."""
        return {one["clause"]: one["words"] for one in self.said.get("arrangement", ())}


def arrangement_text(source: ArrangementSource) -> str:
    """The whole text."""
    lines = ["# Arrangement between rescue co-ordination centres", ""]
    lines += [f"> {one}" for one in _INTRO]
    lines += ["", _heading(0), ""]
    lines += [
        f"> {_one_line(source.title)}",
        mark(0, None, ("agreement",), source.reference),
        mark(0, None, ("version",), str(source.version)),
        mark(0, None, ("change",), str(source.change)),
        *_marks_of(_in(OF_VERSION, 0), None, source.said),
    ]
    for n, term in enumerate(source.said["terms"], 1):
        says = source.sentences[n - 1] if n <= len(source.sentences) else ""
        lines += ["", f"> Article {n} says: {_one_line(says)}"]
        lines += _marks_of(_in(SCOPE, 0), n, term)
    spare = len(source.said["terms"])
    words = source.words()
    for clause in CLAUSES:
        spare, body = _clause(source, clause, spare=spare)
        lines += ["", _heading(clause.number), "", f"> Serves: {clause.serves}."]
        lines += [f"> {clause.about}", *body, ""]
        lines += _words(clause, words.get(clause.number))
    return "\n".join(lines) + "\n"


def mark(clause: int, article: int | None, path: FieldPath, value: str) -> str:
    """One field."""
    of = "" if article is None else f".{article}"
    return f"[[{clause}{of} {'.'.join(path)}: {value}]]"


def key_name(key: MarkKey) -> str:
    """A field as its mark names it."""
    article, path = key
    known = field_at(path, of_article=article is not None)
    of = "" if article is None else f".{article}"
    return (f"{known.clause}{of} " if known else "") + ".".join(path)


def _heading(clause: int) -> str:
    return f"## {clause}. {HEADINGS[clause]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in(fields: Sequence[MarkedField], clause: int) -> list[MarkedField]:
    return [one for one in fields if one.clause == clause]


def _marks_of(
    fields: Sequence[MarkedField], article: int | None, said: Mapping[str, Any]
) -> list[str]:
    clause = fields[0].clause if fields else 0
    return [mark(clause, article, path, text) for path, text in values_of(fields, said).items()]


def _clause(
    source: ArrangementSource, clause: ArrangementClause, *, spare: int
) -> tuple[int, list[str]]:
    """The fields of one clause; `spare`: the number of the last article there is by then."""
    number = clause.number
    lines: list[str] = []
    if number == 1:
        lines.append(mark(1, None, ("parties",), ", ".join(source.parties)))
    lines += _marks_of(_in(OF_VERSION, number), None, source.said)
    scope, says = _in(SCOPE, number), _in(SAYS, number)
    for n, term in enumerate(source.said["terms"], 1):
        if scope or any(values_of(says, term).values()):
            lines += ["", f"> {_one_line(term['article'])}:"]
            lines += _marks_of([*scope, *says], n, term)
    if says and not lines:
        spare += 1
        lines += ["", f"> {_TO_ADD}", mark(number, spare, ("article",), "")]
        lines += _marks_of(says, spare, {})
    return spare, lines


def _words(clause: ArrangementClause, words: str | None) -> Iterator[str]:
    if words is None:
        yield f"> {_BEGIN_FROM}"
        yield f"> {clause.proposed}"
        return
    for line in words.split("\n"):
        yield escaped(line)


_BULLET: Final = r"(?:[-*•–]\s+)?"
MARK_BEGINS: Final = re.compile(_BULLET + r"\[\[")
"""The beginning of a line that holds a field, also as an item of a list."""
_NUMBERED: Final = re.compile(r"(#+\s*)?(\d{1,3})\.\s+(.+?)\s*#*")
_LONGEST_HEADING: Final = 120
_BRACKETS: Final = re.compile(r"\[(?=\[)")
_FIRST_ESCAPED: Final = re.compile(r"(\s*)\\([^\\])")
_ESCAPE: Final = re.compile(r"\\([\\\[])")


def heading_in(line: str) -> int | None:
    """The number of the clause whose heading the line is; None: it is none."""
    bare = line.strip()
    found = _NUMBERED.fullmatch(bare) if len(bare) <= _LONGEST_HEADING else None
    if found is None:
        return None
    number = int(found[2])
    is_title = HEADINGS.get(number, "").casefold() == found[3].casefold()
    return number if found[1] or is_title else None


def is_special(line: str) -> bool:
    """Whether a line would be read as something else than words."""
    bare = line.strip()
    return (
        bare.startswith((">", "# "))
        or MARK_BEGINS.match(bare) is not None
        or heading_in(bare) is not None
    )


def escaped(line: str) -> str:
    """A line of words as it is written, so that it is read as words again."""
    plain = _BRACKETS.sub(r"[\\", line.replace("\\", "\\\\"))
    if not is_special(plain):
        return plain
    blanks = len(plain) - len(plain.lstrip())
    return f"{plain[:blanks]}\\{plain[blanks:]}"


def unescaped(line: str) -> str:
    """The line of words that was written so."""
    first = _FIRST_ESCAPED.match(line)
    if first is not None and is_special(line[: first.end(1)] + line[first.start(2) :]):
        line = line[: first.end(1)] + line[first.start(2) :]
    return _ESCAPE.sub(r"\1", line)
