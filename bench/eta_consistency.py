"""The consistency of a played demo: one value for one thing, watched from three parties at once.

Once in an exercise minute each party reads its whole picture, its lists, single deployments, the
ready-made texts of its cases and what its live feed has told, and compares: every expected time,
position, count and coverage. A difference because something happened between two reads is read
again before it counts.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from bench.ground import Figure
from bench.texts_compared import faults_of_signal, faults_of_text
from sar.client import Client, LivePicture, Refused
from sar.localdb import cluster as localdb
from tests.demos import Demo
from tests.running import free_port

SPEED: Final = 120
EVERY_S: Final = 60.0 / SPEED
PARTIES: Final = ("ITA", "MLT", "TUN")
AGAIN_S: Final = 1.5
"""A round of the worker and a frame of the feed take less."""
TOLD: Final = "stages are told"

ASKED: Final = ("open", "filled")

Json = Mapping[str, Any]
TEXTS_READ: Final[Counter[str]] = Counter()
"""The texts that were compared, by kind."""


def measure() -> list[Figure]:
    """The Mediterranean demo until its story is told."""
    with tempfile.TemporaryDirectory(prefix="sar-consistency-") as folder:
        demo = Demo(Path(folder), "--speed", str(SPEED), "--port", str(free_port()))
        try:
            looks, faults = asyncio.run(_watch(demo))
        finally:
            if demo.process.poll() is None:
                demo.process.terminate()
                demo.ends()
            localdb.destroy(Path(folder))
    for fault in faults:
        print(fault, flush=True)
    texts = ", ".join(f"{count} {kind}" for kind, count in sorted(TEXTS_READ.items()))
    context = (
        f"the demo at {SPEED} times real time, {len(PARTIES)} parties looked at {looks} times in"
        " all: snapshot, live feed, lists, deployments and requests compared, and of the same"
        f" version these texts: {texts}"
    )
    return [Figure("eta_consistency_faults", len(faults), "", context)]


async def _watch(demo: Demo) -> tuple[int, list[str]]:
    await asyncio.to_thread(demo.says, "All sign-ins and keys")
    await asyncio.to_thread(demo.says, "[ 1/")
    done = asyncio.Event()
    watches = [asyncio.create_task(_watch_as(demo, party, done)) for party in PARTIES]
    told = await asyncio.to_thread(demo.says, TOLD, silent_s=600.0)
    done.set()
    found = await asyncio.gather(*watches)
    faults = [fault for _, some in found for fault in some]
    if "no faults" not in told:
        faults.append(told)
    return sum(looks for looks, _ in found), faults


async def _watch_as(demo: Demo, party: str, done: asyncio.Event) -> tuple[int, list[str]]:
    """The number of looks, and the faults found in them."""
    faults: list[str] = []
    looks = 0
    key = demo.credentials[party]["observer"]["api_key"]
    async with Client(demo.url, key) as client:
        picture = await LivePicture.read(client)
        following = asyncio.create_task(_follow(picture, client))
        while not done.is_set():
            looks += 1
            suspected = set(await _faults(client, picture))
            if suspected:
                await asyncio.sleep(AGAIN_S)
                stay = suspected & set(await _faults(client, picture))
                faults += [f"{party} {picture.as_of}: {fault}" for fault in sorted(stay)]
            await asyncio.sleep(EVERY_S)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    return looks, faults


async def _follow(picture: LivePicture, client: Client) -> None:
    async for _ in picture.follow(client, positions=(-180.0, -90.0, 180.0, 90.0)):
        pass


async def _faults(client: Client, picture: LivePicture) -> list[str]:
    seen = await client.get("/api/snapshot")
    listed = {one["id"]: one for one in (await client.get("/api/expected-times"))["items"]}
    works = {one["id"]: one for one in await client.every("/api/deployments")}
    return [
        *_of_times(seen, listed, picture.expected),
        *_of_lists(seen, works),
        *_of_coverage(seen),
        *_of_the_feed(seen, picture),
        *[fault async for fault in _of_single_ones(client, seen)],
        *await _of_texts(client, seen, picture),
    ]


def _of_times(seen: Json, listed: Json, heard: Json) -> Iterator[str]:
    """A time that was worked out at one instant is one time, wherever it is read."""
    for time in seen["expected"]:
        for where, others in (("list", listed), ("feed", heard)):
            other = others.get(time["id"])
            if other is None and where == "feed":
                yield f"{time['id']}: never heard of on the feed"
            elif other is not None and other["as_of"] == time["as_of"] and other != time:
                yield f"{time['id']}: {where} says {other}, the picture {time}"
        yield from _of_one_time(time)


def _of_one_time(time: Json) -> Iterator[str]:
    if time["at"] is None:
        if time["why"] is None:
            yield f"{time['id']}: no time, and nobody says why"
        return
    instants = [datetime.fromisoformat(time[name]) for name in ("early_at", "at", "late_at")]
    if instants != sorted(instants):
        yield f"{time['id']}: its spread is {instants}"
    if instants[1] < datetime.fromisoformat(time["as_of"]).replace(microsecond=0):
        yield f"{time['id']}: expected {time['at']}, before {time['as_of']}"


def _of_lists(seen: Json, works: Json) -> Iterator[str]:
    for work in seen["deployment"]:
        other = works.get(work["id"])
        # In brief it has no version: that it has changed meanwhile is not to be told.
        if other is None or work["view"] == "brief":
            continue
        if other["version"] == work["version"] and other != work:
            differs = [name for name in work if work[name] != other.get(name)]
            yield f"{work['name']}: list and picture differ in {differs}"


def _of_coverage(seen: Json) -> Iterator[str]:
    """No more arrived, moving or in time than there is, and late by the word of each unit."""
    for request in seen["request"]:
        for need in request["needs"]:
            told = need["coverage"]
            if told is None:
                continue
            works = [w for w in seen["deployment"] if w.get("need_id") == need["id"]]
            if told["in_time"] + told["late"] > told["promised"]:
                yield f"{request['reference']}: {told}"
            late = [w for w in works if w["late"] == "need" and w["arrived_at"] is None]
            if late and not told["late"] and any(w["persons"] or w["quantity"] for w in late):
                yield f"{request['reference']}: {len(late)} units late, and {told}"


def _of_the_feed(seen: Json, picture: LivePicture) -> Iterator[str]:
    """The picture that the feed has led to is the one that is read under the same number."""
    if seen["number"] != picture.number:
        return
    for thing in ("incident", "request", "offer", "deployment", "clearance"):
        heard = {view["id"]: view for view in picture.all(thing)}
        for view in seen[thing]:
            if heard.get(view["id"]) != view and seen["number"] == picture.number:
                yield f"{thing} {view['id']}: the feed has led to another"


async def _of_single_ones(client: Client, seen: Json) -> Any:
    times = {time["id"]: time for time in seen["expected"]}
    for work in seen["deployment"][:10]:
        answer = await client.get(f"/api/deployments/{work['id']}")
        one, other = answer["expected"], times.get(work["id"])
        if one and other and one["as_of"] == other["as_of"] and one != other:
            yield f"{work['name']}: by itself {one}, in the picture {other}"


async def _of_texts(client: Client, seen: Json, picture: LivePicture) -> list[str]:
    """Faults of the texts of cases and clearances held against the picture; none when
    something has happened since it was read."""
    found, kinds = [], []
    for incident in seen["incident"]:
        if incident["view"] != "full":
            continue
        asked = [one for one in seen["request"] if one["incident_id"] == incident["id"]]
        needs = [need for one in asked if one["state"] in ASKED for need in one["needs"]]
        for kind, path in _texts_of(incident, asked):
            text = await _text(client, path)
            kinds += [kind] if text else []
            if kind == "sitrep-short" and not text:
                found.append(f"{incident['reference']}: there is no SITREP of it")
            found += [f"{kind} {fault}" for fault in faults_of_text(text, incident, needs)]
    for clearance in seen["clearance"][:10]:
        kinds.append("signal")
        found += faults_of_signal(await _text(client, clearance["signal_url"]), clearance)
    if picture.number != seen["number"]:
        return []
    TEXTS_READ.update(kinds)
    return found


def _texts_of(incident: Json, asked: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """The kinds and addresses of the texts of a case, with the scripts of the calls to make."""
    for kind in ("sitrep-short", "sitrep-full", "mayday-relay"):
        yield kind, f"/api/incidents/{incident['id']}/text?kind={kind}"
    for request in asked:
        for addressee in request["addressees"]:
            if addressee["call_script_url"]:
                yield "call-script", addressee["call_script_url"]


async def _text(client: Client, path: str) -> str:
    """The text, empty where the case does not allow it, or where the case is not seen any more."""
    try:
        return str(await client.get(path))
    except Refused as refused:
        if refused.status not in (HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND):
            raise
        return ""
