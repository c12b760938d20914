"""The words of credits: where pictures come from beside the wire services, and what is said of how
they came. Only data; `credit.py` reads by them.
"""

from collections.abc import Mapping

# fmt: off
PICTURE_SOURCES: Mapping[str, str] = {
    name.casefold(): name
    for name in (
        "123RF", "500px", "Abaca", "Action Images", "Action Plus", "Adobe Stock",
        "Agência O Globo", "akg-images", "Alamy", "APAimages", "ARGUM", "Backgrid", "Belga Image",
        "Bestimage", "Bettmann", "Bildbyrån", "Bridgeman Images", "Camera Press",
        "Chinatopix", "Contacto", "Contrasto", "Corbis", "CordonPress",
        "Cover Images", "CQ Roll Call", "Cuartoscuro", "Dana Press", "ddp images",
        "Depositphotos", "dpa-Zentralbild", "Dreamstime", "Envato", "Estadão Conteúdo",
        "Europa Press", "EyeEm", "Eyepix Group", "Eyevine", "FilmMagic", "Flickr", "Folhapress",
        "Fotogramma", "Freepik", "Gallo Images", "Gamma-Rapho", "GEPA", "Getty Images", "GTRES",
        "Hans Lucas", "Hemis", "Hollandse Hoogte", "Icon Sportswire",
        "Imagn Images", "IMAGO", "INPHO", "Invision", "Isopix", "iStock", "KCNA", "LaPresse",
        "Le Pictorium", "Leemage", "Lehtikuva", "LightRocket", "Magnum Photos", "Mary Evans",
        "MaxPPP", "MediaPunch", "Mirrorpix", "MYOP", "NOOR", "nordphoto", "NTB Scanpix",
        "NurPhoto", "OSTKREUZ", "PA Images", "PA Wire", "Panoramic", "Panos Pictures", "Pexels",
        "Photocall Ireland", "Photonews", "PhotoPQR", "Photoshot", "Picfair", "picture alliance",
        "Pixabay", "Press Eye", "Presse Sports", "Rawpixel", "Redux", "Rex", "Ritzau Scanpix",
        "RollingNews.ie", "Scanpix", "Shutterstock", "SIPA", "Sipa USA", "SOPA Images",
        "Splash News", "Sportsfile", "Staff", "Starface", "Stocksy", "Story Picture Agency",
        "Storyful", "SuperStock", "SWNS", "SWpix", "Tendance Floue", "TopFoto", "Trunk Archive",
        "TT", "TT News Agency", "ullstein bild", "Unsplash", "USA TODAY Sports", "Vecteezy",
        "White Star", "Wikimedia Commons", "WireImage", "Zeitenspiegel", "ZUMA Press",
        "ZUMA Wire",
    )
} | {
    "getty": "Getty Images", "alamy stock photo": "Alamy", "picture-alliance": "picture alliance",
    "istockphoto": "iStock",
}
FLAGS: dict[str, str] = {
    "archief": "FILE", "archivio": "FILE", "d'archives": "FILE", "d’archives": "FILE",
    "d'archivio": "FILE", "d’archivio": "FILE", "repertorio": "FILE", "архив": "FILE",
    "arkiv": "FILE", "archiwum": "FILE", "file": "FILE", "files": "FILE", "archivo": "FILE",
    "archiv": "FILE", "arquivo": "FILE", "pool": "POOL", "ho": "HANDOUT",
    "handout": "HANDOUT", "family handout": "HANDOUT", "divulgação": "HANDOUT",
    "courtesy": "COURTESY", "contributed": "COURTESY", "provided": "COURTESY",
    "submitted": "COURTESY", "supplied": "COURTESY", "cedida": "COURTESY",
    "divulgación": "HANDOUT", "cedido": "COURTESY", "courtoisie": "COURTESY",
    "gracieuseté": "COURTESY", "cortesía": "COURTESY", "cortesia": "COURTESY",
}
FLAGS |= dict.fromkeys(
    (
        "aangeleverd", "beigestellt", "cedidas", "cedidos", "fourni", "fournie", "gentileza",
        "gentile concessione", "honorarfrei", "image submitted", "ingezonden", "offert",
        "per gentile concessione", "used with permission", "zur verfügung gestellt", "zvg",
        "z.v.g.", "предоставлено",
    ),
    "COURTESY",
)
FLAGS |= dict.fromkeys(
    (
        "hand-out", "ufficio stampa", "materiały prasowe", "mat. prasowe", "mat. pras.",
        "material de prensa", "press handout", "press release", "pressbild", "pressefoto",
        "pressemateriell", "pressfoto", "presskit", "pr", "pr-foto", "publicity",
        "publicity photo", "werkfoto",
    ),
    "HANDOUT",
)
FLAGS |= dict.fromkeys(
    (
        "archief", "archivbild", "arhiv", "arhiva", "arkisto", "arşiv", "arsip", "filer",
        "file image", "file pic", "file picture", "file pix", "from files", "hemeroteca",
        "imagen de archivo", "foto de archivo", "imagem de arquivo", "foto d'archivio",
        "архивное фото",
    ),
    "FILE",
)
# fmt: on
# The same, of pictures that are old.
FILE_LABELS = frozenset(
    "archiefbeeld archieffoto archivbild archivfoto arkistokuva arkivbild arkivfoto".split()
)
FLAGS |= dict.fromkeys(FILE_LABELS, "FILE")
FILE_LABELS |= {"archief", "archiv", "archives", "archivo", "arkiv", "arquivo", "file", "files"}

# Where nobody is named.
NOBODY = frozenset(
    (
        "uncredited",
        "anonymous",
        "unknown",
        "str",
        "stringer",
        "stf",
        "not provided",
        "privat",
        "private",
        "unbekannt",
        "no credit",
        "none",
        "author",
        "the author",
        "reprodução",
        "captura de pantalla",
        "captura de tela",
        "capture d'écran",
        "capture d’écran",
        "especial",
        "из личного архива",
        "личный архив",
        "schermafbeelding",
        "schermata",
        "skjermdump",
        "skærmbillede",
        "skärmdump",
        "zrzut ekranu",
        "d'illustration",
        "d’illustration",
        "photo d'illustration",
        "photo d’illustration",
        "image d'illustration",
        "image d’illustration",
        "foto ilustrativa",
        "foto ilustrasi",
        "imagem ilustrativa",
        "imagen ilustrativa",
        "symbolbild",
        "illustrasjonsfoto",
        "genrefoto",
        "kuvituskuva",
        "dok. pribadi",
        "dokumentasi pribadi",
        "istimewa",
        "archivo personal",
        "arquivo pessoal",
        "acervo pessoal",
        "redes sociais",
        "redes sociales",
        "réseaux sociaux",
        "social media",
        "reproducción",
        "collaboration spéciale",
        "colaboración especial",
        "contributing photographer",
        "freelance",
        "archiv privat",
        "archiwum prywatne",
        "d.r",
        "d.r.",
        "dr",
        "droits réservés",
        "eigen foto",
        "eigenes foto",
        "internet",
        "kuvakaappaus",
        "np",
        "pd",
        "privatarchiv",
        "privatfoto",
        "privébild",
        "privéfoto",
        "screengrab",
        "selfie",
        "soukromý archiv",
        "tv grab",
        "videograb",
        "viral image",
        "yksityinen",
        "из открытых источников",
        "ảnh minh họa",
        "reproduction",
        "all rights reserved",
        "ai",
        "ai-generated",
        "ai generated",
        "generated with ai",
    )
)
# Behind these "for" goes on with the name: "Center for Alder Arts".
WHOLE = frozenset(
    """
    academy alliance association center centre coalition committee council department foundation
    fund institute league museum office organization report school society trust
    """.split()
)

# What stands in front of a credit in other languages, and the word that the grammar reads.
LABELS: Mapping[str, str] = {
    word: label
    for label, words in (
        (
            "Photo",
            "fot foto's fotó fotograf fotografa fotograaf fotoğraf fotoğraflar fotógrafa fotógrafo"
            " fotos foton imagem imagens imágenes imatge kuva kuvat kuvaaja beeld beispielbild"
            " bilder"
            " aufmacherbild aufnahme bildautor fotoautor porträtfoto symbolbild symbolfoto"
            " themenbild teaserbild titelbild valokuva valokuvat photographe pic"
            " zdjęcia zdjęcie ảnh φωτογραφία фото фотограф світлина снимка צילום תמונה"
            " تصوير تصویر صورة",
        ),
        (
            "Graphic",
            "fotomontage fotomontagem fotomontaje montage photomontage grafik grafika"
            " gráfico infografik infografía infographie",
        ),
        ("Illustration", "ilustración ilustração illustrasjon illustrazione kuvitus"),
        (
            "Credit",
            "bildnachweis bildrechte crediti credits crédit crédits créditos fotocredit"
            " fotonachweis kredit",
        ),
        (
            "Source",
            "bildquelle bron fonte forrás kaynak kilde källa lähde sursa zdroj źródło πηγή"
            " джерело источник المصدر",
        ),
    )
    for word in words.split()
}
# Those that need no colon where a name or an agency follows.
PLAIN_LABELS = frozenset(
    "fot foto's fotó fotoğraf kuva kuvat beeld zdjęcia zdjęcie фото צילום تصوير".split()
)
# So end labels where words are put together: "Illustrasjonsfoto", "Vorschaubild".
LABEL_ENDINGS = ("beeld", "bild", "bilde", "bilder", "billede", "foto", "fotos", "kuva")
LABEL_BY = frozenset("af av di door oleh przez".split())  # "Foto di Marco Belli"
# With a colon: "Supplied: Ana Ruiz", as Australian newsrooms write.
GIVEN_LABELS: Mapping[str, str] = {
    "contributed": "contributed by",
    "cortesia": "courtesy of",
    "cortesía": "courtesy of",
    "handout": "handout from",
    "provided": "provided by",
    "submitted": "submitted by",
    "supplied": "supplied by",
}
# What was shown there need not have been made by whom it names.
SOCIAL = frozenset("facebook instagram telegram tiktok twitter x youtube".split())
