"""Centres as a list of assets names them: by code, and the faults of those that it cannot mean."""

from collections.abc import Iterable, Mapping
from typing import Final

from sar.assets.csv_import import Claim, RowFault

MOST_CODES: Final = 12
"""As many codes are told in one fault; the page of the import lists all."""


def unknown_centres(claims: Iterable[Claim], own: Mapping[str, str]) -> list[RowFault]:
    """The faults of rows that name no centre of the party that serves; `own`: names by code."""
    return [
        RowFault(claim.line, "centre", "unknown_centre", unknown_centre(claim.value, own))
        for claim in claims
        if claim.column == "centre" and claim.value not in own
    ]


def unknown_centre(given: str, own: Mapping[str, str]) -> str:
    """The reason of a fault: the text that stands there, and the codes that would do."""
    meant = [code for code, name in own.items() if _plain(given) in (_plain(code), _plain(name))]
    if len(meant) == 1:
        return f"'{given[:40]}' is no code: write {meant[0]}"
    told = sorted(own)[:MOST_CODES]
    more = f" or one of {len(own) - len(told)} others" if len(own) > len(told) else ""
    ways = f"write {' or '.join(told)}{more}, or leave it empty for your own centre"
    return f"'{given[:40]}' is not the code of a centre of yours: {ways}"


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())
