"""The addresses of feeds: where a stream is fetched, or where its stations send it to (pure)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit


class SourceKind(StrEnum):
    """The ways in which sentences come."""

    TCP = "tcp"
    """Fetched: this connects to a station."""
    TCP_LISTEN = "tcp-listen"
    """Stations connect to this."""
    UDP_LISTEN = "udp-listen"
    WS = "ws"
    WSS = "wss"


LISTENING: Final = frozenset({SourceKind.TCP_LISTEN, SourceKind.UDP_LISTEN})

_FETCHED: Final = frozenset({SourceKind.TCP, SourceKind.WS, SourceKind.WSS})

EXAMPLE: Final = "tcp://10.0.0.5:10110"

_HOST: Final = re.compile(r"[0-9A-Za-z_.:-]+")


class NoSourceAddress(ValueError):  # noqa: N818 what it is not stands in its name
    """An address that names no source; the sentence says why."""


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """The address of a source, as it was given.

    `allowed`: the networks from which a listening one takes anything; of those that are fetched
    there are none.
    """

    kind: SourceKind
    host: str
    port: int
    given: str
    allowed: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def read(cls, given: str) -> Self:
        """Read `tcp://host:port`, `ws://…`, `wss://…`, `tcp-listen://host:port?from=10.0.0.0/8` or
        `udp-listen://host:port?from=…`, where `from` may stand several times. Raises
        NoSourceAddress."""
        try:
            url = urlsplit(given)
            port = url.port
        except ValueError as error:
            raise NoSourceAddress(f"is no address: {error}") from None
        if url.scheme not in list(SourceKind):
            raise NoSourceAddress(f"begins with none of {', '.join(SourceKind)}, like {EXAMPLE}")
        kind = SourceKind(url.scheme)
        if url.username is not None or url.password is not None:
            raise NoSourceAddress("has a name or a password in it, which every list would show")
        if kind in (SourceKind.WS, SourceKind.WSS):
            port = port or (443 if kind is SourceKind.WSS else 80)
        if not url.hostname or not _HOST.fullmatch(url.hostname) or not port:
            raise NoSourceAddress(f"names no host and port, like {EXAMPLE}")
        return cls(kind, url.hostname, port, given, _allowed(kind, url.query))

    def takes_from(self, peer: str) -> bool:
        """Whether it takes what this address sends."""
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self.allowed)


def _allowed(kind: SourceKind, query: str) -> tuple[IPv4Network | IPv6Network, ...]:
    if kind in _FETCHED:
        return ()
    given = parse_qs(query).get("from", [])
    if not given:
        raise NoSourceAddress("takes from anybody: say whose with ?from=10.0.0.0/8")
    try:
        return tuple(ip_network(one) for one in given)
    except ValueError as error:
        raise NoSourceAddress(f"has no network after `from`: {error}") from None
