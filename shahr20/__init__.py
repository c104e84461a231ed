"""The archive of «شهر بیست» (shahr20.ir): Persian city news, kept, searchable and citable."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shahr20.archive.archive import Archive

__all__ = ["Archive", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`Archive` when it is first asked for: it brings sqlite-utils, and with that pandas where it is installed."""
    if name != "Archive":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from shahr20.archive.archive import Archive

    globals()["Archive"] = Archive
    return Archive
