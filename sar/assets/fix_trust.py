"""The trust in a position, as it follows from what is kept of it (pure)."""

from typing import Final

from sar.assets.words import FixDoubt, FixTrust

DOUBT_WORDS: Final = {
    FixDoubt.TELEPORT: "too far for its type in the time",
    FixDoubt.TWO_TRACKS: "two tracks are told under one identity, out of each other's reach, and"
    " nobody has said which is true",
    FixDoubt.SENTINEL: "it holds values that receivers send when they know none",
    FixDoubt.FUTURE: "its time had not come when it was received",
    FixDoubt.OLD: "it was received more than a day after its time",
    FixDoubt.ON_LAND: "on land, of a vessel",
    FixDoubt.FROZEN: "the same to the last digit although it moves",
    FixDoubt.CIRCLE: "it goes round a circle that its course and speed do not fit, as false signals"
    " do",
}
"""In sentences; the screens have the same."""

_CONFLICT: Final = frozenset({FixDoubt.TELEPORT, FixDoubt.SENTINEL})


def trust_of(doubt: FixDoubt | None, *, implausible: bool) -> FixTrust:
    """The trust in a position that is doubted so. Of two tracks the one that does not move the
    place conflicts; an implausible one without a reason is from before reasons were kept."""
    if doubt is None:
        return FixTrust.CONFLICTING if implausible else FixTrust.PLAUSIBLE
    if doubt in _CONFLICT or (implausible and doubt is FixDoubt.TWO_TRACKS):
        return FixTrust.CONFLICTING
    return FixTrust.SUSPECT
