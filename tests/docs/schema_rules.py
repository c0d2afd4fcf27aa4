"""Holds a document against a JSON schema of docs/formats.

A keyword that the few rules below do not know is an error: no package is needed, and nothing in a schema goes unchecked.
"""
import re

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
TITLES = {"$schema", "title", "$defs"}
# A keyword says nothing of a value of another type (JSON Schema, core 7.6.1): null passes `minimum`.
ABOUT = {"pattern": str, "minimum": int, "maximum": int, "minProperties": dict, "maxProperties": dict,
         "required": dict, "properties": dict, "additionalProperties": dict, "items": list}


def equal(a, b):
    return type(a) is type(b) and a == b


def is_type(value, name):
    if isinstance(name, list):
        return any(is_type(value, one) for one in name)
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


RULES = {
    "type": is_type,
    "const": equal,
    "enum": lambda value, choices: any(equal(value, choice) for choice in choices),
    "pattern": lambda value, pattern: re.search(pattern, value) is not None,
    "minimum": lambda value, least: value >= least,
    "maximum": lambda value, most: value <= most,
    "minProperties": lambda value, least: len(value) >= least,
    "maxProperties": lambda value, most: len(value) <= most,
    "required": lambda value, names: all(name in value for name in names),
}


def problems(value, schema, where="document", top=None):
    """Lines that say what is wrong; `top` is the whole schema where `schema` is a part of it."""
    top = top or schema
    if "$ref" in schema:
        schema = top["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    for keyword, rule in schema.items():
        if not isinstance(value, ABOUT.get(keyword, object)):
            continue
        if keyword in RULES:
            if not RULES[keyword](value, rule):
                yield f"{where}: {keyword} {rule}"
                return
        elif keyword == "properties":
            for name, inner in rule.items():
                if name in value:
                    yield from problems(value[name], inner, f"{where}.{name}", top)
        elif keyword == "additionalProperties":
            yield from (f"{where}: {name} is unknown" for name in value if name not in schema["properties"])
        elif keyword == "items":
            for index, entry in enumerate(value):
                yield from problems(entry, rule, f"{where}[{index}]", top)
        elif keyword not in TITLES:
            yield f"the schema uses {keyword}, which is not checked here"
