"""How fast pictures are made, against Hugo and Pillow: `python tests/bench/pictures.py --count 10`.

Makes pictures of 12 megapixels (the same each time), then whole sites with a page and files of the
same widths and formats for each, by the programs' own commands, with two processes. Prints seconds,
peak memory of all processes and bytes. "Again" is a second build, where nothing changed.
"""

import argparse
import io
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from run import hugo_program, measure

from ssg.build import workers
from ssg.media.derivatives import PictureSettings, decoded_width, plan_derivatives
from ssg.media.metadata.reader import metadata_of, read_blocks
from ssg.media.pixels import make_derivatives
from ssg.media.probe import examine
from ssg.model.file_metadata import RightsMetadata, rights_of

WIDTHS = (400, 800, 1200, 1600, 2400)
RIGHTS = RightsMetadata(
    credit="AP Photo/Ines Kessler",
    creators=("Ines Kessler",),
    copyright="© 2025 AP",
    usage_terms="No resale",
)
_STORY = (
    "---\ntitle: Picture {0}\ndate: 2026-01-01\nmedia: [{{src: {1}, alt: Slopes and edges, credit:"
    " AP Photo/Ines Kessler}}]\n---\n\nA picture.\n"
)
_LAYOUT = """{{{{ $p := resources.Get (printf "%s.jpg" .File.ContentBaseName) }}}}
{{{{ range slice {0} }}}}
{1}{{{{ end }}}}
"""
_RESIZE = '{{{{ ($p.Resize (printf "%dx {0}" .)).RelPermalink }}}} '
_LONGEST, _MOST_MEMORY = 7200, 16  # seconds, GiB


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--width", type=int, default=4000, help="Of the pictures, in pixels.")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--idle", type=int, default=60, help="Seconds to wait for quiet.")
    arguments.add_argument(
        "--folder", type=Path, help="Keep the pictures here from one run to the next."
    )
    arguments.add_argument("--hugo", default=shutil.which(hugo_program()), help="Hugo's program.")
    arguments.add_argument(
        "--formats",
        default="avif+webp,webp",
        help="Beside JPEG: parted by commas, each a build of its own.",
    )
    arguments.add_argument(
        "--hugo-formats",
        default="webp",
        help="The same for Hugo, whose AVIF takes some 10 seconds a picture.",
    )
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        pictures = _pictures(
            (options.folder or Path(temporary)) / "originals",
            options.count,
            options.width,
            options.jobs,
        )
        print(
            f"{len(pictures)} pictures of {options.width} x {options.width * 3 // 4},"
            f" {_megabytes(pictures):.0f} MB; {options.jobs} processes"
        )
        for formats in options.formats.split(","):
            site = _ssg_site(Path(temporary) / f"ssg-{formats}", pictures, formats.split("+"))
            command = [
                sys.executable,
                "-m",
                "ssg",
                "build",
                "-q",
                "--jobs",
                str(options.jobs),
                "-s",
                str(site),
            ]
            _build(f"ssg: {formats}, jpg, crops", command, site, "build/pictures", options.idle)
        for formats in options.hugo_formats.split(",") if options.hugo else ():
            site = _hugo_site(Path(temporary) / f"hugo-{formats}", pictures, formats.split("+"))
            command = [
                "env",
                f"GOMAXPROCS={options.jobs}",
                options.hugo,
                "--quiet",
                "--source",
                str(site),
            ]
            _build(f"Hugo: {formats}, jpg", command, site, "public", options.idle)
        _compare_with_pillow(pictures[:10], Path(temporary))


def _build(name: str, command: list[str], site: Path, out: str, idle: int) -> None:
    for label in (name, "  again"):
        found = measure(command, site, _LONGEST, _MOST_MEMORY, idle)
        if found["error"]:
            sys.exit(f"{name}: {found['error']}\n{Path(f'{site}.log').read_text()}")
        print(_line(label, found["wall"], found["rss_mib"], site / out), flush=True)


def _ssg_site(site: Path, pictures: tuple[Path, ...], formats: list[str]) -> Path:
    """A site with the theme that ssg brings, and a story for each picture."""
    folder = site / "content" / "pictures"
    folder.mkdir(parents=True)
    (site / "site.yaml").write_text(
        f"title: Pictures\nbase_url: https://ledger.example/\npictures: {{widths: {list(WIDTHS)},"
        f" formats: [{', '.join(formats)}]}}\n"
    )
    for number, picture in enumerate(pictures):
        shutil.copy(picture, folder)
        (folder / f"{picture.stem}.md").write_text(_STORY.format(number, picture.name))
    return site


def _hugo_site(site: Path, pictures: tuple[Path, ...], formats: list[str]) -> Path:
    """A site with a page for each picture that names its files, and nothing else."""
    for folder in ("content", "assets", "layouts"):
        (site / folder).mkdir(parents=True)
    kinds = '["taxonomy", "term", "rss", "sitemap", "section", "404"]'
    (site / "hugo.toml").write_text(
        f'baseURL = "https://ledger.example/"\ntimeout = "7200s"\ndisableKinds = {kinds}\n'
    )
    resizes = "".join(_RESIZE.format(kind) for kind in ("jpg", *formats))
    (site / "layouts/page.html").write_text(_LAYOUT.format(" ".join(map(str, WIDTHS)), resizes))
    (site / "layouts/home.html").write_text("home")
    for picture in pictures:
        shutil.copy(picture, site / "assets")
        (site / f"content/{picture.stem}.md").write_text("---\ntitle: A picture\n---\n")
    return site


def _pictures(folder: Path, count: int, width: int, jobs: int) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"picture-{width}-{number:03}.jpg" for number in range(count)]
    missing = [(number, path, width) for number, path in enumerate(paths) if not path.exists()]
    for _ in workers.run(
        _nothing, _draw, missing, jobs=max(2, jobs)
    ):  # never here: what has loaded libvips must not fork
        pass
    return tuple(paths)


def _nothing() -> None:
    return None


def _draw(_: None, task: tuple[int, Path, int]) -> None:
    """A picture like a photograph: slopes, objects with sharp edges, texture, the noise of a
    sensor.
    """
    import pyvips

    number, path, width = task
    height = width * 3 // 4
    bands = []
    for band in range(3):
        seed = number * 31 + band
        slopes = pyvips.Image.perlin(width // 8, height // 8, cell_size=128, seed=seed).resize(8)
        texture = pyvips.Image.perlin(width // 2, height // 2, cell_size=8, seed=seed + 7).resize(2)
        objects = (
            pyvips.Image.perlin(width // 4, height // 4, cell_size=96, seed=number).resize(4) > 0.08
        )
        noise = pyvips.Image.gaussnoise(width, height, sigma=3, mean=0, seed=seed)
        bands.append(
            (slopes * 70 + texture * 12 + objects.ifthenelse(150, 105) + noise)
            .crop(0, 0, width, height)
            .cast("uchar")
        )
    bands[0].bandjoin(bands[1:]).copy(interpretation="srgb").jpegsave(str(path), Q=90)


def _compare_with_pillow(pictures: tuple[Path, ...], temporary: Path) -> None:
    settings = PictureSettings(widths=WIDTHS, crops=())
    for name, function in (("pyvips", _make_with_vips), ("Pillow", _make_with_pillow)):
        out = temporary / name
        out.mkdir()
        seconds, memory = _in_a_process(_make_all, function, pictures, settings, out)
        print(_line(f"{name}, one process, {len(pictures)} pictures", seconds, memory, out))
        for suffix in ("avif", "webp", "jpg"):
            _tell_metadata(name, next(out.glob(f"*-800.{suffix}")))


def _in_a_process(function: Callable[..., None], *arguments: Any) -> tuple[float, float]:
    """(seconds, MiB at the most). In a process of its own, so that the next one begins with
    nothing.
    """
    import multiprocessing

    queue = multiprocessing.get_context("fork").SimpleQueue()
    process = multiprocessing.get_context("fork").Process(
        target=_measured, args=(queue, function, arguments)
    )
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{function.__name__} failed")
    return queue.get()


def _measured(queue: Any, function: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    start = time.perf_counter()
    function(*arguments)
    queue.put(
        (time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    )


def _tell_metadata(name: str, file: Path) -> None:
    blocks = read_blocks(file.read_bytes())
    kept = [block for block in ("xmp", "iim", "exif", "icc") if getattr(blocks, block)]
    print(
        f"    {name} {file.suffix}: {', '.join(kept) or 'no metadata'}; credit"
        f" {rights_of(metadata_of(blocks)).credit or 'lost'}"
    )


def _make_all(
    function: Callable[..., None], pictures: tuple[Path, ...], settings: PictureSettings, out: Path
) -> None:
    for picture in pictures:
        function(settings, out, picture)


def _make_with_vips(settings: PictureSettings, out: Path, picture: Path) -> None:
    found = examine(picture)
    wanted = plan_derivatives(found, settings, name=picture.name, rights=RIGHTS)
    make_derivatives(picture, wanted, out, RIGHTS, decoded_width(found, settings))


def _make_with_pillow(settings: PictureSettings, out: Path, picture: Path) -> None:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(picture.read_bytes())) as opened:
        opened.draft("RGB", (max(settings.widths), 1))
        base = ImageOps.exif_transpose(opened).convert("RGB")
    for width in settings.widths:
        resized = base.resize(
            (width, round(base.height * width / base.width)),
            Image.Resampling.LANCZOS,
            reducing_gap=2,
        )
        resized.save(
            out / f"{picture.stem}-{width}.jpg", quality=settings.jpeg_quality, progressive=True
        )
        resized.save(
            out / f"{picture.stem}-{width}.webp",
            quality=settings.webp_quality,
            method=settings.webp_effort,
        )
        resized.save(
            out / f"{picture.stem}-{width}.avif",
            quality=settings.avif_quality,
            speed=9,
            max_threads=1,
        )


def _line(name: str, seconds: float, memory: float, out: Path) -> str:
    files = [file for file in out.rglob("*") if file.suffix in (".avif", ".webp", ".jpg")]
    return (
        f"{name:<40} {seconds:8.1f} s  {memory:6.0f} MiB  {len(files):6,} files "
        f" {_megabytes(files):7.1f} MB"
    )


def _megabytes(files: Any) -> float:
    return sum(file.stat().st_size for file in files) / 1_000_000


if __name__ == "__main__":
    main()
