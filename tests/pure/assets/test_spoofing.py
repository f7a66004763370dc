"""False positions are found within a stated number, never move the place that must stay, and honest
ones are hardly ever doubted."""

import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets import circling, plausible, suspicion
from sar.assets.plausible import BELIEVED_AFTER, NewFix
from sar.assets.suspicion import TrackTraits
from sar.assets.words import FixDoubt, FixTrust
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from tests.given.clean_tracks import CleanTrack, clean_tracks
from tests.given.track_listener import TrackListener

T0 = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
SEA = LatLon(34.3, 17.5)
ASHORE = LatLon(40.4, -3.7)
VESSEL = TrackTraits(afloat=True)


def listened(track: CleanTrack, *, many: int = 1) -> TrackListener:
    base = None if track.base is None else LatLon(*track.base)
    heard = TrackListener(track.max_kn, TrackTraits(afloat=track.afloat, base=base))
    for first in range(0, len(track.fixes), many):
        fixes = track.fixes[first : first + many]
        given_ = [
            NewFix(heard.asset_id, one.at, LatLon(one.lat, one.lon), one.course_deg, one.speed_kn)
            for one in fixes
        ]
        heard.hear(given_, received_at=fixes[-1].comes_at)
    return heard


def doubted_shares(seed: int, count: int) -> dict[str, float]:
    """The share of positions that are not plausible, by habit, and of all together."""
    sent: Counter[str] = Counter()
    doubted: Counter[str] = Counter()
    for number, track in enumerate(clean_tracks(seed, each=250)):
        if sent.total() >= count:
            break
        heard = listened(track, many=1 + number % 3 * 10)
        sent[track.habit] += len(heard.judged)
        doubted[track.habit] += sum(one.trust is not FixTrust.PLAUSIBLE for one in heard.judged)
    assert len(sent) == 8
    return {name: doubted[name] / sent[name] for name in sent} | {
        "all": doubted.total() / sent.total()
    }


def test_of_honest_positions_one_in_a_hundred_is_doubted_at_most() -> None:
    shares = doubted_shares(1, 8_000)
    assert max(shares.values()) <= 0.01, shares


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3])
def test_of_a_hundred_thousand_honest_positions_too(seed: int) -> None:
    shares = doubted_shares(seed, 100_000)
    assert max(shares.values()) <= 0.01, shares


@pytest.mark.parametrize(
    "weakness",
    [
        {(plausible, "SPEED_MARGIN"): 0.0, (plausible, "SLACK_NM"): 0.0},
        {(circling, "_MISFITS"): 0.0, (circling, "_LEAST_KN"): 0.0},
        {
            (suspicion, "FROZEN_NM"): 0.0,
            (suspicion, "FROZEN_FOR"): timedelta(0),
            (suspicion, "_UNDER_WAY_KN"): 0.0,
        },
        {(suspicion, "AHEAD"): timedelta(minutes=-1)},
    ],
)
def test_rules_without_a_threshold_would_be_found_out(
    monkeypatch: pytest.MonkeyPatch, weakness: dict[tuple[Any, str], Any]
) -> None:
    for (module, name), value in weakness.items():
        monkeypatch.setattr(module, name, value)
    assert max(doubted_shares(1, 8_000).values()) > 0.01


def under_way(heard: TrackListener, minutes: int, *, start: LatLon = SEA) -> datetime:
    """A ship that sails east at twelve knots, told every ten seconds; returns the last instant."""
    at = T0
    for number in range(minutes * 6):
        at = T0 + timedelta(seconds=10 * number)
        place = direct(start, 90.0, 12.0 * number / 360.0)
        assert heard.sent(at, place, course_deg=90.0, speed_kn=12.0).trust is FixTrust.PLAUSIBLE
    return at


courses = st.floats(0.0, 359.9)
intervals = st.floats(2.0, 60.0)


@given(course=courses, nm=st.floats(20.0, 3_000.0), every_s=intervals)
def test_a_teleport_is_found_at_once_and_does_not_move_the_place(
    course: float, nm: float, every_s: float
) -> None:
    heard = TrackListener(20.0, VESSEL)
    last, place = under_way(heard, 2), heard.place
    there = direct(place, course, nm)
    for number in range(1, 1 + math.ceil(BELIEVED_AFTER.total_seconds() / every_s)):
        one = heard.sent(last + timedelta(seconds=every_s * number), there)
        assert (one.trust, one.doubt) == (FixTrust.CONFLICTING, FixDoubt.TELEPORT)
        assert one.away_nm == pytest.approx(nm, rel=0.01)
        assert heard.place == place


@given(course=courses, nm=st.floats(60.0, 3_000.0), every_s=st.floats(2.0, 100.0))
def test_two_ships_under_one_number_are_found_by_the_second_position_of_the_other(
    course: float, nm: float, every_s: float
) -> None:
    heard = TrackListener(20.0, VESSEL)
    last, there = under_way(heard, 2), direct(SEA, course, nm)
    here = heard.place
    for number in range(1, 60):
        at = last + timedelta(seconds=every_s * number)
        other = heard.sent(at, direct(there, 0.0, 0.003 * number))
        assert other.trust is FixTrust.CONFLICTING
        assert other.doubt is (FixDoubt.TELEPORT if number == 1 else FixDoubt.TWO_TRACKS)
        here = direct(here, 90.0, 0.003)
        own = heard.sent(at + timedelta(seconds=1), here)
        assert heard.place == here
        assert number == 1 or (own.trust, own.doubt) == (FixTrust.SUSPECT, FixDoubt.TWO_TRACKS)


def test_a_ship_that_is_silent_while_the_other_talks_is_missed_no_longer_than_its_next() -> None:
    heard = TrackListener(20.0, VESSEL)
    last = under_way(heard, 2)
    here, there = heard.place, direct(SEA, 0.0, 300.0)
    for number in range(1, 20):
        heard.sent(last + timedelta(seconds=10 * number), there)
    assert heard.place == there, "they agreed for two minutes, and nobody contradicted"
    back = heard.sent(last + timedelta(seconds=200), here)
    assert (back.trust, back.doubt) == (FixTrust.CONFLICTING, FixDoubt.TWO_TRACKS)
    for number in range(21, 150):
        both = last + timedelta(seconds=10 * number)
        assert heard.sent(both, here).doubt is FixDoubt.TWO_TRACKS
        assert heard.place == there
        assert heard.sent(both + timedelta(seconds=5), there).doubt is FixDoubt.TWO_TRACKS


def test_the_other_track_is_believed_once_the_first_is_silent_for_long() -> None:
    heard = TrackListener(20.0, VESSEL)
    last = under_way(heard, 2)
    here, there = heard.place, direct(SEA, 0.0, 900.0)
    for number in range(1, 9):
        heard.sent(last + timedelta(seconds=20 * number), there)
        heard.sent(last + timedelta(seconds=20 * number + 10), here)
    alone = last + timedelta(minutes=3)
    for number in range(1, 29 * 6):
        heard.sent(alone + timedelta(seconds=10 * number), there)
        assert heard.place == here
    for number in range(29 * 6, 33 * 6):
        heard.sent(alone + timedelta(seconds=10 * number), there)
    assert heard.place == there


@given(
    radius_nm=st.floats(0.05, 2.0),
    kn=st.floats(8.0, 30.0),
    every_s=st.floats(2.0, 40.0),
    told=st.one_of(st.just("fixed"), st.just("inward"), st.just("still")),
    start=courses,
)
def test_a_false_circle_is_suspected_before_it_has_gone_round_twice_or_in_six_minutes(
    radius_nm: float, kn: float, every_s: float, told: str, start: float
) -> None:
    heard = TrackListener(25.0, VESSEL)
    round_s = 2.0 * math.pi * radius_nm / kn * 3600.0
    if round_s > 300.0 or abs(round_s / 30.0 % 1.0) < 0.1 or every_s > 31.0:
        return
    for number in range(int(max(2.0 * round_s, 420.0) / every_s) + 1):
        bearing = (start + 360.0 * number * every_s / round_s) % 360.0
        one = heard.sent(
            T0 + timedelta(seconds=every_s * number),
            direct(SEA, bearing, radius_nm),
            course_deg={"fixed": start, "inward": bearing, "still": None}[told],
            speed_kn=0.1 if told == "still" else kn,
        )
        if one.doubt is FixDoubt.CIRCLE:
            assert one.trust is FixTrust.SUSPECT
            return
    pytest.fail("never suspected")


def test_a_frozen_ship_is_suspected_after_half_a_mile_that_it_says_it_made() -> None:
    heard = TrackListener(20.0, VESSEL)
    last, place = under_way(heard, 2), heard.place
    found = [
        heard.sent(last + timedelta(seconds=10 * number), place, course_deg=90.0, speed_kn=12.0)
        for number in range(1, 17)
    ]
    assert [one.doubt for one in found] == [None] * 14 + [FixDoubt.FROZEN] * 2
    thaws = heard.sent(last + timedelta(seconds=170), direct(place, 90.0, 0.6), speed_kn=12.0)
    assert thaws.trust is FixTrust.PLAUSIBLE


def test_an_aeroplane_in_flight_is_frozen_without_a_speed() -> None:
    for aloft in (True, False):
        heard = TrackListener(250.0, TrackTraits(aloft=aloft))
        found = [heard.sent(T0 + timedelta(minutes=number), SEA) for number in range(12)]
        assert (found[-1].doubt is FixDoubt.FROZEN) is aloft


def test_a_vessel_ashore_is_suspected_at_once_an_aircraft_is_not() -> None:
    for traits, doubt in ((VESSEL, FixDoubt.ON_LAND), (TrackTraits(), None)):
        assert TrackListener(20.0, traits).sent(T0, ASHORE).doubt is doubt
    at_home = TrackTraits(afloat=True, base=direct(ASHORE, 0.0, 5.0))
    assert TrackListener(20.0, at_home).sent(T0, ASHORE).doubt is None


@pytest.mark.parametrize("place", [(30.45, 32.35), (47.6, 9.4), (38.02, 12.51), (9.1, -79.7)])
def test_canals_lakes_and_ports_are_no_land(place: tuple[float, float]) -> None:
    assert TrackListener(20.0, VESSEL).sent(T0, LatLon(*place)).trust is FixTrust.PLAUSIBLE


def test_a_time_to_come_and_one_long_past_are_suspect() -> None:
    heard = TrackListener(20.0, VESSEL)
    last, place = under_way(heard, 2), heard.place
    ahead = heard.sent(last + timedelta(seconds=90), place, received_at=last)
    assert (ahead.trust, ahead.doubt) == (FixTrust.SUSPECT, FixDoubt.FUTURE)
    standing = heard.place
    for days in (1.1, 40.0, 20_000.0):
        past = heard.sent(last - timedelta(days=days), place, received_at=last)
        assert (past.older, past.trust, past.doubt) == (True, FixTrust.SUSPECT, FixDoubt.OLD)
        assert heard.place == standing


@pytest.mark.parametrize(
    ("place", "course_deg", "speed_kn"),
    [
        (LatLon(0.0, 0.0), None, None),
        (SEA, 90.0, 102.3),
        (SEA, 360.0, 5.0),
        (SEA, 511.0, 5.0),
        (SEA, None, 1023.0),
    ],
)
def test_values_that_say_that_nothing_is_known_conflict(
    place: LatLon, course_deg: float | None, speed_kn: float | None
) -> None:
    heard = TrackListener(20.0, VESSEL)
    last, standing = under_way(heard, 1), heard.place
    one = heard.sent(last + timedelta(seconds=10), place, course_deg=course_deg, speed_kn=speed_kn)
    assert (one.trust, one.doubt) == (FixTrust.CONFLICTING, FixDoubt.SENTINEL)
    assert heard.place == standing


def test_attacks_on_an_honest_track_leave_it_where_it_is() -> None:
    """In an honest track every tenth position is followed by one far away: no place moves there."""
    for track in islice(clean_tracks(7, each=120), 8):
        heard = listened(track)
        for number, one in enumerate(track.fixes[:-1]):
            if number % 10 or one.at <= heard_at(heard):
                continue
            far = direct(heard.place, float(number), 900.0)
            heard.sent(one.at + timedelta(seconds=0.1), far)
            assert distance_nm(heard.place, far) > 100.0


def heard_at(heard: TrackListener) -> datetime:
    assert heard.known is not None
    return heard.known.sound.at
