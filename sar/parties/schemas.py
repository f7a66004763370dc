"""Request bodies of parties, centres, people, keys and sign-ins."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, LiteralString, Self
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.geo.declared import LimitKind
from sar.geo.geojson import AreaShape, Point
from sar.parties.assistance_word import AssistanceAsks
from sar.parties.hours import HOURS
from sar.parties.passwords import MIN_LENGTH
from sar.parties.roles import Role
from sar.text_fields import Line, Named
from sar.wire import Body

Login = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._@-]{1,63}$")]
Password = Annotated[str, StringConstraints(min_length=MIN_LENGTH, max_length=200)]


LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise PydanticCustomError("no_time_zone", "is no time zone like Europe/Rome")
    return name


ALERTED: Final = frozenset({"email", "sms", "push", "webhook"})
"""The channels on which alerts leave by themselves."""

_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    "email": re.compile(r"[^\s@,;:<>\"()]+@[^\s@,;:<>\"()]+"),
    "sms": re.compile(r"\+[1-9][0-9]{5,14}"),
    "webhook": re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(/\S*)?"),
}
_NOT_OF_THE_FORM: Final[Mapping[str, LiteralString]] = {
    "email": "has a value that is no e-mail address",
    "sms": "has a value that is no number like +390612345678",
    "webhook": "has a value that is no address like https://alerts.example.int/sar",
}


def _hours(given: str) -> str:
    if given and not HOURS.fullmatch(given):
        raise PydanticCustomError("no_hours", "are no hours like 20:00-06:00")
    return given


def is_webhook_secret(secret: str) -> bool:
    """Whether it is a secret as Standard Webhooks writes them."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        return False
    return secret.startswith("whsec_") and 24 <= len(key) <= 64


class SignInBody(Body):
    """The login with its party, like `ITA/watch.roma`, and the password."""

    login: Annotated[str, StringConstraints(max_length=100)]
    password: Annotated[str, StringConstraints(max_length=200)]


class ActForCentreBody(Body):
    """Act for another of the centres at which the person holds a role."""

    centre_id: UUID


class CentreContact(Body):
    """One way to reach a centre; the order in the list is the order to try.

    Alerts leave by themselves to `email`, `sms` (a number like +39…), `push` (what the push service
    of the installation takes) and `webhook` (an address), `in_exercises` also those of exercises.
    `hours`: of the day in which it is alerted, in the centre's time zone, like `20:00-06:00`;
    empty: all. `secret`: of a webhook, by Standard Webhooks (`whsec_…`); it is never told again,
    and without it the one of the same address stays.
    """

    channel: Literal[
        "telephone", "satellite", "email", "fax", "aftn", "vhf", "mf_hf", "other",
        "sms", "push", "webhook",
    ]  # fmt: skip
    value: Named
    language: Line = ""
    verified_on: date | None = None
    hours: Annotated[str, StringConstraints(max_length=11), AfterValidator(_hours)] = ""
    in_exercises: bool = False
    secret: SecretStr | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        form = _FORMS.get(self.channel)
        if form is not None and not form.fullmatch(self.value):
            raise PydanticCustomError("no_such_form", _NOT_OF_THE_FORM[self.channel])
        if self.secret is None:
            return self
        if self.channel != "webhook":
            raise PydanticCustomError("secret_of_webhooks", "only a webhook has a secret")
        if not is_webhook_secret(self.secret.get_secret_value()):
            raise PydanticCustomError(
                "no_webhook_secret", "has a secret that is not whsec_ and 24 to 64 bytes in Base64"
            )
        return self


def _once_each(contacts: list[CentreContact]) -> list[CentreContact]:
    """An alert to a contact is known by its channel and address."""
    known = {(one.channel, one.value) for one in contacts if one.channel in ALERTED}
    if len(known) < sum(one.channel in ALERTED for one in contacts):
        raise PydanticCustomError("contact_twice", "has a contact for alerts twice")
    return contacts


class ContactsBody(Body):
    """All contacts of a centre, in the order in which to try them."""

    contacts: Annotated[
        list[CentreContact], Field(min_length=1, max_length=20), AfterValidator(_once_each)
    ]


def _held_by_people(roles: list[Role]) -> list[Role]:
    if Role.FEED in roles:
        raise PydanticCustomError("role_of_machines", "feed is a role of keys, not of people")
    return roles


_OF_PEOPLE = [role.value for role in Role if role is not Role.FEED]
PersonRole = Annotated[Role, WithJsonSchema({"type": "string", "enum": _OF_PEOPLE})]
PersonRoles = Annotated[
    list[PersonRole], Field(min_length=1, max_length=7), AfterValidator(_held_by_people)
]


class PersonBody(Body):
    """A new account; it may hold several roles, each at a centre of the party."""

    id: UUID = Field(default_factory=uuid7)
    login: Login
    name: Named
    password: Password
    centre_id: UUID
    roles: PersonRoles


class PostingBody(Body):
    """Roles at one centre."""

    centre_id: UUID
    roles: PersonRoles


class ChangePersonBody(Body):
    """An account as it shall be: `postings` are all that it holds, each at a centre."""

    name: Named
    postings: Annotated[list[PostingBody], Field(min_length=1, max_length=50)]


class NewPasswordBody(Body):
    """A new password, which the admin tells the person."""

    password: Password


class OwnPasswordBody(Body):
    """The password so far and the new one."""

    old: Annotated[str, StringConstraints(max_length=200)]
    new: Password


class ChangeCentreBody(Body):
    """Particulars of a centre that the admin of its party keeps true."""

    languages: Annotated[list[LanguageCode], Field(max_length=20)]
    time_zone: Annotated[str, AfterValidator(_known_zone)]


class KeyBody(Body):
    """A new key for a machine."""

    id: UUID = Field(default_factory=uuid7)
    label: Named
    centre_id: UUID
    roles: Annotated[list[Role], Field(min_length=1, max_length=7)]


class TakeWatchBody(Body):
    """Taking the watch over. `read_to`: the number of the last entry of the record that was read;
    `from_whom`: who had the watch."""

    id: UUID = Field(default_factory=uuid7)
    read_to: Annotated[int, Field(ge=0)]
    from_whom: Line = ""
    note: Line = ""


class WatchActsBody(Body):
    """The party's leave for watch officers to act as coordinator where none is there."""

    allowed: bool


class FocalPointBody(Body):
    """The office of the own party that is called about the missing and the dead, by name and never
    by person, and how it is reached at every hour."""

    office: Named
    contact: Named


class EntryAuthorityBody(Body):
    """The authority that the own State designates for requests for entry beside its centres, by
    function and never by person, and its numbers, in the order in which they are tried. Without
    numbers, there is none any more."""

    function: Named
    numbers: Annotated[list[Named], Field(max_length=5)]


class AssistanceEntryBody(Body):
    """The own State's demands on vessels of others that enter its territorial sea to assist people
    in distress whose position is known, by the vessel's service; `null`: nothing is said of such.
    """

    civil: AssistanceAsks | None = None
    state: AssistanceAsks | None = None
    military: AssistanceAsks | None = None
    source: Named
    """The law, declaration or note verbale that says so."""
    dated_on: date
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.civil or self.state or self.military):
            raise PydanticCustomError("says_nothing", "says nothing of any service")
        return self


class DeclareLimitBody(Body):
    """A limit that the own party declares: `area`, or for an island a `place`."""

    id: UUID = Field(default_factory=uuid7)
    kind: LimitKind
    name: Named
    area: AreaShape | None = None
    place: Point | None = None
    deposit: Line
    """The deposit or publication: an M.Z.N. number, a law, a gazette."""
    deposited_on: date
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if (self.area is None) is (self.place is None):
            raise PydanticCustomError("one_shape", "needs an area or a place, and not both")
        return self


class LimitsCompleteBody(Body):
    """The word whether the declared limits of the own party are all there are."""

    complete: bool
