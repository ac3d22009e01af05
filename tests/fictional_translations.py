"""Fictional translations of a fictional notice, which say that they are fictional, in Polish and in Arabic."""

from __future__ import annotations

from tests.conftest import Project
from tests.fictional import BODY, commit, fictional_notice

YEAR = "2026-27"
POLISH = """{#academic-year-label}
# Zmyślona informacja na rok 2026/27

{#purposes .answers-categories-of-data}
To jest tekst zmyślony, tylko do prób. Używamy tych danych, aby uczyć dziecko i dbać o jego bezpieczeństwo.

{#recipients}
## Kto je widzi

Przekazujemy je:

- radzie
- ministerstwu
- firmie, która wysyła wiadomości

{#retention}
Przechowujemy je, dopóki dziecko nie opuści szkoły, i jeszcze przez rok.

{#right-of-access}
Aby zobaczyć, co mamy, [napisz do sekretariatu](https://example.org/office).
"""
ARABIC = """{#academic-year-label}
# إشعار خيالي للعام 2026/27

{#purposes .answers-categories-of-data}
هذا نص خيالي للتجربة فقط. نستخدم هذه المعلومات لتعليم طفلك والحفاظ على سلامته.

{#recipients}
## من يراها

نشاركها مع:

- المجلس
- الوزارة
- الشركة التي ترسل رسائلنا

{#retention}
نحتفظ بها حتى يغادر طفلك مدرستنا، ولمدة عام بعد ذلك.

{#right-of-access}
لرؤية ما لدينا، [اكتب إلى المكتب](https://example.org/office).
"""


def fictional_translation(body: str, language: str, version: str = f"{YEAR}.1", status: str = "published") -> str:
    """Return the Markdown of a fictional translation."""
    return f"---\ntranslates: {version}\nlanguage: {language}\nstatus: {status}\n---\n{body}"


def write_translations(project: Project) -> None:
    """Publish a fictional notice, its translations into Polish and Arabic, and a second version in English."""
    project.write(f"notices/{YEAR}.md", fictional_notice(YEAR))
    commit(project, "Publish it", 2)
    project.write(f"notices/{YEAR}.pl.md", fictional_translation(POLISH, "pl"))
    commit(project, "Publish the Polish translation", 3)
    later = fictional_notice(YEAR, 2, BODY.replace("one year", "two years"), changes='"Two years, not one."')
    project.write(f"notices/{YEAR}.md", later)
    project.write(f"notices/{YEAR}.ar.md", fictional_translation(ARABIC, "ar", f"{YEAR}.2"))
    commit(project, "Correct it, and publish the Arabic translation", 4)
