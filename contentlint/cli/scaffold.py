"""The files that `contentlint init` writes: configuration, hook, workflows."""

from __future__ import annotations

import json
from pathlib import Path

from contentlint.cli.survey import Found, Survey
from contentlint.run.baseline import DEFAULT
from contentlint.run.origin import Origin
from contentlint.text.spans import on_one_line

_MOST_RULES = 12

HOOK_FILE = ".pre-commit-config.yaml"
WORKFLOW_FILE = ".github/workflows/contentlint.yml"
GITLAB_FILE = ".gitlab-ci.yml"


def configuration(survey: Survey, *, with_baseline: bool) -> str:
    """A contentlint.toml with what was found, and the keys that a site like this may want, commented."""
    lines = [
        "# contentlint's configuration. What is commented out holds by itself; `contentlint rules` lists the rules,"
    ]
    lines.append("# `contentlint explain RULE` says what one does and which options it has.")
    lines += ["#", *(f"# {line}" for line in seen(survey))]
    lines += [
        "",
        '# extend = "seo"             # what to build on: seo, strict, a file of the repository, a package',
        '# fail-on = "error"          # the mildest severity that fails a check: "error", "warning" or "info"',
        '# exclude = ["drafts/**"]    # files never to check',
        "",
        "# Findings that are known, and not told: `contentlint check --write-baseline` writes them.",
        f'{"" if with_baseline else "# "}baseline = "{DEFAULT}"',
        "",
        *_site(survey),
        "",
        "[rules]",
        *_rules(survey),
        "",
        "# [[overrides]]               # other settings for some posts",
        f"# paths = [{_quoted(_some_folder(survey) + '/**')}]",
        '# rules = { freshness = "off" }',
        "",
    ]
    return "\n".join(lines)


def seen(survey: Survey) -> list[str]:
    """What a repository has, in lines for people."""
    lines = []
    for place in survey.places:
        site, where = place.site, (place.site.routes.root or ".").rstrip("/")
        posts = f"{place.posts:,} post{'s' * (place.posts != 1)}"
        if site.generator == "plain":
            lines.append(
                f"No site generator is known in {on_one_line(where)}, so it is read as plain Markdown: {posts}"
            )
        else:
            like = f"{site.generator} ({on_one_line(site.why)})"
            lines.append(f"The site in {on_one_line(where)} looks like {like}: {posts}")
        for folder, count in place.folders:
            lines.append(f"  {on_one_line(folder)}: {count:,}")
    if not survey.posts:
        lines.append("No post was found: name the folders that hold them with `include`.")
    if survey.schemas:
        lines.append("Front matter is held against:")
        lines += [f"  {on_one_line(label)}: {count:,}" for label, count in survey.schemas[:_MOST_RULES]]
    elif survey.posts:
        lines.append("No schema of the front matter was found.")
    if survey.outcome.languages:
        others = ", ".join(f"{count:,} {code}" for code, count in survey.outcome.languages.most_common())
        lines.append(f"Posts in languages that not all rules judge: {others}.")
    return lines


def by_rule(survey: Survey) -> list[str]:
    """The findings by rule, in lines for people."""
    width = max((len(f"{row.category}/{row.rule}") for row in survey.found), default=0)
    return [
        f"{row.severity:<7}  {f'{row.category}/{row.rule}':<{width}}  {row.count:>6,}  in {_posts(row)}"
        for row in survey.found
    ]


def _site(survey: Survey) -> list[str]:
    lines = ["[site]"]
    for place in survey.places[:1]:
        site = place.site
        if site.generator == "plain":
            lines.append(
                '# generator = "hugo"          # none is known here; with one, addresses of the site are judged'
            )
        else:
            lines.append(f"# generator = {_quoted(site.generator)}      # found by itself: {on_one_line(site.why)}")
        if site.hosts:
            lines.append(f"# The site's own addresses are those of {', '.join(sorted(site.hosts)[:3])}.")
        else:
            lines.append(
                "# Its public address was not found: with it, links that name the site in full are checked, too."
            )
            lines.append('# base-url = "https://example.com/"')
    lines.append('# assume-exists = ["/docs/**"]   # addresses that something else publishes')
    return lines


def _rules(survey: Survey) -> list[str]:
    lines = []
    if survey.habits:
        lines.append("# Over a third of the posts have these: mend them, or take the mark away to have none of it.")
        lines += [f'# {row.rule} = "off"{_counted(row)}' for row in survey.habits[:_MOST_RULES]]
    rest = [row for row in survey.found if row not in survey.habits]
    if rest:
        lines.append("# Found here. A severity may be error, warning, info or off.")
        lines += [f'# {row.rule} = "{row.severity}"{_counted(row)}' for row in rest[:_MOST_RULES]]
        if len(rest) > _MOST_RULES:
            lines.append(f"# … and {len(rest) - _MOST_RULES} more rules: `contentlint check` tells")
    return lines or [
        '# stale-year = "error"        # a rule, or a category (links, claims …): error, warning, info, off'
    ]


def _counted(row: Found) -> str:
    return f"   # {row.count:,} in {_posts(row)}"


def _posts(row: Found) -> str:
    return f"{row.posts:,} post{'s' * (row.posts != 1)}"


def _some_folder(survey: Survey) -> str:
    folder = next((place.folders[0][0] for place in survey.places if place.folders), "archive")
    return "archive" if folder == "." else folder


def _quoted(text: str) -> str:
    """A text as a string of TOML."""
    return json.dumps(on_one_line(text), ensure_ascii=False)


def hook(origin: Origin, *, has_errors: bool) -> str:
    """The entry for pre-commit below `repos:`. On a site with errors the hook that tells what is new."""
    which = "contentlint-changed" if has_errors else "contentlint"
    return f"  - repo: {origin.shown}\n    rev: {origin.tag}\n    hooks:\n      - id: {which}\n"


def workflow(origin: Origin, folder: str) -> str:
    """A workflow of GitHub that checks pull requests of a project in a folder ("" for the top)."""
    head = """\
# Tells what a pull request brings: annotations on its lines, and a summary.
name: contentlint

on:
  pull_request:

permissions:
  contents: read

jobs:
  contentlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0          # the history, to compare with
          persist-credentials: false
"""
    if origin.action:
        place = f"        with:\n          working-directory: {json.dumps(folder)}\n" if folder else ""
        return f"{head}      - uses: {origin.action}\n{place}"
    place = f"        working-directory: {json.dumps(folder)}\n" if folder else ""
    return f"""{head}\
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: python -m pip install {_requirement(origin)}
      - run: >
          contentlint check --since "origin/$GITHUB_BASE_REF"
          --format github --output markdown=summary.md
{place}\
      - run: cat summary.md >> "$GITHUB_STEP_SUMMARY"
        if: always()
{place}"""


def gitlab(origin: Origin) -> str:
    """A job of GitLab CI that checks merge requests."""
    return f"""\
contentlint:
  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: 0
  script:
    - pip install {_requirement(origin)}
    - git fetch origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - contentlint check --since FETCH_HEAD --format gitlab --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def _requirement(origin: Origin) -> str:
    needed = origin.requirement
    return f'"{needed}"' if " " in needed else needed


def below(top: Path, folder: Path) -> str:
    """The way from the top of a repository to a folder, "" for the top."""
    way = folder.resolve().relative_to(top.resolve()).as_posix()
    return "" if way == "." else way
