"""Cached access to the fleet equals access computed anew."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from numpy.typing import NDArray

from sar.agreements.grants_array import Promises
from sar.assets.fleet.access import FleetAccess, access_of
from sar.assets.fleet.columns import Fleet, FleetFix
from sar.assets.fleet.earlier import EarlierPlaces
from sar.assets.fleet.kept import AccessCache
from sar.assets.words import Readiness
from sar.geo.geodesy import direct
from tests.pure.matching.questions import PARTIES, Trial, ages, facts, trial
from tests.world import START

COLUMNS = ("seen", "own", "knows_readiness", "from_fix", "delayed", "lon", "lat")


class Changing:
    """The fleet of a trial, with random changes."""

    def __init__(self, asked: Trial, seed: int) -> None:
        self.fleet, self.past, self.viewer = asked.fleet, asked.past, asked.asked.asker
        self.promises = Promises(
            asked.asked.terms, self.fleet.index, viewer=self.viewer, occasions=(), now=START
        )
        self.earlier = EarlierPlaces()
        self.deployed: dict[int, UUID] = {}
        self.rng = np.random.default_rng(seed)

    def any_row(self) -> int:
        return int(self.rng.choice(self.fleet["in_register"].nonzero()[0]))

    def happens(self) -> None:
        """One random change."""
        row, chance = self.any_row(), self.rng.random()
        asset = self.fleet.asset(row)
        if chance < 0.5:
            place = direct(asset.base, 90, 300 * self.rng.random()) if asset.base else None
            if place is not None:
                at = START + timedelta(minutes=float(self.rng.random()))
                secret = round(abs(place.lon) * 1e6)
                self.fleet.move(asset.id, FleetFix(at, place, 0.1, False, secret))
        elif chance < 0.6:
            overrides = {"response_kn": float(self.rng.integers(1, 300))}
            base = asset.base and direct(asset.base, 0, 50 * self.rng.random())
            changed = replace(asset, base=base, overrides=overrides)
            self.fleet.put([(changed, self.fleet.fix(row))])
        elif chance < 0.7:
            readiness = list(Readiness)[int(self.rng.integers(len(Readiness)))]
            changed = replace(asset, readiness=readiness, base_shared=not asset.base_shared)
            self.fleet.put([(changed, self.fleet.fix(row))])
        elif chance < 0.8:
            self.fleet.drop([asset.id])
        elif chance < 0.9:
            other = replace(asset, id=UUID(bytes=self.rng.bytes(16)))
            self.fleet.put([(other, None)])
            for age in ages(asset.type_code):
                self.past.keep(other.id, age, self.fleet.fix(row), None)
        elif row in self.deployed and self.rng.random() < 0.5:
            del self.deployed[row]
        else:
            self.deployed[row] = UUID(int=int(self.rng.integers(7, 9)))

    def access_again(self, cache: AccessCache) -> FleetAccess:
        """From the cache, computing only changed rows."""
        told = facts(self.fleet, self.promises, self.past, known=self.earlier)
        return cache.access_of(
            self.fleet, self.promises, told, viewer=self.viewer, deployed=dict(self.deployed)
        )

    def access_anew(self) -> FleetAccess:
        """Over the whole fleet."""
        grants = self.promises.grants_for(facts(self.fleet, self.promises, self.past))
        return access_of(self.fleet, grants, viewer=self.viewer, deployed=self.deployed)


def standing(fleet: Fleet) -> tuple[NDArray[Any], ...]:
    """A tuple derived from the inputs of `Fleet.derived`."""
    rows = np.flatnonzero(fleet["in_register"])
    made_of = ("owner", "type", "figures", "base_lon", "base_lat")
    return (rows, *(fleet[name][rows] for name in made_of))


@pytest.mark.parametrize("seed", range(25))
def test_what_is_kept_follows_whatever_happens(seed: int) -> None:
    changing = Changing(trial(seed, most=80, by_water=0.0), seed)
    cache = AccessCache()
    for _ in range(12):
        again, anew = changing.access_again(cache), changing.access_anew()
        for name in COLUMNS:
            np.testing.assert_array_equal(getattr(again, name), getattr(anew, name), name)
        rows = anew.seen.nonzero()[0]
        grants = [[one.grants.grants[n] for n in one.grants.grant[rows]] for one in (again, anew)]
        assert grants[0] == grants[1]
        assert again.deployed == anew.deployed
        what_stands = partial(standing, changing.fleet)
        made = changing.fleet.derived("what stands", what_stands)
        np.testing.assert_equal(made, what_stands())
        for _ in range(int(changing.rng.integers(4))):
            changing.happens()


def test_what_is_made_of_a_fleet_outlives_no_change_that_came_meanwhile() -> None:
    fleet = trial(1, most=60, by_water=0.0).fleet
    asset = fleet.asset(0)

    def made_before_the_change() -> tuple[str]:
        fleet.put([(replace(asset, overrides={"response_kn": 1.0}), None)])
        return ("before",)

    assert fleet.derived("made", made_before_the_change) == ("before",)
    assert fleet.derived("made", lambda: ("after",)) == ("after",)


def test_what_is_made_of_a_fleet_outlives_changes_of_other_kinds() -> None:
    fleet = trial(1, most=60, by_water=0.0).fleet
    asset = replace(fleet.asset(0), base=None)
    fleet.put([(asset, None)])
    fleet.derived("made", lambda: ("before",))
    fleet.put([(replace(asset, readiness=Readiness.MAINTENANCE), None)])
    assert fleet.derived("made", lambda: ("after",)) == ("before",)


def test_too_many_changes_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sar.assets.fleet.columns._REMEMBERED", 3)
    fleet = trial(1, most=60, by_water=0.0).fleet
    asset = fleet.asset(0)
    before = fleet.changes
    for _ in range(2):
        fleet.put([(asset, None)])
    assert fleet.changed_since(before) is not None
    for _ in range(8):
        fleet.put([(asset, None)])
    assert fleet.changed_since(before) is None
    assert fleet.changed_since(fleet.changes) is not None


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sar.assets.fleet.kept.ROOM_BYTES", 0)
    asked = trial(2, most=60, by_water=0.0)
    cache, sizes = AccessCache(), []
    for viewer in PARTIES:
        promises = Promises((), asked.fleet.index, viewer=viewer, occasions=(), now=START)
        told = facts(asked.fleet, promises, asked.past)
        found = cache.access_of(asked.fleet, promises, told, viewer=viewer, deployed={})
        sizes.append(found.size_bytes)
    assert cache.size_bytes == sizes[-1]


def test_an_access_that_is_being_read_does_not_change() -> None:
    changing, cache = Changing(trial(4, most=80, by_water=0.0), 4), AccessCache()
    read = changing.access_again(cache)
    read.readers += 1
    before = read.snapshot()
    for _ in range(9):
        changing.happens()
    again, anew = changing.access_again(cache), changing.access_anew()
    assert again is not read
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(read, name), getattr(before, name), name)
        np.testing.assert_array_equal(getattr(again, name), getattr(anew, name), name)
    assert (read.deployed, again.deployed) == (before.deployed, anew.deployed)
    assert changing.access_again(cache) is again


def test_another_fleet_is_looked_at_whole() -> None:
    one, other = trial(3, most=60, by_water=0.0), Fleet()
    cache = AccessCache()
    for fleet in (one.fleet, other):
        promises = Promises((), fleet.index, viewer="ITA", occasions=(), now=START)
        told = facts(fleet, promises, one.past)
        found = cache.access_of(fleet, promises, told, viewer="ITA", deployed={})
        assert len(found.seen) == fleet.length
