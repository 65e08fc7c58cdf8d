"""Turns Telegram's HTML into text and entities; refuses what Telegram refuses."""

import re
from typing import Any

from bot.simulator.errors import ApiError, bad_request

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TOKEN = re.compile(r"<(/?)([^\s<>/]*)([^<>]*)>|&(#x[0-9a-fA-F]+|#\d+|[a-z]+);?|([^<&]+|[<&])")
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
DETECTED = {
    "bot_command": r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])",
    "mention": r"(?<![\w@])@[A-Za-z]\w{3,31}",
    "email": r"[\w.+-]+@[\w-]+\.[\w.]+",
    "url": r"(?:https?://[^\s<>\"]+|(?<![\w./])t\.me/[^\s<>\"]+)",
    "hashtag": r"(?<!\w)#\w*[^\W\d]\w*",
    "phone_number": r"(?<![\w+])\+\d[\d -]{8,14}\d",
}

Entity = dict[str, Any]


def utf16_length(text: str) -> int:
    """Telegram counts lengths and offsets in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _refuse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _bytes_before(source: str, position: int) -> int:
    return len(source[:position].encode())


def _character(name: str, raw: str) -> str:
    if not name.startswith("#"):
        return NAMED.get(name, raw)
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(code) if 0 < code < 0x110000 else raw


def _open_tag(tag: str, attributes: str, at: int) -> Entity:
    given = {m[1]: m[2] or m[3] or m[4] or "" for m in ATTRIBUTE.finditer(attributes)}
    if tag not in TAGS or (tag == "span" and given.get("class") != "tg-spoiler"):
        known = "span" if tag == "span" else tag
        raise _refuse(f'Unsupported start tag "{known}" at byte offset {at}')
    entity: Entity = {"type": TAGS[tag]}
    if tag == "a":
        entity["url"] = re.sub("&(\\w+);", lambda m: NAMED.get(m[1], m[0]), given.get("href", ""))
    if tag == "blockquote" and "expandable" in given:
        entity["type"] = "expandable_blockquote"
    if tag == "tg-emoji":
        entity["custom_emoji_id"] = given.get("emoji-id", "")
    if tag == "code" and given.get("class", "").startswith("language-"):
        entity["language"] = given["class"].removeprefix("language-")
    return entity


def parse_html(source: str) -> tuple[str, list[Entity]]:
    text, length = [], 0
    open_tags: list[tuple[str, int, Entity]] = []
    entities: list[Entity] = []
    for match in TOKEN.finditer(source):
        slash, tag, attributes, named, plain = match.groups()
        if tag is None:
            if plain == "<":
                at = _bytes_before(source, match.start())
                raise _refuse(f"Unclosed start tag at byte offset {at}")
            piece = plain if named is None else _character(named, match[0])
            text.append(piece)
            length += utf16_length(piece)
        elif slash:
            _close_tag(
                tag.lower(), _bytes_before(source, match.start()), length, open_tags, entities
            )
        else:
            at = _bytes_before(source, match.start())
            open_tags.append((tag.lower(), length, _open_tag(tag.lower(), attributes, at)))
    if open_tags:
        tag = open_tags[-1][0]
        raise _refuse(f'Can\'t find end tag corresponding to start tag "{tag}"')
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return trimmed("".join(text), entities)


def _close_tag(
    tag: str, at: int, end: int, open_tags: list[tuple[str, int, Entity]], done: list[Entity]
) -> None:
    if not open_tags:
        raise _refuse(f"Unexpected end tag at byte offset {at}")
    expected, start, entity = open_tags.pop()
    if tag and tag != expected:
        raise _refuse(
            f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{tag}>"'
        )
    if end > start and (entity["type"] != "text_link" or entity["url"]):
        done.append({"type": entity["type"], "offset": start, "length": end - start} | entity)


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    lead = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] - lead + entity["length"], utf16_length(text))
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return text, kept


def detected(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the entities that Telegram finds by itself: commands, links, mentions, phone numbers."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if "url" in e]
    found = list(entities)
    for kind, pattern in DETECTED.items():
        for match in re.finditer(pattern, text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match[0])
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))
