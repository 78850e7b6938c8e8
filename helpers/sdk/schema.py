"""The SDK's generated models, read as a schema: fields, bounds, and which class a ``type`` names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from pydantic.v1 import BaseModel, StrictStr
from pydantic.v1.fields import SHAPE_LIST, ModelField

#: Steps from a request to what is meant, in wire names: ``("messages", 0, "contents")``.
FieldPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Field:
    """What one field of an SDK model asks for, read off pydantic once.

    `name` is Python's, `alias` the wire's. `model` is the class of the value, or of each item or entry. `low` and
    `high` bound a list's size. `leaf` is pydantic's own field for a plain value; `any_string` spares asking it.
    """

    name: str
    alias: str
    required: bool
    shape: int
    model: type[BaseModel] | None
    low: int
    high: int | None
    leaf: ModelField
    any_string: bool


@cache
def fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields of an SDK model, in its own order."""
    return tuple(_read(field) for field in model.__fields__.values())


def _read(field: ModelField) -> Field:
    is_list = field.shape == SHAPE_LIST
    # Not issubclass: BaseModel would ask each of the SDK's 700 models, and all would remember the answer for ever.
    is_model = BaseModel in getattr(field.type_, "__mro__", ())
    leaf = field.sub_fields[0] if is_list and not is_model and field.sub_fields else field
    return Field(
        name=field.name,
        alias=field.alias,
        required=bool(field.required),
        shape=field.shape,
        model=field.type_ if is_model else None,
        low=getattr(field.outer_type_, "min_items", None) or 0,
        high=getattr(field.outer_type_, "max_items", None),
        leaf=leaf,
        any_string=field.type_ in (str, StrictStr) and not (leaf.class_validators and not is_list),
    )


@cache
def variants(model: type[BaseModel]) -> tuple[str | None, dict[str, type[BaseModel]]]:
    """Which member tells an object's kind (``type``), and the SDK class for each kind; (None, {}) for one class.

    The SDK keeps both as private attributes of its base classes (Message, Action, Recipient ...).
    """
    prefix = f"_{model.__name__}__discriminator_"
    key = getattr(model, prefix + "property_name", None)
    names = getattr(model, prefix + "value_class_map", {})
    package = import_module(model.__module__.rpartition(".")[0])
    return key, {name: getattr(package, class_name) for name, class_name in names.items()}
