"""The addresses of feeds: where a stream is fetched, or where its stations send it to, and in which
form its positions are (pure)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final, Self
from urllib.parse import SplitResult, parse_qs, parse_qsl, unquote, urlsplit

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
    IMAP = "imap"
    """Asked for the new messages of a mailbox; without TLS, from this machine alone."""
    IMAPS = "imaps"


LISTENING: Final = frozenset({SourceKind.TCP_LISTEN, SourceKind.UDP_LISTEN})

USUAL_PORTS: Final = {
    SourceKind.WS: 80,
    SourceKind.WSS: 443,
    SourceKind.HTTP: 80,
    SourceKind.HTTPS: 443,
    SourceKind.IMAP: 143,
    SourceKind.IMAPS: 993,
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
    FeedContent.MAIL: (SourceKind.IMAP, SourceKind.IMAPS),
}

SCHEMES: Final = {
    way.value if content is FeedContent.AIS else f"{content}+{way}": (content, way)
    for content, ways in _WAYS.items()
    for way in ways
}
"""The beginnings of addresses: sentences of AIS have no word before the way."""

_REPLAY: Final = "replay"

EXAMPLE: Final = "tcp://10.0.0.5:10110"

_HOST: Final = re.compile(r"[0-9A-Za-z_.:-]+")

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_LOGIN: Final = re.compile(r"[0-9A-Za-z_.@+=\-]{1,100}")
_FOLDER: Final = re.compile(r"[0-9A-Za-z_.&/ \-]{1,100}")
_OF_SENDER: Final = re.compile(r"[^\s@<>\"(),:;]{0,64}@[a-z0-9.-]{1,253}")
_SERVER: Final = re.compile(r"[0-9A-Za-z.-]{1,253}")
INBOX: Final = "INBOX"

_SECRET_NAME: Final = re.compile(
    r"token|key|secret|pass|pwd|auth|cred|signature|^sig$|session|jwt|user|login", re.IGNORECASE
)
_SECRET_VALUE: Final = re.compile(r"(?=\D*\d)[0-9A-Za-z_\-+/=.~]{20,}")
"""So long and with figures in them are keys, and no names of streams."""


@dataclass(frozen=True, slots=True)
class MailboxName:
    """A mailbox on its server. `senders`: addresses, or `@domain`, whose positions it takes;
    `proven_by`: the name by which the mail server tells what it has found of senders, empty: it
    does not."""

    login: str
    folder: str
    senders: tuple[str, ...]
    proven_by: str

    def knows(self, sender: str) -> bool:
        """Whether the sender is on the list."""
        return sender != "" and any(
            sender == one or (one[0] == "@" and sender.endswith(one)) for one in self.senders
        )


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
    mailbox: MailboxName | None = None
    """Of mail alone."""

    @classmethod
    def read(cls, given: str) -> Self:
        """Read `tcp://host:port`, `ws://…`, `wss://…`, `tcp-listen://host:port?from=10.0.0.0/8` or
        `udp-listen://host:port?from=…`, where `from` may stand several times; with `aircraft+`,
        `sbs+` or `naf+` before it what is no AIS; of mail `mail+imaps://host/login?from=@domain`,
        with `folder` and `proven-by` where they are told. Raises NoSourceAddress."""
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
        mailbox = None
        if content is FeedContent.MAIL:
            mailbox = _mailbox(kind, url)
        else:
            _check_for_secrets(url.query, url.fragment)
        port = port or USUAL_PORTS.get(kind)
        if not url.hostname or not _HOST.fullmatch(url.hostname) or not port:
            raise NoSourceAddress(f"names no host and port, like {EXAMPLE}")
        allowed = _allowed(kind, url.query)
        return cls(content, kind, url.hostname, port, given, allowed, mailbox)

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
    beginning = given.partition(":")[0]
    if is_replay(given) and beginning != _REPLAY:
        return FeedContent(beginning.partition("+")[0])
    return SCHEMES.get(beginning, (FeedContent.AIS, None))[0]


def replay_address(file: str, content: FeedContent) -> str:
    """The address of a file that is played, like `replay:night.nmea` or `naf+replay:week.naf`: it
    is told, and no process reads it."""
    before = "" if content is FeedContent.AIS else f"{content}+"
    return f"{before}{_REPLAY}:{file}"


def is_replay(given: str) -> bool:
    """Whether an address is that of a file that is played."""
    return given.partition(":")[0].rpartition("+")[2] == _REPLAY


def _mailbox(kind: SourceKind, url: SplitResult) -> MailboxName:
    if kind is SourceKind.IMAP and url.hostname not in _LOOPBACK:
        raise NoSourceAddress("would send its password to be read by all: use mail+imaps://")
    told = parse_qs(url.query, keep_blank_values=True)
    if url.fragment or told.keys() - {"from", "folder", "proven-by"}:
        raise NoSourceAddress("may say after ? from, folder and proven-by, and no more")
    login, folder = unquote(url.path.strip("/")), told.get("folder", [INBOX])[-1]
    if not _LOGIN.fullmatch(login):
        raise NoSourceAddress("names no mailbox, like mail+imaps://mail.example.int/reports")
    if not _FOLDER.fullmatch(folder):
        raise NoSourceAddress("names no folder after `folder`")
    senders = tuple(one.lower() for one in told.get("from", []))
    if not senders or not all(map(_OF_SENDER.fullmatch, senders)):
        raise NoSourceAddress("does not say whose positions count: ?from=@navy.example.int")
    proven_by = told.get("proven-by", [""])[-1]
    if proven_by and not _SERVER.fullmatch(proven_by):
        raise NoSourceAddress("names no mail server after `proven-by`")
    return MailboxName(login, folder, senders, proven_by)


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
