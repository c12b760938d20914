#!/usr/bin/env python3
"""Measure how long a save takes to be seen in a browser: `ssg serve` beside Hugo's own server.

    serve.py -n 10000 -k 20 --work DIR [--json FILE]

From the write of a file until the changed page is in Chromium, for a story, a style sheet, a layout
that is part of every page, and a new story; the servers take turns. Needs `make judge`'s Chromium
and playwright-core, and Hugo. Linux only.
"""

import argparse
import contextlib
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import newsbench
import run

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODULES = ROOT / ".judges/npm/node_modules"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PORTS = {"ssg": 8811, "hugo": 8812}
_SECONDS_TO_START = 300


@contextlib.contextmanager
def serving(peer: str, root: pathlib.Path) -> Iterator[tuple[str, float, int]]:
    """Start a server; gives its address, the seconds until it answered, and its process."""
    ssg = os.environ.get("SSG", str(pathlib.Path(sys.executable).parent / "ssg"))
    port = str(PORTS[peer])
    command = {
        "ssg": [ssg, "serve", "-p", port],
        "hugo": [run.hugo_program(), "server", "-p", port, "--renderToMemory", "--quiet"],
    }[peer]
    # A front page is asked for: Hugo's address has the path of its base URL, and so has ours.
    address = f"http://localhost:{port}/site/"
    start = time.perf_counter()
    with open(f"{root}.log", "w") as log:
        process = subprocess.Popen(
            command, cwd=root, stdout=log, stderr=log, env=run.environment(), start_new_session=True
        )
    try:
        _wait(address, process)
        yield address, time.perf_counter() - start, process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_SECONDS_TO_START * 50):
        if process.poll() is not None:
            sys.exit(f"the server ended: {process.args}")
        try:
            with urllib.request.urlopen(address, timeout=60):
                return
        except OSError:
            time.sleep(0.02)
    sys.exit(f"nothing answers at {address}")


def changes(peer: str, site: run.Site, address: str, count: int, pause: int) -> list[dict]:
    """What is changed, how, and where it is looked for."""
    root, middle = site.root, site.middle
    story = root / newsbench.source(middle, "hugo")[0]
    _, text = newsbench.source(newsbench.story(site.n + 5, site.n), "hugo")
    text = re.sub(r"^title: .*$", 'title: "Seen {n}"', text, flags=re.M)
    layout = {"ssg": "layouts/base.html", "hugo": "layouts/baseof.html"}[peer]
    page = f"{address}{middle['section']}/{middle['slug']}/"
    few = max(1, count // 4)
    return [
        {"name": name, "file": str(file), "find": find, "replace": replace, "see": see}
        | {"address": where, "count": times, "pause": pause}
        for name, file, find, replace, see, where, times in (
            ("story", story, r"(\n---\n+)(Mark \S+ )?", "$1Mark {n}m ", "Mark {n}m", page, count),
            (
                "style sheet",
                root / "static/site.css",
                r"^(body\{--bench:[^}]*\})?",
                "body{--bench:s{n}}",
                "s{n}",
                page,
                count,
            ),
            (
                "layout of every page",
                root / layout,
                r"(<p>Part \S+</p>)?</body>",
                "<p>Part {n}p</p></body>",
                "Part {n}p",
                page,
                few,
            ),
            ("new story", story.parent / "new-{n}.md", None, text, "Seen {n}", address, few),
        )
    ]


def measure(peer: str, site: run.Site, number: int, count: int, pause: int) -> dict:
    with serving(peer, site.root) as (address, _, _):
        pass  # built once, so that what is measured is a start on a site built before
    with serving(peer, site.root) as (address, start, pid):
        order = {
            "modules": str(MODULES),
            "chromium": CHROMIUM,
            "run": number,
            "changes": changes(peer, site, address, count, pause),
        }
        done = subprocess.run(
            ["node", str(HERE / "serve.mjs")],
            input=json.dumps(order),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        rss = run.tree_rss(pid)
    return {"start": start, "rss_mib": round(rss / 2**20), "times": json.loads(done.stdout)}


def table(results: dict[str, list[dict]], n: int) -> str:
    """Medians and worst of all turns, as a table of Markdown."""
    lines = [
        f"\n{n:,} stories, milliseconds from the write to the page, median (worst)\n",
        "| | Hugo | ssg | ssg : Hugo |",
        "|---|---:|---:|---:|",
    ]
    names = list(results["ssg"][0]["times"])
    for name in names:
        each = {
            peer: [ms for turn in turns for ms in turn["times"][name]]
            for peer, turns in results.items()
        }
        medians = {peer: statistics.median(times) for peer, times in each.items()}
        shown = {peer: f"{medians[peer]:,.0f} ({max(times):,.0f})" for peer, times in each.items()}
        hugo, ratio = shown.get("hugo", ""), ""
        if "hugo" in medians:
            ratio = f"{medians['ssg'] / medians['hugo']:.2f}"
        lines.append(f"| {name} | {hugo} | {shown['ssg']} | {ratio} |")
    for what, unit in (("start", "s"), ("rss_mib", "MiB")):
        each = {p: statistics.median(turn[what] for turn in turns) for p, turns in results.items()}
        digits = 2 if unit == "s" else 0
        hugo = f"{each['hugo']:,.{digits}f} {unit}" if "hugo" in each else ""
        ratio = f"{each['ssg'] / each['hugo']:.2f}" if "hugo" in each else ""
        label = "start, built before" if what == "start" else "memory at the end"
        lines.append(f"| {label} | {hugo} | {each['ssg']:,.{digits}f} {unit} | {ratio} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=1_000)
    parser.add_argument("-k", type=int, default=20, help="changes of each kind")
    parser.add_argument("--turns", type=int, default=2, help="how often each server has its turn")
    parser.add_argument("--peers", default="ssg,hugo")
    parser.add_argument("--pause", type=int, default=700, help="milliseconds between changes")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--json", type=pathlib.Path)
    a = parser.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    sites = {peer: run.Site(peer, a.n, a.work) for peer in a.peers.split(",")}
    if "hugo" in sites:  # its layouts name whole addresses, which a server beside has not
        for file in (sites["hugo"].root / "layouts").rglob("*.html"):
            file.write_text(file.read_text().replace("https://example.org/site/", "/site/"))
    results: dict[str, list[dict]] = {peer: [] for peer in sites}
    for turn in range(a.turns):
        for peer, site in sites.items():
            results[peer].append(measure(peer, site, turn, max(1, a.k // a.turns), a.pause))
    if a.json:
        a.json.write_text(json.dumps(results))
    print(table(results, a.n))
    for site in sites.values():
        site.remove()


if __name__ == "__main__":
    main()
