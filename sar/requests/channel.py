"""The notification channel of expected times."""

from typing import Final

EXPECTED_CHANNEL: Final = "sar_expected"
"""Notified once for each batch of expected times when it is committed."""
