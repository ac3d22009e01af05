"""Markdown, plain text as it is pasted from an e-mail, and saved e-mails."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage

from tests.shapes.words import Shape, Words, fill

#: What may hold words in Markdown; "{other}" is what its readers do not see as the notice's.
MARKDOWN_HOLDERS: dict[str, str] = {
    "paragraph": "{}\n{}  \n{}",
    "heading": "## {} ##",
    "underlined heading": "{}\n---",
    "list": "- {}\n- {}\n  * {}\n\n  {}\n+ {}",
    "numbered list": "3. {}\n4. {}\n   1) {}",
    "quotation": "> {}\n{}\n>\n> > {}",
    "table": "| {} | {} |\n|---|:-:|\n| {} | **{}** |",
    "emphasis": "**{}** _{}_ x**{}**y `{}` ***{}***",
    "struck out": "{} ~~{other}~~ {}",
    "link": "[{}](https://example.org/a) <https://example.org/b> [{}][one]\n\n[one]: https://example.org/c '{other}'",
    "link with a title": '[{}](https://example.org/a "{other}") [{}](#here)',
    "link within the site": "[{}](policies/pupils.md)",
    "picture": '![{other}](a.png "{other}")',
    "unused address": "[two]: <{other}>\n[two]: https://example.org/d '{other}'",
    "code": "```{other}\n{}\n```\n\n    {}",
    "mark": "{#retention}\n{}",
    "list of marks": "- {}\n\n{.wd .answers-purposes}\n{}",
    "HTML": "<details><summary>{}</summary>\n\n{}\n\n</details>\n\n{} <b>{}</b><br>{}",
    "blanks": "{} <{}> {}\n\n<{}>\n{}",
    "comment": "{} <!-- {other} --> {}\n\n<!-- {other}\n\n{other} -->\n\n<? {other} ?>",
    "MyST": ":::{note}\n{}\n:::\n\n% {}\n\n(target)=\n{}",
    "footnote": "{}[^1]\n\n[^1]: {}",
    "escaped": "\\*{}\\* &lt;{}&gt; 5 \\< {}",
}
#: What may hold words in plain text.
TEXT_HOLDERS: dict[str, str] = {
    "paragraph": "{} and what follows after it goes on until the line is full,\n{} as mail programs break it.",
    "list": "- {}\n* {}\n• {}\n  which goes on {}\n– {}",
    "numbered list": "1. {}\n2. {}\n\n(a) {}\n(b) {}",
    "heading": "{}\n======",
    "columns": "{}    {}\n{}\t{}",
    "more than": "> {}",
    "quotation": "> {}\n> {}\n>> {}\n>{}",
    "list that is quoted": ">\n> * {}\n>   {}\n> * {}",
    "headers": "From: {other} <a@example.org>\nSent: {other}\nTo: {other}\n  {other}\n\nSubject: {other}\n\n{}",
    "headers in bold": "---------- Forwarded message ---------\n*From:* {other}\n*Date:* {other}\n\n{}",
    "letter": "To: {}\nDate: {}",
    "who wrote it": "On 3 Sep 2018 at 10:00, {other}\n<a@example.org> wrote:\n\n{}",
    "line": "{}\n--\n" + "{}\n" * 13,
    "telephone": "{}\n\nSent from my iPhone",
}
SIGNATURE = "\n\n-- \n{other}\n{other}\n"


def texts() -> Iterator[Shape]:
    """Yield a file with each holder, and the e-mails that programs save."""
    for kind, holders in {"md": MARKDOWN_HOLDERS, "txt": TEXT_HOLDERS}.items():
        title = "# {}\n\n{}\n\n" if kind == "md" else "{}\n\n{}\n\n"
        for name, pattern in holders.items():
            words = Words()
            yield words.shape(name, f"n.{kind}", fill(title + pattern, words))
    words = Words()
    yield words.shape("settings", "n.md", fill("---\ntitle: {other}\n---\n# {}\n\n{}\n", words))
    words = Words()
    yield words.shape("signature", "n.txt", fill("{}\n\n{}\n\n{}" + SIGNATURE, words))
    for name, build in {"plain": False, "with a page": True}.items():
        words = Words()
        yield words.shape(name, "n.eml", mail(words, has_page=build))


def mail(words: Words, has_page: bool) -> bytes:
    """Return a saved e-mail, with the notice as a web page too or not, and a picture beside it."""
    message = EmailMessage()
    message["From"] = f"Büro {words.other()} <a@example.org>"
    message["To"] = f"{words.other()} <b@example.org>"
    message["Subject"] = words.other()
    title, text, more = words(), words(9), words.other()
    message.set_content(
        f"{title}\n\n{text} – {'£5 and more ' * 9}\n\n{more if has_page else ''}", cte="quoted-printable"
    )
    if has_page:
        page = f"<html><body><h1>{title}</h1><p>{text} – {'£5 and more ' * 9}</p></body></html>"
        message.add_alternative(page, subtype="html", charset="windows-1252")
    message.add_attachment(b"GIF8", "image", "gif", filename=f"{words.other(1)}.gif")
    if not has_page:
        words.others.remove(more.split()[0])
        words.others.remove(more.split()[1])
    return message.as_bytes()
