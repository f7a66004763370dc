"""Addresses of feeds."""

import pytest

from sar.interop.source_address import NoSourceAddress, SourceAddress, SourceKind


@pytest.mark.parametrize(
    ("given", "kind", "host", "port"),
    [
        ("tcp://10.0.0.5:10110", SourceKind.TCP, "10.0.0.5", 10110),
        ("tcp://[2001:db8::5]:10110", SourceKind.TCP, "2001:db8::5", 10110),
        ("ws://ais.example.int/feed", SourceKind.WS, "ais.example.int", 80),
        ("wss://ais.example.int/feed", SourceKind.WSS, "ais.example.int", 443),
        ("wss://ais.example.int:8443/", SourceKind.WSS, "ais.example.int", 8443),
        ("tcp-listen://10.0.0.1:4001?from=10.0.0.0/8", SourceKind.TCP_LISTEN, "10.0.0.1", 4001),
        ("udp-listen://127.0.0.1:4002?from=10.1.2.3", SourceKind.UDP_LISTEN, "127.0.0.1", 4002),
    ],
)
def test_an_address_says_how_sentences_come(
    given: str, kind: SourceKind, host: str, port: int
) -> None:
    address = SourceAddress.read(given)
    assert (address.kind, address.host, address.port) == (kind, host, port)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "begins with none of"),
        ("10.0.0.5:10110", "begins with none of"),
        ("http://10.0.0.5/", "begins with none of"),
        ("file:///etc/passwd", "begins with none of"),
        ("tcp://10.0.0.5", "names no host and port"),
        ("tcp://:10110", "names no host and port"),
        ("tcp://10.0.0.5:0", "names no host and port"),
        ("tcp://10.0.0.5:99999", "is no address"),
        ("tcp://a b:10110", "names no host and port"),
        ("wss://user:secret@ais.example.int/", "a name or a password"),
        ("udp-listen://0.0.0.0:4002", "takes from anybody"),
        ("tcp-listen://0.0.0.0:4002", "takes from anybody"),
        ("udp-listen://0.0.0.0:4002?from=everywhere", "no network"),
        ("udp-listen://0.0.0.0:4002?from=10.0.0.1/8", "no network"),
    ],
)
def test_what_names_no_source_says_why(given: str, why: str) -> None:
    with pytest.raises(NoSourceAddress, match=why):
        SourceAddress.read(given)


@pytest.mark.parametrize(
    ("peer", "is_taken"),
    [
        ("10.3.4.5", True),
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("::ffff:10.3.4.5", True),
        ("2001:db8::1", False),
        ("nobody", False),
    ],
)
def test_a_listening_source_takes_from_the_networks_that_it_names(
    peer: str, is_taken: bool
) -> None:
    given = "udp-listen://0.0.0.0:4002?from=10.0.0.0/8&from=192.0.2.7"
    assert SourceAddress.read(given).takes_from(peer) is is_taken
