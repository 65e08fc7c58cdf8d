"""Checks of reply markup: which keyboards Telegram takes and which it refuses."""

import re
from typing import Any

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.markup import utf16_length

ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text", "pay",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game",
)  # fmt: skip
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
MAX_BUTTONS = 100

Markup = dict[str, Any]


def check_keyboard(markup: Any, *, inline_only: bool = False) -> Markup | None:
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return _reply(markup)
    return {key: markup[key] for key in markup} if any(k in markup for k in KINDS) else None


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {what} JSON object")
    return [row for row in rows if row]


def _inline(rows: Any) -> Markup | None:
    kept = [[_button(b) for b in row] for row in _rows(rows, "inline keyboard")]
    if sum(map(len, kept)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _button(button: Any) -> Markup:
    if not isinstance(button, dict):
        raise _unparsed("expected an object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unparsed('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])
    return dict(button)


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url" and (wrong := _url_problem(str(value))):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {wrong}")
    elif action == "copy_text" and not 1 <= utf16_length(value.get("text", "")) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _url_problem(url: str) -> str:
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https", "tg", "ton"):
        return "Unsupported URL protocol"
    host = re.sub(r"^\w+://", "", url).split("/")[0]
    if not host:
        return "URL host is empty"
    return "" if "." in host or url.startswith("tg:") else "Wrong HTTP URL"


def _reply(markup: Markup) -> Markup:
    rows = []
    for row in _rows(markup["keyboard"], "reply keyboard markup"):
        rows.append([{"text": key} if isinstance(key, str) else dict(key) for key in row])
    for key in (key for row in rows for key in row):
        if not isinstance(key.get("text"), str) or not key["text"].strip():
            raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    if not rows:
        raise bad_request("keyboard is empty")
    return markup | {"keyboard": rows}
