"""The list of survivors only ever grows, whatever becomes of units, lead and case."""

from typing import Any

import pytest

from tests.clients import ClientOf
from tests.given.incidents import opened
from tests.given.requests import (
    FAR_EAST,
    Plain,
    hailed,
    plain,
    post,
    rescue_on_scene,
    stepped,
)
from tests.world import World

pytestmark = pytest.mark.anyio


async def survivors(client_of: ClientOf, party: str, incident: Plain) -> list[Plain]:
    """The list as the party reads it."""
    path = f"/api/incidents/{incident['id']}/survivors"
    answer = await client_of(party, "observer").get(path)
    assert answer.status_code == 200, answer.text
    found: list[Plain] = answer.json()
    return found


class Story:
    """A case that is played, and its list of survivors, which never loses a line on the way."""

    def __init__(self, client_of: ClientOf, incident: Plain) -> None:
        self.client_of = client_of
        self.incident = incident
        self.read: dict[str, list[Plain]] = {"ITA": [], "MLT": []}

    async def grows(self, party: str, *, by: int) -> None:
        """The party's list has all that it had, and so many lines more."""
        before, after = self.read[party], await survivors(self.client_of, party, self.incident)
        assert after[: len(before)] == before
        assert len(after) == len(before) + by
        self.read[party] = after

    async def do(self, party: str, path: str, **body: Any) -> Plain:
        """A step of it that must succeed."""
        answer = await post(self.client_of, party, path, **body)
        assert answer.status_code < 300, answer.text
        return plain(answer)


@pytest.mark.long
async def test_in_a_played_story_it_only_grows(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of, pob={"min": 9, "max": 9})
    second = await opened(client_of, title="Inflatable adrift", position=FAR_EAST)
    story = Story(client_of, incident)
    work = await rescue_on_scene(client_of, world, incident)
    ship = await stepped(client_of, "ITA", await hailed(client_of, incident), "proceed", "arrive")
    await story.grows("ITA", by=0)
    await stepped(client_of, "MLT", work, "load", persons=6)
    await story.grows("ITA", by=1)
    await stepped(client_of, "ITA", ship, "embark", persons=3)
    await story.grows("ITA", by=1)
    await story.grows("MLT", by=1)
    where = f"deployments/{ship['id']}/transfer"
    await story.do("ITA", where, to_deployment_id=work["id"], persons=3)
    await story.grows("ITA", by=2)
    await story.grows("MLT", by=1)
    count: Plain = {"aboard": 8, "delivered": 0, "reason": "Counted on deck.", "source": "pilot"}
    await story.do("MLT", f"deployments/{work['id']}/count", **count)
    await story.grows("MLT", by=1)
    await stepped(client_of, "MLT", work, "deliver", persons=8, place="Lampedusa")
    await story.grows("MLT", by=1)
    story.read["ITA"] = await survivors(client_of, "ITA", incident)
    wish = {"incident_id": second["id"], "reason": "It is sinking."}
    await story.do("ITA", f"deployments/{work['id']}/divert", **wish)
    await story.do("MLT", f"deployments/{work['id']}/consent-divert")
    await stepped(client_of, "ITA", ship, "release")
    for party in ("ITA", "MLT"):
        await story.grows(party, by=0)
    coordination = f"incidents/{incident['id']}/coordination"
    await story.do("ITA", coordination, to_centre_id=str(world.centres["MLT"]))
    await story.do("MLT", f"{coordination}/accept")
    assert await survivors(client_of, "MLT", incident) == story.read["ITA"], "the lead reads all"
    assert await survivors(client_of, "ITA", incident) == [], "of its own units: none"
    story.read["MLT"] = story.read["ITA"]
    closing = {"pob": {"min": 8, "max": 8, "source": "crew list"}, "pob_reason": "Counted."}
    client = client_of("MLT", "watch_officer")
    path = f"/api/incidents/{incident['id']}"
    version = (await client.get(path)).json()["version"]
    counted = await client.patch(path, json=closing, headers={"If-Match": f'"{version}"'})
    assert counted.status_code == 200, counted.text
    await story.do("MLT", f"incidents/{incident['id']}/second", function="Head of operations")
    await story.do("MLT", f"incidents/{incident['id']}/close", reason="All are safe.")
    await story.grows("MLT", by=0)
    landed = story.read["MLT"][-1 if story.read["MLT"][-1]["action"] == "deliver" else -2]
    assert (landed["name"], landed["persons"], landed["place"]) == ("Rescue 1", 8, "Lampedusa")


@pytest.mark.long
async def test_a_correction_is_a_further_line_with_its_reason_and_source(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    work = await rescue_on_scene(client_of, world, incident)
    await stepped(client_of, "MLT", work, "load", persons=6)
    count: Plain = {"aboard": 5, "delivered": 0, "reason": "Counted on deck.", "source": "pilot"}
    await post(client_of, "MLT", f"deployments/{work['id']}/count", **count)
    taken, corrected = await survivors(client_of, "ITA", incident)
    assert (taken["action"], taken["persons"], taken["aboard"]) == ("load", 6, 6)
    assert (corrected["action"], corrected["persons"], corrected["aboard"]) == ("uncount", None, 5)
    assert "Counted on deck." in corrected["note"]
    assert (corrected["said_by"], corrected["party"]) == ("pilot", "MLT")


@pytest.mark.long
async def test_who_has_no_unit_there_reads_none_of_it(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    ship = await stepped(client_of, "ITA", await hailed(client_of, incident), "proceed", "arrive")
    await stepped(client_of, "ITA", ship, "embark", persons=3)
    assert await survivors(client_of, "MLT", incident) == []
    stranger = await client_of("GRC", "observer").get(f"/api/incidents/{incident['id']}/survivors")
    assert stranger.status_code == 404


@pytest.mark.long
async def test_the_dead_who_are_landed_alone_are_on_it(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    ship = await stepped(client_of, "ITA", await hailed(client_of, incident), "proceed", "arrive")
    await post(client_of, "ITA", f"deployments/{ship['id']}/lives", fact="found-dead", persons=2)
    await stepped(client_of, "ITA", ship, "deliver", dead=2, place="Lampedusa")
    line = (await survivors(client_of, "ITA", incident))[-1]
    assert (line["action"], line["persons"], line["dead"]) == ("deliver", None, 2)
    assert line["place"] == "Lampedusa"
