"""Texts that cameras and programs write where a caption would stand: nobody wrote them about this
picture, so they are not published as one.
"""

import re

_LONGEST = 120  # characters; a longer text is somebody's
_MAKERS = (
    "olympus sony samsung nikon canon kodak pentax ricoh fuji fujifilm panasonic lumix minolta"
    " konica casio leica sigma sanyo hp dji gopro apple huawei xiaomi htc lg nokia motorola vivitar"
    " polaroid epson jenoptik benq aiptek medion praktica rollei agfa agfaphoto traveler toshiba"
)
_OF_CAMERAS = (
    "digital still video phone mobile camera cameras dsc csc dslr dvc picture pictures image images"
    " imaging photo jpeg exif corporation corp co inc ltd company seiko optical coolpix finepix"
    " dcim cybershot easyshare konica-minolta"
)
_WORDS = frozenset((_MAKERS + " " + _OF_CAMERAS).split())
# The marks of cameras in telephones, of scanners and of programs, as they stand in real archives.
_MARKS = frozenset(
    "default untitled none imagedescription null n/a image picture photo scan scanned print jpeg"
    " jpg edf dav cof mde nor oznor oznorwo cznor rhdr hdr hdrpl fptr ptr bty rbt sdr dig burst"
    " vga qrf btf btr bsh".split()
)
_FORMS = re.compile(
    # a file, alone or with the folders before it
    r"(?:[^\n]*[\\/])?+[^\n\\/]{1,80}\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|dng|nef|cr[23]"
    r"|arw|raf"
    r"|orf|rw2|psd)"
    r"|(?:[a-z]:)?[\\/]?dcim[\\/].*"
    # what a camera calls its pictures: letters and a number
    r"|(?:_?[a-z]{1,6}[-_]\d{3,}+|_?[a-z]{1,6}\d{4,}+)"
    r"(?:[-_]?(?:\d++|hdr|pano|edit(?:ed)?|copy|[a-z]))*+"
    r"(?: ?\(\d+\))?"
    r"|(?:img|dscf?|dscn|pict|pxl|vid|mvimg|pano|screenshot|whatsapp image|signal|photo|vlcsnap"
    r"|scan|untitled|unbenannt)[-_ ]?\d[-\d_.: ]*+(?:(?:at|um) [-\d_.: ]*+)?(?:[ap]m)?"
    r"|(?:shutterstock|adobestock|istock|gettyimages|depositphotos|alamy|dreamstime)"
    r"[-_ ]?\d++[-\w]*+"
    # programs
    r"|exif[-_ ]jpeg[-_ ]picture|lead technologies inc\. v[\d.]++|creator: gd-jpeg .*"
    r"|file written by adobe photoshop.*|processed (?:with|by) \S++(?: with \S++ preset)?"
    r"|created (?:with|by|in) (?:gimp|canva|adobe|photoshop|picasa)\b.*"
    r"|(?:microsoft (?:word|powerpoint) -|powerpoint presentation|adobe photoshop pdf).*"
    r"|[-\d\W_]+",
    re.I,
)

# A camera's own name: "NIKON D850", "Canon EOS R5", "<Digimax S500>".
_MODEL = re.compile(
    rf"(?:{'|'.join(_MAKERS.split())}|eos|digimax|mamiya)"
    r"(?: (?:corporation|eos|digital|powershot|z))*"
    r" [a-z]{0,4}-?\d{1,4}[a-z]{0,3}(?: mark [iv]+)?",
    re.I,
)


def is_written_by_a_machine(text: str) -> bool:
    """Whether a caption, headline or alternative text of a picture's file says nothing that a
    person wrote: a camera's mark, a file's name, a program's.
    """
    line = " ".join(text.split())
    if not line or len(line) > _LONGEST:
        return False
    if line.casefold().replace(" ", "") in _MARKS or _FORMS.fullmatch(line):
        return True
    if _MODEL.fullmatch(line.strip("<>")):
        return True
    words = [word.strip(".,®™()<>") for word in line.casefold().split()]
    is_a_mark = line.isupper() or "digital" in words or "dsc" in words
    return is_a_mark and _WORDS.issuperset(words)
