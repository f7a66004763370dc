"""Words of feeds."""

from enum import StrEnum


class FeedFault(StrEnum):
    """The faults of what a feed brings; each is counted, and the feed goes on."""

    NOT_A_SENTENCE = "not_a_sentence"
    """Bytes that are no NMEA 0183 sentence of AIS."""
    TOO_LONG = "too_long"
    CHECKSUM = "checksum"
    UNFINISHED = "unfinished"
    """A part of a message whose other parts have not come."""
    UNREADABLE = "unreadable"
    """A message that its own type does not fit."""
    NOBODYS_NUMBER = "nobodys_number"
    """A transponder that nobody has set (ITU-R M.585)."""
    TOO_MANY_IN_DISTRESS = "too_many_in_distress"
    """Transmitters in distress beyond what is believed of one party's receivers: not reported."""


class FeedState(StrEnum):
    """The state of a feed."""

    LIVE = "live"
    QUIET = "quiet"
    """Connected, but nothing comes."""
    AWAY = "away"
    """Not connected; it is tried again and again."""
    NOT_READ = "not_read"
    """No process reads it."""
