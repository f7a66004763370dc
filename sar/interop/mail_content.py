"""A message of mail taken apart: who sent it and when, its texts, and whether a machine answers
(pure). Memory and work are bounded, whatever comes."""

import hashlib
import re
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Final

from sar.distress_reports.reading.pieces import LONGEST_TEXT

MOST_BYTES: Final = 1_000_000
"""Of a longer message no more is read; a report has some 2,000."""
MOST_BOUNDARIES: Final = 20
"""A message with more is read as it stands: each line is compared with the boundary of every part
that it may lie in."""
MOST_PARTS: Final = 60
LONGEST_HEADER: Final = 2_000
SHOWN_OF_HEADER: Final = 200
_OF_TEXTS: Final = frozenset({"text/csv", "application/json", "text/plain"})

_CHARSETS: Final = re.compile(
    r"us-ascii|ascii|utf-?8|utf-16(?:[bl]e)?|iso-8859-[0-9]{1,2}|latin-?1|(?:windows-|cp)125[0-9]"
    r"|koi8-[ru]|gb(?:2312|k|18030)|big5|shift_jis|euc-(?:jp|kr)|iso-2022-jp"
)
"""Others may take very long, or are no charsets of texts."""
_ADDRESS: Final = re.compile(r"[^\s@<>\"(),:;]{1,64}@[a-z0-9.-]{1,253}")
_QUOTED: Final = re.compile(r"\"[^\"]*\"")
_ENCLOSED: Final = re.compile(r"<([^<>]*)>")
_MACHINES: Final = re.compile(r"(?:mailer-daemon|postmaster|no-?reply-bounce)@.*")
_COMMENT: Final = re.compile(r"\([^()]*\)|\"[^\"]*\"")
_PASSED: Final = re.compile(r"(?P<method>dkim|dmarc)\s*=\s*pass(?![a-z])")
_SIGNED: Final = {
    "dkim": re.compile(r"(?<!\S)header\.(?:d|i)\s*=\s*(?:[^\s@]*@)?(?P<domain>[a-z0-9.-]+)"),
    "dmarc": re.compile(r"(?<!\S)header\.from\s*=\s*(?:[^\s@]*@)?(?P<domain>[a-z0-9.-]+)"),
}
"""The domain of which a method tells."""
_LINE_ENDS: Final = re.compile(r"br|/?(?:p|div|tr|li|h[1-6]|table|pre|blockquote)\b")
_TAG: Final = re.compile(r"/?[a-z!?]")
_UNSEEN: Final = ("style", "script", "head", "title")


@dataclass(frozen=True, slots=True)
class MailContent:
    """A message. `key`: the same for the same message, however often it is delivered; `sender`: its
    address, in small letters, empty where none is told or several are; `written_at`: by its own
    header; `is_proven`: whether the own mail server has found that its sender's domain signed it,
    None: nobody was asked; `is_cut`: not all of it was read."""

    key: str
    sender: str
    subject: str
    written_at: datetime | None
    texts: tuple[str, ...]
    is_automatic: bool
    is_proven: bool | None
    is_cut: bool


def read_mail(raw: bytes, *, proven_by: str = "") -> MailContent:
    """Take a message apart. `proven_by`: the name by which the own mail server tells what it has
    found of the sender (RFC 8601); raises nothing, whatever the bytes are."""
    is_cut, raw = len(raw) > MOST_BYTES, raw[:MOST_BYTES]
    if raw.lower().count(b"boundary") > MOST_BOUNDARIES:
        head = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")[0]
        mail, texts = _parsed(head), [_decoded(raw, "")]
    else:
        mail = _parsed(raw)
        texts = [text for text in _texts(mail) if text.strip()]
    sender = _sender(mail)
    said = (_header(mail, "message-id"), sender, _header(mail, "date"), *texts)
    return MailContent(
        key=hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest(),
        sender=sender,
        subject=_header(mail, "subject")[:SHOWN_OF_HEADER],
        written_at=_written_at(mail),
        texts=tuple(texts),
        is_automatic=_is_automatic(mail, sender),
        is_proven=_is_proven(mail, sender, proven_by) if proven_by else None,
        is_cut=is_cut,
    )


def told_text(mail: MailContent) -> str:
    """The message as a person reads it: who sent it, whether that is proven, and what it says; no
    longer than a text of distress may be."""
    proven = "proven by its domain" if mail.is_proven else "not proven: anybody can write this"
    lines = [f"From: {mail.sender or 'nobody@unknown'} ({proven})"]
    if mail.written_at is not None:
        lines.append(f"Sent: {mail.written_at:%Y-%m-%d %H:%MZ} by its own clock")
    if mail.subject:
        lines.append(f"Subject: {mail.subject}")
    text = "\n".join([*lines, "", *mail.texts]).replace("\0", "")
    if len(text) <= LONGEST_TEXT and not mail.is_cut:
        return text
    cut = "\n(Cut here: the rest is in the mailbox.)"
    return text[: LONGEST_TEXT - len(cut)] + cut


def _parsed(raw: bytes) -> Message:
    try:
        return BytesParser().parsebytes(raw)
    except (ValueError, LookupError, RecursionError, AssertionError, TypeError):
        return Message()


def _header(mail: Message, name: str) -> str:
    """The header on one line, without what is not printed."""
    given = mail.get(name)
    text = "" if given is None else str(given)[:LONGEST_HEADER]
    try:
        parts = decode_header(text)
    except (HeaderParseError, NotBase64, ValueError, LookupError):
        parts = [(text, None)]
    told = "".join(
        part if isinstance(part, str) else _decoded(part, charset or "") for part, charset in parts
    )
    return " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())


def _sender(mail: Message) -> str:
    if len(mail.get_all("from", [])) != 1:
        return ""
    told = _QUOTED.sub(" ", _header(mail, "from"))
    enclosed = _ENCLOSED.findall(told)
    found = (enclosed[0] if len(enclosed) == 1 else told).strip().lower()
    return found if _ADDRESS.fullmatch(found) else ""


def _written_at(mail: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(_header(mail, "date"))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_automatic(mail: Message, sender: str) -> bool:
    """Whether a machine answers (RFC 3834), or tells that a message was not delivered (RFC 3464). A
    machine that reports by itself (`auto-generated`) does not answer."""
    submitted = _header(mail, "auto-submitted").lower()
    return (
        submitted.startswith("auto-replied")
        or _header(mail, "precedence").lower() == "auto_reply"
        or mail.get("x-autoreply") is not None
        or mail.get_content_type() == "multipart/report"
        or mail.get("return-path", "").strip() == "<>"
        or _MACHINES.fullmatch(sender) is not None
    )


def _is_proven(mail: Message, sender: str, proven_by: str) -> bool:
    """Whether the topmost word of the own mail server is that the sender's domain signed it. One
    farther down may have come with the message."""
    domain = sender.rpartition("@")[2]
    for given in mail.get_all("authentication-results", [])[:20]:
        told = _COMMENT.sub(" ", " ".join(str(given)[:LONGEST_HEADER].lower().split()))
        server, *results = told.split(";")
        if server.split()[:1] != [proven_by.lower()]:
            continue
        for result in results:
            found = _PASSED.match(result.strip())
            told_of = _SIGNED[found["method"]].search(result) if found else None
            if told_of is None or not domain:
                continue
            signed = told_of["domain"]
            if domain == signed or domain.endswith(f".{signed}"):
                return True
        return False
    return False


def _texts(mail: Message) -> Iterator[str]:
    """The texts of the message: the plain one, else the one for browsers, of each set of
    alternatives; and texts that are attached."""
    plain: list[str] = []
    marked: list[str] = []
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or (kind not in _OF_TEXTS and kind != "text/html"):
            continue
        content = part.get_payload(decode=True)
        text = _decoded(content if isinstance(content, bytes) else b"", _charset(part))
        if kind == "text/html":
            marked.append(without_marks(text))
        else:
            plain.append(text)
    yield from plain if any(one.strip() for one in plain) else marked


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset("") or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _decoded(content: bytes, charset: str) -> str:
    """The text of bytes in a charset; where that is none, or not theirs, in UTF-8 or Latin-1."""
    names = [charset.lower()] if _CHARSETS.fullmatch(charset.lower()) else []
    for name in [*names, "utf-8"]:
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return content.decode("latin-1")


def without_marks(page: str) -> str:
    """The words of a page of HTML, in time that grows with its length alone."""
    found: list[str] = []
    at, lower = 0, page.lower()
    while (begins := page.find("<", at)) >= 0:
        found.append(unescape(page[at:begins]))
        if not _TAG.match(lower, begins + 1):
            found.append("<")
            at = begins + 1
            continue
        ends = page.find(">", begins)
        if ends < 0:
            at = len(page)
            break
        name = lower[begins + 1 : min(ends, begins + 20)]
        unseen = next((one for one in _UNSEEN if re.match(rf"{one}\b", name)), None)
        closes = -1 if unseen is None else lower.find(f"</{unseen}", ends)
        at = closes if closes >= 0 else ends + 1
        found.append("\n" if _LINE_ENDS.match(name) else " ")
    found.append(unescape(page[at:]))
    return "".join(found)
