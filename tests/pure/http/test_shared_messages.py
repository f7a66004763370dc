"""Frames that many sockets share: a client reads each, compressed or not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from sar.http.shared_messages import SMALLEST_DEFLATED, WINDOW_BITS, SharedText


def read(frames: list[bytes], *, deflated: bool) -> list[str]:
    """Texts that a client finds in frames, one connection's after one another."""
    client = ClientProtocol(parse_uri("ws://localhost/"), state=OPEN, max_size=None)
    if deflated:
        client.extensions = [PerMessageDeflate(True, True, WINDOW_BITS, WINDOW_BITS)]
    client.receive_data(b"".join(frames))
    events = client.events_received()
    assert client.parser_exc is None, client.parser_exc
    assert all(isinstance(event, Frame) and event.fin for event in events)
    return [bytes(event.data).decode() for event in events if isinstance(event, Frame)]


@example(["x" * 5_000, "ab" * 40_000])
@given(st.lists(st.text(max_size=70_000), min_size=1, max_size=4))
def test_a_client_reads_what_was_meant(texts: list[str]) -> None:
    shared = [SharedText(text) for text in texts]
    assert read([one.plain for one in shared], deflated=False) == texts
    assert read([one.deflated for one in shared], deflated=True) == texts


@pytest.mark.parametrize("size", [125, 126, 65_535, 65_536])
def test_lengths_are_told_in_each_form(size: int) -> None:
    assert read([SharedText("x" * size).plain], deflated=False) == ["x" * size]


def test_it_is_compressed_where_that_is_less_and_once() -> None:
    short, long = SharedText("x" * (SMALLEST_DEFLATED - 1)), SharedText("position " * 200)
    assert short.deflated == short.plain
    assert len(long.deflated) < len(long.plain) / 10
    assert long.deflated is long.deflated
