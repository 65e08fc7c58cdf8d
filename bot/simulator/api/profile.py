"""The bot's profile: name, descriptions, commands, menu button."""

import json
import re
from typing import Any

from bot.simulator.api.call import MethodCall, method
from bot.simulator.errors import bad_request
from bot.simulator.markup import utf16_length

COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
)  # fmt: skip
BUTTONS = ("commands", "web_app", "default")


@method("getMe")
def get_me(call: MethodCall) -> dict[str, Any]:
    return call.bot.me()


def _scope(call: MethodCall) -> tuple[str, str]:
    scope = call.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return json.dumps(scope, sort_keys=True), call.text("language_code")


@method("setMyCommands")
def set_my_commands(call: MethodCall) -> bool:
    commands = call.structure("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not COMMAND.match(str(each.get("command", "")).lstrip("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(str(each.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[_scope(call)] = [
        {"command": each["command"].lstrip("/"), "description": each["description"]}
        for each in commands
    ]
    return True


@method("getMyCommands")
def get_my_commands(call: MethodCall) -> list[dict[str, str]]:
    return call.bot.commands.get(_scope(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: MethodCall) -> bool:
    call.bot.commands.pop(_scope(call), None)
    return True


def _register_profile_text(set_name: str, get_name: str, key: str, field: str, limit: int) -> None:
    @method(set_name)
    def set_it(call: MethodCall) -> bool:
        if utf16_length(call.text(key)) > limit:
            raise bad_request(f"bot {key.replace('_', ' ')} is too long")
        getattr(call.bot, field)[call.text("language_code")] = call.text(key)
        if key == "name" and not call.text("language_code") and call.text(key):
            call.bot.first_name = call.text(key)
        call.world.changed()
        return True

    @method(get_name)
    def get_it(call: MethodCall) -> dict[str, str]:
        held: dict[str, str] = getattr(call.bot, field)
        default = call.bot.first_name if key == "name" else ""
        return {key: held.get(call.text("language_code")) or held.get("", default)}


_register_profile_text("setMyName", "getMyName", "name", "names", 64)
_register_profile_text("setMyDescription", "getMyDescription", "description", "descriptions", 512)
_register_profile_text(
    "setMyShortDescription",
    "getMyShortDescription",
    "short_description",
    "short_descriptions",
    120,
)


@method("setChatMenuButton")
def set_chat_menu_button(call: MethodCall) -> bool:
    button = call.structure("menu_button") or {"type": "default"}
    if button.get("type") not in BUTTONS:
        raise bad_request("can't parse MenuButton: MenuButton has unsupported type")
    call.bot.menu_buttons[call.number("chat_id")] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: MethodCall) -> dict[str, Any]:
    held = call.bot.menu_buttons
    return held.get(call.number("chat_id")) or held.get(0) or {"type": "commands"}
