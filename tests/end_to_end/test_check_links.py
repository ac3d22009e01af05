"""The link checker, run as staff and CI run it, against a web in which everything has gone wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from privacy_notices.links.answer import Failure
from tests.conftest import Project, copy_project, made_once
from tests.links.answers import (
    after,
    in_turn,
    never_answer,
    not_found_page,
    page,
    redirect,
    reply,
    retry_at,
    retry_later,
    unchanged_if_known,
)
from tests.links.fault import Fault
from tests.links.fault_server import Answer, FaultServer, Host, Request
from tests.links.faults import ADDRESSES, FAULTS, FORBIDDEN, fault_server
from tests.links.table import transport

FAULT = "fault of the program"
CHECK = ("python", "scripts/check_links.py")
LONGEST = 60  # seconds that the whole table may take
SLOW = {fault.name: fault for fault in transport.SLOW}
MOST_MEMORY = 400 * 1024  # KiB: the bombs in the table hold a gigabyte each


def run_table(folder: Path) -> dict[str, Any]:
    """Check every link of the table in one run; returns what came of it, by the rows' names."""
    project = copy_project(folder / "project")
    with fault_server(folder / "ca.pem") as server:
        links = {fault.name: server.fill(fault.link) for fault in FAULTS}
        urls = project.write("urls.txt", "".join(f"{link}\n" for link in links.values()))
        options = ["--urls", str(urls), "--format", "json", "--rate", "0", "--ca-file", str(server.ca_file)]
        options += ["--govuk-origin", server.origin("govuk")]
        options += [word for address in ADDRESSES for word in ("--allow-address", address)]
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            begin = time.monotonic()
            command = [sys.executable, "scripts/check_links.py", *options]
            process = subprocess.Popen(command, cwd=project.folder, stdout=out, stderr=err)
            killer = Timer(2 * LONGEST, process.kill)
            killer.start()
            memory = 0
            while process.poll() is None:
                memory = max(memory, most_memory(process.pid))
                time.sleep(0.05)
            killer.cancel()
        return {
            "seconds": time.monotonic() - begin,
            "exit": process.returncode,
            "memory": memory,
            "out": (folder / "out").read_text(),
            "err": (folder / "err").read_text(),
            "links": links,
            "suggested": {fault.name: server.fill(fault.suggested) for fault in FAULTS if fault.suggested},
            "sent": {fault.name: sum(request.sent for request in server.requests_of(fault.at)) for fault in FAULTS},
            "spans": {fault.name: span(server.requests_of(fault.at)) for fault in FAULTS if fault.name in SLOW},
            "at once": {fault.at: server.most_connections_at_once(fault.at) for fault in FAULTS},
            "forbidden": len(server.connections_of(FORBIDDEN)),
        }


def span(requests: Sequence[Request]) -> float:
    """Return the seconds from the first request's beginning to the last one's end."""
    return max(request.ended or 0 for request in requests) - requests[0].began


def most_memory(pid: int) -> int:
    """Return the most memory that a process has had so far, in KiB: `ru_maxrss` would count its parent's too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The one run of the table, shared by all of pytest-xdist's workers."""

    def run(folder: Path) -> None:
        (folder / "outcome.json").write_text(json.dumps(run_table(folder)))

    found: dict[str, Any] = json.loads((made_once(tmp_path_factory, "links", run) / "outcome.json").read_text())
    assert found["exit"] == 1, found["err"]
    assert FAULT not in found["err"]
    return found


@pytest.fixture(scope="session")
def verdicts(outcome: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the checker says, by address."""
    return {link["url"]: link for link in json.loads(outcome["out"])["links"]}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_link_is_judged_as_a_careful_person_would(
    fault: Fault, outcome: dict[str, Any], verdicts: dict[str, dict[str, Any]]
) -> None:
    link = verdicts[outcome["links"][fault.name]]
    if ".invalid" in fault.link and link["reason"] == Failure.RESOLVER:
        pytest.skip("nothing answers on this machine when a name is looked up")
    assert link["verdict"] in fault.verdicts, (link["reason"], fault.why)
    assert link["reason"]
    if fault.suggested:
        assert link["suggested_url"] == outcome["suggested"][fault.name]
    if fault.verdict in {"ok", "blocked", "refused-unsafe"}:
        assert not link["suggested_url"]


def test_the_document_has_the_documented_shape(outcome: dict[str, Any]) -> None:
    document = json.loads(outcome["out"])
    assert document["schema"] == 1
    assert document["checked_at"].startswith("20")
    fields = {"url", "verdict", "reason", "final_url", "suggested_url", "archive_url", "locations"}
    counts: dict[str, int] = {}
    for link in document["links"]:
        assert fields <= set(link)
        counts[link["verdict"]] = counts.get(link["verdict"], 0) + 1
        assert [set(place) for place in link["locations"]] == [{"path", "line", "frozen"}]
    assert {verdict: count for verdict, count in document["summary"].items() if count} == counts
    lines = [link["locations"][0]["line"] for link in document["links"]]
    assert sorted(lines) == list(range(1, len(FAULTS) + 1))


def test_no_request_reaches_an_address_that_is_not_opened(outcome: dict[str, Any]) -> None:
    assert outcome["forbidden"] == 0


def test_the_table_takes_its_time_and_no_more(outcome: dict[str, Any]) -> None:
    assert outcome["seconds"] < LONGEST
    assert outcome["memory"] < MOST_MEMORY


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.most_bytes], ids=lambda fault: fault.name)
def test_what_is_endless_is_not_read_for_long(fault: Fault, outcome: dict[str, Any]) -> None:
    assert outcome["sent"][fault.name] < (fault.most_bytes or 0)


@pytest.mark.parametrize("name", [name for name, fault in SLOW.items() if fault.verdict != "ok"])
def test_a_link_has_one_deadline_over_all_its_tries(name: str, outcome: dict[str, Any]) -> None:
    assert 6 < outcome["spans"][name] < 14


def test_no_host_of_the_table_has_two_connections(outcome: dict[str, Any]) -> None:
    assert {host: count for host, count in outcome["at once"].items() if count > 1} == {}


# Manners, state and exit codes, on servers of their own

# Seconds by which requests may seem closer than they were sent, because the earlier one was taken late.
LATE = 0.15
TWO_HOSTS = [Host("a", "127.0.0.2"), Host("b", "127.0.0.3")]


class Web:
    """A small web and a project whose checker visits it."""

    def __init__(self, project: Project, server: FaultServer) -> None:
        self.project = project
        self.server = server

    def check(self, links: Sequence[str], *options: str, today: str = "2026-11-23") -> subprocess.CompletedProcess[str]:
        """Run the checker over these links, as JSON and without a pace unless the options say another."""
        urls = self.project.write("urls.txt", "".join(f"{self.server.fill(link)}\n" for link in links))
        opened = [word for host in self.server.hosts for word in ("--allow-address", host.address)]
        pace = [] if "--rate" in options else ["--rate", "0"]
        result = self.project.run(
            *CHECK, "--urls", str(urls), "--format", "json", *pace, *opened, *options, NOTICES_TODAY=today
        )
        assert FAULT not in result.stderr
        return result

    def verdicts(self, links: Sequence[str], *options: str, today: str = "2026-11-23") -> list[str]:
        """The verdicts of a run, in the order of the links."""
        result = self.check(links, *options, today=today)
        assert result.returncode in (0, 1), result.stderr
        found = {link["url"]: link["verdict"] for link in json.loads(result.stdout)["links"]}
        return [found[self.server.fill(link)] for link in links]

    def gaps(self, host: str) -> list[float]:
        """Seconds between the beginnings of a host's requests."""
        begun = [request.began for request in self.server.requests_of(host)]
        return [later - earlier for earlier, later in pairwise(begun)]


@pytest.fixture
def web(project: Project, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Web]:
    """A web of two hosts; its routes are the parameter of the test."""
    routes: Mapping[str, Answer] = request.param
    with FaultServer(TWO_HOSTS, routes, tmp_path / "ca.pem") as server:
        yield Web(project, server)


def pages(*places: str, answer: Answer | None = None) -> dict[str, Answer]:
    """A page at each of these places."""
    return dict.fromkeys(places, answer or page())


LINKS = [f"{{{host}}}/{number}" for host in "ab" for number in range(4)]


@pytest.mark.parametrize("web", [pages(*LINKS)], indirect=True)
def test_requests_to_one_host_keep_the_pace_while_other_hosts_go_on(web: Web) -> None:
    assert set(web.verdicts(LINKS, "--rate", "2")) == {"ok"}
    for host in "ab":
        assert len(web.gaps(host)) >= 3
        assert min(web.gaps(host)) > 0.5 - LATE
    spans = [[request.began for request in web.server.requests_of(host)] for host in "ab"]
    assert max(spans[0][0], spans[1][0]) < min(spans[0][-1], spans[1][-1])


@pytest.mark.parametrize("web", [pages(*LINKS)], indirect=True)
def test_a_host_gets_one_request_a_second_unless_told_otherwise(web: Web) -> None:
    assert set(web.verdicts(LINKS[:3], "--rate", "1")) == {"ok"}
    assert min(web.gaps("a")) > 1 - LATE


@pytest.mark.parametrize("web", [pages(*LINKS, answer=after(0.2, page()))], indirect=True)
def test_a_host_has_one_connection_and_one_request_at_a_time(web: Web) -> None:
    assert set(web.verdicts(LINKS)) == {"ok"}
    for host in "ab":
        assert min(web.gaps(host)) > 0.2 - LATE / 3
        assert web.server.most_connections_at_once(host) == 1


@pytest.mark.parametrize(
    ("web", "least"),
    [
        ({**pages(*LINKS), "{a}/0": in_turn(retry_later(429, "2"), page())}, 1.95),
        ({**pages(*LINKS), "{a}/0": in_turn(retry_at(503, 3), page())}, 1.9),  # dates have whole seconds
    ],
    indirect=["web"],
    ids=["seconds", "date"],
)
def test_retry_after_is_obeyed_for_the_whole_host(web: Web, least: float) -> None:
    assert set(web.verdicts(LINKS)) == {"ok"}
    asked = web.server.requests_of("a")
    first = next(index for index, request in enumerate(asked) if request.path == "/0" and request.method == "GET")
    told = asked[first].ended
    assert told
    assert len(asked[first + 1 :]) >= 1
    assert all(request.began - told > least for request in asked[first + 1 :])
    assert all(request.began < told + least for request in web.server.requests_of("b"))


@pytest.mark.parametrize("web", [pages("{a}/0")], indirect=True)
def test_an_address_that_stands_three_times_is_asked_once_and_told_three_times(web: Web) -> None:
    result = web.check(["{a}/0"] * 3)
    assert result.returncode == 0
    (link,) = json.loads(result.stdout)["links"]
    assert [place["line"] for place in link["locations"]] == [1, 2, 3]
    assert len([request for request in web.server.requests_of("a", "/0") if request.method == "GET"]) == 1


@pytest.mark.parametrize("web", [pages("{a}/0")], indirect=True)
def test_the_checker_says_who_it_is_and_how_to_reach_its_people(web: Web) -> None:
    web.verdicts(["{a}/0"])
    agent = web.server.requests_of("a")[0].headers["user-agent"]
    assert "@" in agent or "://" in agent
    assert "Mozilla" not in agent


DATE = "Mon, 01 Sep 2025 08:30:00 GMT"
KNOWN = {
    "{a}/page": unchanged_if_known('"v1"', DATE),
    "{a}/anchor": unchanged_if_known('"v3"', DATE),
    "{a}/soft": unchanged_if_known('"v2"', DATE, not_found_page(headers=[("ETag", '"v2"')])),
}


@pytest.mark.parametrize("web", [KNOWN], indirect=True)
def test_what_the_state_knows_is_asked_for_changes_only_and_judged_as_before(web: Web, tmp_path: Path) -> None:
    links, state = ["{a}/page", "{a}/soft", "{a}/anchor#none"], ["--state", str(tmp_path / "state.json")]
    first = web.verdicts(links, *state)
    assert web.verdicts(links, *state, today="2026-11-30") == first == ["ok", "gone", "broken"]
    # What was judged bad, or by an anchor, may need the whole page again.
    (again,) = [request for request in web.server.requests_of("a", "/page")[1:] if request.method == "GET"]
    assert again.headers["if-none-match"] == '"v1"' or again.headers["if-modified-since"] == DATE


THREE_HOSTS = [*TWO_HOSTS, Host("c", "127.0.0.4")]


def test_where_the_network_is_blocked_the_state_learns_nothing(project: Project, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    routes = {f"{{{name}}}/0": in_turn(page(), reply(403)) for name in "abc"}
    with FaultServer(THREE_HOSTS, routes, tmp_path / "ca.pem") as server:
        web = Web(project, server)
        assert set(web.verdicts(list(routes), "--state", str(state))) == {"ok"}
        known = state.read_text()
        report = json.loads(web.check(list(routes), "--state", str(state)).stdout)
    assert {link["verdict"] for link in report["links"]} == {"blocked"}
    assert report["network_seems_blocked"] is True
    assert state.read_text() == known


WEEKS = ("2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28")


@pytest.mark.parametrize("web", [pages("{a}/0", answer=reply(503)) | pages("{b}/0")], indirect=True)
def test_what_fails_three_weeks_in_a_row_is_broken(web: Web, tmp_path: Path) -> None:
    state = ["--state", str(tmp_path / "state.json")]
    said = [web.verdicts(["{a}/0", "{b}/0"], *state, today=week)[0] for week in WEEKS[:4]]
    assert said == ["unknown-transient", "unknown-transient", "broken", "broken"]


# A run asks three times at the most, so two weeks of failure are six answers.
RECOVERING = in_turn(*[reply(503)] * 6, page(), reply(503))


@pytest.mark.parametrize("web", [{"{a}/0": RECOVERING, **pages("{b}/0")}], indirect=True)
def test_one_good_week_starts_the_count_anew(web: Web, tmp_path: Path) -> None:
    state = ["--state", str(tmp_path / "state.json")]
    said = [web.verdicts(["{a}/0", "{b}/0"], *state, today=week)[0] for week in WEEKS]
    bad = "unknown-transient"
    assert said == [bad, bad, "ok", bad, bad, "broken"]


@pytest.mark.parametrize("web", [{}], indirect=True)
def test_without_a_network_nothing_is_called_broken(web: Web, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    web.verdicts(["{a}/"], "--state", str(state))
    known, begin = state.read_bytes(), time.monotonic()
    for file in (state, tmp_path / "new.json"):
        result = web.check(["http://one.invalid/", "http://two.invalid/x"], "--state", str(file))
        assert result.returncode == 3
        assert len([line for line in result.stderr.splitlines() if "network" in line]) == 1
        assert "Traceback" not in result.stderr
        assert '"broken"' not in result.stdout
    assert state.read_bytes() == known
    assert not file.exists()
    assert time.monotonic() - begin < 120


SILENT = pages("{a}/0") | pages("{a}/1", "{b}/0", answer=never_answer)


@pytest.mark.parametrize("web", [SILENT], indirect=True)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_writes_what_it_saw(web: Web, tmp_path: Path, number: signal.Signals, code: int) -> None:
    links = ["{a}/0", "{a}/1", "{a}/2", "{b}/0", "mailto:a@school.example"]
    urls = web.project.write("urls.txt", "".join(f"{web.server.fill(link)}\n" for link in links))
    report, state = tmp_path / "report.json", tmp_path / "state.json"
    options = ["--urls", urls, "--format", "json", "--rate", "0", "--output", report, "--state", state]
    options += [word for host in web.server.hosts for word in ("--allow-address", host.address)]
    process = subprocess.Popen([sys.executable, *CHECK[1:], *map(str, options)], cwd=web.project.folder)
    until = time.monotonic() + 30
    while not (web.server.requests_of("a", "/1") and web.server.requests_of("b")) and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(number)
    assert process.wait(10) == code
    found = {link["url"]: (link["verdict"], link["reason"]) for link in json.loads(report.read_text())["links"]}
    stopped = ("unknown-transient", "the run was stopped before it could be checked")
    good = [("ok", "is there"), ("ok", "is an e-mail address")]
    assert [found[web.server.fill(link)] for link in links] == [good[0], stopped, stopped, stopped, good[1]]
    # What was not asked for did not fail: it is not counted towards the three runs.
    assert list(json.loads(state.read_text())["links"]) == [web.server.fill("{a}/0")]


ASKED = [f"{{a}}/{number}" for number in range(5)]
ONWARDS = {f"{{a}}/{number}": redirect(302, f"/{number}/there") for number in range(1, 5)}
ONWARDS |= pages(*(f"{{a}}/{number}/there" for number in range(1, 5)))


@pytest.mark.parametrize("web", [ONWARDS | {ASKED[0]: in_turn(never_answer, page())}], indirect=True)
def test_a_page_that_does_not_answer_gives_its_place_to_the_others(web: Web) -> None:
    assert set(web.verdicts(ASKED, "--rate", "8")) == {"ok"}
    asked = [request.path for request in web.server.requests_of("a")]
    assert (asked[0], asked[-1], len(asked)) == ("/0", "/0", 10)
    assert web.gaps("a")[0] < 4.5
    assert web.server.most_connections_at_once("a") == 1


@pytest.mark.parametrize(
    ("web", "code"),
    [
        (pages("{a}/0"), 0),
        ({"{a}/0": redirect(301, "/1"), **pages("{a}/1")}, 0),
        (pages("{a}/0", answer=reply(403)), 0),
        (pages("{a}/0", answer=reply(503)), 0),
        (pages("{a}/0", answer=reply(404)), 1),
        (pages("{a}/0", answer=reply(410)), 1),
        (pages("{a}/0", answer=redirect(302, "http://localhost/")), 1),
    ],
    indirect=["web"],
    ids=["ok", "moved", "blocked", "unknown-transient", "broken", "gone", "refused-unsafe"],
)
def test_the_exit_code_says_whether_a_link_fails(web: Web, code: int) -> None:
    assert web.check(["{a}/0"]).returncode == code


def test_what_cannot_be_run_is_one_line_and_exit_2(project: Project) -> None:
    project.write("urls.txt", "https://www.gov.uk/\n")
    for arguments in (
        ["--urls", "missing.txt"],
        ["--urls", "urls.txt", "--rate", "fast"],
        ["--urls", "urls.txt", "--rate", "-1"],
        ["--urls", "urls.txt", "--allow-address", "next-door"],
        ["--urls", "urls.txt", "--ca-file", "missing.pem"],
        ["--urls", "urls.txt", "--govuk-origin", "not an origin"],
        ["--changed-since", "no-such-revision"],
    ):
        result = project.run(*CHECK, *arguments)
        assert result.returncode == 2, arguments
        assert "Traceback" not in result.stderr
        assert result.stderr.strip()
