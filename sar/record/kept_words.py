"""Words that people wrote, where they stand besides the entry that told them: in the rows of what
the entry is about, and in other entries about it."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, String, Uuid, cast, column, func, or_, table, text, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.state_names import StateNames
from sar.record.entries import all_facts
from sar.wire import JsonObject

BLANK: Final = "(erased)"
FREE: Final = (
    "answer_reason", "conditions", "details", "divert_reason", "end_reason", "ended_why", "heard",
    "note", "outcome", "place", "reason", "said", "text",
)  # fmt: skip
"""The names under which free words stand: in facts and pictures, in rows and in their JSON. A
thing's name or present state (a title, a readiness) is none: its party sets that anew."""


def words_of(body: JsonObject) -> set[str]:
    """The free words of the fact that an entry told."""
    return {said for name, said in body["facts"].items() if name in FREE and said}


async def blank_rows(
    db: AsyncSession, words: Collection[str], subjects: Collection[UUID]
) -> set[str]:
    """Blank the words in the rows of the subjects and of what belongs to them; the tables in which
    they stood."""
    found = set[str]()
    for name, kept, type_, links in (await db.execute(_PLACES, {"free": list(FREE)})).all():
        place: ColumnElement[Any] = column(kept, JSONB if type_ == "jsonb" else String)
        rows = table(name, place, *map(column, links))  # type: ignore[arg-type]  # a column it is
        ids = cast(list(subjects), ARRAY(Uuid))
        theirs = or_(*(column(link) == func.any(ids) for link in links))
        for said in words:
            left = _json_without(place, said) if type_ == "jsonb" else cast(BLANK, String)
            stands = place != left if type_ == "jsonb" else place == said
            done = await db.execute(update(rows).where(theirs, stands).values({kept: left}))
            if done.rowcount:  # type: ignore[attr-defined]  # an UPDATE has one
                found.add(name)
    return found


_PLACES: Final = text(
    "SELECT c.table_name, c.column_name, c.data_type, links.names"
    " FROM information_schema.columns c"
    " CROSS JOIN LATERAL (SELECT array_agg(CAST(l.column_name AS text)) AS names"
    "  FROM information_schema.columns l WHERE l.table_schema = c.table_schema"
    "   AND l.table_name = c.table_name AND l.data_type = 'uuid') links"
    " WHERE c.table_schema = 'public' AND names IS NOT NULL"
    "  AND c.table_name !~ '^(record_|procrastinate_)'"
    "  AND (c.table_name NOT IN ('asset', 'ship', 'party', 'centre', 'person')"
    "   OR (c.table_name, c.column_name) = ('ship', 'doubts'))"
    "  AND (c.data_type = 'jsonb' OR c.data_type IN ('text', 'character varying')"
    "   AND c.column_name = ANY(:free))"
    " ORDER BY 1, 2"
)
"""The places where words may stand, with the columns that say whose a row is; the registers say how
things are now, but for the words of others about a ship. Read from the database: an operator's
command has not loaded every model."""


def _json_without(place: ColumnElement[Any], said: str) -> ColumnElement[Any]:
    """The JSON with the words blanked under every name of free ones."""
    left: ColumnElement[Any] = cast(place, String)
    quoted = cast(func.to_jsonb(cast(said, String)), String)
    for name in FREE:
        left = func.replace(left, func.concat(f'"{name}": ', quoted), f'"{name}": "{BLANK}"')
    return cast(left, JSONB)


def without_words(
    body: JsonObject, *, words: Collection[str], subjects: Collection[str], names: StateNames
) -> JsonObject:
    """A payload without the words, in its own fact and in the picture of each of the subjects and
    of what belongs to them."""
    steps = [
        {**step, "value": _blanked(step["value"], words)} if _belongs(step, subjects) else step
        for step in body["changes"]
    ]
    left = {**body, "changes": steps}
    about, facts = body["about"], _blanked(body["facts"], words)
    if facts == body["facts"] or about["id"] not in subjects:
        return left
    fact = all_facts()[body["type"]](id=about["id"], about=about["reference"], **facts)
    return {**left, "facts": facts, "sentence": fact.sentence_by(names)}


def _belongs(step: JsonObject, subjects: Collection[str]) -> bool:
    value = step["value"] or {}
    return step["id"] in subjects or any(
        isinstance(id_, str) and id_ in subjects for id_ in value.values()
    )


def _blanked(value: Any, words: Collection[str]) -> Any:
    """The value with the words blanked under every name of free ones."""
    match value:
        case dict():
            return {
                name: BLANK
                if name in FREE and isinstance(inner, str) and inner in words
                else _blanked(inner, words)
                for name, inner in value.items()
            }
        case list():
            return [_blanked(inner, words) for inner in value]
        case _:
            return value
