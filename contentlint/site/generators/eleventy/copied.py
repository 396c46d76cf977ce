"""What Eleventy copies as it is (11ty.dev/docs/copy): read from the literal parts of its configuration."""

from __future__ import annotations

import re

from contentlint.guard.globs import any_glob
from contentlint.site.model import Routes
from contentlint.site.project import Project
from contentlint.site.reading import js

_MOST_GLOBS = 200
"""Globs in the configuration that are held against all files."""


def add_copies(project: Project, made: Routes, text: str, helpers: str, folders: dict[str, str]) -> None:
    source = folders["input"]
    mapped: dict[str, str] = {}
    for argument in js.call_arguments(helpers, "addPassthroughCopy"):
        if isinstance(argument, dict):
            mapped.update({k: v for k, v in argument.items() if isinstance(v, str) and k != "..."})
    literals = set(re.findall(r"[\"'`]((?:\./)?[\w@.*{}, /-]+)[\"'`]", helpers))
    in_calls = re.findall(r"addPassthroughCopy\(((?:[^()]|\([^()]{0,500}\)){0,2000})", text)
    passes = "Passthrough" in helpers
    globs = sorted(literal for literal in literals if "*" in literal)
    for literal in sorted(literals.difference(globs[_MOST_GLOBS:])):
        name = literal.removeprefix("./").strip("/")
        if not name or name in (".", "..") or literal in mapped or name in mapped:
            continue
        path = project.root + name
        if path in (source, folders["includes"], folders["data"], folders["layouts"], folders["output"]):
            continue
        if "*" in name:
            matches = any_glob([name])
            for found in project.under(project.root + name.split("*")[0].rpartition("/")[0]):
                if matches(found[len(project.root) :]):
                    _copy(made, found, source, project.root)
        elif project.exists(path):
            if not path.endswith((".js", ".cjs", ".mjs", ".ts", ".json")) or (
                any(name in arguments for arguments in in_calls)
            ):
                _copy(made, path, source, project.root)
        elif "/" in literal or passes:
            for found in project.under(path):
                _copy(made, found, source, project.root)
    for origin, target in mapped.items():
        path = project.root + origin.removeprefix("./").strip("/")
        goal = "/" + target.removeprefix("./").strip("/.")
        goal = goal.rstrip("/")
        if "node_modules/" in origin:  # not in the repository: what it brings is at the place that it is given
            name = origin.rstrip("/").rsplit("/", 1)[-1]
            if "." in goal.rsplit("/", 1)[-1]:
                made.add(goal)
            elif "." in name and not set("*{") & set(name):
                made.add(f"{goal}/{name}")
            else:
                made.gap(f"{re.escape(goal)}/", f"copied from {origin}")
        elif "*" in origin:
            matches = any_glob([origin.removeprefix("./")])
            for found in project.under(path.split("*")[0].rpartition("/")[0]):
                if matches(found[len(project.root) :]):
                    made.add(f"{goal}/{found.rsplit('/', 1)[-1]}")
        elif project.exists(path):
            made.add(goal if "." in goal.rsplit("/", 1)[-1] else f"{goal}/{path.rsplit('/', 1)[-1]}")
        else:
            for found in project.under(path):
                made.add(f"{goal}/{found[len(path) + 1 :]}")
    for argument in in_calls:
        # `{ [import.meta.resolve("x")]: "js/x.js" }`
        for target in re.findall(r"\]\s*:\s*[\"'`]([\w@./-]{1,300})[\"'`]", argument):
            made.gap(re.escape("/" + target.removeprefix("./").strip("/")), "copied from where code says")
    if "eleventy-plugin-vite" in helpers:
        for found in project.under(project.root + "public"):
            made.add("/" + found[len(project.root) + 7 :])


def _copy(made: Routes, path: str, source: str, root: str) -> None:
    inside = path[len(source) + 1 :] if source and path.startswith(source + "/") else path[len(root) :]
    made.add("/" + inside)
