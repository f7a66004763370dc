"""The trust in a position, as it follows from what is kept of it (pure)."""

from typing import Final

from sar.assets.words import FixDoubt, FixTrust

_CONFLICT: Final = frozenset({FixDoubt.TELEPORT, FixDoubt.SENTINEL})


def trust_of(doubt: FixDoubt | None, *, implausible: bool) -> FixTrust:
    """The trust in a position that is doubted so. Of two tracks the one that does not move the
    place conflicts; an implausible one without a reason is from before reasons were kept."""
    if doubt is None:
        return FixTrust.CONFLICTING if implausible else FixTrust.PLAUSIBLE
    if doubt in _CONFLICT or (implausible and doubt is FixDoubt.TWO_TRACKS):
        return FixTrust.CONFLICTING
    return FixTrust.SUSPECT
