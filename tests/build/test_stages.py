"""A setting makes anew what it affects and nothing else: what each field of site.yaml declares, and
which code is in which key.
"""

import ast
from pathlib import Path

import pytest
import yaml
from conftest import SITE_YAML, Site, story

import ssg
import ssg.versions
from ssg.build.resolve import RESOLVING
from ssg.build.tasks import LOOKING, PARSING, parse_key
from ssg.config.site import FIELDS, Config, Stage, seen_by
from ssg.versions import code_fingerprint, code_of

ADDRESS = "https://ledger.example/"
PAPER = (
    "-- content/world/a.md --\n"
    + story(
        "First",
        tags="[pier]",
        byline="Ana Ruiz and Cut Out Design",
        source="AP",
        dateline="PORT ALDER",
        media='[{src: pier.png, alt: "A pier", credit: "Harbor Pictures"}]',
        body=f'"So far", they said. See [it]({ADDRESS}about/) and ![](pier.png).',
    )
    + "-- content/world/b.md --\n"
    + story("Second", "2026-11-20", body="See [a](a.md), and more -- or less.", share="[x]")
    + "-- content/local/c.md --\n"
    + story("Third", "2026-10-21T06:30:00-05:00", lang="en")
    + "-- content/about.md --\n---\ntitle: About\n---\n\nWe.\n"
    + "-- content/world/pier.png --\n\n-- static/mark.png --\n\n-- static/rules.txt --\nRules.\n"
)
# Another value for each field, so that something of the site is another.
OTHER = {
    "title": "The Gazette",
    "base_url": "https://gazette.example/news/",
    "description": "News of the harbor.",
    "language": "de",
    "timezone": "Asia/Tokyo",
    "permalink": "/:year/:slug/",
    "share": ["email"],
    "sections": {"world": {"title": "The world", "order": 2}, "local": "Near"},
    "sources": {"AP": {"name": "The Associated Press", "trusted": True, "index": False}},
    "organizations": ["Ana Ruiz"],
    "people": ["Harbor Pictures"],
    "rights": {"own": {"match": "Harbor Pictures", "digital-source-type": "digitalArt"}},
    "publisher": {"name": "Harbor Trust", "logo": "mark.png"},
    "image": "mark.png",
    "icon": "mark.png",
    "copyright": "2026 The Ledger",
    "contact": "desk@ledger.example",
    "social": {"x": "@ledger"},
    "page_size": 1,
    "feed_size": 1,
    "months": False,
    "indexes": False,
    "media_url": "https://media.ledger.example/",
    "pictures": {"widths": [], "formats": []},
    "missing_credit": "warning",
    "rights_end": "withhold",
    "withheld": "Not here.",
    "credits": True,
    "typography": False,
    "cname": "www.ledger.example",
    "since": "2026-11-21",
    "todo": ["local"],
    "editor": "idea://open?file={path}&line={line}",
    "extra": {"mark": "x"},
}


def test_every_setting_says_what_it_affects() -> None:
    assert [name for name, field in FIELDS.items() if not isinstance(field.affects, Stage)] == []
    assert set(OTHER) == set(FIELDS)


@pytest.mark.parametrize("name", OTHER)
def test_a_changed_setting_gives_what_a_clean_build_gives(
    site,
    parsed: list[str],
    tmp_path: Path,
    name: str,
) -> None:
    made: Site = site(PAPER)
    assert made.build().errors == 0, made.problems()
    before, asked = made.files(), len(parsed)
    for value in (OTHER[name], None):
        settings = yaml.safe_load(SITE_YAML)
        if value is not None:
            settings[name] = value
        (made.root / "site.yaml").write_text(yaml.safe_dump(settings))
        parsed.clear()
        report = made.build()
        read = len(parsed)
        assert report.errors == 0, made.problems()
        clean: Site = site(PAPER, f"clean-{value is None}")
        (clean.root / "site.yaml").write_text(yaml.safe_dump(settings))
        assert [str(each) for each in clean.build().problems] == [str(e) for e in report.problems]
        assert made.files() == clean.files()
        if Stage.PARSE not in FIELDS[name].affects:
            assert read == 0
        else:
            assert read == asked
        is_seen = bool(FIELDS[name].affects) and name not in _SEEN_BY_NONE_HERE
        assert value is None or (clean.files() != before) == is_seen
    assert made.files() == before


# What needs more than this paper to be seen: a picture without credit, one whose rights ran out, a
# large one, a layout that asks for it.
_SEEN_BY_NONE_HERE = {"missing_credit", "rights_end", "withheld", "pictures", "extra"}


def test_two_addresses_live_side_by_side(site, parsed: list[str]) -> None:
    """Production and a preview: after an edit, each makes what changed, and one parse is enough."""
    made: Site = site(PAPER)
    there = {"destination": made.root / "there", "base_url": "http://localhost:8000/x/"}
    made.build()
    made.build(**there)
    parsed.clear()
    assert made.build().published.rendered == 0
    assert made.build(**there).published.rendered == 0
    assert parsed == []
    made.write("-- content/world/b.md --\n" + story("Second", "2026-11-20", body="Other words."))
    assert 0 < made.build().published.rendered < 15
    assert 0 < made.build(**there).published.rendered < 15
    assert parsed == ["content/world/b.md"]
    for destination, address in ((made.out, ADDRESS), (there["destination"], there["base_url"])):
        clean = site(PAPER, f"clean-{destination.name}")
        clean.write(
            (made.root / "content/world/b.md").read_text().join(["-- content/world/b.md --\n", ""])
        )
        clean.build(base_url=address)
        made.out = destination
        assert made.files() == clean.files()


def test_a_link_to_the_site_itself_is_checked_at_each_of_its_addresses(
    site,
    parsed: list[str],
) -> None:
    text = story(
        body=f"A [dead]({ADDRESS}gone/) one, and `{ADDRESS}gone/`.\n\nhttps://b.example/no/"
    )
    made: Site = site("-- content/world/a.md --\n" + text)
    dead = "content/world/a.md:6:10 error[dead-link] the link leads to `/gone/` of this site"
    assert [line[: len(dead)] for line in made_problems(made)] == [dead]
    parsed.clear()
    assert made_problems(made, base_url="https://elsewhere.example/") == []
    [line] = made_problems(made, base_url="https://b.example/")
    assert line.startswith("content/world/a.md:8:1 error[dead-link]")
    assert [line[: len(dead)] for line in made_problems(made)] == [dead]
    assert parsed == []


def test_a_link_to_the_site_under_a_host_of_other_letters_is_checked(site) -> None:
    text = story(body="A [dead](https://müller.example/gone/) one.")
    made: Site = site("-- content/world/a.md --\n" + text)
    assert made_problems(made) == []
    [line] = made_problems(made, base_url="https://xn--mller-kva.example/")
    assert line.startswith("content/world/a.md:6:10 error[dead-link]")


def made_problems(made: Site, **options: object) -> list[str]:
    made.build(**options)
    return made.problems()


def test_a_stage_cannot_see_what_it_does_not_declare() -> None:
    config = Config(title="T", base_url=ADDRESS, copyright="2026", language="de", page_size=3)
    parse, plan = seen_by(config, Stage.PARSE), seen_by(config, Stage.PLAN)
    assert (parse.title, parse.language, parse.page_size) == ("T", "de", 20)
    assert (plan.copyright, plan.page_size) == ("", 3)
    assert {parse.base_url, plan.base_url} == {"https://example.invalid/"}
    assert parse_key(config, ()) == parse_key(seen_by(config, Stage.PARSE), ())


@pytest.mark.parametrize(
    ("module", "places"),
    [
        ("story.parse", PARSING),
        ("markup.dialect", PARSING),
        ("catalog.rows", PARSING),
        ("build.resolve", PARSING),
        ("build.resolve", RESOLVING),
        ("rights.resolve", RESOLVING),
        ("media.derivatives", RESOLVING),
        ("media.metadata.reader", LOOKING),
        ("media.probe", LOOKING),
        ("media.placeholder", LOOKING),
    ],
)
def test_a_key_knows_all_code_that_its_stage_runs(module: str, places: tuple[str, ...]) -> None:
    package = Path(ssg.__file__).parent
    waiting, seen = [module], set[str]()
    while waiting:
        name = waiting.pop()
        file = package / (name.replace(".", "/") + ".py")
        file = file if file.is_file() else package / name.replace(".", "/") / "__init__.py"
        if name in seen or not file.is_file():
            continue
        seen.add(name)
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ssg."):
                full = node.module.removeprefix("ssg.")
                waiting += [full, *(f"{full}.{alias.name}" for alias in node.names)]
    files = {
        path
        for name in seen
        for path in (name.replace(".", "/") + ".py", name.replace(".", "/") + "/__init__.py")
        if (package / path).is_file()
    }
    assert files
    # What media says of a file is asked again by its own key.
    passed = ("media/", "versions.py") if places is PARSING else ("versions.py",)
    assert {
        path
        for path in files
        if not path.startswith(passed)
        and not any(path == place or path.startswith(place + "/") for place in places)
    } == set()


def test_every_place_of_a_key_is_there() -> None:
    package = Path(ssg.__file__).parent
    assert [
        place for place in (*PARSING, *LOOKING, *RESOLVING) if not (package / place).exists()
    ] == []


@pytest.mark.parametrize(
    ("module", "keys"),
    [
        ("cli/terminal.py", set()),
        ("report/text.py", set()),
        ("pages/head.py", {"all"}),
        ("markup/convert.py", {"all", "parse", "look", "resolve"}),
        ("grammar/byline.py", {"all", "parse", "resolve"}),
        ("media/probe.py", {"all", "look", "resolve"}),
    ],
)
def test_a_change_of_code_changes_the_keys_that_it_belongs_to_and_no_other(
    monkeypatch: pytest.MonkeyPatch, module: str, keys: set[str]
) -> None:
    def now() -> dict[str, str]:
        code_of.cache_clear()
        code_fingerprint.cache_clear()
        return {
            "all": code_fingerprint(),
            "parse": code_of(*PARSING),
            "look": code_of(*LOOKING),
            "resolve": code_of(*RESOLVING),
        }

    before, code = now(), ssg.versions._code()
    assert module in code
    monkeypatch.setattr(ssg.versions, "_code", lambda: code | {module: b"other"})
    after = now()
    monkeypatch.undo()
    assert {name for name in before if before[name] != after[name]} == keys
    assert now() == before
