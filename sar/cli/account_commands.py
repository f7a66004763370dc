"""Commands of accounts: of people, and keys of machines."""

import re
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.cli.named_rows import CentreOption, PartyOption, fitting, named_centre
from sar.cli.one_line import WrongCall
from sar.cli.operating import in_database
from sar.parties.models import Person
from sar.parties.roles import Role

person_app = typer.Typer(no_args_is_help=True, help="People's accounts.")
key_app = typer.Typer(no_args_is_help=True, help="Keys for machines.")

RolesOption = Annotated[list[Role], typer.Option("--role", help="May be given several times")]
LoginOption = Annotated[str, typer.Option(help="Without the party: chief signs in as ITA/chief")]
PasswordOption = Annotated[
    str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)
]
LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


async def _person(db: AsyncSession, party: str, login: str) -> Person:
    found = await db.execute(
        select(Person).where(col(Person.party_code) == party, col(Person.login) == login)
    )
    person = found.scalar_one_or_none()
    if person is None:
        raise WrongCall(f"{party} has nobody with the login {login}.")
    return person


@person_app.command("add")
def person_add(
    party: PartyOption,
    centre: CentreOption,
    login: LoginOption,
    role: RolesOption,
    name: Annotated[str, typer.Option()] = "",
    password: PasswordOption = "",
) -> None:
    """Add a person's account."""
    from sar.parties import service

    fitting(login, LOGIN, "login", "chief or watch.roma")

    async def work(db: AsyncSession) -> None:
        await service.create_person(
            db,
            id_=uuid7(),
            centre=await named_centre(db, party, centre),
            login=login,
            name=name or login,
            password=password,
            roles=role,
        )

    in_database(work)
    typer.echo(f"{party}/{login} added.")


@person_app.command("password")
def person_password(party: PartyOption, login: LoginOption, password: PasswordOption = "") -> None:
    """Give a person a new password; all of its sessions end."""
    from sar.parties import service

    async def work(db: AsyncSession) -> None:
        await service.set_password(db, await _person(db, party, login), password)

    in_database(work)
    typer.echo(f"{party}/{login} has a new password.")


@key_app.command("create")
def key_create(
    party: PartyOption,
    centre: CentreOption,
    role: RolesOption,
    label: Annotated[str, typer.Option()] = "made by the operator",
) -> None:
    """Make a key for a machine and print it, this once."""
    from sar.parties import service

    async def work(db: AsyncSession) -> str:
        found = await named_centre(db, party, centre)
        return await service.insert_key(db, id_=uuid7(), centre=found, label=label, roles=role)

    typer.echo(in_database(work))
