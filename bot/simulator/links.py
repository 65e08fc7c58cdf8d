"""The t.me links that a person can tap."""

from urllib.parse import parse_qsl, urlsplit


def parse_link(url: str) -> tuple[str, dict[str, str]]:
    """The username (or "+hash") and the parameters of a t.me link; "" if it is another link."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    params = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme == "tg" and parts.netloc == "resolve":
        return params.pop("domain", ""), params
    if parts.netloc not in ("t.me", "telegram.me"):
        return "", {}
    return parts.path.strip("/").split("/")[0], params
