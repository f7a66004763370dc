"""Commands of parties: a State or organisation is added, or changed."""

import re
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.cli.named_rows import fitting, named_party
from sar.cli.one_line import WrongCall
from sar.cli.operating import in_database
from sar.http.reasons import reason
from sar.parties import directory
from sar.parties.models import Party
from sar.parties.schemas import EntryAuthorityBody
from sar.parties.treaty_law import BOUND, INSTRUMENTS, NOT_BOUND, NOT_CHECKED

party_app = typer.Typer(no_args_is_help=True, help="Parties: States and organisations.")

STATUSES = sorted(BOUND | NOT_BOUND | {NOT_CHECKED})
TreatiesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--treaty",
        help='Like "SAR 1979=party"; may be given several times. Treaties: '
        f"{', '.join(INSTRUMENTS)}. Each is one of {', '.join(STATUSES)}.",
    ),
]
PARTY_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")


def _treaties(given: list[str] | None) -> list[dict[str, str]] | None:
    if given is None:
        return None
    treaties = []
    for one in given:
        instrument, _, status = (part.strip() for part in one.rpartition("="))
        if not instrument or status not in STATUSES:
            raise WrongCall(f"{one!r}: write INSTRUMENT=STATUS, with one of {', '.join(STATUSES)}.")
        listed = _TREATIES.get(instrument.casefold())
        if listed is None:
            raise WrongCall(
                f"{instrument!r} is no treaty of the list: write one of {', '.join(INSTRUMENTS)}."
            )
        treaties.append({"instrument": listed, "status": status})
    return treaties


_TREATIES = {name.casefold(): name for name in INSTRUMENTS}


def _authority(function: str | None, numbers: list[str] | None) -> EntryAuthorityBody | None:
    """The authority for entry as the options write it; None where none is given."""
    if function is None:
        if numbers:
            raise WrongCall("--entry-number needs --entry-authority: whose number it is.")
        return None
    try:
        return EntryAuthorityBody(function=function, numbers=numbers or [])
    except ValidationError as error:
        raise WrongCall(
            f"--entry-authority: {reason(error.errors(include_url=False)[0])}."
        ) from None


@party_app.command("add")
def party_add(
    code: str,
    name: Annotated[str, typer.Option(help="Its name in English")],
    listed: Annotated[bool, typer.Option("--listed", help="It has not joined")] = False,
    treaty: TreatiesOption = None,
) -> None:
    """Add a party; `--listed` for one that is reached by voice only."""
    fitting(code, PARTY_CODE, "party code", "ITA")
    treaties = _treaties(treaty) or []

    async def work(db: AsyncSession) -> None:
        if await db.get(Party, code):
            raise WrongCall(f"There is a party {code} already.")
        party = Party(
            code=code, name=name, listed=listed, treaties=treaties, created_at=clock.real_now()
        )
        await directory.add_party(db, party, now=clock.now())

    in_database(work)
    typer.echo(f"{code} added.")


@party_app.command("set")
def party_set(
    code: str,
    name: Annotated[str | None, typer.Option(help="Its name in English")] = None,
    join: Annotated[
        bool, typer.Option("--join", help="A party that was only listed joins")
    ] = False,
    treaty: TreatiesOption = None,
    entry_authority: Annotated[
        str | None,
        typer.Option(
            help="The function of the authority designated for requests for entry beside its"
            " centres; without --entry-number there is none any more"
        ),
    ] = None,
    entry_number: Annotated[
        list[str] | None, typer.Option(help="Its number; may be repeated, in order")
    ] = None,
) -> None:
    """Change a party: its name, the treaties it has accepted (all of them), its authority for
    entry, or let it join."""
    treaties = _treaties(treaty)
    authority = _authority(entry_authority, entry_number)

    async def work(db: AsyncSession) -> None:
        party = await named_party(db, code)
        if name is not None or treaties is not None or join or authority is None:
            await directory.change_party(
                db, party, name=name, treaties=treaties, join=join, now=clock.now()
            )
        if authority is not None:
            from sar.parties.entry_authority import write_entry_authority

            await write_entry_authority(
                db, party, authority.function, authority.numbers, now=clock.now()
            )

    in_database(work)
    typer.echo(f"{code} changed.")
