"""The command `sar record`: the record proved, and what it tells erased."""

from pathlib import Path
from typing import Annotated

import typer

from sar.cli.one_line import WrongCall

record_app = typer.Typer(no_args_is_help=True, help="The chronological record.")


@record_app.command("verify")
def record_verify(
    head: Annotated[
        str | None,
        typer.Option(help="NUMBER:HASH as printed before: prove that it is still in the chain"),
    ] = None,
) -> None:
    """Prove that the record is whole: numbers, hashes, audiences. Prints its head."""
    from sar.cli.reading import in_plain_connection
    from sar.record import proof

    try:
        earlier = proof.Head.parse(head) if head else None
    except ValueError:
        raise _no_head(str(head)) from None
    found = in_plain_connection(lambda connection: proof.verify(connection, earlier))
    for fault in found.faults:
        typer.secho(fault, fg="red")
    typer.echo(
        f"{found.entries} entries, {found.erased} erased payloads,"
        f" {found.erased_in_part} erased in part."
    )
    typer.echo(f"Head: {found.head}")
    if found.faults:
        raise typer.Exit(1)
    typer.echo("The record is whole.")


def _no_head(written: str) -> WrongCall:
    return WrongCall(f"{written!r} is no head: it must look like 1204:9f86d0….")


@record_app.command("verify-copy")
def record_verify_copy(
    file: Annotated[
        Path, typer.Argument(help="Entries as GET /api/record gives them, or the feed")
    ],
    head: Annotated[
        str | None, typer.Option(help="NUMBER:HASH that the copy must lead to or through")
    ] = None,
    after: Annotated[
        str | None, typer.Option(help="NUMBER:HASH before its first entry, where that is not 1")
    ] = None,
) -> None:
    """Prove a party's own copy of its record, without the platform and its database: each entry
    as it was recorded, none missing, added or exchanged. Prints the head it leads to."""
    # Loaded here alone: with the client come its libraries for HTTP.
    from sar.client import own_copy

    def head_of(written: str | None) -> own_copy.CopyHead | None:
        try:
            return own_copy.CopyHead.parse(written) if written else None
        except ValueError:
            raise _no_head(str(written)) from None

    try:
        entries = own_copy.entries_of(file.read_bytes())
    except ValueError:
        raise WrongCall(f"{file} holds no entries of the record.") from None
    found = own_copy.check(entries, after=head_of(after) or own_copy.START, head=head_of(head))
    for fault in found.faults:
        typer.secho(fault, fg="red")
    typer.echo(f"{found.entries} entries, {found.untold} of which only the hash is told.")
    typer.echo(f"Head: {found.head}")
    if found.faults:
        raise typer.Exit(1)
    typer.echo("The copy holds." if head else "The copy holds. Without --head, in itself alone.")


@record_app.command("erase")
def record_erase(
    number: Annotated[int, typer.Argument(help="The entry's number in the installation")],
    reason: Annotated[str, typer.Option(help="Why; it is kept and told")],
    slot: Annotated[
        int | None, typer.Option(help="Only what these readers were told; else all of it")
    ] = None,
) -> None:
    """Erase what an entry told, for good; the chain, its readers and the erasure stay."""
    from sar.cli.operating import in_database
    from sar.database_roles import DatabaseRole
    from sar.record import erasing

    if len(reason.strip()) < 3:
        raise WrongCall("Say why, in a few words.")
    count = in_database(
        lambda db: erasing.erase(db, number, slot=slot, reason=reason.strip()),
        role=DatabaseRole.OWNER,
    )
    typer.echo(f"Erased: {count} payloads of entry {number}.")


@record_app.command("erase-source")
def record_erase_source(
    reference: Annotated[str, typer.Argument(help="The case, like ITA-2026-0001")],
    reason: Annotated[str, typer.Option(help="Why; it is kept and told")],
) -> None:
    """Erase who told of a case, the call-back and the sources of its positions and numbers, in the
    case and in every entry, for good; the chain, its readers and the erasure stay."""
    from sar import clock
    from sar.cli.operating import in_database
    from sar.database_roles import DatabaseRole
    from sar.distress_reports.forgetting import erase_sources

    if len(reason.strip()) < 3:
        raise WrongCall("Say why, in a few words.")
    erased = in_database(
        lambda db: erase_sources(db, reference, reason=reason.strip(), now=clock.now()),
        role=DatabaseRole.OWNER,
    )
    typer.echo(f"Erased: the sources of {reference}, and {erased.count} payloads in part.")
