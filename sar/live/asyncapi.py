"""The live feed as an AsyncAPI 3 document, made from the models that the feed itself uses."""

from functools import cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import TupleSchema

from sar.live.frames import (
    EntriesFrame,
    ExpectedFrame,
    HeartbeatFrame,
    PositionsFrame,
    PulseFrame,
    ReadyFrame,
    ResyncFrame,
)
from sar.live.protocol import UNREADABLE, StartMessage, ViewMessage
from sar.live.snapshot import THINGS
from sar.live.sockets import REASONS
from sar.live.views import PictureChangeView, SnapshotView
from sar.wire import JsonObject, canonical

RECEIVED: Final[tuple[type[BaseModel], ...]] = (StartMessage, ViewMessage)
"""Messages of clients."""
SENT: Final[tuple[type[BaseModel], ...]] = (
    ReadyFrame,
    EntriesFrame,
    PositionsFrame,
    ExpectedFrame,
    HeartbeatFrame,
    PulseFrame,
    ResyncFrame,
)
"""Messages of the platform."""

ABOUT: Final = """\
A party's live feed over one WebSocket, as JSON text. Take `GET /api/snapshot`, then start from its
`number`: entries follow without gap or repeat. `docs/live-protocol.md` of the source tells how.
"""
CHANNEL: Final = "#/channels/live"
CLOSE_CODES: Final = {
    UNREADABLE: "a message that is not of this protocol; the reason says what",
    **REASONS,
    1009: "a message larger than 64 kB",
}


class _Draft7(GenerateJsonSchema):
    """AsyncAPI's own schemas are of draft 7, where the parts of a tuple are its `items`."""

    def tuple_schema(self, schema: TupleSchema) -> JsonSchemaValue:
        made = super().tuple_schema(schema)
        if "prefixItems" in made:
            made["items"] = made.pop("prefixItems")
        return made


@cache
def document(*, title: str, version: str) -> str:
    """The document as JSON text."""
    schemas, messages = _components()
    return canonical(
        {
            "asyncapi": "3.0.0",
            "info": {
                "title": title,
                "version": version,
                "description": ABOUT,
                "license": {"name": "Apache-2.0"},
            },
            "defaultContentType": "application/json",
            "channels": {
                "live": {
                    "address": "/api/live",
                    "messages": {
                        name: {"$ref": f"#/components/messages/{name}"} for name in messages
                    },
                    "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
                    "x-close-codes": {str(code): why for code, why in CLOSE_CODES.items()},
                }
            },
            "operations": {
                "startAndWatch": _operation(
                    "receive", "Start, start anew, or watch something else", RECEIVED
                ),
                "tell": _operation(
                    "send", "Entries, positions, expected times, and whether all is heard", SENT
                ),
            },
            "components": {
                "schemas": schemas,
                "messages": messages,
                "securitySchemes": {
                    "key": {"type": "http", "scheme": "bearer", "description": "An API key"},
                    "session": {
                        "type": "httpApiKey",
                        "in": "cookie",
                        "name": "sar",
                        "description": "A browser's session; its Origin must be the platform's own",
                    },
                },
            },
        }
    )


def _operation(action: str, summary: str, models: tuple[type[BaseModel], ...]) -> JsonObject:
    return {
        "action": action,
        "summary": summary,
        "channel": {"$ref": CHANNEL},
        "messages": [{"$ref": f"{CHANNEL}/messages/{_name(model)}"} for model in models],
        "security": [
            {"$ref": "#/components/securitySchemes/key"},
            {"$ref": "#/components/securitySchemes/session"},
        ],
    }


def _components() -> tuple[JsonObject, JsonObject]:
    """The schemas by name, and the messages by what their `type` says."""
    models = (*RECEIVED, *SENT)
    described: tuple[type[BaseModel], ...] = (*models, SnapshotView)
    refs, made = models_json_schema(
        [(model, "validation") for model in described],
        ref_template="#/components/schemas/{model}",
        schema_generator=_Draft7,
    )
    schemas: JsonObject = made["$defs"]
    lists = schemas.pop(SnapshotView.__name__)["properties"]
    schemas[PictureChangeView.__name__]["oneOf"] = [
        _of_kind(thing, lists[thing]["items"]) for thing in THINGS
    ]
    messages = {}
    for model in models:
        schema: JsonObject = refs[model, "validation"]
        about = schemas[model.__name__]
        about["required"] = sorted({"type", *about.get("required", ())})
        messages[_name(model)] = {
            "name": _name(model),
            "title": model.__name__,
            "description": about["description"],
            "payload": schema,
        }
    return schemas, messages


def _of_kind(thing: str, view: JsonObject) -> JsonObject:
    """A change of one kind of thing: its view as the snapshot has it, or nothing."""
    value = {"anyOf": [view, {"type": "null"}]}
    return {"title": thing, "properties": {"thing": {"const": thing}, "value": value}}


def _name(model: type[BaseModel]) -> str:
    kind: Any = model.model_json_schema()["properties"]["type"]
    name: str = kind["const"]
    return name
