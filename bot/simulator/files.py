"""Files that a bot or a person sent, with ids like Telegram's."""

import base64
from dataclasses import dataclass, field
from itertools import count
from typing import Any

MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
FOLDERS = {"photo": "photos", "voice": "voice", "audio": "music", "video": "videos"}


@dataclass(eq=False)
class StoredFile:
    unique_id: str
    kind: str
    data: bytes = field(repr=False)
    mime: str
    name: str
    meta: dict[str, Any] = field(default_factory=dict)

    def file_id(self, bot_id: int) -> str:
        plain = f"{self.kind}:{bot_id}:{self.unique_id}"
        return "AgAD" + base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @property
    def path(self) -> str:
        suffix = self.name.rsplit(".", 1)[-1] if "." in self.name else "bin"
        return f"{FOLDERS.get(self.kind, 'documents')}/file_{self.unique_id}.{suffix}"

    def api(self, bot_id: int) -> dict[str, Any]:
        return {
            "file_id": self.file_id(bot_id),
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


class FileStore:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._ids = count(1)

    def put(self, kind: str, data: bytes, mime: str, name: str, **meta: Any) -> StoredFile:
        unique = f"AQAD{next(self._ids):010d}"
        stored = StoredFile(unique, kind, data, mime, name, meta)
        self._files[unique] = stored
        return stored

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        return self._files.get(unique_id)

    def by_file_id(self, file_id: str, bot_id: int) -> StoredFile | None:
        """None also for the file_id of another bot: each bot has its own ids."""
        padded = file_id[4:] + "=" * (-len(file_id[4:]) % 4)
        try:
            kind, owner, unique = base64.urlsafe_b64decode(padded).decode().split(":")
        except ValueError:
            return None
        stored = self._files.get(unique)
        if not file_id.startswith("AgAD") or str(bot_id) != owner or stored is None:
            return None
        return stored if stored.kind == kind else None

    def by_path(self, path: str) -> StoredFile | None:
        return next((held for held in self._files.values() if held.path == path), None)
