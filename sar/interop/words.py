"""Words of feeds."""

from enum import StrEnum
from typing import Final


class FeedContent(StrEnum):
    """The forms in which a feed's positions come."""

    AIS = "ais"
    """Sentences of NMEA 0183."""
    AIRCRAFT = "aircraft"
    """`aircraft.json` of readsb or dump1090: ADS-B, asked for again and again."""
    SBS = "sbs"
    """Lines of BaseStation: ADS-B."""
    NAF = "naf"
    """Reports of vessels in the North Atlantic Format: VMS."""
    MAIL = "mail"
    """Messages of mail, out of a mailbox: reports of positions, and texts of distress."""


class FeedFault(StrEnum):
    """The faults of what a feed brings; each is counted, and the feed goes on."""

    NOT_A_SENTENCE = "not_a_sentence"
    """Bytes that are not of the feed's form: no NMEA 0183 sentence of AIS, no line of BaseStation,
    no record of NAF, no document of JSON."""
    TOO_LONG = "too_long"
    CHECKSUM = "checksum"
    UNFINISHED = "unfinished"
    """A part of a message whose other parts have not come, or a record without its end."""
    UNREADABLE = "unreadable"
    """A message that its own type does not fit."""
    NOBODYS_NUMBER = "nobodys_number"
    """A transponder that nobody has set (ITU-R M.585)."""
    TOO_MANY_IN_DISTRESS = "too_many_in_distress"
    """Transmitters in distress beyond what is believed of one party's receivers: not reported."""
    WRONG_TIME = "wrong_time"
    """A report whose time is to come, or long ago."""
    UNKNOWN_SENDER = "unknown_sender"
    """Mail that tells positions, of a sender that is not on the feed's list, or is not proven."""
    AUTOMATIC = "automatic"
    """Mail by which a machine answers, or tells that a message was not delivered."""
    REPEATED = "repeated"
    """The same message of mail once more."""
    SAYS_TEST = "says_test"
    """A text of distress that says that it is a test."""


class MailOutcome(StrEnum):
    """The outcomes of a message of mail."""

    POSITIONS = "positions"
    """All that it tells is kept."""
    IN_PART = "in_part"
    """Some of its positions are kept; others are not clear, or are of no asset of the party."""
    DISTRESS = "distress"
    """It rings, or is a further text of a report."""
    UNREAD = "unread"
    """It tells no distress and no clear position."""
    NOBODYS = "nobodys"
    """Its positions are of no asset of the party."""
    UNKNOWN_SENDER = "unknown_sender"
    AUTOMATIC = "automatic"
    SAYS_TEST = "says_test"
    TOO_MANY = "too_many"
    """It may be distress, but too many of unknown senders came within an hour: it rings nowhere."""


FOR_PEOPLE: Final = frozenset(MailOutcome) - {MailOutcome.POSITIONS, MailOutcome.DISTRESS}
"""The outcomes with which a person has to read the message."""


class FeedState(StrEnum):
    """The state of a feed."""

    LIVE = "live"
    QUIET = "quiet"
    """Connected, but nothing comes."""
    AWAY = "away"
    """Not connected; it is tried again and again."""
    NOT_READ = "not_read"
    """No process reads it."""
