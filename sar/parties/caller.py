"""The caller of a request: whose person or key it is, at which centre and with which roles."""

from dataclasses import dataclass
from uuid import UUID

from sar.errors import Forbidden
from sar.languages.places import filled
from sar.parties.roles import Act, Role, holders, may
from sar.record.service import Actor


@dataclass(frozen=True, slots=True)
class Caller:
    """One party's person or key, acting for one of its centres."""

    party: str
    centre_id: UUID
    centre: str
    roles: frozenset[Role]
    who: str
    person_id: UUID | None = None
    sign_in_id: UUID | None = None
    key_id: UUID | None = None

    @property
    def actor(self) -> Actor:
        """As the record names it."""
        return Actor(party=self.party, centre=self.centre, who=self.who)

    @property
    def identity(self) -> UUID:
        """The person's or key's id."""
        identity = self.person_id or self.key_id
        assert identity is not None  # noqa: S101 a caller is one or the other
        return identity

    def may(self, act: Act) -> bool:
        """Whether the caller's roles allow the act."""
        return may(self.roles, act)


def role_missing(caller: Caller, act: Act) -> Forbidden:
    """The refusal of an act that none of the caller's roles allows."""
    said = filled("This needs the role {roles}.", roles=tuple(holders(act)))
    return Forbidden("role_missing", said, act=act, roles=sorted(caller.roles))
