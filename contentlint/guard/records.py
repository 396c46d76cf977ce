"""`dataclass` as `dataclasses` has it, made in a fraction of the time: a run defines some 200, and each costs a start.

The one of the standard library writes and compiles six functions for a frozen class. Here only `__init__` is written,
and that when the first record of a class is made, which most runs never do; what compares, hashes and shows is shared
by all. `frozen` is what the type checker holds to: at run time nothing is in the way of a change, and a record is made
twice as fast.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import field, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "fields", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, order: bool = False, eq: bool = True
    ) -> Any:
        """As `dataclasses.dataclass`."""

        def made(cls: type) -> type:
            own = set(cls.__dict__)
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
            if "__init__" not in own:
                cls.__init__ = _first_init(cls)
            compared = tuple(one.name for one in fields(cls) if one.compare)
            given = _Methods(cls, attrgetter(*compared) if compared else lambda _: ())
            names = ["__repr__", *(["__eq__"] if eq else []), *(_ORDER if order else [])]
            for name in names:
                if name not in own:
                    setattr(cls, name, getattr(given, name[2:-2])())
            if eq and "__hash__" not in own:
                cls.__hash__ = given.hash() if frozen else None
            return cls

        return made if cls is None else made(cls)


def _first_init(cls: Any) -> Callable[..., None]:
    """An `__init__` that puts the real one in its place."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        cls.__init__ = made = _init(cls)
        made(self, *values, **named)

    return __init__


def _init(cls: Any) -> Callable[..., None]:
    """The `__init__` of a class by its fields, as `dataclasses` writes it."""
    known: dict[str, Any] = {"_MISSING": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for one in fields(cls):
        name, default, made = one.name, f"_default_{one.name}", f"_make_{one.name}"
        value = name
        if one.default is not dataclasses.MISSING:
            known[default] = one.default
        if one.default_factory is not dataclasses.MISSING:
            known[made] = one.default_factory
            value = f"{made}() if {name} is _MISSING else {name}" if one.init else f"{made}()"
        elif not one.init:
            value = default
        if one.init:
            has_default = "=_MISSING" if made in known else f"={default}" if default in known else ""
            parameters.append(f"{name}{has_default}")
        elif made not in known and default not in known:
            continue
        lines.append(f"    self.{name} = {value}")
    lines.append("    self.__post_init__()" if hasattr(cls, "__post_init__") else "    return None")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")


class _Methods:
    """The methods of one class, which go by its fields."""

    def __init__(self, cls: type, values: Callable[[Any], Any]) -> None:
        self.cls, self.values = cls, values

    def repr(self) -> Callable[[Any], str]:
        names = [one.name for one in fields(self.cls) if one.repr]

        def __repr__(self: Any) -> str:  # noqa: N807
            return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

        return __repr__

    def eq(self) -> Callable[[Any, Any], bool]:
        values = self.values

        def __eq__(self: Any, other: Any) -> bool:  # noqa: N807
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        return __eq__

    def hash(self) -> Callable[[Any], int]:
        values = self.values

        def __hash__(self: Any) -> int:  # noqa: N807
            return hash(values(self))

        return __hash__

    def lt(self) -> Callable[[Any, Any], bool]:
        values = self.values

        def __lt__(self: Any, other: Any) -> bool:  # noqa: N807
            return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

        return __lt__

    def le(self) -> Callable[[Any, Any], bool]:
        values = self.values

        def __le__(self: Any, other: Any) -> bool:  # noqa: N807
            return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

        return __le__

    def gt(self) -> Callable[[Any, Any], bool]:
        values = self.values

        def __gt__(self: Any, other: Any) -> bool:  # noqa: N807
            return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

        return __gt__

    def ge(self) -> Callable[[Any, Any], bool]:
        values = self.values

        def __ge__(self: Any, other: Any) -> bool:  # noqa: N807
            return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

        return __ge__
