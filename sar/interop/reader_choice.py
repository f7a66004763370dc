"""The reader of each form in which a feed's positions come (pure)."""

from sar.interop.aircraft_documents import AircraftReader
from sar.interop.ais.sentences import SentenceReader
from sar.interop.basestation_lines import BaseStationReader
from sar.interop.naf_stream import NafReader
from sar.interop.station_reports import FeedReader
from sar.interop.words import FeedContent


def new_reader(content: FeedContent) -> FeedReader:
    """A reader of what one connection sends. Raises ValueError of mail."""
    match content:
        case FeedContent.AIS:
            return SentenceReader()
        case FeedContent.AIRCRAFT:
            return AircraftReader()
        case FeedContent.SBS:
            return BaseStationReader()
        case FeedContent.NAF:
            return NafReader()
        case FeedContent.MAIL:
            raise ValueError("mail is no stream: it is read message by message")
