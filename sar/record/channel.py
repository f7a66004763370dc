"""The notification channel of the record."""

from typing import Final

RECORD_CHANNEL: Final = "sar_record"
"""Notified with the number of each entry when it is committed (by `record_append`)."""
