"""Response shapes of the people of a case: counts, those in the water, fewer on board."""

from datetime import datetime
from uuid import UUID

from sar.incidents.people.headcount import CountedKind
from sar.incidents.words import PobDoubt
from sar.wire import View


class AboardView(View):
    """The survivors, or the dead, aboard one unit or ship; `deployment_id` null: a vessel that is
    no unit of the case."""

    deployment_id: UUID | None
    name: str
    persons: int


class UncountedView(View):
    """A unit or ship with people aboard whom nobody has counted: they are in no count."""

    deployment_id: UUID
    name: str


class UncountedDeliveredView(View):
    """A place where a unit or ship landed people whom nobody has counted: they are in no count.
    `place` is empty where nobody has told it."""

    deployment_id: UUID
    name: str
    place: str


class DeliveredView(View):
    """The survivors delivered to one place of safety, or the dead landed there; `place` is empty
    where nobody has told it."""

    place: str
    persons: int


class FoundByOthersView(View):
    """People whom others than the units of the case found: by whom, how many alive and dead (null:
    not told), where. `aboard`: aboard their vessel still; `party`: whose word it is."""

    id: UUID
    by: str
    alive: int | None
    dead: int | None
    aboard: bool
    place: str
    source: str
    at: datetime
    party: str


class PobDoubtView(View):
    """A contradiction in the numbers told of those on board, which were recorded all the same:
    `persons`, by the code, is more than the `most` that it is part of."""

    code: PobDoubt
    persons: int
    most: int


class KindTotalView(View):
    """The number of a kind among `of` persons, for whom somebody has counted it; of the
    others of the case nobody knows. `of` null: nor how many those are, where some are not
    counted."""

    kind: CountedKind
    counted: int
    of: int | None


class ListTakenView(View):
    """The authority that took the list of the missing and the dead, and the counts of then."""

    authority: str
    function: str
    channel: str
    at: datetime
    missing_min: int
    missing_max: int | None
    dead: int


class LostListView(View):
    """The missing and the dead of a case, as its lead reads them, and who took the list of them by
    counts. `due_at`: until when a named authority is to take it, as it now stands (a house figure);
    null: none is owed. `missing_max` null: nobody knows how many."""

    missing_min: int
    missing_max: int | None
    dead: int
    due_at: datetime | None
    taken: ListTakenView | None


class PeopleView(View):
    """The people of a case by count, as its lead reads them, with those `found_by_others`.

    `recovered`: all who were counted of those found, who are aboard, delivered or dead, without
    those `born` since. `uncounted`: the units with people aboard whom nobody has counted, and
    `uncounted_delivered` where such were landed; that is not zero: `outstanding_min` is 0 then.
    `died`: of the dead, those who died after they were recovered. `dead_aboard`, `dead_landed`:
    where the dead are, as far as anybody has told. `back_in_water`: who went into
    the water again since the beginning. `outstanding_min` and
    `outstanding_max`: those on board whom nobody has found; null: nobody knows how many at most.
    `surplus`: how many more were found than are said to have been on board.
    """

    recovered: int
    aboard: list[AboardView]
    uncounted: list[UncountedView]
    uncounted_delivered: list[UncountedDeliveredView]
    delivered: list[DeliveredView]
    dead: int
    died: int
    dead_aboard: list[AboardView]
    dead_landed: list[DeliveredView]
    born: int
    back_in_water: int
    kinds: list[KindTotalView]
    found_by_others: list[FoundByOthersView]
    outstanding_min: int
    outstanding_max: int | None
    surplus: int


class InWaterView(View):
    """People are in the water, as somebody has said. Without life-jackets they have minutes."""

    since: datetime
    source: str


class ImmersionView(View):
    """The expected survival of people in the water with life-jackets, by a survival model, since
    they were said to be there; without them it is minutes. From `least_at` on deaths are expected,
    of average adults by `most_at`, which is never null.

    An estimate, never a reason to stop (SAR Convention, Annex 4.8.1).
    """

    least_at: datetime
    most_at: datetime | None
    source: str


class FewerOnBoardView(View):
    """One person's word that fewer were on board than `was_min` to `was_max`, until a second person
    of the lead says so too: the search goes on for the number before.

    `alone`: no second came by `second_due_at`, and it stays so.
    """

    id: UUID
    party: str
    was_min: int
    was_max: int | None
    reason: str
    source: str
    at: datetime
    second_due_at: datetime
    alone: bool
