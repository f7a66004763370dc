"""Calls in syntax trees, for the lints."""

import ast


def called_name(function: ast.expr) -> str:
    """The last name of a called function, `get` of `db.get(…)`; empty if it has none."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
