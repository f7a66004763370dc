"""Import contract `pure`: whole packages without I/O, but for the shell modules named."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PureContract(Contract):
    """Broken where a module reaches a forbidden one, also through others.

    `packages` are taken with all that is below them, less `shell`; every name must exist.
    """

    type_name = "pure"

    packages: Any = fields.SetField(subfield=fields.StringField())
    shell: Any = fields.SetField(subfield=fields.StringField(), required=False, default=set())
    forbidden_modules: Any = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every chain of imports from a pure module to a forbidden one."""
        packages: set[str] = set(self.packages)
        shell: set[str] = set(self.shell)
        unknown = sorted((packages | shell) - graph.modules)
        pure = {
            module
            for module in graph.modules
            if any(module == one or module.startswith(f"{one}.") for one in packages)
        }
        forbidden = sorted(set(self.forbidden_modules) & graph.modules)
        chains = [
            " → ".join(chain)
            for module in sorted(pure - shell)
            for other in forbidden
            if (chain := graph.find_shortest_chain(importer=module, imported=other))
        ]
        return ContractCheck(
            kept=not chains and not unknown, metadata={"chains": chains, "unknown": unknown}
        )

    def render_broken_contract(self, check: Any) -> None:
        """Report each chain, and names that are no modules."""
        for chain in check.metadata["chains"]:
            output.print_error(f"not pure: {chain}")
        for name in check.metadata["unknown"]:
            output.print_error(f"no such module: {name}")
