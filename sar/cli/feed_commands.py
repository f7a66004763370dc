"""Commands of feeds: streams of positions that receivers of a party send."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.agreements.feed_clauses import ALL_FEEDS, feed_name_of
from sar.cli.named_rows import PartyOption, named_party
from sar.cli.one_line import WrongCall, set_up_log
from sar.cli.operating import in_database
from sar.interop import feed_rows
from sar.interop.feed_state import state_of
from sar.interop.models import ReceiverFeed
from sar.interop.source_address import EXAMPLE, NoSourceAddress, SourceAddress
from sar.interop.words import FeedContent

feed_app = typer.Typer(no_args_is_help=True, help="Feeds of positions off the air.")

NameOption = Annotated[str, typer.Option("--name", help="Like Lampedusa, of its party")]
LONGEST_NAME = 80


@feed_app.command("add")
def feed_add(
    address: Annotated[
        str,
        typer.Argument(
            help=f"{EXAMPLE} or ws://… to fetch AIS sentences; tcp-listen://host:port?from=10.0.0.0/8"
            " or udp-listen://… where stations send them to, from those networks alone;"
            " aircraft+http://host/data/aircraft.json or sbs+tcp://host:30003 for ADS-B;"
            " naf+tcp://… or naf+tcp-listen://… for VMS;"
            " mail+imaps://host/login?from=@navy.example.int for a mailbox"
        ),
    ],
    party: PartyOption,
    name: NameOption,
) -> None:
    """Add a feed of a party; it is read within seconds, and what it tells of the party's own assets
    moves them."""
    try:
        SourceAddress.read(address)
    except NoSourceAddress as error:
        raise WrongCall(f"{address!r} {error}.") from None
    if not name.strip() or len(name) > LONGEST_NAME:
        raise WrongCall(f"A feed's name has 1 to {LONGEST_NAME} letters.")
    shared_as = feed_name_of(name)
    if shared_as == ALL_FEEDS:
        raise WrongCall(f"{name!r} is what clauses call all feeds: name it otherwise.")

    async def work(db: AsyncSession) -> None:
        await named_party(db, party)
        if await feed_rows.named_feed(db, party, name) is not None:
            raise WrongCall(f"{party} has a feed {name} already.")
        for other in await feed_rows.feeds_of(db, party):
            if shared_as and feed_name_of(other.name) == shared_as:
                raise WrongCall(
                    f"{party} has a feed {other.name}, which clauses call {shared_as} as well."
                )
        db.add(
            ReceiverFeed(party_code=party, name=name, address=address, created_at=clock.real_now())
        )

    in_database(work)
    typer.echo(f"{party} {name} added.")


@feed_app.command("remove")
def feed_remove(party: PartyOption, name: NameOption) -> None:
    """Read a feed no more."""

    async def work(db: AsyncSession) -> None:
        row = await feed_rows.named_feed(db, party, name)
        if row is None:
            raise WrongCall(f"{party} has no feed {name}.")
        row.withdrawn_at = clock.real_now()

    in_database(work)
    typer.echo(f"{party} {name} removed.")


@feed_app.command("list")
def feed_list() -> None:
    """Tell the feeds of all parties, and how each goes."""

    async def work(db: AsyncSession) -> list[str]:
        return [_line(row) for row in await feed_rows.all_feeds(db)]

    for line in in_database(work) or ["There is no feed."]:
        typer.echo(line)


def _line(row: ReceiverFeed) -> str:
    told = [row.party_code, row.name, row.address, state_of(row, now=clock.real_now()).value]
    if row.problem:
        told.append(row.problem)
    if row.told_at is not None:
        told.append(f"{row.positions} positions, {row.per_s:.1f} sentences a second")
        told.append(f"told {row.told_at:%Y-%m-%dT%H:%M:%SZ}")
    return "\t".join(told)


@feed_app.command("run")
def feed_run(
    until_input_ends: Annotated[
        bool,
        typer.Option("--until-input-ends", hidden=True, help="As the child of `sar serve --feeds`"),
    ] = False,
) -> None:
    """Read all feeds in this process until it is told to stop, with SAR_FEEDS_APART=true set for
    the worker."""
    from sar import database
    from sar.feed_process import main as read

    set_up_log()
    read(database.supervised_url(), until_input_ends=until_input_ends)


@feed_app.command("replay")
def feed_replay(
    file: Annotated[Path, typer.Argument(help="Sentences with tag blocks that tell the time")],
    party: PartyOption,
    speed: Annotated[float, typer.Option(min=0.1, max=1000, help="Times as fast as it was")] = 1.0,
    content: Annotated[
        FeedContent, typer.Option("--content", help="The form of its lines")
    ] = FeedContent.AIS,
) -> None:
    """Play a file of AIS sentences, or of another form, for the party's own assets. Its positions
    are of the times that it tells, moved on so that it ends at present: of the past hour, if an
    hour is played ten times as fast."""
    from sar import database
    from sar.interop.replaying import replay

    set_up_log()
    in_database(partial(named_party, code=party))
    try:
        with file.open("rb") as lines:
            tally = asyncio.run(
                replay(database.url(), party, lines, name=file.name, speed=speed, content=content)
            )
    except OSError as error:
        raise WrongCall(f"{file}: {error.strerror or 'it cannot be read twice'}.") from None
    typer.echo(
        f"{tally.sentences} sentences, {tally.positions} positions, {tally.unregistered} of them of"
        f" no asset of {party}, {sum(tally.faults.values())} faults."
    )
