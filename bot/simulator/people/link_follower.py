"""Starting and blocking a bot, adding it to a group, and tapping the links that do so."""

import re

from bot.simulator import links, membership
from bot.simulator.chats import Chat, Message
from bot.simulator.errors import SimulatorError
from bot.simulator.members import Member
from bot.simulator.people.app_rules import typed_content
from bot.simulator.people.participant import Participant
from bot.simulator.people.reader import Where
from bot.simulator.users import Bot

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")


class LinkFollower(Participant):
    def starts(self, bot: Bot, payload: str = "") -> Message:
        if not PAYLOAD.match(payload):
            raise SimulatorError("a start payload is at most 64 of A-Z a-z 0-9 _ -")
        chat = self.chat(bot)
        if chat.blocked:
            self.unblocks(bot)
        chat.started = True
        return self.says(bot, f"/start {payload}".strip())

    def adds_bot(self, bot: Bot, where: Where, payload: str | None = None) -> None:
        """`payload` is what a startgroup link carries, also an empty one; None without a link."""
        self.adds(bot, where)
        if payload is not None:
            content = typed_content(f"/start@{bot.username} {payload}")
            self.world.post(self.chat(where), self.user, content)

    def blocks(self, bot: Bot) -> None:
        self._set_blocked(bot, "kicked")

    def unblocks(self, bot: Bot) -> None:
        self._set_blocked(bot, "member")

    def _set_blocked(self, bot: Bot, status: str) -> None:
        chat = self.chat(bot)
        if chat.blocked == (status == "kicked"):
            return
        before = "member" if status == "kicked" else "kicked"
        chat.members[bot.id] = Member(bot, before)
        chat.blocked = status == "kicked"
        membership.change(self.world, chat, self.user, Member(bot, status))

    def follows(self, url: str, group: Where | None = None) -> Message | Chat | None:
        """Tap a link. `group`: the one chosen for a startgroup link. None if it leads elsewhere."""
        name, params = links.parse_link(url)
        if name.startswith("+"):
            self.joins(f"https://t.me/{name}")
            return None
        bot = self.world.bot_named(name) if name else None
        if bot is None:
            if name:
                raise SimulatorError(f"nobody is called @{name}")
            return None
        if "startgroup" in params:
            return self._add_by_link(bot, params, group)
        if "start" in params:
            return self.starts(bot, params["start"])
        return self.chat(bot)

    def _add_by_link(self, bot: Bot, params: dict[str, str], group: Where | None) -> Chat:
        if group is None:
            raise SimulatorError("a startgroup link asks which group: pass group=")
        self.adds_bot(bot, group, params["startgroup"])
        if params.get("admin"):
            rights = {f"can_{right}" for right in params["admin"].split() if right}
            self.makes_admin(bot, group, rights)
        return self.chat(group)
