"""The credit that a file asks for, whether the printed one agrees, and the label of pictures that a
machine made.
"""

import pytest

from ssg.grammar.credit import parse_credit
from ssg.grammar.names import known_names
from ssg.model.file_metadata import Metadata
from ssg.rights.ai_label import ai_label
from ssg.rights.credit_line import credit_line, differing_credit, makers

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("credit", "creators", "line"),
    [
        ("AP", ("Ines Kessler",), "AP Photo/Ines Kessler"),
        ("ASSOCIATED PRESS", ("Ines Kessler", "Li Wei"), "AP Photo/Ines Kessler and Li Wei"),
        ("AP", ("Uncredited",), "AP"),
        ("REUTERS", ("Li Wei",), "REUTERS/Li Wei"),
        ("AFP via Getty Images", ("Li Wei",), "Li Wei/AFP via Getty Images"),
        ("Getty Images", ("KESSLER, Ines",), "Ines Kessler/Getty Images"),
        ("The Harbor Ledger", ("Ana Ruiz",), "Ana Ruiz/The Harbor Ledger"),
        ("Ana Ruiz/The Harbor Ledger", ("Ana Ruiz",), "Ana Ruiz/The Harbor Ledger"),
        ("Photo by Ana Ruiz", ("ANA RUIZ",), "Photo by Ana Ruiz"),
        ("", ("Ana Ruiz", "Li Wei"), "Ana Ruiz and Li Wei"),
        ("Credit Line (ref2021.1)", ("Creator1 (ref2021.1)",), "Credit Line (ref2021.1)"),
        ("  AP  ", (), "AP"),
        ("", (), ""),
    ],
)
def test_the_credit_of_a_file(credit, creators, line):
    assert credit_line(Metadata(credit=credit, creators=creators)) == line
    if creators and parse_credit(line).agency and "Uncredited" not in creators:
        assert parse_credit(line).creators


@pytest.mark.parametrize(
    ("creators", "people"),
    [
        (("STR",), ()),
        (("Uncredited", "Stringer", "Handout"), ()),
        (("Getty Images/iStockphoto",), ()),
        (("Screenshot via YouTube",), ()),
        (("The Harbor Ledger",), ()),
        (("Staff",), ()),
        (("© Ana Ruiz 2025",), ("Ana Ruiz",)),
        (("Photo illustration by Ana Ruiz",), ("Ana Ruiz",)),
        (("Ana Ruiz; Li Wei",), ("Ana Ruiz", "Li Wei")),
        (("RUIZ, Ana; Li Wei", "Ana Ruiz"), ("Ana Ruiz", "Li Wei")),
        (("Ana Ruiz/AP",), ("Ana Ruiz",)),
        (("anaruiz",), ("anaruiz",)),
        (("Ana Ruiz, Tomas Brandt",), ("Ana Ruiz", "Tomas Brandt")),
        (("García Márquez, Ana",), ("Ana García Márquez",)),
        (("Picasa", "ana@ledger.example"), ()),
    ],
)
def test_who_of_a_files_creators_is_a_person(creators, people):
    assert makers(Metadata(creators=creators)) == people


def test_an_agency_that_stands_as_the_source_counts():
    assert credit_line(Metadata(source="AP", creators=("Li Wei",))) == "AP Photo/Li Wei"
    assert credit_line(Metadata(source="some disk", creators=("Li Wei",))) == "Li Wei"


FILE = Metadata(credit="AP", creators=("Inés Kessler",))


@pytest.mark.parametrize(
    ("printed", "metadata"),
    [
        ("AP Photo/Ines Kessler", FILE),
        ("AP Photo/Ines Kessler, File", FILE),
        ("INES KESSLER / The Associated Press", FILE),
        ("Photo: I. Kessler, AP", FILE),
        ("Ines Kessler", FILE),
        ("Ines Kessler/The Harbor Ledger via AP", FILE),
        ("AP Photo", FILE),
        ("", FILE),
        ("AP Photo/Li Wei", Metadata()),
        ("AP Photo/Li Wei", Metadata(credit="AP", creators=("Uncredited",))),
        ("Ana Ruiz", Metadata(creators=("Ruiz, Ana",))),
        ("Staff photo", Metadata(creators=("Ana Ruiz",))),
        (
            "Port Alder Historical Society",
            Metadata(credit="Courtesy of the Port Alder Historical Society"),
        ),
        ("A\u202eB\u200bC", Metadata(credit="A\u202eB\u200bC")),
        ("ABC", Metadata(credit="A\u202eB\u200bC")),
        ("AP Photo/Ines Kess\u00adler", FILE),
        ("A\u200bP Photo", Metadata(credit="AP")),
        ("Getty Images", Metadata(credit="Getty\u200b Images")),
        ("A B C", Metadata(credit="A B C")),
    ],
)
def test_credits_that_agree(printed, metadata):
    assert differing_credit(printed, metadata) == ""


@pytest.mark.parametrize(
    ("printed", "metadata", "filed"),
    [
        ("AP Photo/Li Wei", FILE, "AP Photo/Inés Kessler"),
        ("REUTERS/Ines Kessler", FILE, "AP Photo/Inés Kessler"),
        ("Ana Ruiz", FILE, "AP Photo/Inés Kessler"),
        ("Jana Kessler", FILE, "AP Photo/Inés Kessler"),
        ("Getty Images", Metadata(credit="Reuters"), "Reuters"),
        ("Ana Ruiz", Metadata(credit="Getty Images"), "Getty Images"),
        ("Harbor archive", Metadata(credit="Li Wei/EPA"), "Li Wei/EPA"),
    ],
)
def test_credits_that_disagree(printed, metadata, filed):
    assert differing_credit(printed, metadata) == filed


SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.mark.parametrize(
    ("uri", "label"),
    [
        (SCHEME + "trainedAlgorithmicMedia", "Image made with AI"),
        (SCHEME.replace("http:", "https:") + "trainedAlgorithmicMedia/", "Image made with AI"),
        (SCHEME + "compositeWithTrainedAlgorithmicMedia", "Image changed with AI"),
        (SCHEME + "compositeSynthetic", "Image with parts made with AI"),
        (SCHEME + "algorithmicallyEnhanced", "Image changed by software"),
        ("digsrctype:trainedAlgorithmicMedia", "Image made with AI"),
        ("trainedAlgorithmicMedia", "Image made with AI"),
        (SCHEME + "digitalCapture", ""),
        (SCHEME + "softwareImage", ""),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_the_label_of_a_picture_that_a_machine_made(uri, label):
    assert ai_label(uri) == label


def test_whom_site_yaml_names_is_known():
    known = known_names(("Lena Marsh",), ("Harbor News",))
    studio = Metadata(credit="AFP", creators=("Lena Marsh",))
    assert (makers(studio), makers(studio, known)) == (("Lena Marsh",), ())
    assert credit_line(studio, known) == "AFP"
    person = Metadata(credit="AP", creators=("Harbor News",))
    assert (credit_line(person), credit_line(person, known)) == ("AP", "AP Photo/Harbor News")
    printed = "Ana Ruiz / Lena Marsh"
    filed = Metadata(credit="Ana Ruiz / AFP")
    assert differing_credit(printed, filed) == ""
    assert differing_credit(printed, filed, known) == "Ana Ruiz / AFP"
