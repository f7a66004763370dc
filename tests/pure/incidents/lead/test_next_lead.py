"""The centres to propose the lead to next: the region's centre, who is in the case, a listed one by
voice."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sar.alerts.words import NobodyNext
from sar.incidents.lead.next_lead import PROPOSED, LeadCandidate, next_to_lead

MALTA, TUNIS, GOZO, TRIPOLI, BENGHAZI = (UUID(int=n) for n in range(1, 6))


def named(*centres: LeadCandidate, without: str = "ITA") -> list[UUID] | NobodyNext:
    return next_to_lead(centres, without=without.split())


def test_the_region_comes_first_then_who_is_in_it_then_one_that_is_listed() -> None:
    malta = LeadCandidate(MALTA, "MLT", listed=False, holds=True, miles=90.0)
    tunis = LeadCandidate(TUNIS, "TUN", listed=False, is_in=True, miles=10.0)
    tripoli = LeadCandidate(TRIPOLI, "LBY", listed=True, miles=5.0)
    assert named(tripoli, tunis, malta) == [MALTA, TUNIS, TRIPOLI]
    assert named(tripoli, tunis, malta, without="ITA MLT") == [TUNIS, TRIPOLI]
    assert named(tripoli, tunis, malta, without="MLT TUN LBY") is NobodyNext.NOBODY_LEFT


def test_a_listed_centre_whose_region_it_is_is_called_first_and_no_other_one() -> None:
    tripoli = LeadCandidate(TRIPOLI, "LBY", listed=True, holds=True, miles=70.0)
    other = LeadCandidate(BENGHAZI, "EGY", listed=True, is_in=True, miles=60.0)
    malta = LeadCandidate(MALTA, "MLT", listed=False, is_in=True, miles=90.0)
    assert named(other, malta, tripoli) == [TRIPOLI, MALTA]


def test_who_has_joined_and_knows_nothing_of_it_is_not_named() -> None:
    assert named(LeadCandidate(TUNIS, "TUN", listed=False, miles=1.0)) is NobodyNext.NOBODY_LEFT


def test_one_centre_of_each_party_is_named_the_one_that_the_region_is_of() -> None:
    malta = LeadCandidate(MALTA, "MLT", listed=False, is_in=True, miles=1.0)
    gozo = LeadCandidate(GOZO, "MLT", listed=False, holds=True, miles=9.0)
    assert named(malta, gozo) == [GOZO]


def test_without_any_place_a_listed_centre_is_named_where_its_region_is_touched() -> None:
    assert named(LeadCandidate(TRIPOLI, "LBY", listed=True)) is NobodyNext.NOBODY_LEFT
    assert named(LeadCandidate(TRIPOLI, "LBY", listed=True, is_in=True)) == [TRIPOLI]


CENTRES = st.lists(
    st.builds(
        LeadCandidate,
        id=st.uuids(),
        party=st.sampled_from(["ITA", "MLT", "TUN", "LBY", "GRC"]),
        listed=st.booleans(),
        holds=st.booleans(),
        is_in=st.booleans(),
        miles=st.none() | st.floats(0.0, 500.0),
    ),
    max_size=12,
)


@given(centres=CENTRES, without=st.sets(st.sampled_from(["ITA", "MLT", "TUN"])))
def test_nobody_is_named_twice_or_against_the_list(
    centres: list[LeadCandidate], without: set[str]
) -> None:
    found = next_to_lead(centres, without=without)
    if isinstance(found, NobodyNext):
        return
    by_id = {one.id: one for one in centres}
    parties = [by_id[id_].party for id_ in found]
    assert 0 < len(found) == len(set(parties)) <= PROPOSED
    assert not without & set(parties)
    assert sum(by_id[id_].listed for id_ in found) <= 1
