"""The closed vocabularies that agreements speak; incidents and requests speak the same."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """Emergency phases (SAR Convention, Annex 4.4; INCERFA, ALERFA, DETRESFA)."""

    UNCERTAINTY = "uncertainty"
    ALERT = "alert"
    DISTRESS = "distress"


class Situation(StrEnum):
    """The kind of emergency or work that an agreement, incident or request is about."""

    MARITIME = "maritime"
    AERONAUTICAL = "aeronautical"
    LAND = "land"
    MASS_RESCUE = "mass_rescue"
    MEDICAL_EVACUATION = "medical_evacuation"
    NATURAL_DISASTER = "natural_disaster"
    POLLUTION = "pollution"
    BORDER_EMERGENCY = "border_emergency"
    CAPACITY_BUILDING = "capacity_building"


RESCUE: Final = frozenset(
    {
        Situation.MARITIME,
        Situation.AERONAUTICAL,
        Situation.MASS_RESCUE,
        Situation.MEDICAL_EVACUATION,
    }
)
"""The situations that a clause covers which names none: search and rescue only (house rule)."""

AT_SEA: Final = frozenset({Situation.MARITIME, Situation.MASS_RESCUE, Situation.MEDICAL_EVACUATION})
"""The situations of people in distress at sea, which ships assist, and of which the SAR Convention
speaks (its Annex 3.1.2 to 3.1.4: maritime casualties)."""
WITHOUT_CASE: Final = frozenset({Situation.BORDER_EMERGENCY, Situation.CAPACITY_BUILDING})
"""The situations of requests alone: no case is of this kind, so that nobody is involved in one, and
it has no phase."""
UNHURRIED: Final = frozenset({Situation.CAPACITY_BUILDING})
"""The situations in which nobody is alerted outside the screens (house rule): nobody is in need."""


class Kind(StrEnum):
    """The kinds of assets that can be shared."""

    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNCREWED = "uncrewed"
    TEAM = "team"
    EQUIPMENT = "equipment"
    EXPERTISE = "expertise"


class ClauseKind(StrEnum):
    """The kinds of assets that a clause may name: those of `Kind`, and two of crewed aircraft."""

    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    HELICOPTER = "helicopter"
    AEROPLANE = "aeroplane"
    UNCREWED = "uncrewed"
    TEAM = "team"
    EQUIPMENT = "equipment"
    EXPERTISE = "expertise"


WIDER: Final[Mapping[str, ClauseKind]] = {
    ClauseKind.HELICOPTER: ClauseKind.AIRCRAFT,
    ClauseKind.AEROPLANE: ClauseKind.AIRCRAFT,
}
"""The kind that holds a narrower one."""


def narrowest(kinds: Iterable[ClauseKind]) -> frozenset[ClauseKind]:
    """The kinds without narrower ones that these hold, named or not."""
    return frozenset(
        one for one in ClauseKind if one not in WIDER.values() and {one, WIDER.get(one)} & {*kinds}
    )


class AssetService(StrEnum):
    """The service that a unit is in, as another State's law asks (UNCLOS 29 and 98; Chicago 3)."""

    CIVIL = "civil"
    STATE = "state"
    """Of a State, and not military: police, customs, coast guard."""
    MILITARY = "military"


class Sensor(StrEnum):
    """Sensors that another State may want to know of before it lets a unit in; a house list."""

    PHOTOGRAPHY = "photography"
    INFRARED = "infrared"
    MAPPING_RADAR = "mapping_radar"
    SIGNALS = "signals"
    """Receivers that listen to or locate others' transmissions."""


class Visibility(StrEnum):
    """Another party's access to an asset; each level includes those before it."""

    NONE = "none"
    EXISTENCE = "existence"
    READINESS = "readiness"
    POSITION = "position"

    @property
    def rank(self) -> int:
        """0 for none up to 3 for position."""
        return _VISIBILITY_RANKS[self]


_VISIBILITY_RANKS = {level: rank for rank, level in enumerate(Visibility)}
"""Asked for every asset that a party sees, and so looked up."""


class Awareness(StrEnum):
    """The access to an incident of a party that is not involved in it."""

    NONE = "none"
    COARSE = "coarse"
    FULL = "full"

    @property
    def rank(self) -> int:
        """0 for none up to 2 for full."""
        return list(Awareness).index(self)


class ClearanceMode(StrEnum):
    """The clearance needed in another State's territory (SAR Convention, Annex 3.1.2-3.1.5)."""

    PRE_CLEARED = "pre_cleared"
    NOTIFY = "notify"
    REQUEST = "request"
    PROHIBITED = "prohibited"


class CostRule(StrEnum):
    """The bearer of costs. Costs never rank and never delay."""

    OWN = "own"
    MARGINAL = "marginal"
    FULL = "full"


class ClockName(StrEnum):
    """The duties that an agreement may put a limit in minutes on."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ACKNOWLEDGE_ENTRY = "acknowledge_entry"
    """Of a request for entry; `acknowledge` of a clause holds for it too."""
    CONDITIONS = "conditions"
    CLEARANCE = "clearance"
    REFERRAL = "referral"


class Dimension(StrEnum):
    """The subjects that clauses speak of, as their fields are named."""

    VISIBILITY = "visibility"
    INCIDENT_AWARENESS = "incident_awareness"
    MAY_REQUEST = "may_request"
    FUEL_POINTS = "fuel_points"
    CLOCKS = "clocks"
    CLEARANCES = "clearances"
    COSTS = "costs"
    COMMAND = "command"
    LIABILITY = "liability"
    CREW_STATUS = "crew_status"
    DATA_USE = "data_use"


class Binding(StrEnum):
    """The reach of an instrument that an agreement cites."""

    ALL = "all"
    ONE = "one"
    GUIDANCE = "guidance"


class AuthenticKind(StrEnum):
    """The kind of text that States have agreed on, which a version of an agreement renders."""

    TREATY = "treaty"
    MEMORANDUM = "memorandum"
    ARRANGEMENT = "arrangement"
    """Between rescue coordination centres (SAR Convention, Annex 3.1.8)."""


class VersionState(StrEnum):
    """The life of an agreement's version."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    """Whole, for all its parties: by an earlier release alone."""
    ENDED = "ended"


class VersionAction(StrEnum):
    """The actions of a party's negotiator on a version."""

    PROPOSE = "propose"
    SIGN = "sign"
    RESUME = "resume"
    SUSPEND_SHARING = "suspend_sharing"
    RESUME_SHARING = "resume_sharing"
    END = "end"
    TAKE_BACK_NOTICE = "take_back_notice"


class VersionSide(StrEnum):
    """The sides of a version; each is a party to the agreement."""

    PARTY = "party"
    DRAFTER = "drafter"
    SUSPENDER = "suspender"
