"""Taking part in groups: joining and leaving, adding and removing others, making admins."""

from datetime import timedelta
from typing import Any

from bot.simulator import membership
from bot.simulator.chats import Chat
from bot.simulator.errors import SimulatorError
from bot.simulator.members import MODERATOR, InviteLink
from bot.simulator.people.reader import Reader, Where
from bot.simulator.people.writer import Writer
from bot.simulator.users import Bot

JOIN_REQUEST_WINDOW = timedelta(minutes=5)
"""For so long a bot may write to somebody who asked to join and has not started it."""


class Participant(Writer):
    def joins(self, where: Where | str) -> None:
        """Into a group, or by an invite link; a link with approval makes a join request."""
        if not isinstance(where, str):
            membership.join(self.world, self.chat(where), self.user)
            return
        for chat in self.world.groups.values():
            for link in chat.links:
                if link.url == where:
                    self._join_by_link(chat, link)
                    return
        raise SimulatorError(f"there is no such invite link: {where}")

    def _join_by_link(self, chat: Chat, link: InviteLink) -> None:
        expired = link.expires and link.expires < self.world.timestamp()
        if link.revoked or expired or (link.limit and link.used >= link.limit):
            raise SimulatorError("this invite link is no longer valid")
        if not link.needs_approval:
            membership.join(self.world, chat, self.user, link=link)
            return
        chat.join_requests[self.id] = link
        for bot in chat.bots():
            if chat.member(bot).admin and chat.may(bot, "can_invite_users"):
                private = self.world.private_chat(bot, self.user)
                private.may_write_until = self.world.clock.now() + JOIN_REQUEST_WINDOW
                bot.updates.add("chat_join_request", self._join_request(chat, link))
        self.world.changed()

    def _join_request(self, chat: Chat, link: InviteLink) -> dict[str, Any]:
        return {
            "chat": chat.api(),
            "from": self.user.api(),
            "user_chat_id": self.id,
            "date": self.world.timestamp(),
            "invite_link": link.api(),
        }

    def leaves(self, where: Where) -> None:
        membership.leave(self.world, self.chat(where), self.user)

    def adds(self, who: Reader | Bot, where: Where) -> None:
        user = who if isinstance(who, Bot) else who.user
        membership.join(self.world, self.chat(where), user, by=self.user)

    def removes(self, who: Reader | Bot, where: Where) -> None:
        user = who if isinstance(who, Bot) else who.user
        membership.leave(self.world, self.chat(where), user, by=self.user)

    def makes_admin(
        self, who: Reader | Bot, where: Where, rights: frozenset[str] | set[str] = MODERATOR
    ) -> None:
        user = who if isinstance(who, Bot) else who.user
        membership.promote(self.world, self.chat(where), user, frozenset(rights), by=self.user)

    def demotes(self, who: Reader | Bot, where: Where) -> None:
        self.makes_admin(who, where, frozenset())
