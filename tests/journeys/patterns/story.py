"""The words that the stories are told in: `at` a minute, officers by their centre, the record."""

import asyncio
import time
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any, Self

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock, jobs
from sar.geo.areas import parse_area
from sar.geo.position import LatLon
from sar.parties import service
from sar.parties.models import Centre, Party
from sar.parties.roles import Role
from tests.clients import Clients
from tests.given.agreements import agreement, concluded
from tests.given.incidents import codes
from tests.given.requests import id_of
from tests.running import NO_TLS, WITHIN_S, Server
from tests.world import PASSWORD, box

Plain = dict[str, Any]


class Officer:
    """The one watch officer of a centre, signed in alone: no coordinator is there.

    `do` must be let through; `refused` must not, and says by which code.
    """

    def __init__(self, story: "Story", party: str, browser: httpx.AsyncClient) -> None:
        self.story, self.party, self._browser = story, party, browser
        self._read: list[Plain] = []

    async def do(self, path: str, **body: Any) -> Plain:
        """The answer to an act that no rule may hold up."""
        answer = await self._browser.post(f"/api/{path}", json=body)
        assert answer.is_success, f"{self.party} is stopped at {path}: {answer.text}"
        found: Plain = answer.json()
        return found

    async def change(self, case: Plain, **body: Any) -> Plain:
        """The case with what is known now."""
        version = (await self.case(case))["version"]
        answer = await self._browser.patch(
            f"/api/incidents/{case['id']}", json=body, headers={"If-Match": f'"{version}"'}
        )
        assert answer.is_success, f"{self.party} is stopped at the case: {answer.text}"
        found: Plain = answer.json()
        return found

    async def refused(self, path: str, **body: Any) -> list[str]:
        """The codes of a refusal that the story demands."""
        answer = await self._browser.post(f"/api/{path}", json=body)
        assert answer.status_code in (403, 409), f"{path} goes through: {answer.text}"
        return codes(answer)

    async def told_why(self, path: str, **body: Any) -> str:
        """The sentence of a refusal that the story demands."""
        answer = await self._browser.post(f"/api/{path}", json=body)
        assert answer.status_code in (403, 409), f"{path} goes through: {answer.text}"
        return str(answer.json()["detail"])

    async def get(self, path: str, **params: Any) -> Any:
        """The answer that the officer reads."""
        answer = await self._browser.get(f"/api/{path}", params=params)
        assert answer.is_success, answer.text
        return answer.json()

    async def text(self, case: Plain, kind: str) -> str:
        """A text of the case as it would leave."""
        answer = await self._browser.get(f"/api/incidents/{case['id']}/text", params={"kind": kind})
        assert answer.is_success, answer.text
        return answer.text

    async def opens(self, **body: Any) -> Plain:
        """A new case."""
        return await self.do("incidents", id=id_of(), **body)

    async def case(self, case: Plain) -> Plain:
        """The case as it stands."""
        found: Plain = await self.get(f"incidents/{case['id']}")
        return found

    async def on(self, case: Plain, act: str, **body: Any) -> Plain:
        """The case after an act on it."""
        return await self.do(f"incidents/{case['id']}/{act}", **body)

    async def sends(self, case: Plain, unit: Plain) -> Plain:
        """The work of a unit of one's own, tasked in one act."""
        body = {"id": id_of(), "items": [{"asset_id": unit["id"]}], "accept": True}
        made = await self.on(case, "offers", **body, valid_until=self.story.later(240))
        return await self.work(made)

    async def offers(self, where: str, unit: Plain, *, for_minutes: float = 240) -> Plain:
        """A unit offered for `requests/{id}` or `incidents/{id}`."""
        body = {"id": id_of(), "items": [{"asset_id": unit["id"]}]}
        return await self.do(f"{where}/offers", **body, valid_until=self.story.later(for_minutes))

    async def work(self, made: Plain) -> Plain:
        """The work that an accepted offer has led to."""
        rows = (await self.get("deployments"))["items"]
        (found,) = [row for row in rows if row.get("offer_id") == made["id"]]
        work: Plain = found
        return work

    async def hails(self, case: Plain, name: str, lon: float, lat: float, **body: Any) -> Plain:
        """The work of a merchant ship, reported there and hailed."""
        place = {"type": "Point", "coordinates": [lon, lat]}
        ship = {"id": id_of(), "name": name, "type": "M4", "point": place, **body}
        reported = await self.do("ships", **ship, at=self.story.later(0))
        made = await self.on(case, "ships", id=id_of(), ship_id=reported["id"])
        work: Plain = made["deployment"]
        return work

    async def steps(self, work: Plain, *actions: str, **body: Any) -> Plain:
        """The work after its steps."""
        seen = work
        for action in actions:
            seen = (await self.do(f"deployments/{work['id']}/{action}", **body))["deployment"]
        return seen

    async def asks(self, case: Plain, to: list[str], *needs: Plain) -> Plain:
        """A request for help to the centres of these parties."""
        body = {"needs": [{"id": id_of(), **need} for need in needs], "open": True}
        centres = [self.story.centre(party) for party in to]
        return await self.do("requests", id=id_of(), incident_id=case["id"], to=centres, **body)

    async def expected(self, work: Plain) -> float:
        """The minute at which a unit is expected, once the worker has reckoned it."""
        deadline = time.monotonic() + WITHIN_S
        while time.monotonic() < deadline:
            times = (await self.get("expected-times"))["items"]
            for one in times:
                if one["id"] == work["id"] and one["at"] is not None:
                    return self.story.minute(one["at"])
            await asyncio.sleep(0.1)
        raise AssertionError("no time is expected")

    async def record(self) -> list[Plain]:
        """All entries that the party has read, oldest first."""
        while page := await self.get("record", since=self._last(), limit=500):
            if not page["entries"]:
                break
            self._read += page["entries"]
        return self._read

    def _last(self) -> int:
        return int(self._read[-1]["number"]) if self._read else 0

    async def told(self, fact: str, case: Plain | None = None) -> list[Plain]:
        """The entries of that fact, of the case if one is named, oldest first."""
        return [
            one
            for one in await self.record()
            if one["type"] == fact
            and (case is None or case["reference"] in one["sentence"])
            and self.story.minute(one["at"]) >= 0
        ]

    async def minutes(self, fact: str, case: Plain | None = None) -> list[float]:
        """The minutes of the story at which the record was told that."""
        return [self.story.minute(one["at"]) for one in await self.told(fact, case)]


class Story:
    """One story on a server whose clock stands still, and is set from minute to minute."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stack = AsyncExitStack()
        self._joined: dict[tuple[str, str], str] = {}
        self._keys = Clients(self._client)
        self._centres = {party: str(id_) for party, id_ in server.world.centres.items()}

    async def __aenter__(self) -> Self:
        self._db: AsyncSession = await self._stack.enter_async_context(self._server.db())
        reader = self._server.client("ITA", "observer")
        self._reader = await self._stack.enter_async_context(reader)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._keys.close()
        await self._stack.aclose()

    def _client(self, party: str, role: str) -> httpx.AsyncClient:
        if (party, role) not in self._joined:
            return self._server.client(party, role)
        bearer = {"Authorization": f"Bearer {self._joined[party, role]}"}
        return httpx.AsyncClient(
            base_url=self._server.base_url,
            headers=bearer,
            timeout=60,
            verify=NO_TLS,
        )

    async def joins(
        self, party: str, name: str, place: LatLon, region: tuple[float, float, float, float]
    ) -> None:
        """A party of this story with one centre and its region, as the operator adds it."""
        db = self._db
        db.add(Party(code=party, name=name, treaties=[], created_at=clock.now()))
        await db.flush()
        centre = Centre(
            party_code=party,
            code=f"MRCC-{name.upper().replace(' ', '-')}",
            name=f"MRCC {name}",
            position=place,
            srr=parse_area(box(*region)),
            languages=["en"],
            contacts=[{"channel": "telephone", "value": "+000", "language": "en"}],
        )
        db.add(centre)
        await db.flush()
        self._centres[party] = str(centre.id)
        for role in (Role.ADMIN, Role.REGISTRAR, Role.COORDINATOR):
            self._joined[party, role] = await service.insert_key(
                db, id_=uuid7(), centre=centre, label=f"{role}", roles=[role]
            )
        await db.commit()

    async def begin(self, start: datetime) -> None:
        """The first report comes at that instant: minute 0."""
        self.start = self.now = start
        await self._set(start)

    async def at(self, minute: float) -> None:
        """Let time pass until that minute: what falls due before it happens at its own minute."""
        wanted = self.start + timedelta(minutes=minute)
        assert wanted >= self.now, f"minute {minute} is over"
        while (due := await self._next_due()) is not None and due <= wanted:
            await self._set(max(due, self.now))
            await self._done(self.now)
        await self._set(wanted)

    async def settled(self) -> None:
        """Everything that is due now has happened."""
        await self._done(self.now)

    def minute(self, at: str) -> float:
        """The minute of an instant."""
        span = datetime.fromisoformat(at) - self.start
        return round(span.total_seconds() / 60, 2)

    def later(self, minutes: float) -> str:
        """So long after now."""
        return (self.now + timedelta(minutes=minutes)).isoformat()

    def centre(self, party: str) -> str:
        """The id of the party's centre."""
        return self._centres[party]

    async def officer(self, party: str, role: str = "watch_officer") -> Officer:
        """The watch officer of the party's centre, who is signed in and is no coordinator; or
        another of it, who comes later."""
        person = {
            "login": f"watch.{id_of()}"[:40],
            "name": "Watch officer",
            "password": PASSWORD,
            "centre_id": self._centres[party],
            "roles": [role],
        }
        added = await self._keys(party, "admin").post("/api/people", json=person)
        assert added.status_code == 201, added.text
        browser = await self._stack.enter_async_context(
            httpx.AsyncClient(
                base_url=self._server.base_url,
                headers={"Origin": self._server.base_url},
                timeout=60,
                verify=NO_TLS,
            )
        )
        login = {"login": f"{party}/{person['login']}", "password": PASSWORD}
        answer = await browser.post("/api/session", json=login)
        assert answer.status_code == 204, answer.text
        officer = Officer(self, party, browser)
        if role == "watch_officer":
            assert (await officer.get("watch-acts"))["acts"], "nobody else is signed in"
        return officer

    async def has(
        self, party: str, name: str, type_: str, lon: float, lat: float, *, at_sea: bool = False
    ) -> Plain:
        """A unit of the party, ready to go from its base there, or at sea there."""
        place = {"type": "Point", "coordinates": [lon, lat]}
        body = {"id": id_of(), "name": name, "type": type_, "base_name": "Base", "base": place}
        answer = await self._keys(party, "registrar").post(
            "/api/assets", json={**body, "at_sea": at_sea}
        )
        assert answer.status_code == 201, answer.text
        found: Plain = answer.json()
        return found

    async def agreed(self, *parties: str, **term: Any) -> None:
        """An agreement of these parties, of one term."""
        text_of = agreement(
            {"article": "Art. 1", **term}, reference=f"EX-{id_of()[-6:].upper()}", parties=parties
        )
        await concluded(self._keys, text_of)

    async def _set(self, at: datetime) -> None:
        self.now = at
        await self._server.set_clock(at=at, by=(self._db, self._reader))
        await self._db.execute(_WAKE)
        await self._db.commit()

    async def _next_due(self) -> datetime | None:
        found = (await self._db.execute(_NEXT_DUE)).scalar_one_or_none()
        await self._db.rollback()
        return datetime.fromisoformat(found) if found else None

    async def _done(self, at: datetime) -> None:
        deadline = time.monotonic() + WITHIN_S
        while (due := await self._next_due()) is not None and due <= at:
            if time.monotonic() > deadline:
                waiting = (await self._db.execute(_WAITING)).all()
                raise AssertionError(f"what is due is not done: {waiting}")
            await asyncio.sleep(0.02)


_NEXT_DUE = text("""
    SELECT args->>'at' FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') AND args->>'at' IS NOT NULL
    ORDER BY (args->>'at')::timestamptz LIMIT 1
""")
_WAITING = text("""
    SELECT status, attempts, args FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') ORDER BY (args->>'at')::timestamptz LIMIT 3
""")
_WAKE = text(
    f"""SELECT pg_notify('procrastinate_queue_v1#{jobs.QUEUE}',
    '{{"type": "job_inserted", "job_id": 0}}')"""
)
"""The worker looks for work at once, as it does when a job is added; else within a second."""
