"""A party's own copy of its record, forged in every way that the proof claims to find."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from sar.client.own_copy import CopyHead, check, entries_of

Json = dict[str, Any]


def copied(count: int = 4) -> list[Json]:
    """A copy as the platform gives it, computed by the words of its description alone."""
    entries, previous = [], b""
    for number in range(1, count + 1):
        body = {"type": "LogWritten", "sentence": f"Line {number}.", "facts": {"knots": 12.0}}
        salt = bytes([number]) * 16
        digest = hashlib.sha256(salt + orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).digest()
        resync = number == 2
        previous = hashlib.sha256(
            previous + number.to_bytes(8, "big") + bytes([resync]) + digest
        ).digest()
        proof = {"hash": previous.hex(), "salt": salt.hex()}
        entries.append({"number": number, "resync": resync, "proof": proof, **body})
    return entries


def end_of(entries: list[Json]) -> CopyHead:
    return CopyHead(entries[-1]["number"], bytes.fromhex(entries[-1]["proof"]["hash"]))


def test_a_copy_in_any_order_and_kept_twice_holds() -> None:
    entries = copied()
    found = check([*reversed(entries), entries[0]], head=end_of(entries))
    assert (found.faults, found.entries, found.head) == ((), 4, end_of(entries))
    assert CopyHead.parse(str(found.head)) == found.head


def _without_one(entries: list[Json]) -> None:
    del entries[1]


def _other_words(entries: list[Json]) -> None:
    entries[1]["sentence"] = "Line 2, as we would have it."


def _other_resync(entries: list[Json]) -> None:
    entries[1]["resync"] = False


def _exchanged(entries: list[Json]) -> None:
    entries[1]["number"], entries[2]["number"] = 3, 2


def _twice(entries: list[Json]) -> None:
    entries.append({**entries[1], "sentence": "Another."})


def _cut(entries: list[Json]) -> None:
    del entries[3]


def _without_proof(entries: list[Json]) -> None:
    del entries[1]["proof"]


@pytest.mark.parametrize(
    ("forge", "fault"),
    [
        (_without_one, "entries 2 to 2 are missing"),
        (_other_words, "entry 2 is not as it was recorded"),
        (_other_resync, "entry 2 is not as it was recorded"),
        (_exchanged, "entry 2 is not as it was recorded"),
        (_twice, "entry 2 stands there twice, and not alike"),
        (_cut, "the copy does not lead to the head 4:"),
        (_without_proof, "entry 2 is not as it was recorded"),
    ],
)
def test_a_forged_copy_is_found(forge: Callable[[list[Json]], None], fault: str) -> None:
    entries = copied()
    head = end_of(entries)
    forge(entries)
    assert any(fault in one for one in check(entries, head=head).faults)


def test_a_copy_written_anew_does_not_lead_to_a_head_kept_elsewhere() -> None:
    kept = end_of(copied())
    anew = copied(5)[1:]
    for number, entry in enumerate(anew, 1):
        entry["number"] = number
    assert check(anew, head=kept).faults


def test_what_is_erased_is_told_by_its_hash_alone() -> None:
    entries = copied()
    salt = bytes.fromhex(entries[1]["proof"].pop("salt"))
    body = {name: entries[1].pop(name) for name in ("type", "sentence", "facts")}
    digest = hashlib.sha256(salt + orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()
    entries[1] |= {"type": "Erased"}
    entries[1]["proof"]["digest"] = digest
    found = check(entries, head=end_of(entries))
    assert (found.faults, found.untold) == ((), 1)


def test_a_file_has_pages_lists_or_lines() -> None:
    entries = copied()
    page = {"number": 4, "entries": entries}
    lines = b"\n".join(orjson.dumps(entry) for entry in entries)
    for copy in (orjson.dumps(entries), orjson.dumps(page), orjson.dumps([page]), lines):
        assert entries_of(copy) == entries


@pytest.mark.parametrize("wrong", [b"no json", b"7", b'{"number": 1}'])
def test_what_holds_no_entries_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError):
        entries_of(wrong)
