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


def of_answer(path: str, *, tls: bool) -> dict[str, str]:
    """The headers of an answer about that path."""
    return EACH | (BY_TLS if tls else {}) | (OF_DATA if path.startswith("/api") else {})
