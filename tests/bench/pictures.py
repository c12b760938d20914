"""How fast pictures are made, against Hugo and Pillow: `python tests/bench/pictures.py --count 10`.

Makes pictures of 12 megapixels (the same each time), then files of the same widths and formats of each, in two processes. Prints
seconds, peak memory and bytes. "Warm" is a second run, when all files are there.
"""

import argparse
import functools
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssg import workers
from ssg.media.derivatives import PictureSettings, plan_derivatives
from ssg.media.metadata import metadata_of, read_blocks
from ssg.media.pixels import make_derivatives
from ssg.media.probe import examine
from ssg.media.rights_metadata import RightsMetadata, rights_of

WIDTHS = (400, 800, 1200, 1600, 2400)
SIZE = (4000, 3000)
RIGHTS = RightsMetadata(credit="AP Photo/Ines Kessler", creators=("Ines Kessler",), copyright="© 2025 AP", usage_terms="No resale")
# AVIF apart: Hugo's is much slower, and would hide the rest.
ENGINES = {
    "ssg": PictureSettings(widths=WIDTHS),
    "ssg, WebP and JPEG, no crops": PictureSettings(widths=WIDTHS, formats=("webp",), crops=()),
    "ssg, AVIF and JPEG, no crops": PictureSettings(widths=WIDTHS, formats=("avif",), crops=()),
}
_LAYOUT = """{{ $p := resources.Get (printf "%%s.jpg" .File.ContentBaseName) }}{{ range slice %s }}
{{ ($p.Resize (printf "%%dx jpg" .)).RelPermalink }} {{ ($p.Resize (printf "%%dx %s" .)).RelPermalink }}{{ end }}
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--folder", type=Path, help="Keep the pictures here from one run to the next.")
    arguments.add_argument("--hugo", default=shutil.which("hugo"), help="Hugo's program.")
    arguments.add_argument("--avif", action="store_true", help="Compare AVIF with Hugo's too: some 10 seconds a picture.")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        pictures = _pictures(folder / "originals", options.count, options.jobs)
        print(f"{len(pictures)} pictures of {SIZE[0]} x {SIZE[1]}, {_megabytes(pictures):.0f} MB; {options.jobs} processes")
        for name, settings in ENGINES.items():
            out = Path(temporary) / "out"
            print(_line(name, *_in_a_process(_run_engine, pictures, settings, out, options.jobs), out))
            print(_line("  warm", *_in_a_process(_run_engine, pictures, settings, out, options.jobs), out))
            shutil.rmtree(out)
        for suffix in ("webp", "avif") if options.avif else ("webp",):
            if options.hugo:
                _run_hugo(options.hugo, pictures, suffix, Path(temporary) / f"hugo-{suffix}", options.jobs)
        _compare_with_pillow(pictures[:10], Path(temporary))


def _pictures(folder: Path, count: int, jobs: int) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"picture-{number:03}.jpg" for number in range(count)]
    missing = [(number, path) for number, path in enumerate(paths) if not path.exists()]
    for _ in workers.run(_nothing, _draw, missing, jobs=max(2, jobs)):  # never here: what has loaded libvips must not fork
        pass
    return tuple(paths)


def _nothing() -> None:
    return None


def _draw(_: None, task: tuple[int, Path]) -> None:
    """A picture like a photograph: slopes, objects with sharp edges, texture, the noise of a sensor."""
    import pyvips

    number, path = task
    width, height = SIZE
    bands = []
    for band in range(3):
        seed = number * 31 + band
        slopes = pyvips.Image.perlin(width // 8, height // 8, cell_size=128, seed=seed).resize(8)
        texture = pyvips.Image.perlin(width // 2, height // 2, cell_size=8, seed=seed + 7).resize(2)
        objects = pyvips.Image.perlin(width // 4, height // 4, cell_size=96, seed=number).resize(4) > 0.08
        noise = pyvips.Image.gaussnoise(width, height, sigma=3, mean=0, seed=seed)
        bands.append((slopes * 70 + texture * 12 + objects.ifthenelse(150, 105) + noise).crop(0, 0, width, height).cast("uchar"))
    bands[0].bandjoin(bands[1:]).copy(interpretation="srgb").jpegsave(str(path), Q=90)


def _run_engine(pictures: tuple[Path, ...], settings: PictureSettings, out: Path, jobs: int) -> None:
    out.mkdir(exist_ok=True)
    work = functools.partial(_make, settings, out)
    for _ in workers.run(_nothing, work, pictures, jobs=max(2, jobs)):
        pass


def _make(settings: PictureSettings, out: Path, _: None, picture: Path) -> None:
    wanted = plan_derivatives(examine(picture), settings, name=picture.name, rights=RIGHTS)
    if not all((out / item.name).exists() for item in wanted):
        make_derivatives(picture, wanted, out, RIGHTS)


def _run_hugo(hugo: str, pictures: tuple[Path, ...], suffix: str, site: Path, jobs: int) -> None:
    for folder in ("content", "assets", "layouts"):
        (site / folder).mkdir(parents=True)
    kinds = '["taxonomy", "term", "rss", "sitemap", "section", "404"]'
    (site / "hugo.toml").write_text(f'baseURL = "https://ledger.example/"\ndisableKinds = {kinds}\n')
    (site / "layouts/page.html").write_text(_LAYOUT % (" ".join(map(str, WIDTHS)), suffix))
    (site / "layouts/home.html").write_text("home")
    for picture in pictures:
        shutil.copy(picture, site / "assets")
        (site / f"content/{picture.stem}.md").write_text("---\ntitle: A picture\n---\n")
    for label in (f"Hugo, {suffix} and jpg", "  warm"):
        done = _in_a_process(_call, [hugo, "--quiet", "--source", str(site)], {**os.environ, "GOMAXPROCS": str(jobs)})
        print(_line(label, *done, site / "public"))


def _call(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _in_a_process(function: Callable[..., None], *arguments: Any) -> tuple[float, float]:
    """(seconds, MB of the largest process below it). In a process of its own, so that the next one begins with nothing."""
    import multiprocessing

    queue = multiprocessing.get_context("fork").SimpleQueue()
    process = multiprocessing.get_context("fork").Process(target=_measured, args=(queue, function, arguments))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{function.__name__} failed")
    return queue.get()


def _measured(queue: Any, function: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    start = time.perf_counter()
    function(*arguments)
    queue.put((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))


def _compare_with_pillow(pictures: tuple[Path, ...], temporary: Path) -> None:
    settings = PictureSettings(widths=WIDTHS, crops=())
    for name, function in (("pyvips", _make_with_vips), ("Pillow", _make_with_pillow)):
        out = temporary / name
        out.mkdir()
        print(_line(f"{name}, one process, {len(pictures)} pictures", *_in_a_process(_in_a_child, function, pictures, settings, out), out))
        for suffix in ("avif", "webp", "jpg"):
            _tell_metadata(name, next(out.glob(f"*-800.{suffix}")))


def _tell_metadata(name: str, file: Path) -> None:
    blocks = read_blocks(file.read_bytes())
    kept = [block for block in ("xmp", "iim", "exif", "icc") if getattr(blocks, block)]
    print(f"    {name} {file.suffix}: {', '.join(kept) or 'no metadata'}; credit {rights_of(metadata_of(blocks)).credit or 'lost'}")


def _in_a_child(function: Callable[..., None], pictures: tuple[Path, ...], settings: PictureSettings, out: Path) -> None:
    """All pictures in one process below this one, so that its memory is counted like a worker's."""
    import multiprocessing

    process = multiprocessing.get_context("fork").Process(target=_make_all, args=(function, pictures, settings, out))
    process.start()
    process.join()


def _make_all(function: Callable[..., None], pictures: tuple[Path, ...], settings: PictureSettings, out: Path) -> None:
    for picture in pictures:
        function(settings, out, picture)


def _make_with_vips(settings: PictureSettings, out: Path, picture: Path) -> None:
    make_derivatives(picture, plan_derivatives(examine(picture), settings, name=picture.name, rights=RIGHTS), out, RIGHTS)


def _make_with_pillow(settings: PictureSettings, out: Path, picture: Path) -> None:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(picture.read_bytes())) as opened:
        opened.draft("RGB", (max(settings.widths), 1))
        base = ImageOps.exif_transpose(opened).convert("RGB")
    for width in settings.widths:
        resized = base.resize((width, round(base.height * width / base.width)), Image.Resampling.LANCZOS, reducing_gap=2)
        resized.save(out / f"{picture.stem}-{width}.jpg", quality=settings.jpeg_quality, progressive=True)
        resized.save(out / f"{picture.stem}-{width}.webp", quality=settings.webp_quality, method=settings.webp_effort)
        resized.save(out / f"{picture.stem}-{width}.avif", quality=settings.avif_quality, speed=9, max_threads=1)


def _line(name: str, seconds: float, memory: float, out: Path) -> str:
    files = [file for file in out.rglob("*") if file.suffix in (".avif", ".webp", ".jpg")]
    return f"{name:<40} {seconds:8.1f} s  {memory:6.0f} MB a process  {len(files):6,} files  {_megabytes(files):7.1f} MB"


def _megabytes(files: Any) -> float:
    return sum(file.stat().st_size for file in files) / 1_000_000


if __name__ == "__main__":
    main()
