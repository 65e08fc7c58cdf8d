"""A request as bytes: no client library would send what these tests have to send."""

import asyncio
from urllib.parse import urlsplit


async def send_bytes(url: str, *headers: bytes, body: bytes = b"", length: int = -1) -> int:
    """Post it and return the status. `length`: what the header claims, if not the truth."""
    to = urlsplit(url)
    reader, writer = await asyncio.open_connection(to.hostname, to.port)
    claimed = len(body) if length < 0 else length
    lines = [
        f"POST {to.path} HTTP/1.1".encode(),
        f"Host: {to.netloc}".encode(),
        b"Content-Type: application/json",
        f"Content-Length: {claimed}".encode(),
        *headers,
    ]
    writer.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
    try:
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
