"""Headers that every answer has, whatever it is about."""

from typing import Final

EACH: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
OF_DATA: Final = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
"""Of everything below `/api`."""
BY_TLS: Final = {"Strict-Transport-Security": "max-age=63072000"}


def of_no_request(*, tls: bool) -> bytes:
    """The lines for an answer to what never became a request, in the form of HTTP/1.1."""
    lines = EACH | OF_DATA | (BY_TLS if tls else {})
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()
