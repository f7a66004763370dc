"""Large bodies of requests: whose role allows the act is asked before they are read, and a few of
each party are held at once."""

import re
from collections.abc import Mapping
from typing import Final

from starlette.types import Scope

from sar.http import bodies
from sar.http.lanes import LaneBounds
from sar.parties.caller import Caller, role_missing
from sar.parties.roles import Act

HELD: Final = LaneBounds(most=12, writes=12, party=2, identity=2, own_writes=2, waiting=16)
"""So many are held in memory at once, from before they are read until they are answered."""

COUNTS_AS: Final = 20
"""A large body counts as so many requests of its person or key, also where it is refused (house
figure, by `bench/noise.py`)."""

ACTS: Final[Mapping[re.Pattern[str], Act]] = {
    re.compile(r"/api/assets/import"): Act.REGISTER,
    re.compile(r"/api/assets/[^/]+/fixes"): Act.FEED,
    re.compile(r"/api/fixes"): Act.FEED,
    re.compile(r"/api/ships/[^/]+/fixes"): Act.WATCH,
    re.compile(r"/api/agreements.*"): Act.NEGOTIATE,
    re.compile(r"/api/declared-limits"): Act.ADMINISTER,
    re.compile(r"/api/incidents/[^/]+"): Act.WATCH,
}
"""The acts of the routes that take a large body, by the whole path."""


def is_coming(scope: Scope) -> bool:
    """Whether a write may bring more than the usual size: it says so, or does not say how much."""
    if scope.get("method") not in bodies.UNSAFE or not bodies.is_large(scope["path"]):
        return False
    octets = bodies.declared(scope)
    return octets is None or octets > bodies.USUAL.octets


def allow(caller: Caller, path: str) -> None:
    """Raise Forbidden where no role of the caller allows what the body is sent for."""
    act = next((act for route, act in ACTS.items() if route.fullmatch(path)), None)
    if act is not None and not caller.may(act):
        raise role_missing(caller, act)
