"""Starting a bot, blocking it, and tapping the links that do either."""

import re

from bot.simulator import links, membership
from bot.simulator.chats import Chat, Member
from bot.simulator.errors import PracticeError
from bot.simulator.joining import Goer
from bot.simulator.messages import Message
from bot.simulator.people import Bot
from bot.simulator.phone import Where
from bot.simulator.talk import text_content

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")


class Follower(Goer):
    def starts(self, bot: Bot, payload: str = "") -> Message:
        if not PAYLOAD.match(payload):
            raise PracticeError("a start payload is at most 64 of A-Z a-z 0-9 _ -")
        chat = self.chat(bot)
        if chat.blocked:
            self.unblocks(bot)
        chat.started = True
        return self.says(bot, f"/start {payload}".strip())

    def adds_bot(self, bot: Bot, where: Where, payload: str | None = None) -> None:
        """`payload` (also an empty one) is what a startgroup link carries."""
        self.adds(bot, where)
        if payload is not None:
            content = text_content(f"/start@{bot.username} {payload}")
            self.world.post(self.chat(where), self.user, content)

    def blocks(self, bot: Bot) -> None:
        self._blocking(bot, "kicked")

    def unblocks(self, bot: Bot) -> None:
        self._blocking(bot, "member")

    def _blocking(self, bot: Bot, status: str) -> None:
        chat = self.chat(bot)
        if chat.blocked == (status == "kicked"):
            return
        before = "member" if status == "kicked" else "kicked"
        chat.members[bot.id] = Member(bot, before)
        chat.blocked = status == "kicked"
        membership.change(self.world, chat, self.user, Member(bot, status))

    def follows(self, url: str, group: Where | None = None) -> Message | Chat | None:
        """Taps a link. `group` is the one chosen for a startgroup link. None: it left Telegram."""
        name, params = links.parse(url)
        if name.startswith("+"):
            self.joins(f"https://t.me/{name}")
            return None
        bot = self.world.bot_named(name) if name else None
        if bot is None:
            if name:
                raise PracticeError(f"nobody is called @{name}")
            return None
        if "startgroup" in params:
            return self._into_group(bot, params, group)
        if "start" in params:
            return self.starts(bot, params["start"])
        return self.chat(bot)

    def _into_group(self, bot: Bot, params: dict[str, str], group: Where | None) -> Chat:
        if group is None:
            raise PracticeError("a startgroup link asks which group: pass group=")
        self.adds_bot(bot, group, params["startgroup"])
        if params.get("admin"):
            rights = {f"can_{right}" for right in params["admin"].split() if right}
            self.makes_admin(bot, group, rights)
        return self.chat(group)
