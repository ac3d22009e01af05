"""Sets one copy as PDF/UA-1 with Typst; a character that no font has is replaced by its number, as the copy says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from privacy_notices.errors import PdfError
from privacy_notices.letters import code_point, is_plain
from privacy_notices.site.pdf.words import without_layout

if TYPE_CHECKING:
    import typst


#: A document of one text.
_ONE_TEXT = b"""#import "pdf-fonts.typ": fonts
#set document(title: "A text")
#text(font: fonts, json(bytes(sys.inputs.copy)))"""


class Typesetter:
    """Typst with the template and the fonts, for several threads: each has a compiler of its own."""

    def __init__(self, template: Path, fonts: Path) -> None:
        import typst  # Imported here: its 80 MB are loaded only where a copy is made.

        self._typst = typst
        self._template = template
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
        self._mine = threading.local()

    def typeset(self, path: Path, copy: dict[str, Any], digest: str) -> tuple[bytes, list[str]]:
        """Return the PDF of what a copy says, and a remark on each thing in which it differs from the page.

        The same words give the same bytes. Each sign that cannot be printed is shown in the copy as its number in
        Unicode, such as [U+10ABCD], and a line at its top says so. Words that Typst cannot lay out, such as a list
        inside forty others, become lines without headings, lists and links.

        Args:
            path: the file that it will be, for the message.
            copy: what it says, as `docs/theme/pdf.typ` reads it.
            digest: of what it is made from, for its keywords.

        Raises:
            PdfError: Typst failed, or warned of something.
        """
        try:
            return self._compile(self._template, copy, digest), []
        except self._typst.TypstError:
            pass  # Most often a sign that no font has; what is tried next fails too if it was anything else.
        unprinted: set[str] = set()
        changed = _mapped(copy, lambda text: self._printable(text, unprinted))
        changed |= {"unprinted": sorted(unprinted)}
        remarks = [f"it cannot print {', '.join(sorted(unprinted))}"] if unprinted else []
        try:
            return self._compile(self._template, changed, digest), remarks
        except self._typst.TypstError as error:
            remarks.append(f"it has the words without their layout ({error.message})")
        try:
            return self._compile(self._template, changed | {"body": without_layout(changed["body"])}, digest), remarks
        except self._typst.TypstError as error:
            raise PdfError(f"{path} could not be made: {error.message}") from None

    @property
    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._mine, "compiler"):
            self._mine.compiler = self._typst.Compiler(font_paths=self._fonts, root=self._template.parent)
        compiler: typst.Compiler = self._mine.compiler
        return compiler

    def _compile(self, source: Path | bytes, copy: Any, digest: str = "") -> bytes:
        compiled: Callable[..., tuple[Any, list[typst.TypstWarning]]] = self._compiler.compile_with_warnings
        inputs = {"copy": json.dumps(copy), "digest": digest}
        pdf, warnings = compiled(source, format="pdf", pdf_standards="ua-1", sys_inputs=inputs)
        for warning in warnings:
            raise PdfError(warning.message)
        assert isinstance(pdf, bytes)  # noqa: S101 - for the type checker: a list is made of pictures only
        return pdf

    def _printable(self, text: str, unprinted: set[str]) -> str:
        """Return the text with each sign that cannot be printed as its number, and add those numbers to `unprinted`.

        A font can have two signs and not what both together make, so words are tried, and then their signs.
        """

        def numbered(sign: str) -> str:
            unprinted.add(code_point(sign))
            return f"[{code_point(sign)}]"

        words = []
        for word in text.split(" "):
            changed = word
            if not is_plain(word) and not self.prints(word):
                changed = "".join(sign if is_plain(sign) or self.prints(sign) else numbered(sign) for sign in word)
                if not self.prints(changed):
                    changed = "".join(sign if is_plain(sign) else numbered(sign) for sign in word)
            words.append(changed)
        return " ".join(words)

    def prints(self, text: str) -> bool:
        """Say whether the text can be printed as it is, between letters: at the ends Typst drops what is unseen."""
        try:
            return bool(self._compile(_ONE_TEXT, f"x{text}x"))
        except self._typst.TypstError:
            return False


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Return the value with every text in it changed, but for the addresses of links."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(entry, change) for entry in value]
    if isinstance(value, dict):
        return {key: entry if key == "href" else _mapped(entry, change) for key, entry in value.items()}
    return value
