"""Joining groups, leaving them, and who lets whom in."""

from datetime import timedelta
from typing import Any

from bot.simulator import membership
from bot.simulator.chats import MODERATOR, Chat, InviteLink
from bot.simulator.errors import PracticeError
from bot.simulator.people import Bot
from bot.simulator.phone import Phone, Where
from bot.simulator.speaking import Speaker

DM_WINDOW = timedelta(minutes=5)


class Goer(Speaker):
    def joins(self, where: Where | str) -> None:
        """A group, or an invite link; a link that asks for approval makes a join request."""
        if not isinstance(where, str):
            membership.join(self.world, self.chat(where), self.user)
            return
        for chat in self.world.groups.values():
            for link in chat.links:
                if link.url == where:
                    self._joins_by(chat, link)
                    return
        raise PracticeError(f"this link opens nothing: {where}")

    def _joins_by(self, chat: Chat, link: InviteLink) -> None:
        expired = link.expires and link.expires < self.world.stamp()
        if link.revoked or expired or (link.limit and link.used >= link.limit):
            raise PracticeError("this invite link is no longer valid")
        if not link.needs_approval:
            membership.join(self.world, chat, self.user, link=link)
            return
        chat.join_requests[self.id] = link
        for bot in chat.bots():
            if chat.member(bot).admin and chat.may(bot, "can_invite_users"):
                self.world.private(bot, self.user).dm_until = self.world.clock.now() + DM_WINDOW
                bot.updates.add("chat_join_request", self._request(chat, link))
        self.world.changed()

    def _request(self, chat: Chat, link: InviteLink) -> dict[str, Any]:
        return {
            "chat": chat.api(),
            "from": self.user.api(),
            "user_chat_id": self.id,
            "date": self.world.stamp(),
            "invite_link": link.api(),
        }

    def leaves(self, where: Where) -> None:
        membership.leave(self.world, self.chat(where), self.user)

    def adds(self, who: Phone | Bot, where: Where) -> None:
        user = who if isinstance(who, Bot) else who.user
        membership.join(self.world, self.chat(where), user, by=self.user)

    def removes(self, who: Phone | Bot, where: Where) -> None:
        user = who if isinstance(who, Bot) else who.user
        membership.leave(self.world, self.chat(where), user, by=self.user)

    def makes_admin(
        self, who: Phone | Bot, where: Where, rights: frozenset[str] | set[str] = MODERATOR
    ) -> None:
        user = who if isinstance(who, Bot) else who.user
        membership.promote(self.world, self.chat(where), user, frozenset(rights), by=self.user)

    def demotes(self, who: Phone | Bot, where: Where) -> None:
        self.makes_admin(who, where, frozenset())
