"""Everything that can happen, as a closed set of past-tense facts with their English sentence."""

from sar.record.facts import *  # noqa: F403 all that there are
from sar.record.facts import Fact
from sar.record.facts_of_incidents import *  # noqa: F403 all that there are
from sar.record.facts_of_parties import *  # noqa: F403 all that there are
from sar.record.facts_of_requests import *  # noqa: F403 all that there are


def all_facts() -> dict[str, type[Fact]]:
    """Every concrete fact by its name; the record holds nothing else."""

    def below(cls: type[Fact]) -> list[type[Fact]]:
        return [cls, *(leaf for sub in cls.__subclasses__() for leaf in below(sub))]

    return {cls.__name__: cls for cls in below(Fact) if "says" in cls.__dict__}
