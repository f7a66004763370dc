"""The addresses of feeds: where a stream is fetched, or where its stations send it to, and in which
form its positions are (pure)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final, Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

from sar.interop.words import FeedContent


class SourceKind(StrEnum):
    """The ways in which positions come."""

    TCP = "tcp"
    """Fetched: this connects to a station."""
    TCP_LISTEN = "tcp-listen"
    """Stations connect to this."""
    UDP_LISTEN = "udp-listen"
    WS = "ws"
    WSS = "wss"
    HTTP = "http"
    """Asked for a document again and again."""
    HTTPS = "https"


LISTENING: Final = frozenset({SourceKind.TCP_LISTEN, SourceKind.UDP_LISTEN})

USUAL_PORTS: Final = {
    SourceKind.WS: 80,
    SourceKind.WSS: 443,
    SourceKind.HTTP: 80,
    SourceKind.HTTPS: 443,
}

_WAYS: Final = {
    FeedContent.AIS: (
        SourceKind.TCP,
        SourceKind.TCP_LISTEN,
        SourceKind.UDP_LISTEN,
        SourceKind.WS,
        SourceKind.WSS,
    ),
    FeedContent.AIRCRAFT: (SourceKind.HTTP, SourceKind.HTTPS),
    FeedContent.SBS: (SourceKind.TCP,),
    FeedContent.NAF: (SourceKind.TCP, SourceKind.TCP_LISTEN),
}

SCHEMES: Final = {
    way.value if content is FeedContent.AIS else f"{content}+{way}": (content, way)
    for content, ways in _WAYS.items()
    for way in ways
}
"""The beginnings of addresses: sentences of AIS have no word before the way."""

EXAMPLE: Final = "tcp://10.0.0.5:10110"

_HOST: Final = re.compile(r"[0-9A-Za-z_.:-]+")

_SECRET_NAME: Final = re.compile(
    r"token|key|secret|pass|pwd|auth|cred|signature|^sig$|session|jwt|user|login", re.IGNORECASE
)
_SECRET_VALUE: Final = re.compile(r"(?=\D*\d)[0-9A-Za-z_\-+/=.~]{20,}")
"""So long and with figures in them are keys, and no names of streams."""


class NoSourceAddress(ValueError):  # noqa: N818 what it is not stands in its name
    """An address that names no source; the sentence says why."""


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """The address of a source, as it was given, and the form of what comes from it.

    `allowed`: the networks from which a listening one takes anything; of those that are fetched
    there are none.
    """

    content: FeedContent
    kind: SourceKind
    host: str
    port: int
    given: str
    allowed: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def read(cls, given: str) -> Self:
        """Read `tcp://host:port`, `ws://…`, `wss://…`, `tcp-listen://host:port?from=10.0.0.0/8` or
        `udp-listen://host:port?from=…`, where `from` may stand several times; with `aircraft+`,
        `sbs+` or `naf+` before it what is no AIS. Raises NoSourceAddress."""
        try:
            url = urlsplit(given)
            port = url.port
        except ValueError as error:
            raise NoSourceAddress(f"is no address: {error}") from None
        if url.scheme not in SCHEMES:
            raise NoSourceAddress(f"begins with none of {', '.join(SCHEMES)}, like {EXAMPLE}")
        content, kind = SCHEMES[url.scheme]
        if url.username is not None or url.password is not None:
            raise NoSourceAddress("has a name or a password in it, which every list would show")
        _check_for_secrets(url.query, url.fragment)
        port = port or USUAL_PORTS.get(kind)
        if not url.hostname or not _HOST.fullmatch(url.hostname) or not port:
            raise NoSourceAddress(f"names no host and port, like {EXAMPLE}")
        return cls(content, kind, url.hostname, port, given, _allowed(kind, url.query))

    @property
    def fetched_from(self) -> str:
        """The address without the form of what comes from it: `http://…`."""
        return f"{self.kind}:{self.given.partition(':')[2]}"

    def takes_from(self, peer: str) -> bool:
        """Whether it takes what this address sends."""
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self.allowed)


def content_of(given: str) -> FeedContent:
    """The form of what comes from an address, by its beginning."""
    return SCHEMES.get(given.partition(":")[0], (FeedContent.AIS, None))[0]


def _check_for_secrets(query: str, fragment: str) -> None:
    """Refuse what looks like a key: an address stands in a table, a log and on screens."""
    for name, value in [*parse_qsl(query, keep_blank_values=True), (fragment, "")]:
        if _SECRET_NAME.search(name) or any(map(_SECRET_VALUE.fullmatch, (name, value))):
            raise NoSourceAddress(
                "has what looks like a key after ? or #, which every list would show: let the"
                " station's own network decide who may read it"
            )


def _allowed(kind: SourceKind, query: str) -> tuple[IPv4Network | IPv6Network, ...]:
    if kind not in LISTENING:
        return ()
    given = parse_qs(query).get("from", [])
    if not given:
        raise NoSourceAddress("takes from anybody: say whose with ?from=10.0.0.0/8")
    try:
        return tuple(ip_network(one) for one in given)
    except ValueError as error:
        raise NoSourceAddress(f"has no network after `from`: {error}") from None
