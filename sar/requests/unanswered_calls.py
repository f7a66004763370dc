"""Calls by voice that brought no answer, as they are kept beside the answers."""

from datetime import datetime

from sar.requests.schemas import CallBody


def call_row(body: CallBody, *, now: datetime) -> dict[str, str]:
    """The call as it stands among the answers by voice; nobody spoke, so no function is named."""
    return {
        "function": "",
        "said": body.note,
        "answer": body.outcome.value,
        "at": (body.at or now).isoformat(),
        "recorded_at": now.isoformat(),
    }
