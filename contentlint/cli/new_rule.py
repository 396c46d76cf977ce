"""`contentlint new-rule`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentlint.cli import known, options

if TYPE_CHECKING:
    from contentlint.catalog.rule import Rule

_PATTERN = """\
id: {id}
category: {category}
check: pattern
severity: warning          # or error, info
languages: [en]            # take this out for a rule that holds in any language
summary: A phrase that this site does not use.
message: "'{{words}}' is not how we say it: write … instead"
why: >
  Why a reader is better off without it: `contentlint explain {id}` shows this.
options:
  phrases: [at this point in time]     # or expressions between slashes: '/\\bteh\\b/'
  scopes: [title, description, text]   # where they are looked for
examples:                              # the tests: ⟦…⟧ marks what must be reported
  - bad: "⟦At this point in time⟧ the kettle is out of stock."
  - good: "The kettle is out of stock now."
"""

_NOTE = "# Begun as a copy of the built-in rule '{model}': change what it says, its options and its examples.\n"


@click.command("new-rule", short_help="Write the file of a rule of your own.")
@click.argument("name", metavar="CATEGORY/ID")
@click.option("--check", default="pattern", show_default=True, help="The check that the rule is made of.")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path),
    help="Where it goes.  [default: the first of the configuration's rule-paths, else rules]",
)  # fmt: skip
@options.config
@options.trust_config
def new_rule(name: str, check: str, folder: Path | None, config: Path | None, trust_config: bool) -> None:
    """Write a rule with an example of what it reports and of what it does not, ready to be changed.

    CATEGORY is one of the built-in ones or one of your own. `contentlint test FILE` runs the examples.
    """
    from contentlint.catalog.catalog import find_check
    from contentlint.errors import UsageError, WriteError
    from contentlint.guard import writing

    found = known.here((), config, trust=trust_config, examples=False)
    category, _, id_ = name.partition("/")
    if not all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", part) for part in (category, id_)):
        raise UsageError(f"'{name[:80]}' is not CATEGORY/ID, each of lower-case words joined by hyphens")
    if id_ in found.catalog.rules:
        raise UsageError(f"there is a rule '{id_}' already ({found.catalog.rules[id_].path}): choose another id")
    find_check(check)
    text = _text(category, id_, check, list(found.catalog.rules.values()))
    places = [path for path in found.rule_files if not path.suffix]
    home = folder.absolute() if folder else next(iter(places), found.folder / "rules")
    target = home / category / f"{id_}.yaml"
    if target.exists() or target.is_symlink():
        raise UsageError(f"{known.shown(target)} is there already: edit it, or choose another id")
    if folder is None and not found.boundary.holds(target):
        raise UsageError(f"{known.shown(target)} leads out of the repository: name the folder with --folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"can't be made: {error.strerror}", path=known.shown(target.parent)) from None
    writing.write(target, text.encode())
    click.echo(f"Wrote {known.shown(target)}. Its examples: contentlint test {known.shown(target)}")
    if not any(target.is_relative_to(place) for place in found.rule_files):
        inside = home.is_relative_to(found.folder)
        where = home.relative_to(found.folder).as_posix() if inside else known.shown(home)
        click.echo(f'For it to run, put `rule-paths = ["{where}"]` into contentlint.toml, above the first [table].')


def _text(category: str, id_: str, check: str, rules: list[Rule]) -> str:
    """The file of a new rule: of the pattern check a plain one, of others the shortest built-in one over the check."""
    from contentlint.catalog.catalog import builtin_root
    from contentlint.errors import UsageError

    asked = check.replace("_", "-")
    if asked == "pattern":
        return _PATTERN.format(id=id_, category=category)
    models = [
        (Path(rule.path).read_text("utf-8"), rule)
        for rule in rules
        if rule.check.replace("_", "-") == asked and Path(rule.path).is_relative_to(builtin_root())
    ]
    if not models:
        raise UsageError(f"no built-in rule is made of the check '{check}', so there is none to begin with")
    text, model = min(models, key=lambda one: len(one[0]))
    text = re.sub(r"^enabled: false\n", "", text, flags=re.MULTILINE)  # who writes a rule wants it to run
    text = re.sub(r"^id: .*$", f"id: {id_}\ncategory: {category}", text, count=1, flags=re.MULTILINE)
    return _NOTE.format(model=model.id) + text
