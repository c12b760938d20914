"""Words in front of a name that say what somebody did. Only data; bylines are read by them."""

# Words in front of a name that say who wrote: "Story and photos by Ana Ruiz" is her byline. With
# other words ("Photos by", "Edited by") they are somebody's role.
WRITING = frozenset(
    """
     analiza analizi analyse analysis analýza anmeldelse anmälan análisis article articolo artigo
     artikel artikkel artikkeli artykuł artículo auteur author authors autor autora befragt bericht
     blog briefing byline bylines chronicle chronique cikk column comment commentary commento
     compiled contributed critique crítica crónica cura dispatch ditulis editor's editorial
     editoriale ein elemzés enquete enquête entretien entrevista escrito essay essays exclusif
     exclusiva exclusive exclusivo explainer fact-box felieton führte gastbeitrag geschreven
     geschrieben guest haastattelu haber haberi hazırlayan interjú interview interviews intervista
     investigation kolumne kolumni kommentar kommentiert kommentti kronik krönika laporan letter
     letters makale memoir napisał napisała napsal narrative notował notowała novella obituary oleh
     op-ed opinion opinião opinión oprac opracowanie opracował opracowała penulis perspective poem
     poems por portrait porträt presented profile propos protokoll provided q&a rapport recap
     recension recensione recenzja recueilli recueillis redigido reflection reflections report
     reportage reportaje reportasje reported reporter reporting reports reportáž repórter resenha
     reseña retold review rozhovor rozmawiał rozmawiała rozmowa rédigé röportaj satire scris scritto
     scriu skrevet skrivet special sponsored spotlight stories story submitted szerző szöveg tekst
     teksti testi testo text text: texte texten textes texto textos tribute tulisan viewpoint words
     wrap-up writing written wrote wywiad yazan yazı écrit írta článek γράφει κείμενο ρεπορτάζ автор
     автори авторы беседовал беседовала записал записала интервʼю интервью материал огляд очерк
     подготовил подготовила підготував підготувала репортаж стаття статья текст כתב כתבה מאת إعداد
     بقلم تقرير كتابة كتب كتبت نص 作者 文 글
    """.split()
)
MAKING = frozenset(
    """
    & a actualizado adaptación adapted adapté adattamento additional aggiornato aktualisiert and
    animated animation animiert art arte artes artwork assistance atualizado audio aufgezeichnet
    bearbeitet bearbeitung beeld bewerking bewerkt bild bilder caméra checked coded colaboración
    collaboration collaborazione contribution contributions coordinación curated cámara câmera dados
    data datenanalyse datos desarrollo desenvolvimento design designed dessin dessins developed
    directed diseño données e edición edición-web edited editing edizione edição edição-de-arte en
    enquête-photo et fact-check fact-checked fact-checking faktencheck files filmed foto foto's
    foto-foto foto-og fotograf fotografer fotografia fotografiado fotografias fotografie fotografier
    fotografiert fotografía fotografías fotos fotoğraf fotoğraflar fotoğrafı fotó gestaltet grafica
    grafieken grafiikka grafik grafika grafikk graphic graphics graphisme gráficos help i idee
    illustrated illustratie illustraties illustration illustrationen illustrationer illustrations
    illustrato illustrazioni illustrert illustré ilustrace ilustraciones ilustración ilustracja
    ilustracje ilustrado ilustrasi ilustração ilustrações image imagen imagens images imágenes
    infografika infografía infografías infographic infographie infográfico infográficos ja jour
    kamera kameraführung konzept kuva kuvat kuvitukset kuvitus käännös la last layout mapped maps
    mis mis-en-page mitarbeit montage montaggio montaje montaż narrated och og opdateret oppdatert
    oprac oversatt oversettelse oversættelse penerjemah photo photograph photographed photographié
    photographs photography photos picture pictures producción produced produktie produktion
    produzione programmierung przekład przetłumaczył päivitti překlad přeložil přeložila realización
    recherche recherchen recherchiert recorded redaktion redaktör redaktør redazione redigerat
    redigering redigert research retouch reviewed riprese réalisation schnitt sub-edited the ton
    tradotto traducción traducido traduction traduit traduzido traduzione transcribed translated
    translation tłumaczenie tłumaczyła umsetzung und updated uppdaterad valokuvat vertaald vertaling
    video video-a video-og videograf videos videot vidéo visualisierung visualized visuell vídeo
    vídeos wideo with współpraca y zdjęcia zdjęcie zusammengestellt à çeviren çeviri çizim
    översättning übersetzt φωτογραφία φωτογραφίες в видео відео и перевод переклад світлини та фото
    фотографии фотография צילום צילומים תצלום ترجمة تصوير تصویر صور صورة 写真 图 圖 摄影 撮影 攝影
    사진 영상
    """.split()
)
WORK = WRITING | MAKING

# What stands in front of a name without a colon.
PLAIN_LABELS = frozenset(
    """
    beeld bild bilder foto foto's fotos illustrasjon illustration illustrationer illustrations kuva
    kuvat photo photographer photographs photography photos tekst teksten teksti testi testo text
    texte texter textes texto textos valokuvat video words zdjęcia
    """.split()
)

# "By" in other languages, in front of a name.
FOREIGN_BY = frozenset("von par por di av af door oleh penulis מאת بقلم كتب كتبت".split())

# These say "by" only where an occupation follows: "dal nostro inviato Marco Belli".
BY_ROLE = frozenset("de von vom par por pela pelo di dal dalla av af door van".split())

# Before helpers that are agencies: "Avec AFP".
WITH = frozenset("avec com con med met mit with".split())

BY = FOREIGN_BY | BY_ROLE | frozenset("by from de d'".split())

# These say "by" behind any words, where a person follows.
PLAIN_BY = frozenset("av by door par por przez von".split())

JOINTS = frozenset("and & und et y e og och en i ja".split())

GREEK_BY = ("Γράφει η ", "Γράφει ο ", "γράφει η ", "γράφει ο ")

# These begin no occupation: "with contributions from Li Wei", "para El Faro".
SMALL_WORDS = frozenset(
    "a à ai at aus com con da das de der des di do dos du e en et for from für i in med met mit og"
    " och of para pour the und van von with y".split()
)

ARTICLES = frozenset(  # "Une enquête de Élodie Roy"
    "an das dem den der die eine einen el et ett gli il la las le les lo los os um uma un un' una"
    " une uno".split()
)
