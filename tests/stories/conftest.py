"""A group with two leaders and a member who tells stories."""

import pytest

from tests.village import PeerGroup, Village, Villager


@pytest.fixture
async def group(village: Village) -> PeerGroup:
    return await village.group("सेहत संगवारी")


@pytest.fixture
async def sukhmati(village: Village, group: PeerGroup) -> Villager:
    return await village.member("Sukhmati", group=group)


@pytest.fixture
async def phulo(village: Village, group: PeerGroup) -> Villager:
    return await village.member("Phulo", group=group, leader=True)


@pytest.fixture
async def dhani(village: Village, group: PeerGroup) -> Villager:
    return await village.member("Dhani", group=group, leader=True)
