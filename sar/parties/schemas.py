"""Request bodies of parties, centres, people, keys and sign-ins."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.parties.passwords import MIN_LENGTH
from sar.parties.roles import Role
from sar.wire import Body, Line, Named

Login = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._@-]{1,63}$")]
Password = Annotated[str, StringConstraints(min_length=MIN_LENGTH, max_length=200)]


Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise PydanticCustomError("no_time_zone", "is no time zone like Europe/Rome")
    return name


class SignInBody(Body):
    """The login with its party, like `ITA/watch.roma`, and the password."""

    login: Annotated[str, StringConstraints(max_length=100)]
    password: Annotated[str, StringConstraints(max_length=200)]


class ActForCentreBody(Body):
    """Act for another of the centres at which the person holds a role."""

    centre_id: UUID


class CentreContact(Body):
    """One way to reach a centre at any hour; the order in the list is the order to try."""

    channel: Literal["telephone", "satellite", "email", "fax", "aftn", "vhf", "mf_hf", "other"]
    value: Named
    language: Line = ""
    verified_on: date | None = None


class ContactsBody(Body):
    """All contacts of a centre, in the order in which to try them."""

    contacts: Annotated[list[CentreContact], Field(min_length=1, max_length=20)]


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


class PersonChange(Body):
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


class CentreChange(Body):
    """Particulars of a centre that the admin of its party keeps true."""

    languages: Annotated[list[Language], Field(max_length=20)]
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
    """Whether watch officers of the party act as coordinator, in distress, where none is there."""

    allowed: bool
