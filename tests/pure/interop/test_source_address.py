"""Addresses of feeds."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.interop.source_address import (
    NoSourceAddress,
    SourceAddress,
    SourceKind,
    content_of,
    is_replay,
    replay_address,
)
from sar.interop.words import FeedContent


@pytest.mark.parametrize(
    ("address_given", "kind", "host", "port"),
    [
        ("tcp://10.0.0.5:10110", SourceKind.TCP, "10.0.0.5", 10110),
        ("ws://ais.example.int/feed?stream=south-1", SourceKind.WS, "ais.example.int", 80),
        ("tcp://[2001:db8::5]:10110", SourceKind.TCP, "2001:db8::5", 10110),
        ("ws://ais.example.int/feed", SourceKind.WS, "ais.example.int", 80),
        ("wss://ais.example.int/feed", SourceKind.WSS, "ais.example.int", 443),
        ("wss://ais.example.int:8443/", SourceKind.WSS, "ais.example.int", 8443),
        ("tcp-listen://10.0.0.1:4001?from=10.0.0.0/8", SourceKind.TCP_LISTEN, "10.0.0.1", 4001),
        ("udp-listen://127.0.0.1:4002?from=10.1.2.3", SourceKind.UDP_LISTEN, "127.0.0.1", 4002),
    ],
)
def test_an_address_says_how_sentences_come(
    address_given: str, kind: SourceKind, host: str, port: int
) -> None:
    address = SourceAddress.read(address_given)
    assert (address.kind, address.host, address.port) == (kind, host, port)


@pytest.mark.parametrize(
    ("address_given", "content", "kind", "port", "fetched_from"),
    [
        (
            "aircraft+http://10.0.0.7/data/aircraft.json",
            FeedContent.AIRCRAFT,
            SourceKind.HTTP,
            80,
            "http://10.0.0.7/data/aircraft.json",
        ),
        (
            "aircraft+https://adsb.example.int:8443/tar1090/data/aircraft.json?v=2",
            FeedContent.AIRCRAFT,
            SourceKind.HTTPS,
            8443,
            "https://adsb.example.int:8443/tar1090/data/aircraft.json?v=2",
        ),
        (
            "sbs+tcp://10.0.0.7:30003",
            FeedContent.SBS,
            SourceKind.TCP,
            30003,
            "tcp://10.0.0.7:30003",
        ),
        ("naf+tcp://10.0.0.8:4010", FeedContent.NAF, SourceKind.TCP, 4010, "tcp://10.0.0.8:4010"),
        (
            "naf+tcp-listen://10.0.0.1:4011?from=10.0.0.8",
            FeedContent.NAF,
            SourceKind.TCP_LISTEN,
            4011,
            "tcp-listen://10.0.0.1:4011?from=10.0.0.8",
        ),
        ("tcp://10.0.0.5:10110", FeedContent.AIS, SourceKind.TCP, 10110, "tcp://10.0.0.5:10110"),
    ],
)
def test_an_address_says_the_form_of_what_comes(
    address_given: str, content: FeedContent, kind: SourceKind, port: int, fetched_from: str
) -> None:
    address = SourceAddress.read(address_given)
    assert (address.content, address.kind, address.port) == (content, kind, port)
    assert address.fetched_from == fetched_from
    assert content_of(address_given) is content


@pytest.mark.parametrize(
    ("address_given", "why"),
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
        ("aircraft+tcp://10.0.0.7:80", "begins with none of"),
        ("sbs+udp-listen://10.0.0.1:30003?from=10.0.0.0/8", "begins with none of"),
        ("naf+tcp-listen://0.0.0.0:4011", "takes from anybody"),
        ("aircraft+http:///data/aircraft.json", "names no host and port"),
        ("sbs+tcp://10.0.0.7", "names no host and port"),
        ("wss://user:secret@ais.example.int/", "a name or a password"),
        ("aircraft+https://user@adsb.example.int/", "a name or a password"),
        ("ws://ais.example.int/?token=x", "looks like a key"),
        ("wss://ais.example.int/feed?stream=south&apiKey=7", "looks like a key"),
        ("wss://ais.example.int/feed?t=3f786850e387550fdab836ed", "looks like a key"),
        ("wss://ais.example.int/feed?3f786850e387550fdab836ed", "looks like a key"),
        ("wss://ais.example.int/feed#access_token", "looks like a key"),
        ("aircraft+http://10.0.0.7/?password=", "looks like a key"),
        ("tcp-listen://0.0.0.0:4002?from=10.0.0.0/8&auth=no", "looks like a key"),
        ("udp-listen://0.0.0.0:4002", "takes from anybody"),
        ("tcp-listen://0.0.0.0:4002", "takes from anybody"),
        ("udp-listen://0.0.0.0:4002?from=everywhere", "no network"),
        ("udp-listen://0.0.0.0:4002?from=10.0.0.1/8", "no network"),
    ],
)
def test_what_names_no_source_says_why(address_given: str, why: str) -> None:
    with pytest.raises(NoSourceAddress, match=why):
        SourceAddress.read(address_given)


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
    address_given = "udp-listen://0.0.0.0:4002?from=10.0.0.0/8&from=192.0.2.7"
    assert SourceAddress.read(address_given).takes_from(peer) is is_taken


@given(st.text(max_size=60) | st.text("stcpnafir+:/?#@[].=&0123456789-", max_size=60))
def test_whatever_is_given_is_an_address_or_says_why_not(text: str) -> None:
    for given_ in (text, f"naf+tcp-listen://{text}", f"aircraft+http://{text}"):
        with suppress(NoSourceAddress):
            assert SourceAddress.read(given_).given == given_


@pytest.mark.parametrize("content", [one for one in FeedContent if one is not FeedContent.MAIL])
def test_a_file_that_is_played_has_an_address_that_nobody_can_add(content: FeedContent) -> None:
    address = replay_address("night: 1.nmea", content)
    assert is_replay(address)
    assert content_of(address) is content
    with pytest.raises(NoSourceAddress):
        SourceAddress.read(address)
    for other in ("tcp://replay:1", "naf+tcp://replay:1", "ws://10.0.0.5/replay:x"):
        assert not is_replay(other)
