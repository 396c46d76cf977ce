"""What a release needs: that a tag agrees with the version, the changelog and the README; notes; the address.

    python scripts/release.py check v0.1.0      exit code 1, and a line for each thing that does not agree
    python scripts/release.py notes             the version's section of the changelog
    python scripts/release.py address URL       write the repository's address into pyproject.toml, for the build

The version stands in one place, `contentlint/__init__.py`, and the address in none: whoever publishes has it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def version(root: Path = ROOT) -> str:
    """The version that the package says it has."""
    found = re.search(r'^__version__ = "([^"]+)"$', (root / "contentlint/__init__.py").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def notes(root: Path = ROOT) -> str:
    """The section of the changelog about this version; "" when there is none."""
    parts = re.split(r"^## ", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    own = (part for part in parts if part.split(maxsplit=1)[:1] == [version(root)])
    return next((part.partition("\n")[2].strip() + "\n" for part in own), "")


def disagreements(tag: str, root: Path = ROOT) -> list[str]:
    """What does not agree with a tag, a line each."""
    own, lines = version(root), []
    if tag != f"v{own}":
        lines.append(f"the tag is {tag}, and contentlint/__init__.py says {own}")
    if not notes(root).strip():
        lines.append(f"CHANGELOG.md has no section '## {own}'")
    for name in ("README.md", "docs/adopting.md"):
        named = re.findall(r"(?:rev: |contentlint@)(v[0-9][\w.]*)", (root / name).read_text("utf-8"))
        lines += [f"{name} names {other}" for other in named if other != f"v{own}"]
    return lines


def add_address(url: str, root: Path = ROOT) -> None:
    """Write the repository's address into pyproject.toml: the package's metadata tells it from then on."""
    file = root / "pyproject.toml"
    text = file.read_text("utf-8")
    if not re.fullmatch(r"https://[\w./-]+", url) or "[project.urls]" in text:
        raise SystemExit(f"not an address, or there is one already: {url}")
    tag = f"{url}/blob/v{version(root)}"
    urls = {"Repository": url, "Changelog": f"{tag}/CHANGELOG.md", "Documentation": f"{tag}/README.md"}
    lines = ["", "[project.urls]", *(f'{name} = "{address}"' for name, address in urls.items())]
    file.write_text(text.rstrip("\n") + "\n" + "\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """The command line."""
    match sys.argv[1:]:
        case ["check", tag]:
            lines = disagreements(tag)
            print("\n".join(lines) or f"{tag}: everything agrees")
            raise SystemExit(1 if lines else 0)
        case ["notes"]:
            print(notes(), end="")
        case ["address", url]:
            add_address(url)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
