"""Make docs/images/report*.png: the HTML report of the example blog, as the README shows it.

Needs Chromium (Debian: apt install chromium). Usage: python scripts/report_screenshot.py [CHROMIUM]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
VIEWS = {"report.png": ("", "1240,1000"), "report-findings.png": ("#findings", "1240,1000")}
"""Each image with the address of the view and the size of the window."""
TODAY = "2026-11-23"
"""The clock of the report, so that the same posts give the same picture."""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()


def main() -> None:
    """Check the example, open the page, write the image."""
    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("Chromium is not installed; give its path as the argument")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        command = [sys.executable, "-m", "contentlint", "check", "--format", "html", "-o", str(page), "--today", TODAY]
        done = subprocess.run(command, cwd=ROOT / "examples" / "blog", check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"contentlint ended with {done.returncode}")
        IMAGES.mkdir(parents=True, exist_ok=True)
        for name, (view, size) in VIEWS.items():
            flags = [*FLAGS, f"--user-data-dir={folder}/profile", f"--window-size={size}"]
            command = [chromium, *flags, f"--screenshot={IMAGES / name}", page.as_uri() + view]
            subprocess.run(command, check=True, timeout=60, stderr=subprocess.DEVNULL)
            print(f"{name}: {(IMAGES / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
