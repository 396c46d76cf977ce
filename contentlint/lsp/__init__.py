"""The language server: findings in an editor as one types, with their reasons, their fixes and where links lead.

Language Server Protocol 3.17 over standard input and output. Documents are sent whole; positions are in UTF-16 code
units, as every client understands them.
"""

from __future__ import annotations

from contentlint.lsp.server import Server

__all__ = ["Server"]
