"""The images of a post's front matter or body: whether there is one, its pixels, its format, its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.measure import pictures, words
from contentlint.measure.pictures import Picture
from contentlint.post.post import Post
from contentlint.site import Site
from contentlint.site.links import references
from contentlint.site.paths import has_scheme, host_and_path, join_file, take_apart
from contentlint.text.spans import Span

KEYS = (
    "heroImage", "hero_image", "hero", "image", "cover", "coverImage", "cover_image", "cover.image", "ogImage",
    "og_image", "featuredImage", "featured_image", "thumbnail", "banner", "image.src", "image.path", "heroImage.src",
)  # fmt: skip
_PUBLIC = ("public/", "static/", "source/", "src/", "assets/", "content/", "docs/", "")
"""Folders that an address from the root may be in."""
_FORMATS = {"jpg": "jpeg", "svg+xml": "svg"}
_NAMES = {"webp": "WebP"}


@dataclass(frozen=True, slots=True)
class Options:
    of: Literal["front-matter", "body"] = field(
        default="front-matter", metadata={"help": "the image of the front matter, or those of the body", "fixed": True}
    )
    required: bool = field(
        default=False, metadata={"help": "a post without an image in its front matter is reported", "fixed": True}
    )
    keys: tuple[str, ...] = field(
        default=KEYS,
        metadata={"help": "keys of the image in the front matter, the first that a post has; `cover.image` in another"},
    )
    width: int = field(default=0, metadata={"help": "the exact width in pixels; 0 for any", "least": 0})
    height: int = field(default=0, metadata={"help": "the exact height in pixels; 0 for any", "least": 0})
    min_width: int = field(default=0, metadata={"help": "the least width in pixels; 0 for any", "least": 0})
    max_width: int = field(default=0, metadata={"help": "the greatest width in pixels; 0 for any", "least": 0})
    ratio: float = field(
        default=0.0,
        metadata={"help": "the width divided by the height, give or take a fiftieth; 0 for any", "least": 0},
    )
    formats: tuple[str, ...] = field(
        default=(), metadata={"help": "the formats that it may have: png, jpeg, gif, webp, avif, svg; any when empty"}
    )
    max_kilobytes: int = field(
        default=0, metadata={"help": "the most kilobytes (of 1,000 bytes) of its file; 0 for any", "least": 0}
    )


MESSAGES = {
    "": message("image", "what", "wanted", when=lambda options: not options.required),
    "missing": message("key", when=lambda options: options.required),
}


class _Image(NamedTuple):
    target: str
    span: Span
    key: str = ""


class _File(NamedTuple):
    path: str
    size: int
    picture: Picture | None


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on the address of each image that is not as wanted, the first thing that is wrong with it.

    Nothing is said of an image that is not in the repository, or of whose file only a stand-in is there.
    """
    images = list(_images(post, options))
    if options.required:
        if not images and options.keys:
            yield Hit(words.place(post), {"key": options.keys[0]}, "missing")
        return
    for image in images:
        found = _file(post, image, context.site) if context.site is not None else None
        wrong = _wrong(found, options) if found is not None else None
        if found is not None and wrong is not None:
            yield Hit(image.span, {"image": found.path.rpartition("/")[2], "what": wrong[0], "wanted": wrong[1]})


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The image of the front matter with its size and weight; of the body how many were looked at."""
    files = [f for image in _images(post, options) if context.site and (f := _file(post, image, context.site))]
    if not files:
        return None
    if options.of == "body":
        return {"images": len(files), "largest in kilobytes": round(max(file.size for file in files) / 1000)}
    picture = files[0].picture
    said: dict[str, str | int | float] = {"image": files[0].path.rpartition("/")[2]}
    if picture is not None:
        said["pixels"] = f"{picture.width} × {picture.height}"
        said["format"] = _named(picture.format)
    return {**said, "kilobytes": round(files[0].size / 1000)}


def _images(post: Post, options: Options) -> Iterator[_Image]:
    if options.of == "front-matter":
        for key in options.keys:
            entry = post.front_matter.get(*key.split("."))
            if entry is not None and entry.prose is not None and entry.prose.text.strip():
                yield _Image(entry.prose.text.strip(), words.whole(entry.prose), key)
                return
        return
    seen: set[str] = set()
    for reference in references(post):
        if reference.is_image and not reference.key and reference.target not in seen:
            seen.add(reference.target)
            yield _Image(reference.target, reference.span)


def _file(post: Post, image: _Image, site: Site) -> _File | None:
    """The image's file; None for one elsewhere, made by code, or not really there."""
    if has_scheme(image.target) and not site.is_internal(image.target):
        return None
    path = _path(post, image, site)
    if not path:
        return None
    head = site.project.tree.read_bytes(path, pictures.HEAD)
    if not head.strip():
        return None
    size = pictures.stored_size(head)
    return _File(path, site.project.stamps[path][0] if size is None else size, pictures.read(head))


def _path(post: Post, image: _Image, site: Site) -> str:
    """The file of an image among the site's files, "" for none."""
    there = site.project.exists
    is_address = has_scheme(image.target)
    bare = take_apart(host_and_path(image.target)[1] if is_address else image.target).path
    if not bare:
        return ""
    if not bare.startswith("/") and not is_address:
        beside = join_file(site.locate(post.path).rpartition("/")[0], bare)
        if there(beside):
            return beside
    else:
        inside = site.addresses.without_base(bare) or bare
        for folder in _PUBLIC:
            if there(path := f"{site.project.root}{folder}{inside.lstrip('/')}"):
                return path
    if image.key:
        found = site.resolve_front_matter(post.path, image.key.lower(), image.target)
    else:
        found = site.resolve(post.path, image.target, image=True)
    if found.verdict != "ok":
        return ""
    return found.path if found.path and there(found.path) else site.media_file(bare)


def _named(format_: str) -> str:
    return _NAMES.get(format_, format_.upper())


def _wrong(file: _File, options: Options) -> tuple[str, str] | None:
    """What an image is, and what it should be; None for one that is as wanted or can't be told."""
    picture = file.picture
    if picture is not None:
        wanted = [_FORMATS.get(name, name) for name in (f.lower().lstrip(".") for f in options.formats)]
        if wanted and picture.format not in wanted:
            return _named(picture.format), " or ".join(map(_named, wanted))
        if picture.width and picture.height and (size := _wrong_size(picture, options)):
            return f"{picture.width:,} × {picture.height:,} pixels", size
    if options.max_kilobytes and file.size > options.max_kilobytes * 1000:
        return _weight(file.size, options.max_kilobytes), f"at most {options.max_kilobytes:,} KB"
    return None


def _weight(size: int, most: int) -> str:
    """How much a file weighs, as exactly as it takes to be more than it may be."""
    shown = (f"{size / 1000:,.{digits}f}" for digits in (0, 1))
    weight = next((one for one in shown if float(one.replace(",", "")) > most), "")
    return f"{weight} KB" if weight else f"{size:,} bytes"


def _wrong_size(picture: Picture, options: Options) -> str:
    """The size that a picture should have; "" for one that has it."""
    width, height = picture.width, picture.height
    if (options.width and width != options.width) or (options.height and height != options.height):
        if options.width and options.height:
            return f"{options.width:,} × {options.height:,} pixels"
        return f"{options.width:,} pixels wide" if options.width else f"{options.height:,} pixels high"
    if options.min_width and width < options.min_width:
        return f"at least {options.min_width:,} pixels wide"
    if options.max_width and width > options.max_width and picture.format != "svg":
        return f"at most {options.max_width:,} pixels wide"
    if options.ratio and abs(width / height / options.ratio - 1) > 0.02:
        return f"{options.ratio:g} times as wide as high"
    return ""
