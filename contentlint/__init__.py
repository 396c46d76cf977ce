"""contentlint: linter and fact-checker for blogs kept as Markdown in git."""

__version__ = "0.1.0"
