"""Which chats Telegram is to be told about anew."""

from sqlalchemy import or_, select, update

from db.enums import Language
from db.models import Account, Group, Staff
from db.session import Unit


async def menus_again(session: Unit) -> None:
    """The words of the menus changed: every chat that has one of its own gets it anew."""
    staff = select(Staff.account_id).where(Staff.account_id.is_not(None))
    await session.execute(
        update(Account)
        .where(or_(Account.language == Language.CHHATTISGARHI, Account.id.in_(staff)))
        .values(menu_due=True)
    )
    await session.execute(update(Group).values(menu_language=None))


async def menu_shown(session: Unit, group_id: int, language: str) -> None:
    """Of a group: Telegram was told, in this language."""
    await session.execute(update(Group).where(Group.id == group_id).values(menu_language=language))
