"""Reading a file of rules: figures and days are data, and a file that is wrong says where."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from pathlib import Path

Content = TypeVar("Content", bound=BaseModel)


def read_rules(source: Path, kind: type[Content], wrong: type[Exception]) -> Content:
    """Read and check a file of TOML.

    Raises:
        Exception: ``wrong``, which names the file and every entry that is wrong.
    """
    try:
        return kind.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as fault:
        raise wrong(f"{source.name}: {fault}") from fault
    except ValidationError as fault:
        told = [f"{'.'.join(map(str, error['loc'])) or 'file'}: {error['msg']}" for error in fault.errors()]
        raise wrong("\n".join(f"{source.name}: {each}" for each in told)) from fault
