"""The report of an arrangement's text that was read: response shapes."""

from uuid import UUID

from sar.wire import View


class ChangedMarkView(View):
    """A field that the text says differently from the version it is of. `line`: null where it is
    not said any more. Long values are cut."""

    line: int | None
    mark: str
    was: str
    becomes: str


class WordsReadView(View):
    """A clause with words that no field holds: they are kept as text alone. `line`: of its
    heading."""

    clause: int
    title: str
    line: int | None
    changed: bool


class IgnoredLineView(View):
    """A line after > that the platform has not written: it is no part of the arrangement."""

    line: int
    text: str


class NotUnderstoodView(View):
    """A line that cannot be understood. `stands`: what the version that it is of says there, which
    goes on standing; null: it names no field."""

    line: int
    code: str
    reason: str
    mark: str | None
    stands: str | None


class ArrangementReadView(View):
    """A text as it was read. `draft`: the number of the version that has it now; null: it was only
    read. `sha256` is of the whole text as it was sent; `fields`: how many it says. Of long lists
    the first are told, and how many more there are."""

    agreement_id: UUID
    of_version: int
    sha256: str
    fields: int
    changed: list[ChangedMarkView]
    changed_more: int
    words: list[WordsReadView]
    ignored: list[IgnoredLineView]
    ignored_more: int
    not_understood: list[NotUnderstoodView]
    not_understood_more: int
    draft: int | None
