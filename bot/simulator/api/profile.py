"""What the bot says about itself: name, descriptions, commands, menu."""

import json
import re
from typing import Any

from bot.simulator.api.ask import Ask, method
from bot.simulator.errors import bad
from bot.simulator.markup import units

COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
)  # fmt: skip
BUTTONS = ("commands", "web_app", "default")


@method("getMe")
def get_me(ask: Ask) -> dict[str, Any]:
    return ask.bot.me()


def _scope(ask: Ask) -> tuple[str, str]:
    scope = ask.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    return json.dumps(scope, sort_keys=True), ask.text("language_code")


@method("setMyCommands")
def set_my_commands(ask: Ask) -> bool:
    commands = ask.structure("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands: expected an array of BotCommand")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not COMMAND.match(str(each.get("command", "")).lstrip("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(str(each.get("description", ""))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    ask.bot.commands[_scope(ask)] = [
        {"command": each["command"].lstrip("/"), "description": each["description"]}
        for each in commands
    ]
    return True


@method("getMyCommands")
def get_my_commands(ask: Ask) -> list[dict[str, str]]:
    return ask.bot.commands.get(_scope(ask), [])


@method("deleteMyCommands")
def delete_my_commands(ask: Ask) -> bool:
    ask.bot.commands.pop(_scope(ask), None)
    return True


def _about(set_name: str, get_name: str, key: str, field: str, limit: int) -> None:
    @method(set_name)
    def set_it(ask: Ask) -> bool:
        if units(ask.text(key)) > limit:
            raise bad(f"bot {key.replace('_', ' ')} is too long")
        getattr(ask.bot, field)[ask.text("language_code")] = ask.text(key)
        if key == "name" and not ask.text("language_code") and ask.text(key):
            ask.bot.first_name = ask.text(key)
        ask.world.changed()
        return True

    @method(get_name)
    def get_it(ask: Ask) -> dict[str, str]:
        held: dict[str, str] = getattr(ask.bot, field)
        default = ask.bot.first_name if key == "name" else ""
        return {key: held.get(ask.text("language_code")) or held.get("", default)}


_about("setMyName", "getMyName", "name", "names", 64)
_about("setMyDescription", "getMyDescription", "description", "descriptions", 512)
_about(
    "setMyShortDescription",
    "getMyShortDescription",
    "short_description",
    "short_descriptions",
    120,
)


@method("setChatMenuButton")
def set_chat_menu_button(ask: Ask) -> bool:
    button = ask.structure("menu_button") or {"type": "default"}
    if button.get("type") not in BUTTONS:
        raise bad("can't parse MenuButton: MenuButton has unsupported type")
    ask.bot.menu_buttons[ask.number("chat_id")] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(ask: Ask) -> dict[str, Any]:
    held = ask.bot.menu_buttons
    return held.get(ask.number("chat_id")) or held.get(0) or {"type": "commands"}
