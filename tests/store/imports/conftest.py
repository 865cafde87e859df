from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.imported import COMMUNE, PROVINCE, VILLAGE, take_units

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def village(sqlite: Engine) -> Engine:
    take_units(sqlite, PROVINCE, COMMUNE, VILLAGE)
    return sqlite
