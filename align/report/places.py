"""Names of files as other programs take them: URIs, and paths of a repository."""

from pathlib import PurePath, PurePosixPath
from urllib.parse import quote

# Left as they are in the path of a URI (RFC 3986, 3.3), but for the colon: before the first
# slash it would end a scheme.
_SAFE = "/-._~!$&'()*+,;=@"


def uri(path: str) -> str:
    """A path as a URI: relative where the path is, with forward slashes and percent signs.

    Examples
    --------
    >>> uri("releases/13 July/en.html")
    'releases/13%20July/en.html'
    """
    pure = PurePath(path)
    slashed = pure.as_posix()
    written = quote(slashed.encode("utf-8", "surrogatepass"), safe=_SAFE)
    if not pure.is_absolute():
        return written
    # "C:/releases" stands below the root of a file URI as well (RFC 8089, appendix E.2).
    return f"file://{'' if written.startswith('/') else '/'}{written.replace('%3A', ':', 1)}"


def in_repository(path: str) -> str:
    """A path as a service knows it: with forward slashes, without a full stop at its beginning."""
    return PurePosixPath(PurePath(path).as_posix()).as_posix()
