"""Lines of the log: those of sockets, which hold addresses, are left out; traces are cut; an error
has one line, also where it says nothing."""

import logging

import pytest

from sar.log import MOST_OF_A_TRACE, _bounded, first_line

ADDRESS = "('192.0.2.1', 40000)"


@pytest.mark.parametrize(
    ("said", "args", "stays"),
    [
        ('%s - "WebSocket %s" [accepted]', (ADDRESS, "/api/live?key=secret"), False),
        ('%s - "WebSocket %s" 403', (ADDRESS, "/api/live?key=secret"), False),
        ('%s - "WebSocket %s" %d', (ADDRESS, "/api/live?key=secret", 401), False),
        ("ASGI callable returned without completing handshake.", (), False),
        ("Invalid HTTP request received.", (), False),
        ("Uvicorn running on %s", ("http://127.0.0.1:8000",), True),
        ("Application startup complete.", (), True),
        ("Exception in ASGI application\n", (), True),
    ],
)
def test_lines_of_sockets_are_left_out_and_no_others(
    said: str, args: tuple[object, ...], stays: bool
) -> None:
    record = logging.LogRecord("uvicorn.error", logging.INFO, "", 0, said, args, None)
    assert bool(logging.getLogger(record.name).filter(record)) is stays


HALF = MOST_OF_A_TRACE // 2
SHORT, LONG = "a" * MOST_OF_A_TRACE, "a" * HALF + "sent" + "z" * HALF


@pytest.mark.parametrize(
    ("trace", "kept"),
    [
        ("Traceback: ...", "Traceback: ..."),
        (SHORT, SHORT),
        (LONG, "a" * HALF + "\n...\n" + "z" * HALF),
        (None, None),
        (True, True),
    ],
    ids=["short", "at the bound", "over it", "none", "no text"],
)
def test_a_trace_keeps_its_two_ends(trace: object, kept: object) -> None:
    event = {"event": "a request failed", "exception": trace}
    assert _bounded(None, "", event) == {"event": "a request failed", "exception": kept}


def test_a_line_without_a_trace_stays_as_it_is() -> None:
    long = {"event": LONG}
    assert _bounded(None, "", dict(long)) == long


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError("the host is away\nHINT: look"), "the host is away"),
        (TimeoutError(), "TimeoutError"),
        (ConnectionResetError("\n"), "ConnectionResetError"),
    ],
)
def test_an_error_has_one_line(error: BaseException | None, line: str) -> None:
    assert first_line(error) == line
