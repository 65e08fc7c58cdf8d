"""Short lessons for leaders."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from db.enums import Language

LIST = Path(__file__).parent / "lessons.toml"


@cache
def lessons() -> tuple[Mapping[Language, str], ...]:
    with LIST.open("rb") as file:
        found = tomllib.load(file).values()
    return tuple(
        {one: said[one.value] for one in (Language.HINDI, Language.CHHATTISGARHI)} for said in found
    )
