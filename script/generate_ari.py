#!/usr/bin/env python3
"""Write the ARI client from the descriptions that the installed switch brings with it.

    script/generate_ari.py [--descriptions DIR]           writes src/ringwell/adapters/asterisk/generated/
    script/generate_ari.py --check [--descriptions DIR]   fails when the committed client differs

The descriptions (`rest-api/*.json`) belong to the switch's package and are not kept in this tree; only names and
types are taken from them. Without an installed switch `--check` says so and passes.
"""

import argparse
import difflib
import json
import keyword
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NotRequired, TypedDict, cast

TARGET: Final = Path(__file__).resolve().parent.parent / "src/ringwell/adapters/asterisk/generated"
HEADER: Final = '"""{doc}\n\nWritten by script/generate_ari.py; do not edit.\n"""\n\nfrom __future__ import annotations\n\n'
WIDTH: Final = 110
SCALARS: Final = {
    "string": "str",
    "int": "int",
    "long": "int",
    "double": "float",
    "boolean": "bool",
    "Date": "Timestamp",
    "object": "Json",
    "containers": "Json",
    "binary": "bytes",
}
# The body of an answer or an event may hold anything below such a field; a caller hands in a mapping.
BODY_TYPES: Final = {
    "object": "Mapping[str, object]",
    "containers": "Mapping[str, object] | Sequence[object]",
}


class Allowed(TypedDict):
    valueType: str
    values: NotRequired[list[str]]


class PropertySource(TypedDict):
    type: str
    required: NotRequired[bool]


class ModelSource(TypedDict):
    id: str
    properties: dict[str, PropertySource]
    subTypes: NotRequired[list[str]]


class ParameterSource(TypedDict):
    name: str
    paramType: str
    dataType: str
    required: NotRequired[bool]
    allowMultiple: NotRequired[bool]
    allowableValues: NotRequired[Allowed]


class OperationSource(TypedDict):
    httpMethod: str
    nickname: str
    responseClass: str
    upgrade: NotRequired[str]
    parameters: NotRequired[list[ParameterSource]]


class ApiSource(TypedDict):
    path: str
    operations: list[OperationSource]


class ResourceSource(TypedDict):
    apis: list[ApiSource]
    models: NotRequired[dict[str, ModelSource]]


@dataclass(frozen=True)
class Descriptions:
    """The descriptions of all resources, in the order of their names."""

    resources: dict[str, ResourceSource]
    models: dict[str, ModelSource] = field(default_factory=dict[str, ModelSource])

    @property
    def events(self) -> list[str]:
        """Every concrete message that can arrive on the socket."""
        return sorted([*self.models["Event"].get("subTypes", []), "MissingParams"])


def read_descriptions(folder: Path) -> Descriptions:
    resources: dict[str, ResourceSource] = {}
    models: dict[str, ModelSource] = {}
    for path in sorted(folder.glob("*.json")):
        if path.name == "resources.json":
            continue
        source = cast(ResourceSource, json.loads(path.read_text(encoding="utf-8")))
        resources[path.stem] = source
        models.update(source.get("models", {}))
    if not resources:
        raise SystemExit(f"no descriptions in {folder}")
    return Descriptions(resources, models)


def snake(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    return f"{words}_" if keyword.iskeyword(words) else words


def python_type(source: str) -> str:
    if match := re.fullmatch(r"List\[(.+)\]", source):
        return f"list[{python_type(match[1])}]"
    return SCALARS.get(source, source)


# --- models and events


def struct_field(name: str, source: PropertySource) -> str:
    kind, wire = python_type(source["type"]), f'msgspec.field(name="{name}"'
    renamed = snake(name) != name
    if source.get("required"):
        return f"{snake(name)}: {kind}" + (f" = {wire})" if renamed else "")
    default = f"{wire}, default=None)" if renamed else "None"
    return f"{snake(name)}: {kind} | None = {default}"


def struct(model: ModelSource, base: str, tag: str | None = None) -> Iterator[str]:
    options = f', tag_field="type", tag="{tag}"' if tag else ""
    yield f"class {model['id']}({base}, frozen=True, kw_only=True{options}):"
    fields = [struct_field(n, p) for n, p in model["properties"].items()]
    yield from (f"    {line}" for line in fields or ["pass"])
    yield ""
    yield ""


def without_type(model: ModelSource) -> ModelSource:
    """The kind of a message is its tag, not a field."""
    return {**model, "properties": {n: p for n, p in model["properties"].items() if n != "type"}}


def parents(models: dict[str, ModelSource]) -> dict[str, str]:
    return {child: name for name, model in models.items() for child in model.get("subTypes", [])}


def models_module(source: Descriptions) -> str:
    events, parent = set(source.events), parents(source.models)
    plain = [n for n in sorted(source.models) if n not in events and n not in {"Message", "Event"}]
    plain.sort(key=lambda name: name in parent)
    lines = ["import msgspec", "", "Timestamp = str", "Json = object", "", ""]
    for name in plain:
        lines += struct(source.models[name], parent.get(name, "msgspec.Struct"))
    return HEADER.format(doc="What the switch answers.") + finish(lines)


def used_models(source: Descriptions, names: Iterable[str]) -> list[str]:
    text = " ".join(python_type(p["type"]) for n in names for p in source.models[n]["properties"].values())
    return sorted((set(source.models) - set(source.events)) & set(re.findall(r"\w+", text)))


def events_module(source: Descriptions) -> str:
    parent = parents(source.models)
    imports = sorted([*used_models(source, ["Event", *source.events]), "Json", "Timestamp"])
    lines = ["import msgspec", "", *wrapped_import(".models", imports), "", ""]
    lines += struct(without_type(source.models["Message"]), "msgspec.Struct")
    lines += struct(source.models["Event"], "Message")
    for name in source.events:
        lines += struct(source.models[name], parent[name], tag=name)
    lines += ["Arrival = ("] + [f"    {'| ' if i else ''}{n}" for i, n in enumerate(source.events)] + [")"]
    lines += ['"""Any message that the switch may send over the socket."""']
    return HEADER.format(doc="What the switch sends over the socket.") + finish(lines)


# --- operations


@dataclass(frozen=True)
class Parameter:
    source: ParameterSource

    @property
    def name(self) -> str:
        return snake(self.source["name"])

    @property
    def required(self) -> bool:
        return self.source.get("required", False) or self.source["paramType"] == "path"

    @property
    def kind(self) -> str:
        allowed = self.source.get("allowableValues")
        if self.source["paramType"] == "body":
            return BODY_TYPES[self.source["dataType"]]
        if self.source.get("allowMultiple"):
            return "str | Sequence[str]"
        if allowed and allowed["valueType"] == "LIST" and self.source["dataType"] == "string":
            return f"Literal[{', '.join(json.dumps(v) for v in allowed.get('values', []))}]"
        return python_type(self.source["dataType"])

    @property
    def signature(self) -> str:
        return f"{self.name}: {self.kind}" if self.required else f"{self.name}: {self.kind} | None = None"


def operation(resource: str, path: str, source: OperationSource) -> Iterator[str]:
    """One method: positional path parameters, everything else by name."""
    name = snake(source["nickname"])
    method = "list_all" if name == "list" else name
    # The switch accepts some parameters twice under names that differ in nothing; the path's one wins.
    seen: dict[str, Parameter] = {}
    for parameter in map(Parameter, source.get("parameters", [])):
        seen.setdefault(parameter.name, parameter)
    of = {
        kind: [p for p in seen.values() if p.source["paramType"] == kind]
        for kind in ("path", "query", "body")
    }
    named = sorted(of["query"] + of["body"], key=lambda p: not p.required)
    star = ["*"] if named else []
    arguments = ["self", *(p.signature for p in of["path"]), *star, *(p.signature for p in named)]
    returns = "None" if source["responseClass"] == "void" else python_type(source["responseClass"])
    yield from wrapped_call(f"    async def {method}(", arguments, f") -> {returns}:")
    yield f'        """{source["httpMethod"]} {path}."""'
    yield from request_lines(resource, method, path, source, of)
    if returns == "None":
        yield "        await self._transport.request(request)"
    elif returns == "bytes":
        yield "        return await self._transport.request(request)"
    else:
        yield "        answer = await self._transport.request(request)"
        yield f"        return msgspec.json.decode(answer, type={returns})"
    yield ""


def request_lines(
    resource: str, method: str, path: str, source: OperationSource, of: dict[str, list[Parameter]]
) -> Iterator[str]:
    where = re.sub(r"\{(\w+)\}", lambda m: "{_segment(" + snake(m[1]) + ")}", path)
    query = ", ".join(f'"{p.source["name"]}": {p.name}' for p in of["query"])
    yield "        request = Request("
    yield f'            operation="{resource}.{method}",'
    yield f'            method="{source["httpMethod"]}",'
    yield f'            path={"f" if "{" in where else ""}"{where}",'
    yield f"            query=_query({{{query}}}),"
    yield from (f"            body={body_value(p)}," for p in of["body"])
    yield "        )"


def body_value(parameter: Parameter) -> str:
    if parameter.source["dataType"] == "object":
        return parameter.name
    wrapped = f'{{"{parameter.source["name"]}": {parameter.name}}}'
    return wrapped if parameter.required else f"None if {parameter.name} is None else {wrapped}"


OPERATIONS_PRELUDE: Final = """
def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return ",".join(map(str, value)) if isinstance(value, Sequence) else str(value)


def _query(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items() if value is not None}


_plain = re.compile(r"[\\w.~-]+", re.ASCII).fullmatch


def _segment(value: str) -> str:
    return value if _plain(value) else quote(value, safe="")

"""


def operations_module(source: Descriptions) -> str:
    classes: list[str] = []
    for name, resource in source.resources.items():
        classes += [f"class {class_name(name)}:", "    def __init__(self, transport: Transport) -> None:"]
        classes += ["        self._transport = transport", ""]
        for api in resource["apis"]:
            for each in api["operations"]:
                # The event socket itself is no request; the session opens it.
                if each.get("upgrade") != "websocket":
                    classes += operation(name, api["path"], each)
        classes += [""]
    text = "\n".join(classes)
    names = [n for n in sorted(source.models) if re.search(rf"(-> |\[){n}\b", text)]
    lines = ["import re", "from collections.abc import Mapping, Sequence", "from typing import Literal"]
    lines += ["from urllib.parse import quote", "", "import msgspec", ""]
    lines += [
        "from ringwell.adapters.asterisk.transport import Request, Transport",
        *wrapped_import(".models", names),
    ]
    lines += [OPERATIONS_PRELUDE, *classes, *facade(source)]
    return HEADER.format(doc="Everything that the switch can be asked to do.") + finish(lines)


def class_name(resource: str) -> str:
    return resource[0].upper() + resource[1:]


def facade(source: Descriptions) -> Iterator[str]:
    yield "class Ari:"
    yield '    """All resources over one transport."""'
    yield ""
    yield "    def __init__(self, transport: Transport) -> None:"
    yield from (f"        self.{snake(name)} = {class_name(name)}(transport)" for name in source.resources)


# --- text


def wrapped_import(module: str, names: Iterable[str]) -> Iterator[str]:
    yield f"from {module} import ("
    yield from (f"    {name}," for name in names)
    yield ")"


def wrapped_call(head: str, arguments: list[str], tail: str) -> Iterator[str]:
    line = f"{head}{', '.join(arguments)}{tail}"
    if len(line) <= WIDTH:
        yield line
        return
    indent = " " * (len(head) - len(head.lstrip()))
    yield head
    yield from (f"{indent}    {argument}," for argument in arguments)
    yield f"{indent}{tail}"


def finish(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def generate(source: Descriptions) -> dict[str, str]:
    """File name → text of every generated file."""
    return {
        "__init__.py": HEADER.format(doc="The switch's REST interface, typed.").partition("from")[0].rstrip()
        + "\n",
        "models.py": models_module(source),
        "events.py": events_module(source),
        "operations.py": operations_module(source),
    }


# --- command line


def find_descriptions() -> Path | None:
    """The descriptions of a switch on this machine: the system's own, or one unpacked in the cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ringwell"
    roots = [Path("/"), *sorted(cache.glob("asterisk*"))]
    found = (root / "usr/share/asterisk/rest-api" for root in roots)
    return next((folder for folder in found if (folder / "channels.json").is_file()), None)


def drift(files: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for name, text in files.items():
        path = TARGET / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += difflib.unified_diff(
            old.splitlines(), text.splitlines(), f"{name} (committed)", f"{name} (switch)"
        )
    return lines


def write(files: dict[str, str]) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (TARGET / name).write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--descriptions", type=Path, help="folder with the switch's rest-api/*.json")
    parser.add_argument(
        "--check", action="store_true", help="compare with the committed client, write nothing"
    )
    options = parser.parse_args()
    folder = cast(Path | None, options.descriptions) or find_descriptions()
    if folder is None:
        print("generate_ari: no switch is installed here, nothing to compare with")
        return 0 if options.check else 1
    files = generate(read_descriptions(folder))
    if not options.check:
        write(files)
        return 0
    lines = drift(files)
    print("\n".join(lines) if lines else "generate_ari: the client agrees with the switch")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
