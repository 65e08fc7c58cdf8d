"""Menus of commands: which chats need an update at Telegram."""

from sqlalchemy import or_, select, update

from db.enums import Language
from db.models import Account, Group, Staff
from db.session import UnitOfWork


async def mark_all_menus_due(session: UnitOfWork) -> None:
    """Call when the words of the menus changed: every chat with its own menu becomes due."""
    staff = select(Staff.account_id).where(Staff.account_id.is_not(None))
    await session.execute(
        update(Account)
        .where(or_(Account.language == Language.CHHATTISGARHI, Account.id.in_(staff)))
        .values(menu_due=True)
    )
    await session.execute(update(Group).values(menu_language=None))


async def record_group_menu(session: UnitOfWork, group_id: int, language: str) -> None:
    """Store that Telegram shows the menu of this group in this language."""
    await session.execute(update(Group).where(Group.id == group_id).values(menu_language=language))
