"""What a workflow installs: what this ssg was installed from, as far as another machine can reach
it.
"""

import pytest

import ssg
from ssg.scaffold.installed import requirement_of

INDEXED = f"ssg-news=={ssg.__version__}"
COMMIT = "413ea7000000000000000000000000000000beef"


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (None, INDEXED),
        (
            {
                "url": "https://github.com/ledger/ssg.git",
                "vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": "main"},
            },
            f"ssg-news @ git+https://github.com/ledger/ssg.git@{COMMIT}",
        ),
        (
            {"url": "https://files.example/ssg_news-0.1.0-py3-none-any.whl", "archive_info": {}},
            "ssg-news @ https://files.example/ssg_news-0.1.0-py3-none-any.whl",
        ),
    ],
)
def test_what_can_be_reached_is_pinned(record, wanted):
    assert requirement_of(record) == (wanted, True)


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"url": "file:///home/ana/ssg", "dir_info": {}},
        {"url": "file:///tmp/ssg_news-0.1.0-py3-none-any.whl", "archive_info": {}},
        {"url": "https://ana:secret@github.com/ledger/ssg.git", "vcs_info": {"vcs": "git"}},
        {"url": 'https://x.example/"; rm -rf ~; "', "archive_info": {}},
        {"url": "https://x.example/$(id)", "archive_info": {}},
        {"url": "https://x.example/a", "vcs_info": {"vcs": "git", "commit_id": "main; id"}},
        {"url": "https://x.example/a", "vcs_info": {"vcs": "hg", "commit_id": COMMIT}},
    ],
)
def test_a_folder_of_this_disk_or_an_odd_address_is_not(record):
    assert requirement_of(record) == (INDEXED, False)
