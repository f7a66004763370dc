"""The live feed's AsyncAPI document as tests hold frames against it."""

from copy import deepcopy
from typing import Any

import jsonschema_rs
import orjson

from sar.live import asyncapi

Json = dict[str, Any]


def document() -> Json:
    """The document."""
    found: Json = orjson.loads(asyncapi.document(title="The live feed", version="1"))
    return found


class Messages:
    """Says what is wrong with a message by the document; a field that it does not name is wrong,
    too, though clients are to pass over what they do not know."""

    def __init__(self, told: Json) -> None:
        closed = deepcopy(told)
        for schema in closed["components"]["schemas"].values():
            if "properties" in schema:
                schema["additionalProperties"] = False
        self._validators = {
            name: jsonschema_rs.Draft7Validator(
                {**closed, "$ref": message["payload"]["$ref"]}, validate_formats=True
            )
            for name, message in closed["components"]["messages"].items()
        }

    def faults(self, message: Json) -> list[str]:
        """Each with where it is."""
        validator = self._validators.get(message["type"])
        if validator is None:
            return [f"no message {message['type']}"]
        return [f"{error.instance_path}: {error}" for error in validator.iter_errors(message)]
