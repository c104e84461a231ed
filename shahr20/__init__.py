"""The archive of «شهر بیست» (shahr20.ir): Persian city news, kept, searchable and citable."""

from shahr20.archive.archive import Archive

__all__ = ["Archive", "__version__"]
__version__ = "0.1.0"
