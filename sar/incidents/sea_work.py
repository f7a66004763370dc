"""The line before the fields of distances by sea, of isochrones and sea ways: parties in turn."""

from typing import Final

from sar.errors import Busy
from sar.parties.long_work import LongWork

FIELDS: Final = LongWork(most=2, busy=Busy)
"""A new field takes a core for about half a second."""
