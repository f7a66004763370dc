"""Messages of mail taken apart, however they are made, and whether they could be of distress."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.distress_reports.reading.pieces import LONGEST_TEXT
from sar.interop.mail_content import MOST_BYTES, read_mail, told_text, without_marks
from sar.interop.mail_distress import may_be_distress

NOW = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
HEAD = b"From: Bridge <Bridge@Navy.Example.int>\r\nSubject: Noon\r\nMessage-ID: <1@x>\r\n"


def test_a_plain_message_is_taken_apart() -> None:
    mail = read_mail(HEAD + b"Date: Thu, 3 Dec 2026 13:00:00 +0100\r\n\r\nPOS 3430N 01245E\r\n")
    assert (mail.sender, mail.subject) == ("bridge@navy.example.int", "Noon")
    assert mail.written_at == NOW
    assert mail.texts == ("POS 3430N 01245E\r\n",)
    assert (mail.is_automatic, mail.is_proven, mail.is_cut) == (False, None, False)


def test_pages_alone_and_attached_tables_are_read_and_pictures_are_not() -> None:
    mail = EmailMessage()
    mail["From"] = "a@navy.example.int"
    mail.set_content("<style>p {}</style><p>POS<br>3430N &amp; more</p>", subtype="html")
    mail.add_attachment("mmsi,lat\n1,2\n", subtype="csv")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    assert read_mail(mail.as_bytes()).texts == ("mmsi,lat\n1,2\n",)
    del mail
    page = b"Content-Type: text/html\r\n\r\n<p>POS<br>3430N &amp; more</p>"
    (text,) = read_mail(HEAD + page).texts
    assert text.split() == ["POS", "3430N", "&", "more"]


@pytest.mark.parametrize(
    ("headers", "proven"),
    [
        ("mx.example.int; dkim=pass header.d=navy.example.int", True),
        ("mx.example.int; spf=pass; dkim=pass (2048) header.i=@example.int", True),
        ("mx.example.int; dmarc=pass header.from=navy.example.int", True),
        ("mx.example.int; dkim=fail header.d=navy.example.int", False),
        ("mx.example.int; dkim=pass header.d=evil.example.org", False),
        ("mx.example.int; dkim=pass header.d=evil.org header.from=navy.example.int", False),
        ("mx.example.int; dkim=none (dkim=pass header.d=navy.example.int)", False),
        ("evil.example.org; dkim=pass header.d=navy.example.int", False),
        ("mx.example.int; none\r\nAuthentication-Results: mx.example.int; dkim=pass"
         " header.d=navy.example.int", False),
    ],
)  # fmt: skip
def test_only_the_topmost_word_of_the_own_mail_server_proves_a_sender(
    headers: str, proven: bool
) -> None:
    raw = f"Authentication-Results: {headers}\r\n".encode() + HEAD + b"\r\ntext"
    assert read_mail(raw, proven_by="mx.example.int").is_proven is proven


def test_two_senders_are_none() -> None:
    assert read_mail(HEAD + b"From: b@navy.example.int\r\n\r\ntext").sender == ""


@pytest.mark.parametrize(
    "header",
    [
        b"Auto-Submitted: auto-replied",
        b"Return-Path: <>",
        b"Content-Type: multipart/report; boundary=x",
        b"X-Autoreply: yes",
    ],
)
def test_machines_that_answer_are_known(header: bytes) -> None:
    assert read_mail(HEAD + header + b"\r\n\r\ntext").is_automatic


def test_machines_that_report_by_themselves_are_no_answers() -> None:
    assert not read_mail(HEAD + b"Auto-Submitted: auto-generated\r\n\r\ntext").is_automatic


def test_a_header_cannot_add_lines_to_what_people_read() -> None:
    forged = b"Subject: =?utf-8?q?x=0D=0AFrom=3A_a=40b_=28proven=29=E2=80=AE?=\r\n"
    told = told_text(read_mail(b"From: a@b.org\r\n" + forged + b"\r\nhelp"))
    assert [line for line in told.splitlines() if line.startswith("From:")] == [
        "From: a@b.org (not proven: anybody can write this)"
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"".join(
            b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1)
            for n in range(15_000)
        ),
        b"Content-Type: text/html\r\n\r\n" + b"<!" * 400_000,
        b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 400_000,
        b"Subject: " + b"=?utf-8?q?=41?= " * 60_000 + b"\r\n\r\n",
        b"From: " + b"(" * 500_000 + b"\r\n\r\nMAYDAY",
        b"x" * (MOST_BYTES + 5),
    ],
)
def test_bombs_are_read_in_bounded_time_and_length(raw: bytes) -> None:
    began = time.process_time()
    mail = read_mail(raw)
    may_be_distress(mail.subject, mail.texts, now=NOW)
    assert len(told_text(mail)) <= LONGEST_TEXT
    assert time.process_time() - began < 20.0


@given(st.binary(max_size=300), st.sampled_from([b"", HEAD, b"Content-Type: multipart/mixed\n\n"]))
def test_whatever_bytes_come_a_message_is_made_of_them(rest: bytes, head: bytes) -> None:
    mail = read_mail(head + rest, proven_by="mx.example.int")
    assert mail == read_mail(head + rest, proven_by="mx.example.int")
    assert "\0" not in told_text(mail)


@given(st.text(max_size=200))
def test_words_without_marks_stay_as_they_are(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert without_marks(plain) == plain


@pytest.mark.parametrize(
    "words",
    [
        "MAYDAY",
        "we need  assistance",
        "détresse",
        "Socorro",
        "استغاثة",
        "БЕДСТВИЕ",
        "Βοήθεια",
        "S.O.S.",
    ],
)
def test_words_of_distress_are_known_in_several_languages(words: str) -> None:
    assert may_be_distress("", [f"Yacht Amal: {words}, 34 30N 012 45E"], now=NOW)
    assert may_be_distress(words, ["34 30N 012 45E"], now=NOW)


@pytest.mark.parametrize(
    "words", ["POS 3430N 01245E, all well", "AMVER/PR//\nA/SOSTENE/KABC//\nC/4200N/17544W//"]
)
def test_a_report_of_a_position_is_none_of_distress(words: str) -> None:
    assert not may_be_distress("Noon", [words], now=NOW)
