"""The archive of «شهر بیست» (shahr20.ir): Persian city news, kept, searchable and citable."""

__version__ = "0.1.0"
