"""`contentlint cache`."""

from __future__ import annotations

import click


@click.command(short_help="Show or clear what is kept from run to run.")
@click.argument("action", type=click.Choice(["show", "clear"]), default="show")
def cache(action: str) -> None:
    """Show what is kept from run to run, and where; or delete it.

    Nothing in it is needed: it saves time. The folder is the user's cache folder; the environment variable
    CONTENTLINT_CACHE_DIR names another. What audits have read of sources stays: it is evidence.
    """
    from contentlint.guard import place
    from contentlint.run import stock

    folder = place.cache_folder()
    if action == "clear":
        count = stock.clear()
        click.echo(f"{folder}: {count:,} file{'s' * (count != 1)} deleted")
        return
    click.echo(str(folder))
    for shelf in stock.shelves():
        click.echo(f"  {shelf.what:<32} {len(shelf.files):>7,} files {shelf.size / 1e6:>8.1f} MB")
