"""Where new positions announce themselves."""

from typing import Final

POSITIONS_CHANNEL: Final = "sar_positions"
"""Notified once for each batch of fixes when it is committed."""
