"""The shape of a scenario: a world, its agreements and its story, as one YAML file.

Everything that the API is asked stands in the file in the API's own words.
"""

import re
from datetime import datetime
from importlib.resources import files
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainValidator, model_validator

from sar.agreements.words import AssetService, Sensor
from sar.assets.words import Readiness
from sar.geo.position import LatLon, parse_position
from sar.parties.roles import Role
from sar.parties.schemas import CentreContact
from sar.requests.words import DeploymentState, LinkAnswer
from sar.scenarios.names import NamedIds, read_yaml

DATA: Final = files("sar.scenarios") / "data"


class ScenarioRefusedError(ValueError):
    """A scenario that does not exist, or whose file is not right."""


def _position(text: Any) -> LatLon:
    return text if isinstance(text, LatLon) else parse_position(text)


Position = Annotated[LatLon, PlainValidator(_position)]
"""Written as spoken: `34°20.0′N 012°42.0′E`."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CentreData(_Part):
    """A centre and its region, drawn as the corners of one polygon."""

    code: str
    name: str
    position: Position
    time_zone: str = "UTC"
    languages: list[str] = []
    contacts: list[CentreContact] = []
    srr: list[Position] = []


class PersonData(_Part):
    """An account, by its function; `centre`: the party's first unless told."""

    login: str
    name: str
    roles: list[Role] = Field(min_length=1)
    centre: str | None = None


class PartyData(_Part):
    """A party; one that is only listed has no people."""

    name: str
    listed: bool = False
    treaties: list[dict[str, str]] = []
    centres: list[CentreData] = Field(min_length=1)
    people: list[PersonData] = []


class AgreementData(_Part):
    """An agreement, proposed by one party and signed by all; `draft` is the API's body."""

    by: str
    reference: str
    title: str
    parties: list[str]
    draft: dict[str, Any]


class Moving(_Part):
    """The place of something at the beginning, and the corners it sails between, if any."""

    name: str
    type: str
    callsign: str | None = None
    at_sea: Position | None = None
    patrol: list[Position] = []
    speed_kn: float | None = None
    """On patrol or passage; three quarters of the type's cruising speed unless told."""
    note: str = ""


class AssetData(Moving):
    """An asset; what is left out is the catalogue's."""

    base: str
    centre: str | None = None
    quantity: int = 1
    readiness: Readiness = Readiness.AVAILABLE
    readiness_reason: str = ""
    readiness_until: datetime | None = None
    notice_day_minutes: int | None = None
    notice_night_minutes: int | None = None
    notice_at_sea_minutes: int | None = None
    overrides: dict[str, float] = {}
    service: AssetService | None = None
    armed: bool | None = None
    sensors: list[Sensor] = []


class ShipData(Moving):
    """A ship of opportunity, on passage `to` somewhere, on `patrol` (fishing), or stopped."""

    at_sea: Position
    reported_by: str
    flag: str | None = None
    to: Position | None = None


class WorkOf(_Part):
    """The deployment of a unit in an incident, which has no name of its own beforehand."""

    unit: str
    incident: str


class LinkedAnswer(_Part):
    """The answer of a centre that has not joined, by the link that the act makes."""

    id: UUID
    answer: LinkAnswer
    function: str
    said: str = ""
    there: str = ""


class StageAct(_Part):
    """One request to the API, by a party in a role. `say` tells what came of it.

    `answered`: the act makes an answer link, and the centre answers by it.

    `{work}` in the address is the deployment that `work` names.
    """

    by: str = Field(pattern=r"^[A-Z][A-Z0-9]{1,7} [a-z_]+$")
    at: float | None = None
    get: str | None = None
    post: str | None = None
    patch: str | None = None
    work: WorkOf | None = None
    body: dict[str, Any] | None = None
    answered: LinkedAnswer | None = None
    say: str = ""

    @model_validator(mode="after")
    def _one_method(self) -> Self:
        if ("{work}" in self.path) is not (self.work is not None):
            raise ValueError("{work} in an address is told by work, and by nothing else")
        if sum(path is not None for path in (self.get, self.post, self.patch)) != 1:
            raise ValueError("an act has one of get, post and patch")
        Role(self.role)
        return self

    @property
    def party(self) -> str:
        """The actor."""
        return self.by.split()[0]

    @property
    def role(self) -> Role:
        """The role that acts."""
        return Role(self.by.split()[1])

    @property
    def method(self) -> str:
        """The HTTP method."""
        if self.get is not None:
            return "GET"
        return "POST" if self.post is not None else "PATCH"

    @property
    def path(self) -> str:
        """The address."""
        return self.get or self.post or self.patch or ""


class Seen(_Part):
    """The condition of a stage: a unit has come so far in an incident."""

    unit: str
    incident: str
    reached: DeploymentState
    say: str = ""


class Stage(_Part):
    """A step of the story that is reported: acts, or conditions to be met."""

    stage: str
    at: float
    acts: list[StageAct] = []
    until: list[Seen] = []


class Task(_Part):
    """One piece of work of a unit on scene, and how long it takes before it is reported."""

    do: Literal["load", "embark", "deliver", "refuel", "release"]
    minutes: float = 0.0
    stay: float = 0.0
    """Minutes at the place before it turns back."""
    persons: int | None = None
    place: str | None = None


class Work(_Part):
    """The work of a unit once it is on scene; `incident` is the id."""

    unit: str
    incident: str
    tasks: list[Task]


class Scenario(_Part):
    """A demo world and what happens in it."""

    code: str
    name: str
    notice: str
    opens_at: AwareDatetime
    """The instant at which the exercise clock begins."""
    starts_at: AwareDatetime
    """The instant that the story's minutes count from."""
    parties: dict[str, PartyData]
    places: dict[str, Position]
    agreements: list[AgreementData]
    assets: dict[str, list[AssetData]]
    ships: list[ShipData] = []
    story: list[Stage]
    work: list[Work] = []

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        units = [a.name for assets in self.assets.values() for a in assets]
        units += [ship.name for ship in self.ships]
        places = [a.base for assets in self.assets.values() for a in assets]
        places += [t.place for w in self.work for t in w.tasks if t.place]
        waited = [seen.unit for stage in self.story for seen in stage.until]
        waited += [act.work.unit for stage in self.story for act in stage.acts if act.work]
        actors = [act.party for stage in self.story for act in stage.acts]
        actors += [*self.assets, *(s.reported_by for s in self.ships)]
        actors += [party for a in self.agreements for party in (a.by, *a.parties)]
        _known("unit", [w.unit for w in self.work] + waited, units)
        _known("place", places, list(self.places))
        _known("party", actors, [code for code, p in self.parties.items() if not p.listed])
        if len(set(units)) < len(units):
            raise ValueError("two units have one name")
        return self

    def id_of(self, kind: str, name: str) -> UUID:
        """The id behind a name of this scenario."""
        return self._ids.of(kind, name)

    _ids: NamedIds

    @classmethod
    def read(cls, text: str) -> "Scenario":
        """A scenario from its YAML; ScenarioRefusedError when it is not right."""
        try:
            plain, ids = read_yaml(text)
            scenario = cls.model_validate(plain)
        except (yaml.YAMLError, ValueError, KeyError, TypeError) as error:
            raise ScenarioRefusedError(f"The scenario is not right: {error}") from error
        scenario._ids = ids
        return scenario


def _known(what: str, used: list[str], declared: list[str]) -> None:
    unknown = sorted(set(used) - set(declared))
    if unknown:
        raise ValueError(f"unknown {what}: {', '.join(unknown)}")


def load(name: str) -> Scenario:
    """A scenario that comes with the program, by its code (`A`) or the name of its file."""
    known = {}
    for entry in sorted(DATA.iterdir(), key=lambda entry: entry.name):
        text = entry.read_text(encoding="utf-8")
        stem, code = entry.name.removesuffix(".yaml"), _code(text)
        if name.casefold() in (stem, code.casefold()):
            return Scenario.read(text)
        known[code] = stem
    listed = ", ".join(f"{code} ({stem})" for code, stem in known.items())
    raise ScenarioRefusedError(f"There is no scenario {name}. There are: {listed}.")


def _code(text: str) -> str:
    found = re.search(r"^code: *(\w+)", text, re.MULTILINE)
    return found[1] if found else ""
