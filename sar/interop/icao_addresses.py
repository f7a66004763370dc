"""The 24-bit addresses of aircraft (ICAO Annex 10, volume III), as receivers of ADS-B write them
(pure)."""

import re
from typing import Final

ADS_B: Final = "ADS-B"
"""The source of a position, as its asset tells it."""

_ADDRESS: Final = re.compile(r"[0-9A-Fa-f]{6}")
_NOBODYS: Final = frozenset({"000000", "ffffff"})


def icao_address(given: str) -> str | None:
    """The address, as the register has it; None where it is of another kind, as `~` before it
    says: of a vehicle, or of traffic that a ground station tells without its address."""
    return given.lower() if _ADDRESS.fullmatch(given) else None


def is_nobodys(address: str) -> bool:
    """Whether it is one that States give to no aircraft: nobody has set the transponder."""
    return address in _NOBODYS
