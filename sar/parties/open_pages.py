"""The parties of which somebody who watches has a page open, over all web processes. Real time.

Each process says which sessions have a page on its live feed; who of them keeps the watch, and
whether the session still holds, is read when it is asked for.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.parties.roles import Act, holders

LAPSED_S: Final = 12.0
"""A process that has said nothing for so long has ended, and its pages with it (house figure)."""


async def note_open_pages(db: AsyncSession, process_id: UUID, sign_ins: Collection[UUID]) -> None:
    """Say which sessions have a page open in this process; those long silent are forgotten."""
    await db.execute(_SAY, {"id": process_id, "sign_ins": sorted(sign_ins)})
    await db.execute(_FORGET, {"lapsed": LAPSED_S})


async def watched(db: AsyncSession) -> frozenset[str]:
    """The parties of which somebody who keeps the watch has a page open in any process."""
    given = {
        "lapsed": LAPSED_S,
        "now": clock.real_now(),
        "roles": [role.value for role in holders(Act.WATCH)],
    }
    return frozenset((await db.execute(_WATCHED, given)).scalars())


_SAY: Final = text("""
    INSERT INTO open_pages (id, at, sign_ins) VALUES (:id, clock_timestamp(), :sign_ins)
    ON CONFLICT (id) DO UPDATE SET at = clock_timestamp(), sign_ins = excluded.sign_ins
""").bindparams(bindparam("sign_ins", type_=ARRAY(UUID_COLUMN(as_uuid=True))))
_FORGET: Final = text("""
    DELETE FROM open_pages WHERE at < clock_timestamp() - make_interval(secs => 10 * :lapsed)
""")
_WATCHED: Final = text("""
    SELECT DISTINCT centre.party_code
    FROM open_pages
    JOIN sign_in ON sign_in.id = ANY(open_pages.sign_ins)
    JOIN person ON person.id = sign_in.person_id
    JOIN posting ON posting.person_id = sign_in.person_id
        AND posting.centre_id = sign_in.centre_id
    JOIN centre ON centre.id = sign_in.centre_id
    WHERE open_pages.at > clock_timestamp() - make_interval(secs => :lapsed)
        AND sign_in.ended_at IS NULL AND sign_in.expires_at > :now
        AND person.disabled_at IS NULL AND posting.role = ANY(:roles)
""")
