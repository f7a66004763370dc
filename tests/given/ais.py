"""Sentences of AIS as receivers heard them, and those that a test makes.

Off the air: from the sample of the gpsd project, which holds them as they came.
"""

from datetime import UTC, datetime
from functools import reduce
from operator import xor
from typing import Any, Final

from pyais.encode import encode_dict

HEARD: Final = {
    1: b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A",
    2: b"!AIVDM,1,1,,B,25Cjtd0Oj;Jp7ilG7=UkKBoB0<06,0*60",
    3: b"!AIVDM,1,1,,A,38Id705000rRVJhE7cl9n;160000,0*40",
    4: b"!AIVDM,1,1,,A,403OviQuMGCqWrRO9>E6fE700@GO,0*4D",
    9: b"!AIVDM,1,1,,A,91b77=h3h00nHt0Q3r@@07000<0b,0*69",
    14: b"!AIVDM,1,1,,A,>5?Per18=HB1U:1@E=B0m<L,2*51",
    18: b"!AIVDM,1,1,,A,B52K>;h00Fc>jpUlNV@ikwpUoP06,0*4C",
    19: b"!AIVDM,1,1,,B,C5N3SRgPEnJGEBT>NhWAwwo862PaLELTBJ:V00000000S0D:R220,0*0B",
    21: b"!AIVDM,1,1,,B,E>kb9O9aS@7PUh10dh19@;0Tah2cWrfP:l?M`00003vP100,0*01",
    24: b"!AIVDM,1,1,,A,H42O55i18tMET00000000000000,2*6D",
    27: b"!AIVDM,1,1,,B,KC5E2b@U19PFdLbMuc5=ROv62<7m,0*16",
}
"""One of each type, by the type."""

TWO_PARTS: Final = (
    b"!AIVDM,2,1,4,A,55O0W7`00001L@gCWGA2uItLth@DqtL5@F22220j1h742t0Ht0000000,0*08",
    b"!AIVDM,2,2,4,A,000000000000000,2*20",
)
"""The static data of a ship, type 5, in two sentences."""

REAL_AID: Final = b"!AIVDM,1,1,,B,E>k`HC0VTah9QTb:Pb2h0ab0P00=N97j<4dDP00000<020,4*6F"
"""An aid to navigation that floats; that of type 21 above is virtual, at the pier of a bridge."""

AID_IN_TWO_PARTS: Final = (
    b"!AIVDM,2,1,5,B,E1mg=5J1T4W0h97aRh6ba84<h2d;W:Te=eLvH50```q,0*46",
    b"!AIVDM,2,2,5,B,:D44QDlp0C1DU00,2*36",
)
"""One whose name goes on in an extension."""

SECOND_HALF: Final = b"!AIVDM,1,1,,A,H42O55lt0000000D3nink000?0500,0*70"
"""Part B of the particulars of the vessel of type 24 above, whose number, call sign and size it
tells."""

TAGGED: Final = (
    b"\\g:1-2-73874,n:157036,s:r003669945,c:1241544035*4A"
    b"\\!AIVDM,1,1,,B,15N4cJ`005Jrek0H@9n`DW5608EP,0*13"
)
"""With a tag block: station and time."""

TAGGED_AT: Final = datetime(2009, 5, 5, 17, 20, 35, tzinfo=UTC)


def sentences(*, seq_id: int = 0, **message: Any) -> list[bytes]:
    """The sentences of a transponder, like `sentences(type=1, mmsi=…, lat=…, lon=…)`; `seq_id` is
    the number of its parts."""
    lines = encode_dict(message, sentence_type="VDM", seq_id=seq_id)
    return [line.encode() for line in lines]


def checked(body: bytes) -> bytes:
    """A sentence with its checksum: `checked(b"!AIVDM,1,1,,A,15,0")`."""
    return body + b"*%02X" % _sum(body[1:])


def tagged(line: bytes, at: datetime, *, station: str = "lampedusa") -> bytes:
    """The same, with the time at which a station heard it."""
    block = f"s:{station},c:{int(at.timestamp())}".encode()
    return b"\\" + block + b"*%02X" % _sum(block) + b"\\" + line


def _sum(body: bytes) -> int:
    return reduce(xor, body, 0)
