"""The notification channel of new positions."""

from typing import Final

POSITIONS_CHANNEL: Final = "sar_positions"
"""Notified once for each batch of fixes when it is committed."""
