"""Photos, voice notes and other files: uploaded, or sent again by file id."""

import struct
from typing import Any

from bot.simulator.api.call import MethodCall, Upload, method
from bot.simulator.api.compose import caption_content, post_message
from bot.simulator.errors import ApiError, bad_request
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


def _upload(call: MethodCall, kind: str) -> Upload | None:
    given = call.text(kind)
    if given.startswith("attach://"):
        return call.uploads.get(given.removeprefix("attach://"))
    return call.uploads.get(kind)


def _file_to_send(call: MethodCall, kind: str) -> StoredFile:
    upload = _upload(call, kind)
    if upload is None:
        return _by_file_id(call, kind)
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and len(upload.data) > PHOTO_BYTES:
        raise bad_request("file is too big")
    if kind == "photo" and not _is_picture(upload.data):
        raise bad_request("IMAGE_PROCESS_FAILED")
    mime, name = MIMES[kind]
    if kind in ("document", "photo"):
        mime, name = upload.mime or mime, upload.name or name
    return call.world.files.put(kind, upload.data, mime, name)


def _by_file_id(call: MethodCall, kind: str) -> StoredFile:
    given = call.text(kind)
    if not given:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = call.world.files.by_file_id(given, call.bot.id)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _file_details(call: MethodCall, kind: str, file: StoredFile) -> dict[str, Any]:
    width, height = picture_size(file.data)
    if kind == "photo":
        return {"width": width, "height": height}
    shown: dict[str, Any] = {}
    if kind in ("voice", "audio", "video", "video_note"):
        shown["duration"] = call.number("duration") or file.meta.get("duration", 1)
    if kind in ("video", "sticker"):
        shown |= {"width": call.number("width", 640), "height": call.number("height", 480)}
    if kind == "video_note":
        return shown | {"length": call.number("length", 240)}
    if kind == "sticker":
        return shown | {"type": "regular", "is_animated": False, "is_video": False}
    if kind in ("document", "audio", "video"):
        shown["file_name"] = file.name
    return shown | {"mime_type": file.mime}


def _register_send_method(kind: str) -> None:
    @method(METHOD_NAMES[kind], sends=True)
    def send_file(call: MethodCall) -> dict[str, Any]:
        chat = call.writable_chat()
        file = _file_to_send(call, kind)
        content: dict[str, Any] = {kind: _file_details(call, kind, file)}
        if kind not in ("video_note", "sticker"):
            content |= caption_content(call)
        return post_message(call, chat, content, RIGHTS[kind], file=file).api(call.bot)


for _kind in METHOD_NAMES:
    _register_send_method(_kind)


@method("getFile")
def get_file(call: MethodCall) -> dict[str, Any]:
    stored = call.world.files.by_file_id(call.text("file_id"), call.bot.id)
    if stored is None:
        if not call.text("file_id"):
            raise bad_request("file_id not specified")
        raise bad_request("invalid file_id")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.api(call.bot.id) | {"file_path": stored.path}


__all__ = ["get_file", "picture_size"]
