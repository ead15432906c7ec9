"""The JSON Schema of an article, derived from the dataclasses' types and the docstrings under their fields."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import newsparse.article
from newsparse.article import Article, Cluster
from newsparse.write.json import OPTIONAL, key

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_CLUSTER = "Only in the output of a batch that tells near-duplicates; null for short texts, and for what is no article."

_SCALARS: Mapping[object, str] = {str: "string", bool: "boolean", int: "integer", float: "number", NoneType: "null"}


def article_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of what `as_dict` returns, and of what a batch adds.

    The article itself is left open: the caller's `id` stands beside its fields.
    """
    definitions: dict[str, Any] = {}
    words = _documentation()
    schema = _object(Article, definitions, words)
    schema["properties"]["cluster"] = _form(Cluster | None, definitions, words) | {"description": _CLUSTER}
    del schema["additionalProperties"]
    return {"$schema": DIALECT, "title": "Article", **schema, "$defs": dict(sorted(definitions.items()))}


def _object(kind: type[Any], definitions: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {}
    for field in fields(kind):
        properties[key(field)] = _form(hints[field.name], definitions, words) | _described(kind, field.name, words)
    return {
        "description": words[kind.__name__],
        "type": "object",
        "properties": properties,
        "required": [key(field) for field in fields(kind) if field.name not in OPTIONAL],
        "additionalProperties": False,
    }


def _described(kind: type[Any], name: str, words: Mapping[str, str]) -> dict[str, str]:
    owners = (f"{owner.__name__}.{name}" for owner in kind.__mro__)
    return next(({"description": words[owner]} for owner in owners if owner in words), {})


def _form(hint: Any, definitions: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    if is_dataclass(hint):
        return _reference(hint, definitions, words)
    inner: Callable[[Any], dict[str, Any]] = lambda part: _form(part, definitions, words)  # noqa: E731
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _either([inner(part) for part in parts])
    if origin is tuple:
        return _array(parts, inner)
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": inner(parts[1])}
    raise TypeError(f"no JSON form is known for {hint!r}")


def _reference(hint: Any, definitions: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A value of the class or of a class below it, the narrowest first."""
    family = [*hint.__subclasses__(), hint]
    for kind in family:
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _object(kind, definitions, words)
    return _either([{"$ref": f"#/$defs/{kind.__name__}"} for kind in family])


def _either(forms: list[dict[str, Any]]) -> dict[str, Any]:
    if len(forms) == 1:
        return forms[0]
    if all(form.keys() == {"type"} for form in forms):
        return {"type": [form["type"] for form in forms]}
    return {"anyOf": forms}


def _array(parts: tuple[Any, ...], inner: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    if parts[-1] is Ellipsis:
        return {"type": "array", "items": inner(parts[0])}
    count = len(parts)
    return {"type": "array", "prefixItems": [inner(part) for part in parts], "minItems": count, "maxItems": count}


def _documentation() -> dict[str, str]:
    """`Class` and `Class.field` → the docstring that stands under it in the source."""
    words = {}
    for node in ast.parse(inspect.getsource(newsparse.article)).body:
        if isinstance(node, ast.ClassDef):
            words[node.name] = ast.get_docstring(node) or ""
            words |= {f"{node.name}.{name}": text for name, text in _field_docstrings(node.body)}
    return words


def _field_docstrings(body: list[ast.stmt]) -> Iterable[tuple[str, str]]:
    for field, below in pairwise(body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
