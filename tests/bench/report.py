#!/usr/bin/env python3
"""Write docs/benchmarks.md and its picture from the JSON files of run.py: `report.py FILE...`.
Standard library only.
"""

import argparse
import json
import math
import pathlib
import statistics

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE, PICTURE = ROOT / "docs/benchmarks.md", ROOT / "docs/images/benchmarks.svg"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
OPS = {
    "cold": "everything, from nothing",
    "same": "nothing changed",
    "edit": "one story edited",
    "new": "one story added",
    "template": "story layout edited",
    "restored": "restored cache, fresh clone",
}
NAMES = {"hugo": "Hugo", "ssg": "ssg", "ssg-theme": "ssg, default theme"}
COLORS = {"hugo": "#b3446c", "ssg": "#1a6fb0", "ssg-theme": "#5a8f29"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--page", type=pathlib.Path, default=PAGE)
    parser.add_argument("--picture", type=pathlib.Path, default=PICTURE)
    options = parser.parse_args()
    results = [result for file in options.files for result in json.loads(file.read_text())]
    known = {(result["peer"], result["n"]): result for result in results}
    sizes = sorted({n for _, n in known})
    figures = "\n".join(_table(known, n) for n in sizes) + _growth(known, sizes)
    text = options.page.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    options.page.write_text(f"{before}{BEGIN}\n{_programs(results)}\n{figures}\n{END}{after}")
    options.picture.write_text(_plot(known, sizes))


def _programs(results: list[dict]) -> str:
    """What was measured: the programs, and the Python that ssg ran on."""
    versions = dict.fromkeys(result["version"].split("-")[0] for result in results)
    pythons = dict.fromkeys(result["python"] for result in results if result["python"])
    return f"\nMeasured: {'; '.join(versions)}. Python: {'; '.join(pythons)}."


def _wall(result: dict | None, op: str) -> float | None:
    runs = [run["wall"] for run in (result or {}).get("ops", {}).get(op, []) if not run["error"]]
    return statistics.median(runs) if runs else None


def _table(known: dict, n: int) -> str:
    peers = [peer for peer in NAMES if (peer, n) in known]
    hugo = known.get(("hugo", n))
    runs = len(hugo["ops"]["cold"]) if hugo else 0
    often = f"medians of {runs}" if runs > 1 else "one run"
    lines = [
        f"\n### {n:,} stories ({often})\n",
        "| | " + " | ".join(NAMES[peer] for peer in peers) + " | ssg : Hugo |",
        "|---|" + "---:|" * (len(peers) + 1),
    ]
    for op, words in OPS.items():
        times = {peer: _wall(known[peer, n], op) for peer in peers}
        if not any(times.values()):
            continue
        base = times.get("hugo") or _wall(hugo, "same")
        ratio = f"{times['ssg'] / base:.3f}" if times.get("ssg") and base else ""
        lines.append(
            f"| {words} | "
            + " | ".join(f"{t:.2f} s" if t else "" for t in times.values())
            + f" | {ratio} |"
        )
    peak = {peer: max(run["rss_mib"] for run in known[peer, n]["ops"]["cold"]) for peer in peers}
    ratio = f"{peak['ssg'] / peak['hugo']:.2f}" if "ssg" in peak and "hugo" in peak else ""
    lines.append(
        "| peak memory of all processes | "
        + " | ".join(f"{peak[peer]:,} MiB" for peer in peers)
        + f" | {ratio} |"
    )
    for op in ("edit", "new"):
        files = [known[peer, n]["ops"].get(op, [{}])[-1].get("changed") for peer in peers]
        lines.append(
            f"| files that change: {OPS[op]} | "
            + " | ".join(f"{count:,}" if count is not None else "" for count in files)
            + " | |"
        )
    own = known.get(("ssg", n))
    if own and own.get("story_bytes"):
        lines.append(
            f"\nThe catalog holds {own['cache_bytes'] / 1e6:.0f} MB:"
            f" {own['cache_bytes'] / own['story_bytes']:.2f} times the stories' own bytes."
        )
    return "\n".join(lines)


def _growth(known: dict, sizes: list[int]) -> str:
    lines = [
        "\n\n### Growth: milliseconds a story, from nothing\n",
        "| | " + " | ".join(f"{n:,}" for n in sizes) + " |",
        "|---|" + "---:|" * len(sizes),
    ]
    for peer, name in NAMES.items():
        times = [(_wall(known.get((peer, n)), "cold"), n) for n in sizes]
        if any(time for time, _ in times):
            lines.append(
                f"| {name} | "
                + " | ".join(f"{1000 * time / n:.2f}" if time else "" for time, n in times)
                + " |"
            )
    return "\n".join(lines)


def _plot(known: dict, sizes: list[int]) -> str:
    """Seconds over stories, both logarithmic: solid from nothing, dashed after one edit."""
    times = [_wall(result, op) for result in known.values() for op in ("cold", "edit")]
    low, high = (
        math.floor(math.log10(min(filter(None, times)))),
        math.ceil(math.log10(max(filter(None, times)))),
    )
    left, top, width, height = 70, 30, 560, 330
    first, last = math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] * 10))

    def place(n: float, seconds: float) -> str:
        x = left + width * (math.log10(n) - first) / (last - first)
        return f"{x:.0f},{top + height * (high - math.log10(seconds)) / (high - low):.0f}"

    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 410" font-family="sans-serif"'
            ' font-size="14" role="img">'
        ),
        "<title>Seconds of a build by the number of stories</title>",
        '<rect width="820" height="410" fill="#fff"/>',
    ]
    for power in range(low, high + 1):
        y = place(sizes[0], 10**power).split(",")[1]
        parts.append(
            f'<path d="M{left} {y}h{width}" stroke="#ddd"/><text x="{left - 8}" y="{int(y) + 5}"'
            f' text-anchor="end">{10**power:g} s</text>'
        )
    for n in sizes:
        x = place(n, 1).split(",")[0]
        parts.append(
            f'<text x="{x}" y="{top + height + 24}" text-anchor="middle">{n:,} stories</text>'
        )
    row = top + 10
    for peer, name in NAMES.items():
        for op, dash in (("cold", ""), ("edit", ' stroke-dasharray="7 5"')):
            points = [place(n, time) for n in sizes if (time := _wall(known.get((peer, n)), op))]
            if points:
                color = COLORS[peer]
                parts.append(
                    f'<polyline points="{" ".join(points)}" fill="none" stroke="{color}"'
                    f' stroke-width="2.5"{dash}/>'
                )
                parts += [
                    f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="4" fill="{color}"/>'
                    for p in points
                ]
                parts.append(
                    f'<path d="M650 {row - 5}h24" stroke="{color}" stroke-width="2.5"{dash}/><text'
                    f' x="680" y="{row}" font-size="12">{name},'
                    f" {'from nothing' if op == 'cold' else 'one edit'}</text>"
                )
                row += 22
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
