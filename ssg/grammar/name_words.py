"""The words that tell people from organisations: wire services, words of organisations, of
occupations, and first names that are no places. Only data; `names.py` judges by them.
"""

from collections.abc import Mapping

AGENCY_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press", "AAP Image"),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "ANI": (),
    "ANP": (),
    "ANSA": (),
    "APA": (),
    "ANTARA": ("ANTARA FOTO",),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansı"),
    "AP": ("Associated Press", "The Associated Press"),
    "Belga": (),
    "Bernama": (),
    "Bloomberg": ("Bloomberg News",),
    "The Canadian Press": ("Canadian Press",),
    "ČTK": (),
    "dpa": ("Deutsche Presse-Agentur",),
    "EFE": ("Agencia EFE",),
    "EPA": ("European Pressphoto Agency",),
    "EPA-EFE": (),
    "Interfax": (),
    "Jiji Press": (),
    "Keystone": ("Keystone-SDA",),
    "Kyodo": ("Kyodo News",),
    "Lusa": (),
    "MTI": (),
    "NTB": (),
    "PA": ("PA Media", "Press Association"),
    "PAP": (),
    "PTI": ("Press Trust of India",),
    "Reuters": ("Thomson Reuters",),
    "Ritzau": (),
    "STT": (),
    "TASS": (),
    "TNS": ("Tribune News Service",),
    "UPI": ("United Press International",),
    "Xinhua": ("Xinhua News Agency",),
    "Yonhap": ("Yonhap News Agency",),
    "ロイター": ("ロイター通信",),
    "로이터": (),
    "뉴스1": (),
    "뉴시스": (),
    "연합": (),
    "РИА": (),
    "ТАСС": (),
    "Укрінформ": (),
    "Интерфакс": (),
    "共同": (),
    "共同通信": (),
    "時事": (),
    "時事通信": (),
}

# Words that no person is called.
ORGANISATION = frozenset(
    """
    academy administration agence agencia agencies agency agentur agência airlines airport
    alcaldía alliance architects archive archives arquivo asociación assembly associated
    associates association associação athletics attorney's authority ayuntamiento bank bbc board
    bombeiros bomberos brandweer broadcasting bulletin bundesregierung bundestag bundeswehr
    bureau cablecast campaign carabinieri cbc cbs center centre chalkbeat chamber chronicle
    chronicles city cnn coalition collective college commission committee commons communications
    community comune congress conservancy consortium conversation cooperative corp corporation
    corriere council county court daily democrat democrats department dept design
    desk diario digital dispatch district education embassy energy enquirer enterprises
    entertainment environmental escuela examiner explorer facebook family fbi federation
    festival feuerwehr figaro film films firm fondation forsvaret foundation friends fund
    fundación gallery gazeta gazette gemeente gemeinde giornale globo gmbh gobierno google
    gouvernement government governo governor's graphics group headquarters health herald-tribune
    historical history hospital hospitals images inc independent-record industries information
    infrastructure initiative inquirer instagram institute institution instituto international
    itv jornal journal journal-constitution journal-sentinel kff kommun kommune kunsthalle lab
    laboratory landesamt landkreis landratsamt league ledger-star legislature libraries library
    limited linkedin llc ltd magazine mairie marketing media meteorologist ministerio
    ministerstwo ministry ministère ministério mlb msnbc municipality museo museum museums musée
    nachrichten nasa national nations nato navy nba nbc network networks news news-gazette
    news-press newsletter newspaper newspapers newsroom nfl noaa nonprofit npr observatory
    office organisation organization parliament partnership pbs periódico photographic
    photography photos pictures plc police policja policía polisen politico politie politiet
    polizei polizia pompieri prefeitura prensa presse pressebild production productions
    programme project provincia préfecture publications publishers publishing questura recorder
    redaktion reddit regeringen regione relations reports republicans research resort resources
    restaurant revista rundfunk school schools senado senate sentinel services sheriff's society
    solutions sports sportswire stadt stadtwerke staff state-journal studio studios subcommittee
    team technologies telegram telegraph television theater theatre tiktok times tribunal
    tribune trust tv twitter unicef union united universidad university università universität
    université usa verein verlag veterans village volunteers watchdog website weekly whatsapp
    wiki wikipedia works yearbook youtube zeitung zoo zookeepers агентство администрация газета
    мвд минобороны мчс новости полиция правительство пресс-служба редакция редакція 뉴스 신문 통신
    """.split()
)
# How organisations end in scripts that put no space between words.
EAST_ASIAN_ORGANISATION = tuple(
    """
    社 报 報 网 網 新聞 新闻 电视台 電視台 通信 通讯 通訊 公司 集团 集團 大学 大學 政府 警方 警察
    消防 中国 中國 传媒 傳媒 市 县 縣 県 省 署 局 厅 廳 庁 馆 館 协会 協會 協会 委员会 委員會
    委員会 報系 报系 東京都 大阪府 京都府 北海道
    일보 방송 신문 뉴스 통신 경찰서 소방서 본부 대학교 위원회 재단 협회 공사 은행 그룹
    """.split()
)
# Newsrooms of one word, as they are written after a name. None is what a person is called.
NEWSROOMS = frozenset(
    """
    adnkronos aftenposten aftonbladet aldia apnews ard axios berlingske bfmtv bildbyrån br24
    buzzfeed cgtn clarín cnbc cumhuriyet dagbladet detik elpais espn estadão eurosport expressen
    fanpage folhapress france24 franceinfo g1 gazzetta haaretz helsingin hvg hürriyet
    ilta-sanomat iltalehti infobae jazeera jyllands-posten kompas l'alsace l'express l'humanité
    l'indépendant l'obs l'union l'équipe la7 libération mainichi mediapart metrópoles milliyet
    ndr nikkei nrk ntv orf ouest-france parisien parool politiken propublica público r7 rainews
    rappler repubblica rfi rnz rtbf rte rtl rtp rtve rtvs rté rzeczpospolita sabc sanomat srf
    sud-ouest sueddeutsche svt sydsvenskan tagesschau taz telemundo tf1 tvn24 univision uol
    volkskrant vrt wdr wyborcza yle ynet yomiuri zdf zdfheute
    """.split()
)
# Words of organisations that are also names: they count where no first name stands before them.
AMBIGUOUS = frozenset(
    """
    abc advance advertiser advocate agent air alert america american argus army atlantic banner
    beacon blade bugle citizen classic club co coast commerce commercial condado constitution copy
    courier current democracy dialogue dig digest eagle economist emergency europa evening events
    examiner express faro fire folha force free globe guardian harbinger herald heritage home
    hotel hub image independent initiative insider insight intelligencer iowan journalism land
    leader ledger life living local mail maritime market mercury messenger mirror monde monitor
    morning music nation new newsday northwest nugget observer office online open opera outlook
    parish party patriot plain presence prize progress public publisher quarterly radio rail
    record reflector register reporter republic republican review road school science scout search
    service signal source space special spectrum sport spotlight standard state statehouse supply
    surf system theory tide time today trail transit union valley vanguard view vision voice voz
    watch wave weather wire women works world
    """.split()
)
# Those that are surnames as often: they count behind a person only ("Ana Ruiz, Harbor Post").
SURNAME_TOO = frozenset(
    """
    art arts banks beat bee capital chief church company crew day echo era field ford forum
    general green hall heart house judge law liberty light line marshall metro page park parks
    pilot post press rex river room spring star stock story street sun town tree ville west
    """.split()
)
# Words of organisations that are first names somewhere: they count behind another word.
NOT_IN_FRONT = frozenset(("council", "media"))
# The last word, or the word before "of", "for", "at": what somebody does.
OCCUPATION = frozenset(
    """
    governor lieutenant sheriff
    activist adviser advisor ambassador analyst anchor apprentice archivist artist attorney author
    autor autora blogger candidate captain cartoonist chair chairman chairwoman chaplain
    chefredakteur chief clerk co-founder cofounder colaborador colaboradora columnist columnista
    commentator commissioner consultant contributor coordinator correspondant correspondante
    correspondent correspondente correspondents corresponsal councilman councilmember councilwoman
    counsel critic curator designer developer director doctor economist editor editor-in-chief
    editora editorialista educator engineer enviada enviado envoyé envoyée estagiário executive
    farmer fellow fotograf fotografin fotoperiodista fotógrafa fotógrafo founder freelance
    freelancer gastautor giornalista historian host illustrator instructor intern interns inviato
    jornalista journalist journaliste korrespondent korrespondentin lawyer leader lecturer
    librarian manager mayor member meteorologist minister novelist officer organizer owner pastor
    pediatrician periodista photog photographe photographer photojournalist physician pilot poet
    politikredakteur president principal producer professor publisher redactor redactora redakteur
    redakteurin redaktør reporter reportera reporterin reportero repórter researcher resident
    retired scholar scientist secretary senator specialist staffer stagiaire strategist student
    superintendent teacher translator treasurer veteran vice-president videographer volontär
    volontärin volunteer writer writer-editor 記者 记者 기자 특파원 correspondente korrespondenten
    reporterka reportér redaktor toimittaja verslaggever redacteur muhabir корреспондент
    кореспондент журналист журналистка журналіст редактор обозреватель
    """.split()
)
# Occupations that are surnames too: "Hugo Mayor".
SURNAME_OCCUPATION = frozenset(
    "author captain chief clerk dean doctor farmer fellow judge lawyer leader mayor minister owner"
    " pastor pilot poet senator".split()
)
# What stands before an occupation: "senior education reporter".
OCCUPATION_BEFORE = frozenset(
    """
    additional agriculture arts assistant associate beat board breaking bureau business capital
    capitol chief city climate co-managing college communications community contributing copy
    corps courts crime culture data deputy design digital economics education energy engagement
    enterprise entertainment environment environmental executive features film food foreign
    founding freelance general government guest health house housing immigration in-depth
    international investigations investigative justice labor lead legal lifestyle local managing
    metro mobile morning movie multimedia music national news newsroom night online opinion
    opinions page photo political politics principal public regional religion science security
    senior social special sports staff state statehouse student style technology trending tv video
    visual visuals washington weather web white
    """.split()
)
# A desk, a staff or the wires: nobody by name.
COLLECTIVE = frozenset(
    """
    agences agencias agencies agenturen co editorial editorials newsroom redacao redacción
    redakce redakcja redaksi redaktion redaktionen redactie redazione redação rédaction staff
    staffers szerkesztőség toimitus редакция редакція 編集部 編輯部 编辑部 편집국
    """.split()
)
# Before a name, whatever the case; with or without a full stop.
HONORIFIC = frozenset(
    """
    adm assemblyman assemblymember assemblywoman brig capt chancellor cmdr col congressman
    congresswoman councilman councilmember councilwoman cpl cpo dame dr drs gen gov hon imam insp
    lady lt maj mlle mme monsignor mr mrs ms msgr mx pfc prof professor pvt rabbi rep rev reverend
    sen sgt sheikh sir sister spc sr sra supt tsgt
    """.split()
)
HONORIFIC_BEFORE = frozenset("state u.s us the former assistant staff first second 1st 2nd".split())

# Where datelines stand alone (AP's list, and capitals of Europe): a place behind a comma.
CITIES = frozenset(
    """
    abidjan abuja accra adelaide ahmedabad aleppo alexandria algiers almaty amman amsterdam
    ankara antananarivo antwerp antwerpen asunción athens atlanta auckland baghdad baku bakı
    bamako bangkok bangui barcelona beijing beirut belgrade bengaluru beograd bergen berlin bern
    bilbao birmingham bishkek bogotá bologna bordeaux boston brasilia brasília bratislava bremen
    brisbane bristol bruselas brussel brussels bruxelles brüssel bucharest bucurești budapest
    bujumbura cairo calcutta calgary canberra caracas casablanca chennai chicago
    chisinau colombo conakry copenhagen dakar damascus delhi denver detroit dhaka dodoma doha
    donetsk dresden dubai dublin düsseldorf edinburgh edmonton firenze florence frankfurt gaza
    geneva genf genova genève glasgow gothenburg graz guatemala guayaquil göteborg hamburg
    hannover hanoi harare havana helsinki honolulu houston hyderabad islamabad istanbul izmir
    i̇stanbul jakarta jeddah jerusalem johannesburg juba kabul kampala karachi kathmandu kharkiv
    khartoum kiev kiew kigali kinshasa kolkata kraków kyiv köln københavn lagos
    lahore leeds leipzig lille lima lisboa lisbon liverpool lomé london londres los-angeles
    luanda lusaka luxembourg lviv lyon madrid malmö managua manama manchester manila maputo
    marseille medellín melbourne mexico miami milan milwaukee minneapolis minsk mogadishu monaco
    monrovia monterrey montevideo montreal montréal moscow moskau moskva mumbai munich muscat
    münchen nairobi nantes napoli nassau neapel niamey nicosia niš nouakchott novosibirsk
    oakland odesa odessa osaka oslo ottawa ouagadougou panama paris perth philadelphia phoenix
    pittsburgh podgorica porto prag prague praha praia pretoria pristina pyongyang quebec quito
    québec rabat ramallah rangoon recife reykjavik reykjavík riad riga rio riyadh rom roma rome
    rotterdam saigon salzburg sanaa santiago sarajevo seattle seoul sevilla seville shanghai
    singapore skopje sofia stavanger stockholm strasbourg strassburg stuttgart sydney taipei
    tallinn tampere tashkent tbilisi tegucigalpa tehran tijuana tirana tokyo torino toronto
    toulouse tripoli trondheim tunis turin turku ulaanbaatar utrecht vaduz valencia valletta
    vancouver venezia venice vienna vientiane vilnius warsaw warschau warszawa washington
    wellington westminster wien windhoek winnipeg wrocław yangon yaoundé yerevan zagreb zurich
    zürich αθήνα киев київ львів минск минськ москва одеса харків الرباط الرياض القاهرة القدس
    بغداد بيروت تونس دبي دمشق طهران عمان غزة
    """.split()
)

# Cities of several words, for the same.
LONG_CITIES = frozenset(
    (
        "abu dhabi",
        "addis ababa",
        "buenos aires",
        "cape town",
        "ciudad de méxico",
        "den haag",
        "hong kong",
        "kuala lumpur",
        "la habana",
        "la paz",
        "los angeles",
        "mexico city",
        "new delhi",
        "new york",
        "phnom penh",
        "port-au-prince",
        "rio de janeiro",
        "san francisco",
        "san salvador",
        "santo domingo",
        "são paulo",
        "st. petersburg",
        "tel aviv",
        "the hague",
        "washington, d.c.",
    )
)

# Letters behind a name; NAME_SUFFIX of names.py has those that stay with it.
DEGREE = frozenset(
    """
    aas aia aicp ba bfa bs bsn cfa cfp chm cnm cpa crnp dmd dmin dnp do dpt drph dvm edd eds esq
    faap facp fnp frs gisp jd lcsw lmft lmsw lpc ma mat mba md mdiv mfa mls mph mpp ms msc msn msw
    np obe od ot pa-c pe pharmd phd psyd rd rdn rn sc scd sj sn
    """.split()
)

# Words in front of a name that say who wrote: "Story and photos by Ana Ruiz" is her byline. With
# other words ("Photos by", "Edited by") they are somebody's role.
WRITING = frozenset(
    """
    analyse analysis análisis article auteur author authors autor autora bericht byline bylines
    column comment commentary compiled contributed crónica cura editorial ein eine entretien
    entrevista escrito essay gastbeitrag geschreven geschrieben guest haber haberi hazırlayan
    interview kommentar laporan napisał napisała napsal notował notowała oleh opinion oprac
    opracowanie opracował opracowała penulis perspective por presented propos protokoll provided
    recueilli recueillis redigido report reportage reportaje reported reporter reporting
    repórter review rozmawiał rozmawiała rédigé scris scritto scriu skrevet skrivet special
    sponsored stories story submitted szerző szöveg tekst teksti testo text texte texto words
    writing written yazan yazı écrit írta γράφει κείμενο ρεπορτάζ автор автори авторы беседовал
    беседовала записал записала интервʼю интервью материал подготовил подготовила підготував
    підготувала текст כתב כתבה מאת إعداد بقلم تقرير كتابة كتب كتبت نص 作者 文 글
    """.split()
)
MAKING = frozenset(
    """
    & a actualizado adapted adattamento additional aggiornato aktualisiert and animation art
    artwork assistance atualizado audio bearbeitet bearbeitung beeld bewerkt bild bilder
    colaboración collaboration collaborazione contribution contributions curated data design e
    edición edited editing edizione edição en et fact-check fact-checked fact-checking
    faktencheck files filmed foto foto's fotograf fotografia fotografias fotografie fotografier
    fotografía fotografías fotos fotoğraf fotoğraflar fotoğrafı fotó grafik graphic graphics
    help i illustration illustrations ilustración ilustração image imagen imagens images
    imágenes infographic ja jour kamera kameraführung kuva kuvat kuvitus la last maps mis
    mitarbeit montaggio montaje narrated och og opdateret oppdatert oversatt photo photograph
    photographs photography photos picture pictures producción produced produktie produktion
    produzione przekład päivitti realización recherche recorded redaktion redaktör redaktør
    redazione redigerat redigering redigert research retouch reviewed schnitt sub-edited the
    traducción traducido traduction traduit traduzione transcribed translated translation
    tłumaczenie und updated uppdaterad valokuvat vertaling video videos videot vidéo vídeo with
    współpraca y zdjęcia zdjęcie à översättning φωτογραφία φωτογραφίες в видео відео и перевод
    переклад світлини та фото фотографии фотография צילום צילומים תצלום ترجمة تصوير تصویر صور
    صورة 写真 图 圖 摄影 撮影 攝影 사진 영상
    """.split()
)
WORK = WRITING | MAKING
