"""Photos, voice notes and other files: uploaded, or sent again by their id."""

import struct
from typing import Any

from bot.simulator.api.ask import Ask, Upload, method
from bot.simulator.api.compose import caption_content, send
from bot.simulator.errors import ApiError, bad
from bot.simulator.files import MAX_DOWNLOAD, MAX_UPLOAD, StoredFile

RIGHTS = {
    "photo": "can_send_photos", "voice": "can_send_voice_notes", "audio": "can_send_audios",
    "video": "can_send_videos", "video_note": "can_send_video_notes",
    "document": "can_send_documents", "sticker": "can_send_other_messages",
}  # fmt: skip
METHOD_NAMES = {
    "photo": "sendPhoto", "voice": "sendVoice", "audio": "sendAudio", "video": "sendVideo",
    "video_note": "sendVideoNote", "document": "sendDocument", "sticker": "sendSticker",
}  # fmt: skip
MIMES = {
    "photo": ("image/jpeg", "photo.jpg"), "voice": ("audio/ogg", "voice.ogg"),
    "audio": ("audio/mpeg", "audio.mp3"), "video": ("video/mp4", "video.mp4"),
    "video_note": ("video/mp4", "round.mp4"), "sticker": ("image/webp", "sticker.webp"),
    "document": ("application/octet-stream", "file.bin"),
}  # fmt: skip
PHOTO_BYTES = 10 * 1024 * 1024


def picture_size(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return 640, 480


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"BM")) or data[8:12] == b"WEBP"


def _upload(ask: Ask, kind: str) -> Upload | None:
    given = ask.text(kind)
    if given.startswith("attach://"):
        return ask.uploads.get(given.removeprefix("attach://"))
    return ask.uploads.get(kind)


def _stored(ask: Ask, kind: str) -> StoredFile:
    upload = _upload(ask, kind)
    if upload is None:
        return _again(ask, kind)
    if not upload.data:
        raise bad("file must be non-empty")
    if len(upload.data) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and len(upload.data) > PHOTO_BYTES:
        raise bad("file is too big")
    if kind == "photo" and not _is_picture(upload.data):
        raise bad("IMAGE_PROCESS_FAILED")
    mime, name = MIMES[kind]
    if kind in ("document", "photo"):
        mime, name = upload.mime or mime, upload.name or name
    return ask.world.files.put(kind, upload.data, mime, name)


def _again(ask: Ask, kind: str) -> StoredFile:
    given = ask.text(kind)
    if not given:
        raise bad(f"there is no {kind.replace('_', ' ')} in the request")
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    stored = ask.world.files.by_file_id(given, ask.bot.id)
    if stored is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _shape(ask: Ask, kind: str, file: StoredFile) -> dict[str, Any]:
    width, height = picture_size(file.data)
    if kind == "photo":
        return {"width": width, "height": height}
    shown: dict[str, Any] = {}
    if kind in ("voice", "audio", "video", "video_note"):
        shown["duration"] = ask.number("duration") or file.meta.get("duration", 1)
    if kind in ("video", "sticker"):
        shown |= {"width": ask.number("width", 640), "height": ask.number("height", 480)}
    if kind == "video_note":
        return shown | {"length": ask.number("length", 240)}
    if kind == "sticker":
        return shown | {"type": "regular", "is_animated": False, "is_video": False}
    if kind in ("document", "audio", "video"):
        shown["file_name"] = file.name
    return shown | {"mime_type": file.mime}


def _sender(kind: str) -> None:
    @method(METHOD_NAMES[kind], sends=True)
    def send_file(ask: Ask) -> dict[str, Any]:
        chat = ask.writable()
        file = _stored(ask, kind)
        content: dict[str, Any] = {kind: _shape(ask, kind, file)}
        if kind not in ("video_note", "sticker"):
            content |= caption_content(ask)
        return send(ask, chat, content, RIGHTS[kind], file=file).api(ask.bot)


for _kind in METHOD_NAMES:
    _sender(_kind)


@method("getFile")
def get_file(ask: Ask) -> dict[str, Any]:
    stored = ask.world.files.by_file_id(ask.text("file_id"), ask.bot.id)
    if stored is None:
        if not ask.text("file_id"):
            raise bad("file_id not specified")
        raise bad("invalid file_id")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad("file is too big")
    return stored.api(ask.bot.id) | {"file_path": stored.path}


__all__ = ["get_file", "picture_size"]
