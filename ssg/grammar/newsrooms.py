"""Newsrooms that are not known by a word such as News or Zeitung. Only data."""

# Newsrooms of one word, as they are written after a name. None is what a person is called.
NEWSROOMS = frozenset(
    """
    adnkronos aftenbladet aftenposten aftonbladet aldia allafrica antaranews apnews ard axios
    berlingske bfmtv bildbyrån bloomberg br24 buzzfeed cgtn clarin clarín cnbc commondreams csfd
    cumhuriyet dagbladet detik e24 elconfidencial eldiario.es elespañol elpais espn estadao estadão
    eurosport excélsior expressen expresso fakt fanpage folhapress france24 franceinfo fvn g1
    gazzetta gizmodo haaretz helsingin huffpost hvg hürriyet idnes.cz il-sole-24-ore ilta-sanomat
    iltalehti iltasanomat infobae jazeera jutarnji jyllands-posten kathimerini kompas kurier
    l'alsace l'express l'humanité l'indépendant l'obs l'union l'équipe la7 laposte lenta lenta.ru
    libération lidovky lrt maariv mainichi marianne mediapart meduza metrópoles milenio milliyet
    nacion ndr nettavisen newsis newsweek nikkei nrc nrk ntv onet orf ouest-france pagina12 parisien
    parool perfil politiken pravda proceso propublica protothema página/12 público r7 rainews
    rappler repubblica reuters rfi rnz rtbf rte rtl rtp rtve rtvs rté rzeczpospolita sabc salon
    sanomat semafor slate spektrum srf sud-ouest sueddeutsche suspilne svt sydsvenskan sözcü t24
    tagesschau tagesspiegel taz telemundo telex tf1 times tv4 tvn24 univision uol vedomosti verdens
    vg vijesti voanews volkskrant vox vrt wdr wired wochenblatt wprost wyborcza yle ynet yomiuri
    yonhap zdf zdfheute žurnal ведомости вісті дождь известия коммерсантъ комсомолка медуза рбк труд
    גלובס הארץ וואלה כלכליסט מאקו מעריב עיתון الأهرام الجزيرة الحياة العربية النهار
    """.split()
)

# Those of several words that look like people, and public bodies that do.
LONG_NEWSROOMS = frozenset(
    " ".join(name.split())
    for name in """
    a bola, air force one, al ahram, al arabiya, al jazeera, amnesty international, animal
    político, ao minuto, arab news, arizona republic, barron's, bergens tidende, bolts magazine,
    border patrol, business standard, capital b, capitol police, casa blanca, casa branca, casa
    rosada, centre presse, channel newsasia, charlie hebdo, coast guard, corpo de bombeiros,
    correio da manhã, corriere della sera, courrier international, croce rossa, croix rouge, crown
    copyright, cruz roja, cruz vermelha, dagens industri, dagens næringsliv, daily maverick, de
    morgen, de standaard, de volkskrant, deccan herald, defensa civil, defesa civil, der spiegel,
    der standard, der tagesspiegel, deseret news, diario de sevilla, die presse, die tageszeitung,
    die welt, die zeit, diário de notícias, doctors without borders, downing street, ekstra
    bladet, el colombiano, el comercio, el confidencial, el economista, el espectador, el faro, el
    financiero, el heraldo, el mercurio, el mundo, el nacional, el nuevo día, el observador, el
    país, el periódico, el tiempo, el universal, est républicain, estado de minas, extra bladet,
    financial times, folha de s. paulo, folha de s.paulo, frankfurter allgemeine, gazeta wyborcza,
    generalitat valenciana, globe and mail, grand palais, guardia civil, guardia di finanza, gulf
    news, göteborgs-posten, het laatste nieuws, het nieuwsblad, het parool, hindustan times, hoje
    em dia, homeland security, human rights watch, idaho statesman, il fatto quotidiano, il
    foglio, il giornale, il mattino, il messaggero, il post, il resto del carlino, il secolo xix,
    il sole 24 ore, jeune afrique, jornal de negócios, jornal de notícias, khaleej times, kyiv
    independent, l'avenir, l'express, l'humanité, l'obs, l'équipe, la croix, la dépêche, la
    gaceta, la jornada, la libre, la libre belgique, la nación, la nouvelle république, la prensa,
    la presse, la presse canadienne, la provence, la razón, la repubblica, la república, la
    stampa, la tercera, la tribune, la vanguardia, la verdad, la vie, la voix du nord, la voz, la
    voz de galicia, last week tonight, le devoir, le droit, le figaro, le journal de montréal, le
    matin, le monde, le nouvelliste, le parisien, le point, le progrès, le quotidien, le soir, le
    soleil, le temps, le télégramme, les inrockuptibles, les échos, lidové noviny, lusa, magyar
    nemzet, maison blanche, malay mail, midi libre, mladá fronta, mossos d'esquadra, mother jones,
    mundo deportivo, médecins sans frontières, neue zürcher, nice matin, nice-matin, novaya
    gazeta, o dia, o estado, o estado de s. paulo, o globo, o povo, o público, ouest france,
    palacio nacional, palais bourbon, paris match, paris normandie, plain dealer, planned
    parenthood, premium times, protección civil, protezione civile, radio canada, radio france,
    red cross, repórter brasil, rest of world, rode kruis, rolling stone, rotes kreuz, rádio
    renascença, röda korset, røde kors, san francisco standard, save the children, secret service,
    seznam zprávy, sud ouest, supreme court, svenska dagbladet, sydsvenska dagbladet, the globe
    and mail, tt nyhetsbyrån, vanity fair, var matin, var-matin, verdens gang, vers l'avenir,
    vigili del fuoco, wall street journal, white house, yedioth ahronoth, zero hora, ámbito,
    ámbito financiero, último segundo
    """.split(",")
)

# How papers end: "Tulsa World Archive" is a picture from its archive, "Hulton Archive" a name.
PAPERS = frozenset(
    """
    advertiser advocate argus beacon bee blade bulletin chronicle citizen constitution courier daily
    democrat dispatch eagle echo enquirer examiner express free-press gazette globe guardian herald
    independent inquirer journal leader ledger mail media mercury messenger mirror monitor news
    newspapers observer outlook patriot pilot post press record recorder register reporter republic
    republican review sentinel spectator standard star statesman sun telegram telegraph times today
    tribune union voice world
    """.split()
)
