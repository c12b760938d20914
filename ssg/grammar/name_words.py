"""The words that tell people from organisations: words of organisations, of occupations, of desks.
Only data; `names.py` judges by them.
"""

# Words that no person is called.
ORGANISATION = frozenset(
    """
    a/s abendblatt academia academy académie administration advisory agence agencia agencies agency
    agentur agenzia agência airforce airlines airport airways akademi akademie aktiengesellschaft
    aktuell alcaldía allgemeine alliance almanac ambulance anzeiger aquarium arboretum archdiocese
    architects archiv archive archives archivio archivo armada arquivo asa asamblea asociacion
    asociación assemblea assembleia assembly assemblée associated associates association
    associazione associação atelier athletics attorney's authority avis avisen ayuntamiento ballet
    bancorp bank battalion bbc behörde biblioteca bibliotheek bibliothek bibliothèque biennale
    biotech bladet blatt blog board bombeiros bomberos brandweer brigade broadcaster broadcasting
    bulletin bundesamt bundesministerium bundesrat bundesregierung bundestag bundeswehr bureau
    bureaux bv cablecast campaign cancillería carabineros carabinieri cathedral cavalleria cbc cbs
    cemetery center centre chalkbeat chamber chancellery chronicle chronicles cinema cinemas
    cinémathèque city clinic clube cnn coalition coastguard colectif colectivo colegio collection
    collections collective college comisaría comisión comité command commissariat commission
    committee commons communications community company's comune confederación confederation congreso
    congress conseil consejo consell conservancy conservatoire conservatory consortium constabulary
    consulate consulting conversation cooperative copyright corp corporation corps correio correo
    corriere council council's county courrier court crematorium crew croix-rouge créditos dagblad
    dagbladet dagens dailies daily daily's dekanat delegación delegation democrat democrats deník
    departamento departement department dept design desk deutsche deutscher deutsches diario digital
    diocese diputación dirección direction directorate direktion dispatch district division diócesis
    documentary dokumentation dziennik décanat département dépêche editions editora editores
    education egyetem ejército embassy empresa energy enquirer ensemble enterprises entertainment
    environmental equipo escola escuela estudio estúdio examiner explorer expo exército fabrik
    facebook fachhochschule facultad faculty family fbi federación federation federação
    ferrocarriles festival feuerwehr figaro film filmoteca films finanzamt firm fiscalía fondation
    fondazione forsvaret fotbollförbund fotoagentur fotoarchiv fototeca foundation fraktion friends
    fund fundación fundacja fundação fédéral fédération förbundet gaceta galerie galería galleria
    galleries gallery gardaí gazeta gazette gazette's gazzetta gemeente gemeinde gemeindeamt
    gemeinderat gemeinschaft gendarmerie gendarmería generalitat genossenschaft geographic
    gesellschaft gesundheitsamt giornale globo gmbh gobierno google gouvernement gov government
    governo governor's graphics group guildhall gymnasium handelsblatt handelskammer handout
    headquarters health helsingin hemeroteca herald-tribune historical history hochschule holding
    holdings hospice hospital hospitalier hospitals hôpital images inc independent-record industries
    infirmary information informativo infrastructure ingenieros initiative innenministerium inquirer
    inspectorate instagram institut institute institutes institution instituto instytut insurance
    intelligence international investigators itv jornada jornal journaal journal
    journal-constitution journal-sentinel journaux judiciary kancelaria kansallismuseo
    kantonspolizei kantoor kff kg kirche klinik klinikum kommission kommun kommune kongress konzern
    krankenhaus kreditanstalt kriminalpolizei kulturamt kulturhus kunsthal kunsthalle kunsthaus
    kunstmuseum kurír lab laboratory landesamt landespolizei landkreis landratsamt landtag league
    ledger-star legislatura legislature lehrstuhl libraries library limited linkedin llc logistics
    ltd lycée magazin magazine mail's mairie marinha marketing media mediathek mediathèque
    meldestelle meteorologist metro's ministerio ministerium ministero ministers' ministerstvo
    ministerstwo ministry ministère ministério mlb monastery morgenpost msnbc municipalidad
    municipality municipio museet museo museum museums music's musée muséum muzeum múzeum nachlass
    nachrichten nadace nasa national nationalmuseum nations nato navigator navy nba nbc network
    networks news news-gazette news-press newscenter newsletter newsmagazine newspaper newspapers
    newsroom newswatch newswire nfl noaa nonprofit noticias noticiero notícias nouvelles novelas
    noviny npr nv nyheter nyhetsbyrå nyhetsbyrån népszava observatoire observatory office oficina
    oikeusministeriö omroep onderwijs opera's orchester orchestra orchestre organisation
    organization outlet oy parlament parlamento parlement parliament partido partij partnership
    patrol pbs periódico pharma pharmaceuticals philharmonic photographic photography photos
    phototek pictures pinacoteca pinakothek planetarium platform plc police police's policia policja
    policía poliisi polisen politico politie politiet polizei polizia polícia pompieri posten
    precinct prefeitura prefettura prensa presidencia presidency presidential presidência presse
    presseamt pressebild pressestelle production productions productora programme project projekt
    projet prosecutors provincia proyecto précinct préfecture présidence pty publications publishers
    publishing questura quotidien radiotelevision radiotelevisione radiotelevisión railway railways
    rathaus realty recorder rectorate redaktion redcross reddit regeringen regiment regional regione
    registry rektorat relations renewables reportages reports republicans research resort resources
    ressort restaurant revista revue rikspolisen rnli robotics rundfunk rundschau rádio révue
    sairaala salud's sanctuary sarl school schools secretaria secretariat secretaría secrétariat
    section semanal semanario semiconductor senado senat senate sentinel service's services
    services' settimanale sheriff sheriff's sheriffs' sociedad society società société software
    solutions sozietät spokesperson sports sportswire squadron srl staatsanwaltschaft staatsgalerie
    staatskanzlei staatsministerium stadion stadt stadtarchiv stadtrat stadtwerke staff
    state-journal statistics stiftung studentenwerk studio studios subcommittee succession suomen
    supremo surveillance symphony synagogue syndicat syndicate syndicats sénat sındikat tabloid
    tagblatt tageblatt tageszeitung team teatr teatret teatro technologies telediario telegraaf
    telegram telegraph televisa televisie television televisione televisión televisão televizija
    televízió theater theatre théâtre tidende tidning tidningen tidskrift tietotoimisto tiktok times
    transport treasury tribuna tribunal tribune troopers trust trustees tv tv's tv2 twitter tygodnik
    týdeník ufficio unicef union united universidad universidade universitas universitet
    universitetet university università universität université univerzita uniwersytet unión urząd
    urzędu usa utility vanguardia vatican ventures verband verein verlag verwaltung veterans vigili
    village vineyards volksblatt volksstimme volunteers watchdog website weekly wetterdienst
    whatsapp wiki wikipedia winery wirtschaftskammer wochenblatt wochenzeitung works wydawnictwo
    yearbook yliopisto youtube združenie zeitschrift zeitung zentrale zentralrat zentrum zoo
    zookeepers zpravodajství école éditions événements órgano český агентство администрация газета
    дснс журнал институт комитет кремль мвд министерство минобороны музей мчс мэрии мэрия
    міністерство новости область офіс полиции полиция поліція правительство пресс-служба
    пресс-службы пресс-центр прокуратура радио редакция редакція росгвардия служба театр телеканал
    университет університет фонд центр інститут אוניברסיטת דובר דוברות משטרת משרד עיריית جامعة رئاسة
    شرطة صحيفة قناة وزارة وكالة 뉴스 신문 통신
    """.split()
)
# How organisations end in scripts that put no space between words.
EAST_ASIAN_ORGANISATION = tuple(
    """
    社 报 報 网 網 新聞 新闻 电视台 電視台 通信 通讯 通訊 公司 集团 集團 大学 大學 政府 警方 警察
    消防 中国 中國 传媒 傳媒 市 县 縣 県 省 署 局 厅 廳 庁 馆 館 协会 協會 協会 委员会 委員會 委員会
    報系 报系 東京都 大阪府 京都府 北海道 일보 방송 신문 뉴스 통신 경찰서 소방서 본부 대학교 위원회
    재단 협회 공사 은행 그룹
    """.split()
)
# Words of organisations that are also names: they count where no first name stands before them.
AMBIGUOUS = frozenset(
    """
    abc advance advertiser advocate agent air alert almanac america american argus army atlantic
    backpages banner beacon blade branch broadcast bugle campus central chapter citizen clarion
    classic club co coast coastal commentator commerce commercial commonwealth condado constitution
    convention copy countryside courant courier crescent curious current decoder democracy dialogue
    dig digest eagle economist emergency enterprise estate europa evening events examiner exchange
    express eye factual faro fire folha force free frontier gleaner globe grassroots guardia
    guardian guild harbinger health heartland herald heritage home hotel hub image impact
    independent initiative insider insight intelligencer interior iowan journalism journey junta
    knowledge kreis kurier land leader ledger ledger-dispatch lens life living local lookout mail
    maritime market media memorial mercury messenger mirror monde monitor morning mosaic motors
    music nation nature new newsday nonprofit northwest nugget observer office online open opera
    outlook packet pantagraph parish party patch patriot picayune pioneer plain plainsman planet
    podcast presence prism prize progress public publisher pulse quarterly radio rail record
    reflector register reporter republic republican review road roundtable school science scout
    search service signal source space special spectator spectrum sphere sport spot spotlight
    standard state statehouse statesman sunrise supply surf system tablet tattler telemundo theory
    tide time times-herald today together tonight trail transcript transit tribal unfiltered union
    unit universal universe upstate valley vanguard vault view vindicator vision voice volunteer voz
    watch wave weather wildlife wire women works world world's
    """.split()
)
# Names too, but not with "de" behind them: "Ville de Nantes".
BODIES = frozenset(
    """
    banco caja câmara casa cidade città ciudad club corte cour cruz grupo hôtel ilustre liga orden
    palacio palais palazzo red région rete santuario teatro unión ville
    """.split()
)
# Those that are surnames as often: they count behind a person only ("Ana Ruiz, Harbor Post").
SURNAME_TOO = frozenset(
    """
    action art arts banks bay beat bee capital chief church company crew cross day echo era field
    ford forum general green hall heart hour house judge law liberty light line marshall metro now
    page park parks pilot post press reader rex river room show sky spring star stock story street
    sun town tree ville week west
    """.split()
)
# Words of organisations that are first names somewhere: they count behind another word.
NOT_IN_FRONT = frozenset(("council", "media"))
# What desks, beats and departments are about. With one of them beside "and", no two people are
# named: "Human Rights and Social Justice".
TOPIC = frozenset(
    """
    accountability aeronautics aerospace affairs aging agricultura agricultural agriculture
    agropecuaria ambiente animals architecture arts astronomy ausland autos außenpolitik aviation
    banking beauty beruf bien-être bienestar bildung binnenland books bostad breaking broadcasting
    buitenland business calcio care careers cestování childhood children children's chronik cidades
    ciencia ciencias cine cinema cinéma ciência ciências climat climate comercio commerce
    communities community comércio conservation consumer cooking cotidiano court courts crime
    criminal cronaca cultura cultural culture cultuur cybersecurity debatt defence defense democracy
    deportes design desporto development dining disability diversity domácí drama débats economia
    economic economics economie economy economía educación education educação edukacja ekonomi
    ekonomika elections empleo emploi employment energia energie energy energía engineering enquêtes
    entertainment entreprises environment environmental environnement equality equity erhverv
    esporte esportes esteri ethics events faits-divers familie families familj farming fashion
    features feuilleton fiction finance financial finanzen fisheries fitness food foreign forestry
    forests forschung freizeit fritid futebol fußball fútbol gaming gardening garten gastronomia
    gastronomie gastronomía gender genre genuss geography gesellschaft gesundheit gezondheid
    giustizia gospodarka government health healthcare helse heritage higher history hogar homeless
    homes housing hudba human humanities hälsa idées igualdad immigration indland industria industry
    indústria inequality infrastructure inland innenpolitik innenriks innovación innovation
    innovazione inovação inrikes insurance international internet interni investigations
    investigative investing investment istruzione jobs justice justicia justiça karriere kraj kultur
    kultura labor labour landwirtschaft languages lazer legal leisure libros lifestyle literatur
    literatura literature livres logement loisirs lokales maritime mascotas mathematics media
    medical medicine medien medio meinung meio meninger mental milieu military miljö miljø minería
    mining mobility moda mode monde multimedia mundo music musica musik musique muziek muzyka médias
    météo música nacional national natur natural nature nauka netzwelt news numérique nutrition
    nyheter názory næringsliv nöje ocio onderwijs opinie opinion opinions opinión outdoors panorama
    parenting parks personal pesca pets philanthropy philosophy planning planète podróże policing
    policy politica political politics politiek politik politika politikk politique polityka
    política poverty privacy property psychology public reading recht recreation refugees regional
    reise reizen religion religious renewables research resor retail reviews rights rural safety
    salud salute samenleving samfund samfunn samhälle sanitation santé saúde science sciences
    scienza scienze security segurança seguridad social sociedad sociedade society società société
    spettacoli společnost sport sports społeczeństwo statehouse style sucesos sundhed sustainability
    sztuka tech technik technologi technologia technologie technologies technology tecnologia
    tecnología tecnologías teknik teknologi telecom television theater theatre tourism tourisme
    trade transit transport transportation transports travel trends tribunales trânsito turismo
    uddannelse udland umwelt umění unterhaltung urban utbildning utdanning utenriks utilities
    utrikes verbraucher verkehr verteidigung vetenskap veterans viajes video views visuals vitenskap
    vivienda voyages vzdelávanie vzdělávání věda wealth weather welfare wellness wetenschap wildlife
    wirtschaft wissen wissenschaft wohnen women's wonen youth zahraničí zdraví zdrowie åsikter
    économie éducation økonomi świat
    """.split()
)
# The last word, or the word before "of", "for", "at": what somebody does.
OCCUPATION = frozenset(
    """
    abgeordnete abgeordneter abogada abogado academic académica académico activist activista adjunct
    adviser advisor advogada advogado agent agronomist alcalde alcaldesa alumna alumnus ambassador
    analista analyst anchor ansvarig anthropologist anwalt apprentice aquarist arborist
    archaeologist archivist artist astronomer astrophysicist attorney auctioneer auditor auteur
    author autor autora autorin autrice avocat avocate avvocato barrister becaria becario berater
    biologist biólogo blogger bolsista botanist broadcaster bundesminister campaigner candidate
    capocronista caporedattore caposervizio captain caretaker cartoonist cashier catedrática
    catedrático ceo cfo chair chairman chairperson chairwoman chaplain chef chefkorrespondent
    chefredakteur chefredakteurin chefredaktör chefreporter chefreporterin chemist chercheur
    chercheuse chief chorister chronicler chroniqueur chroniqueuse cientista científico cio clerk
    climatologist cmo co-ceo co-chair co-director co-editor co-founder co-host cofounder colaborador
    colaboradora colaboradores collaborateur collaboratrice columnist columnista columnistas
    columniste colunista comedian commander commentator commissioner commissioner-elect composer
    conductor conseiller conservationist consultant contributor coo coordinador coordinadora
    coordinator copyeditor copywriter correspondant correspondante correspondants correspondent
    correspondente correspondents corresponsal corresponsales corrispondente corrispondenti
    cosmologist councilman councilmember councilwoman counsel counsellor counselor critic critico
    cronista crítica crítico cto curate curator dancer debattredaktør demographer dentist deputada
    deputado designer dessinateur detective developer dietitian diplomat diputada diputado directeur
    director directora directrice diretor diretora direttore direttrice docente doctor documentarian
    dopisovatel dozent dramatist drummer dziennikarka dziennikarz député députée ecologist economist
    economista editor editor-chefe editor-in-chief editora editores editorialista editör educator
    electrician engineer enseignant enseignante entrepreneur enviada enviado enviados envoyé envoyée
    epidemiologist equestrian escritor escritora essayist essayiste estagiário estudante estudiante
    ethicist evangelist evp executive experte expertin farmer fellow filmmaker firefighter
    fisherwoman florist forecaster forester forscher forscherin fotograaf fotograf fotografa
    fotografer fotografin fotografka fotojornalista fotojournalist fotoperiodista fotoreporter
    fotoreportér fotorreportera fotorreportero fotógrafa fotógrafo founder freelance freelancer
    frilans frilansjournalist főszerkesztő gardener gastautor gastautorin gazeteci geneticist
    geographer geologist geschäftsführer giornalista giornaliste giornalisti governor guitarist
    géographe herausgeber herausgeberin historiador historiadora historian historien historienne
    historiker historikerin homemaker hoofdredacteur hoogleraar horticulturist host hydrologist
    hygienist illustrator influencer ingeniero ingénieur inspector instructor intendant intern
    interns interpreter inventor investigador investigadora investigator investor inviata inviati
    inviato jefa jefe jeweler jornalista journalist journaliste journalister journalistes
    journalistpraktikant journo jurist jurista juriste juristin jurnalis kirjeenvaihtaja kolumnist
    kolumnistin komentátor komentátorka kommentator kommentatorn kommunikationschef korespondent
    korespondentka korrespondent korrespondenten korrespondenter korrespondentin kronikør krönikör
    kulturredaktör kuvaaja kuvajournalisti lawyer leader lecturer ledarskribent legislator lehrer
    leiter leiterin librarian licenciada licenciado lieutenant linguist lokalredakteur machinist
    maestra maestro magician manager marketer mathematician mayor medico member meteorologist
    midwife minister ministerin ministra ministre ministro missionary moderator moderatorin muhabir
    muhabiri munkatárs musician médecin médica médico naturalist naturopath neurologist
    neuroscientist newscaster newsreader novelist novelista novinář novinářka nurse nutritionist
    nyhetschef nyhetsredaktør obstetrician oceanographer officer ombudsman onderzoeker
    onderzoeksjournalist opinionista optometrist organiser organizer owner paralegal paramedic
    pastor pathologist patrolman pediatrician periodista periodistas pesquisador pesquisadora
    pharmacist philosophe philosopher photo-journalist photog photographe photographer photographes
    photojournalist photojournaliste physician physicist pianist pigiste pilot playwright podcaster
    poet politician politicoloog politikredakteur politikwissenschaftler politologe politologin
    politologo politologue politóloga politólogo postdoc praktikant praktikantin praticante preacher
    prefeita prefeito presenter president presidenta presidente pressesprecher pressesprecherin
    principal producer profesor profesora professeur professeure professor professora professore
    professoressa professorin programmer provost psicóloga psicólogo psychiatrist psychic
    psychologist psychologue psychotherapist publicist publicysta publicystka publisher
    päätoimittaja rancher rapporteur reader realtor rechtsanwalt recruiter redacteur redacteuren
    redactor redactora redactores redactrice redakteur redakteure redakteurin redaktionschef
    redaktionsleiter redaktionsleiterin redaktor redaktorka redaktur redaktör redaktør redator
    redatora redattore redattrice reporter reportera reporterin reporterka reportero reporterzy
    reportér reportérka representative repórter repórteres researcher resident ressortleiter
    ressortleiterin retired retiree reviewer ricercatore ricercatrice réalisateur rédacteur
    rédactrice salesman saxophonist scholar schriftsteller schriftstellerin scientist screenwriter
    scrittore scrittrice sculptor secretary secrétaire senadora senator senatore sergeant sheriff
    sjefredaktør skribent sociologist sociologue socióloga sociólogo soldier solicitor songwriter
    soziologe soziologin specialist spokesman spokesperson spokeswoman sportchef sportredakteur
    sportswriter sprecher sprecherin staffer stagiair stagiaire statistician storico storyteller
    strategist stringer student stylist sub-editor subdirector subdirectora subeditor superintendent
    supervisor surgeon svp szerkesztő sénateur sénatrice teacher technician technologist therapist
    toimittaja toimittajat toimituspäällikkö trainee translator treasurer trustee tudósító tutor
    undergraduate undersecretary underwriter utenriksmedarbeider utrikeskorrespondent uutispäällikkö
    valokuvaaja verslaggeefster verslaggever verslaggevers veteran veterinarian vice-president
    vicedirettore videographer videoperiodista vidéaste violinist vlogger volontär volontärin
    volunteer vorsitzende vp wartawan watchman webmaster winemaker wissenschaftler wissenschaftlerin
    woodworker writer writer-editor wydawca yazar yazarı zoologist zpravodaj zpravodajka économiste
    écrivain écrivaine éditeur éditorialiste étudiant étudiante ökonom ökonomin újságíró šéfredaktor
    šéfredaktorka журналист журналистка журналіст кореспондент кореспондентка корреспондент
    корреспондентка обозреватель обозревательница оглядач оглядачка редактор редакторка собкор
    спецкор фотограф фотокорреспондент шеф-редактор כתב כתבת صحفي صحفية محرر مراسل مراسلة 記者 记者
    기자 특파원
    """.split()
)
# Occupations that are surnames too: "Hugo Mayor".
SURNAME_OCCUPATION = frozenset(
    """
     alcalde archer author captain chancellor chef chief clerk councilman dancer dean doctor farmer
     fellow forester judge lawyer leader marshal mayor minister owner painter pastor pilot poet
     provost reader senator sheriff singer soldier steward
    """.split()
)
# What stands before an occupation: "senior education reporter".
OCCUPATION_BEFORE = frozenset(
    """
    acting additional adjunta adjunto agriculture arts assigned assignment assistant associate
    audience audio auto automotive aviation award-winning beat bilingual board books breaking
    breaking-news broadcast bureau business campus capital capitol chef chefe chief city climate
    co-managing college communications community consumer contributing copy corps county courthouse
    courts crime cross-border crown cultural culture daily data defence defense deportiva deputy
    design digital diplomatic district documentary economics editorial-page education ehemaliger
    elections emeritus energy engagement enterprise enterprise-team entertainment environment
    environmental equity especial estate ex exclusive executive fact-checking fashion features film
    first-year fishing food football foreign foreign-affairs former founding freelance freie freier
    full-time gaming garden general geopolitics global government graduate grand graphics growth
    guest head health healthcare homelessness house housing immigration in-depth in-house
    independent indigenous industry innovation intern internacional international investigation
    investigations investigative it jefa jefe justice labor lead lead-in legal leitende leitender
    life lifestyle literary local longform longtime managing media medical mental metro military
    mobile morning movie multi-platform multimedia multiplatform music nacional national
    national-security nature neighborhood neighborhoods news news-desk newsletter newsroom night
    nonprofit oberster off-duty on-air online opinion opinions outdoor outdoors page parliamentary
    part-time photo podcast police policy political politics politische politischer polling política
    político poverty practice principal product production programming project projects public race
    rail real-estate regional religion religious reporting research retail roving royal rural safety
    sci-tech science second second-year security senate senior social social-affairs social-media
    space special special-projects specialreporter sports staff standards state state-house
    statehouse stellvertretende stellvertretender student student-life style sub suburban séniore
    tax tech technology telecom television theater theatre third-year trade transport transportation
    travel trending trial tv universities veteran video visual visuals volunteer washington weather
    web wellness white wine wire women's workplace world youth
    """.split()
)
# A desk, a staff or the wires: nobody by name.
COLLECTIVE = frozenset(
    """
    agences agencias agencies agencje agensi agenturen agentury agenzie bureaus byrå byråer co desk
    desks editorial editorials newsdesk newsroom newswires redacao redaccion redacción redactie
    redakce redakcja redaksi redaksjon redaksjonen redaktion redaktionell redaktionen redaktörer
    redazione redação rédaction rédactions staff staffers staffreporter szerkesztőség team toimitus
    toimituskunta wire wires агентства агенції корреспонденты редакция редакція 編輯部 編集部 编辑部
    편집국
    """.split()
)
# Those of them that are somebody beside a person: "Ana Ruiz, agencies".
WIRES = frozenset(
    """
    agences agencias agencies agencje agentur agenturen agentury agenzie byråer wires
    """.split()
)
# Before a name, whatever the case; with or without a full stop.
HONORIFIC = frozenset(
    """
    abp adm ald alderman assemblyman assemblymember assemblywoman brig capt chancellor cmdr col
    comdr congressman congresswoman councillor councilman councilmember councilwoman countess cpl
    cpo dame dipl-ing doña dr drs gen gov gysgt hon hon'ble imam insp lady lcpl lt lt-gen ltc ltcol
    madame maj maj-gen mlle mme mons monsignor mr mrs ms msgr msgt mx pdt pfc prof prof-dr professor
    pvt rabbi rabino rep rev reverend sen sgt sheikh shri sir sister smsgt smt spc sr sra sri srta
    ssgt supt tsgt
    """.split()
)
HONORIFIC_BEFORE = frozenset("state u.s us the former assistant staff first second 1st 2nd".split())

# Letters behind a name; NAME_SUFFIX of names.py has those that stay with it.
DEGREE = frozenset(
    """
    aas aia aicp aprn ba bfa bs bsn cfa cfp chm cissp cnm cpa crnp csc ctp dba dmd dmin dnp dnsc do
    dphil dpt drph dvm edd eds emba esq faap facp facs fasla fnp frcp frs gisp jd jsd lcsw llb lld
    llm lmft lmhc lmsw lpc lpn ma mat mba mbbs mbchb mch md mdiv mfa mfin mhs mlis mls mmus mpa mph
    mphil mpp mre ms msc mscf msn mst msw mts np obe od ot pa-c pe pharmd phd pmp ppd psyd rd rdn
    rla rn rnc sc scd sj sjd sn
    """.split()
)
