"""What the reports in XML share."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(
    parent: ElementTree.Element | None, tag: str, text: str = "", /, **attributes: str | int
) -> ElementTree.Element:
    """An element below `parent`, or a first one. Characters that XML 1.0 can't hold (2.2) become U+FFFD."""
    values = {key: _ILLEGAL.sub("\ufffd", str(value)) for key, value in attributes.items()}
    made = ElementTree.Element(tag, values) if parent is None else ElementTree.SubElement(parent, tag, values)
    if text:
        made.text = _ILLEGAL.sub("\ufffd", text)
    return made


def document(root: ElementTree.Element) -> str:
    """The document of a root element, indented."""
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
