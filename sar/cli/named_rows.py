"""The party and the centre that a command names: its options, and the rows, locked."""

import re
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.cli.one_line import WrongCall
from sar.parties.models import Centre, Party

PartyOption = Annotated[str, typer.Option("--party", help="Party code, like ITA")]
CentreOption = Annotated[str, typer.Option("--centre", help="Centre code, like MRCC-ROMA")]


def fitting(value: str, form: re.Pattern[str], what: str, example: str) -> str:
    """The value, if it has the form; WrongCall with the example."""
    if not form.fullmatch(value):
        raise WrongCall(f"{value!r} is no {what}: it must look like {example}.")
    return value


async def named_party(db: AsyncSession, code: str) -> Party:
    """The party, or WrongCall."""
    party = await db.get(Party, code, with_for_update=True)
    if party is None:
        raise WrongCall(f"There is no party {code}.")
    return party


async def named_centre(db: AsyncSession, party: str, code: str) -> Centre:
    """The centre of the party, or WrongCall."""
    await named_party(db, party)
    found = await db.execute(
        select(Centre)
        .where(col(Centre.code) == code, col(Centre.party_code) == party)
        .with_for_update()
    )
    centre = found.scalar_one_or_none()
    if centre is None:
        raise WrongCall(f"{party} has no centre {code}.")
    return centre
