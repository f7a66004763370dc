"""Off five coasts an officer reads whom to tell and to ask, and no word of whose they are."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.geo.waters import UNSAID_NEAR
from sar.requests.clearances import jobs
from sar.requests.clearances.applying import UNREAD, UNSAID
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.requests.clearances.test_clearances import (
    at_work,
    crossings,
    must_ask,
    signal_of,
)
from tests.given.assets import helicopter
from tests.given.incidents import opened
from tests.given.record import entries, sentences
from tests.given.requests import Plain, deferred
from tests.world import START, World

pytestmark = pytest.mark.anyio

OFFENDS = r"high sea|innocent|occupied|belong|claim(?!,)|Türk|Cypr|Spa|Moroc"
PREJUDICE = "WITHOUT PREJUDICE TO ANY CLAIM, BOUNDARY OR STATUS"


@dataclass(frozen=True)
class Coast:
    """A place, where a unit flies from, and the sentences that stand there."""

    at: tuple[float, float]
    base: tuple[float, float]
    card: str
    tell: list[str]
    verdict: str
    into: str


def of_libya(region: str) -> tuple[str, str, str]:
    """Card, verdict and signal where the coast is one State's."""
    return (
        "In the territory or territorial sea of Libya (12 nm from a public coast (Natural Earth,"
        f" GSHHG): approximate, not a boundary). It lies in the region of {region}.",
        "Nothing is agreed on entry: its own party asks Libya, which should let rescue units in at"
        " once, subject to its law, and is to acknowledge at once. That these are waters of Libya"
        " is told by an approximate coast.",
        "REQUEST FOR ENTRY INTO THE TERRITORY OR TERRITORIAL SEA OF LIBYA, SOLELY FOR SEARCH AND"
        " RESCUE",
    )


def of_nobody(nearest: str, *, unsaid: bool) -> tuple[str, str, str]:
    """The same where it is not determined, and no region in this directory holds the place.
    `unsaid`: land lies near that States dispute."""
    return (
        f"Not determined here. {UNSAID_NEAR}" if unsaid else "Not determined here.",
        "Whose waters these are is not determined here, and no region in the directory holds the"
        " place: its own party asks whom it knows of. Of the regions known here that of"
        f" {nearest} is nearest.",
        "REQUEST FOR ENTRY INTO WATERS AT THE POSITION GIVEN, SOLELY FOR SEARCH AND RESCUE WHOSE"
        " WATERS THEY ARE IS NOT DETERMINED HERE WITHOUT PREJUDICE",
    )


def coast(
    at: tuple[float, float],
    base: tuple[float, float],
    tell: list[str],
    said: tuple[str, str, str],
) -> Coast:
    return Coast(at, base, said[0], tell, *said[1:])


COASTS = {
    "Kyrenia": coast(
        (35.45, 33.32), (35.6, 31.6), ["CYP", "GRC"], of_nobody("JRCC Piraeus", unsaid=True)
    ),
    "Kastellorizo": coast(
        (36.17, 29.62), (35.4, 29.4), ["GRC", "TUR"], of_nobody("JRCC Piraeus", unsaid=False)
    ),
    "Tripoli": coast((32.99, 13.2), (34.5, 13.0), ["LBY"], of_libya("JRCC Tripoli")),
    "Gibraltar": coast(
        (35.95, -5.5), (36.0, -3.8), ["ESP", "MAR", "TUN"], of_nobody("MRCC Tunis", unsaid=True)
    ),
    "Derna": coast((32.85, 22.68), (34.5, 22.0), ["LBY"], of_libya("JRCC Tripoli")),
}


IN_SHORT = ("Kyrenia", "Tripoli")
"""A coast that is nobody's here, and one that is one State's."""


@pytest.mark.parametrize(
    "name",
    [name if name in IN_SHORT else pytest.param(name, marks=pytest.mark.long) for name in COASTS],
)
async def test_whom_to_tell_and_to_ask_is_said_and_nothing_else(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, name: str
) -> None:
    one = COASTS[name]
    is_libyas = "LBY" in one.into or "LIBYA" in one.into
    lat, lon = one.at
    answer = await client_of("MLT", "observer").get("/api/waters", params={"lon": lon, "lat": lat})
    card = answer.json()
    assert (card["sentence"], card["tell"]) == (one.card, one.tell)
    assert (card["nearest"] is not None) == (not card["centres"])
    point = {"type": "Point", "coordinates": [lon, lat]}
    position = {"point": point, "error_nm": 1, "at": START.isoformat(), "source": "Caller"}
    incident = await opened(client_of, position=position)
    base = {"type": "Point", "coordinates": [one.base[1], one.base[0]]}
    work = await at_work(client_of, world, incident, helicopter(name="Rescue 1", base=base))
    (scene,) = [one for one in await crossings(client_of, "MLT", work) if one["at_scene"]]
    assert scene["sentence"] == one.verdict
    asked = await must_ask(
        client_of, work, territory=scene["territory"], centre_id=scene["centre"]["id"]
    )
    signal = re.sub(r"\s+", " ", await signal_of(client_of, asked))
    assert one.into in signal
    assert PREJUDICE in signal
    found = [card["sentence"], scene["sentence"], signal.lower()]
    for said in found:
        assert not re.search(r"\b(GRC|ITA|LBY|MLT|TUN)\b", said), "a State is told by its name"
    for party in ("ITA", "MLT"):
        script = await script_of(client_of, party, incident, scene["centre"]["id"])
        assert PREJUDICE.lower() in script, party
        assert ("your territorial sea or airspace" in script) is is_libyas, party
        assert ("for our units that work at this position" in script) is not is_libyas, party
        found.append(script)
    told = await silence(db, time)
    assert [line.partition(" has not ")[2] for line in told] == [
        "acknowledged in time that Rescue 1 is to enter: call it.",
        "said in time whether Rescue 1 may enter: call it.",
    ]
    log = await client_of("MLT", "observer").get(
        f"/api/incidents/{incident['id']}/export", params={"format": "csv"}
    )
    assert log.text.rstrip().endswith(f',"{PREJUDICE.capitalize()}."')
    written = await sentences(db, "MLT")
    for said in (*found, *written):
        assert not re.search(OFFENDS, said), said
    if not is_libyas:
        for said in (*found, *written):
            assert not re.search(r"(enters?|into|[Ww]aters of|[Ss]ea of) [A-Z]{3}\b", said), said


async def script_of(client_of: ClientOf, party: str, incident: Plain, centre_id: str) -> str:
    """The script of the party's call to the centre, in small letters on one line."""
    answer = await client_of(party, "observer").get(
        f"/api/incidents/{incident['id']}/text",
        params={"kind": "call-script", "centre_id": centre_id},
    )
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", answer.text).lower()


async def silence(db: AsyncSession, time: ExerciseTime) -> list[str]:
    """The entries of Malta's record once the State that is asked has said nothing in time."""
    time.advance(minutes=40)
    for args in await deferred(db, UNREAD):
        await jobs.note_clearance_unread(db, now=time.now, **args)
    for args in await deferred(db, UNSAID):
        await jobs.note_clearance_unsaid(db, now=time.now, **args)
    await db.commit()
    overdue = ("EntryAcknowledgementOverdue", "EntryAnswerOverdue")
    return [one["sentence"] for one in await entries(db, "MLT") if one["type"] in overdue]
