"""The facts of a case that texts are made of (pure)."""

from dataclasses import dataclass
from datetime import datetime

from sar.agreements.words import Phase, Situation
from sar.incidents.texts.craft import Craft
from sar.incidents.texts.people_lines import Casualty, People
from sar.incidents.texts.place_lines import Datum
from sar.incidents.texts.weather_lines import Weather
from sar.incidents.words import IncidentState


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a centre, in the order in which to try."""

    channel: str
    value: str
    language: str = ""
    verified_on: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """A centre, as texts name it."""

    name: str
    party_name: str
    listed: bool = False
    contacts: tuple[Contact, ...] = ()
    party: str = ""
    """The code of its party."""
    languages: tuple[str, ...] = ()
    """The languages that are spoken there, by the directory."""

    @property
    def named(self) -> str:
        """The centre with its State: `MRCC Roma (Italy)`."""
        return f"{self.name} ({self.party_name})"


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """Another case of the same event. `reference`: None where the reader does not see it.
    `coordinator`: None: it is closed."""

    reference: str | None
    party_name: str
    coordinator: Station | None

    @property
    def named(self) -> str:
        """The case, as a text names it."""
        return self.reference or f"a case of {self.party_name}"


@dataclass(frozen=True, slots=True)
class RadioChannel:
    """A channel of the case and what it is for, as somebody has written them."""

    purpose: str
    channel: str


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a case that texts are made of.

    `people`: for the texts of the lead alone. `ended_at`: when it was suspended or closed.
    `nobody_missing`: for all, without the numbers: nobody is to be found any more.
    `lone_end`: one person's word alone has ended its distress so far.
    `contact`: how to call the people in distress, for texts to those who are asked to act alone.
    `reported_through`: the channel of the first report; `reported_by`: whose it was.
    """

    reference: str
    title: str
    phase: Phase
    situation: Situation
    exercise: bool
    object_class: str
    description: str
    reported_by: str
    reported_at: datetime
    lead: Station
    """The mission coordinator."""
    casualty: Casualty
    reported_through: str = ""
    contact: str = ""
    datum: Datum | None = None
    weather: Weather | None = None
    on_scene: str = ""
    in_the_air: str = ""
    channels: tuple[RadioChannel, ...] = ()
    people: People | None = None
    leads: bool = True
    """The reader leads the case."""
    nobody_missing: bool = False
    lone_end: bool = False
    state: IncidentState = IncidentState.OPEN
    ended_at: datetime | None = None
    same_event: tuple[LinkedCase, ...] = ()
    """The cases linked with it, as far as the reader reads of them."""
    route: str = ""
    """The intended route, where the reader may know it."""
    route_by_positions: str = ""
    """The same without the names of ports."""
    on_scene_unit: str = ""
    """The unit that is OSC as it is on file, for the air; empty: none is on file."""
    in_the_air_unit: str = ""
    """The same of the ACO."""
    craft: Craft | None = None
    """The identity of the craft; None: not for the reader, and then nothing is said of it."""
