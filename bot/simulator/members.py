"""Who is in a chat, with the rights Telegram keeps for each, and the links that let people in."""

from dataclasses import dataclass, field
from typing import Any

from bot.simulator.users import User

ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
MODERATOR = frozenset(ADMIN_RIGHTS) - {"can_promote_members", "can_manage_topics"}
SENDING = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
)  # fmt: skip
PERMISSIONS = (
    *SENDING, "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip
PRESENT = ("creator", "administrator", "member", "restricted")


@dataclass(eq=False)
class Member:
    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    permissions: dict[str, bool] = field(default_factory=dict)
    until: int = 0
    is_member: bool = True
    title: str = ""

    @property
    def present(self) -> bool:
        return self.status in PRESENT and self.is_member

    @property
    def admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def api(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"status": self.status, "user": self.user.api()}
        if self.admin:
            shown["is_anonymous"] = False
        if self.title:
            shown["custom_title"] = self.title
        if self.status == "administrator":
            shown["can_be_edited"] = False
            shown |= {right: right in self.rights for right in ADMIN_RIGHTS}
        if self.status == "restricted":
            shown["is_member"] = self.is_member
            shown |= {name: self.permissions.get(name, False) for name in PERMISSIONS}
        if self.status in ("restricted", "kicked"):
            shown["until_date"] = self.until
        return shown


@dataclass(eq=False)
class InviteLink:
    url: str
    creator: User
    name: str = ""
    needs_approval: bool = False
    primary: bool = False
    revoked: bool = False
    expires: int = 0
    limit: int = 0
    used: int = 0

    def api(self) -> dict[str, Any]:
        shown = {
            "invite_link": self.url,
            "creator": self.creator.api(),
            "creates_join_request": self.needs_approval,
            "is_primary": self.primary,
            "is_revoked": self.revoked,
        }
        extra = {"name": self.name, "expire_date": self.expires, "member_limit": self.limit}
        return shown | {key: value for key, value in extra.items() if value}
