"""Texts of distress taken apart: beacons, DSC calls, situation reports, free text (pure).

`read_text` in `reading` is the one way in. Nothing is guessed: whatever could be read in two ways
stays unread, and is handed to a person as it came.
"""
