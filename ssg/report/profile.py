"""A profile as a table, and as a flame chart: an SVG picture in which each bar is as wide as the
time that was spent in it and below it.
"""

from collections.abc import Iterator
from html import escape

from ssg.build.profile import Profile
from ssg.text.visible import printable

_WIDTH, _ROW = 1200, 20
_SHOWN = 12
# Below so many pixels a bar is not seen.
_NARROWEST = 0.5


def render_profile(profile: Profile) -> str:
    """Stages, kinds of pages, layouts with their parts, the slowest stories and pages, as text."""
    lines = ["stage             wall s    CPU s"]
    lines += [f"{name:<16}{wall:>8.2f}{cpu:>9.2f}" for name, (wall, cpu) in profile.stages.items()]
    if profile.kinds:
        lines += ["", "kind of page     pages    CPU s   ms a page"]
        for kind, (count, seconds) in sorted(profile.kinds.items(), key=lambda item: -item[1][1]):
            lines.append(
                f"{printable(kind):<16}{count:>7,}{seconds:>8.2f}{1000 * seconds / count:>11.2f}"
            )
    if profile.times:
        lines += ["", f"{'layout or part':<40}  times   texts    CPU s (itself)"]
        own = _own_seconds(profile)
        for name in sorted(profile.times, key=lambda name: (-own.get(name, 0.0), name))[:_SHOWN]:
            lines.append(
                f"{printable(name):<40}{profile.times[name]:>7,}{_count(profile, name):>8}"
                f"{own.get(name, 0.0):>9.2f}"
            )
    for title, found in (
        ("slowest stories to read", profile.stories),
        ("slowest pages to make", profile.pages),
    ):
        if found:
            lines += [
                "",
                title,
                *(f"{1000 * seconds:>9.1f} ms  {printable(name)}" for seconds, name in found),
            ]
    return "\n".join(lines)


def render_flame(profile: Profile) -> str:
    """The layouts as a flame chart, in SVG."""
    depth = max((len(stack) for stack in profile.stacks), default=0)
    total = sum(profile.stacks.values()) or 1.0
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {(depth + 2) * _ROW}"'
        f' font-family="sans-serif" font-size="12"><title>Rendering: {total:.2f} CPU'
        " seconds</title>"
    )
    bars = "".join(_bars(profile.stacks, (), 0.0, _WIDTH / total))
    return (
        f'{head}\n<text x="4" y="14">Rendering: {total:.2f} CPU seconds, by kind of page, layout'
        f" and part</text>\n{bars}</svg>\n"
    )


def _bars(
    stacks: dict[tuple[str, ...], float], above: tuple[str, ...], x: float, scale: float
) -> Iterator[str]:
    depth = len(above)
    below: dict[str, float] = {}
    for stack, seconds in stacks.items():
        if len(stack) > depth and stack[:depth] == above:
            below[stack[depth]] = below.get(stack[depth], 0.0) + seconds
    for number, (name, seconds) in enumerate(sorted(below.items())):
        width = seconds * scale
        if width >= _NARROWEST:
            hue = 20 + 25 * ((depth + number) % 2) + 10 * (depth % 3)
            shown = escape(name) if width > 7 * len(name) else ""
            y = (depth + 1) * _ROW
            yield (
                f'<g><title>{escape(name)}: {seconds:.3f} s</title><rect x="{x:.1f}" y="{y}"'
                f' width="{width:.1f}" height="{_ROW - 1}" fill="hsl({hue} 80% 75%)"/><text'
                f' x="{x + 4:.1f}" y="{y + 14}" fill="#000">{shown}</text></g>\n'
            )
            yield from _bars(stacks, (*above, name), x, scale)
        x += width


def _own_seconds(profile: Profile) -> dict[str, float]:
    own: dict[str, float] = {}
    for stack, seconds in profile.stacks.items():
        own[stack[-1]] = own.get(stack[-1], 0.0) + seconds
    return own


def _count(profile: Profile, name: str) -> str:
    texts = len(profile.texts.get(name, ()))
    return f"{texts:,}" + ("+" if texts >= 1_000 else "")
