"""Places that stand behind a name: large cities (those where datelines stand alone, and more), in
the languages in which they are often written; countries, states and regions.

Left out are those that are first names as often, such as Charlotte and Regina.
"""

# fmt: off
CITIES = frozenset(
    """
    aachen aalborg aarhus abeokuta aberdeen abidjan abilene abuja acapulco accra adana adelaide
    aden agadir agra aguascalientes ahmedabad akron albany alberta albuquerque aleppo alexandria
    alger algiers alicante allahabad allentown almaty amiens amman amritsar amsterdam anchorage
    ankara annapolis antalya antananarivo antofagasta antwerp antwerpen anvers arequipa arnhem
    asheville ashgabat asmara astana asunción athen athens athènes atlanta auckland augsburg
    austin avignon baghdad baku bakı baltimore bamako bandung bangalore bangkok bangor bangui
    banjul barcelona bari barranquilla basel basra beijing beira beirut beirute belfast belgrad
    belgrade belém bengaluru beograd bergen berkeley berlin berlino berlín bern berne besançon
    bethlehem beyrouth bhopal białystok bielefeld bilbao billings birmingham bishkek bismarck
    blantyre bloemfontein bogota bogotá boise bologna bombay bonn bordeaux boston boulder bradford
    brasilia brasília bratislava brazzaville breda bregenz bremen brescia brest bridgeport
    brighton brisbane bristol brno brooklyn bruges brugge brusel bruselas brussel brussels
    bruxelas bruxelles bryssel brüssel bucharest bucurești budapest budapešť buffalo bujumbura
    bukarest bulawayo burgos burlington bursa busan bydgoszcz cadix cagliari cairns cairo calabar
    calais calcutta calgary cali cambridge campinas canberra cancún caracas cardiff cartagena
    casablanca catania cebu charleroi charleston charlottetown chattanooga chemnitz chengdu
    chennai chicago chihuahua chisinau chittagong chișinău chongqing christchurch cincinnati
    cleveland cluj-napoca cochabamba coimbra colombo columbus conakry concepción copenhagen
    copenhague cork cotonou coventry cucuta culiacán curitiba cusco cuzco cádiz córdoba dakar
    dalian dallas damas damascus dammam danzig darmstadt darwin davao dayton debrecen delhi denver
    derry detroit dhaka dijon dili djibouti dnipro dodoma doha donetsk dortmund douala dover
    dresden dubai dublin dubrovnik duisburg duluth dundee dunedin durango durban durham dushanbe
    düsseldorf edinburgh edmonton eindhoven eisenstadt ekaterinburg enugu erbil erfurt esbjerg
    evansville exeter faisalabad fargo ferrara firenze flensburg florence florenz florianópolis
    fortaleza frankfurt fredericton freetown freiburg fresno fribourg fukuoka fukushima funchal
    fès gaborone galway gand gaza gdańsk gdynia geneva genf genoa genova gent genève ghent gijón
    girona glasgow goa goiânia goma gomel gothenburg granada graz grenoble groningen guadalajara
    guangzhou guatemala guayaquil guwahati göteborg göttingen haifa halifax hamburg hannover hanoi
    harare hargeisa harrisburg hartford havana havanna heidelberg helsingborg helsingfors helsinki
    heraklion herat hermosillo hiroshima hobart honolulu houston huelva hull hyderabad iași ibadan
    ilorin incheon indianapolis indore innsbruck inverness iqaluit isfahan islamabad istambul
    istanbul izmir i̇stanbul jacksonville jaipur jakarta jeddah jena jerusalem jeruzalem
    johannesburg juba juneau jérusalem jönköping kaboul kabul kaduna kairo kampala kandahar kano
    kanpur karachi karlsruhe kassel kathmandu katowice kaunas kazan kharkiv khartoum kherson kiel
    kiev kiew kigali kijów kingston kinshasa kisumu klagenfurt knoxville kobe koblenz kochi
    kolkata konya košice krakau kraków krasnodar kumasi kuopio kuwait kyiv kyjev kyoto köln
    københavn lagos lahore lansing larnaca lausanne leeds leicester leiden leipzig leuven
    lexington león lhasa libreville liechtenstein lille lilongwe lima limerick limoges linköping
    linz lisboa lisbon lisbonne lissabon liverpool livorno liège ljubljana lomé london londonderry
    londra londres londrina londyn londýn louisville luanda lubbock lublin lubumbashi lucerne
    lucknow lugano lund lusaka luxembourg luxemburg luzern lviv lwow lwów lyon lübeck maastricht
    macau madrid madryt magdeburg mainz malaga malmö managua manama manaus manchester mandalay
    manila mannheim maputo maracaibo maribor mariupol marrakech marseille mashhad mazatlán
    medellín melbourne memphis mendoza messina metz mexicali mexico miami milan milano milwaukee
    minneapolis minsk modena mogadishu mombasa monaco monrovia monterrey montevideo montgomery
    montpellier montreal montréal morelia mosca moscou moscow moscú moskau moskva moskwa mosul
    mulhouse multan mumbai munich munique murcia murmansk muscat mykolaiv mysuru málaga mérida
    münchen münster n'djamena nagasaki nagoya nagpur nairobi namur nanjing nantes naples napoli
    nashville nassau natal neapel neuchâtel newark newcastle niamey nicosia nijmegen nikosia niš
    norrköping norwich nottingham nouakchott novosibirsk nuremberg nuuk nürnberg oakland oaxaca
    odense odesa odessa okinawa olomouc olympia omaha oporto oran orlando orléans osaka oslo
    osnabrück ostrava ottawa ouagadougou oujda oulu oviedo oxford padova padua palermo palma
    pamplona panama paramaribo parigi paris parma paryż parís pasadena passau patna paříž pechino
    peking pensacola peoria perm perpignan perth perugia peshawar philadelphia phoenix piacenza
    pisa pittsburgh plovdiv plzeň podgorica poitiers poltava ponce portland porto portsmouth
    potsdam poznań prag praga prague praha praia pretoria princeton pristina prizren providence
    provo puebla pune pyongyang pékin quebec querétaro quetta quimper quito québec rabat raleigh
    ramallah ranchi rangoon ravenna rawalpindi recife regensburg reims rennes reno reykjavik
    reykjavík rheims riad richmond riga rijeka rimini rio riyadh rochester rom roma rome rosario
    rostock rostov rotterdam rouen ruanda rzeszów rzym saarbrücken sacramento saigon salamanca
    salerno saltillo salvador salzburg samara samarkand sanaa santander santiago sarajevo
    saskatoon savannah scranton seattle segovia sendai seoul sevilla seville shanghai sheffield
    shenzhen shillong shreveport siena singapore singapour singapur skopje sofia southampton
    spokane springfield srinagar stavanger stoccarda stockholm strasbourg strassburg straßburg
    stuttgart suceava sunderland surabaya suva swansea sydney syracuse szczecin szeged taichung
    tainan taipei tallahassee tallinn tampa tampere tampico tangier tartu tashkent tbilisi
    tegucigalpa teheran teherán tehran temuco thessaloniki thiruvananthapuram tianjin tijuana
    timișoara tirana tokio tokyo toledo torino toronto toruń toulon toulouse trento trenton trier
    trieste tripoli tromsø trondheim tucson tulsa tunis turin turku tōkyō uberlândia ufa
    ulaanbaatar ulm uppsala utica utrecht vaasa vaduz valencia valladolid valletta valparaíso
    vancouver varanasi varna varsovia varsovie venedig venezia venice veracruz verona versailles
    vicenza vicksburg viena vienna vienne vientiane vigo vijayawada vilnius vitoria vladivostok
    volgograd warsaw warschau warszawa washington waszyngton waterloo wellington westminster
    whitehorse wichita wien wiesbaden windhoek windsor winnipeg winterthur wolverhampton worcester
    wrocław wuhan wuppertal würzburg xalapa xi'an yangon yaounde yaoundé yekaterinburg yellowknife
    yerevan york zagreb zanzibar zaporizhzhia zaragoza zurich zwickau zwolle zürich århus örebro
    østersund łódź řím αθήνα θεσσαλονίκη алматы астана баку берлин брюссель варшава вашингтон
    ереван женева киев київ лондон львів минск минськ москва нью-йорк одеса париж петербург рига
    ташкент тбилиси харків أبوظبي الجزائر الخرطوم الدوحة الرباط الرياض القاهرة القدس باريس بغداد
    بيروت تونس دبي دمشق صنعاء طرابلس طهران عمان غزة لندن واشنطن
    """.split()
)

REGIONS = frozenset(
    """
    afghanistan africa afrika afrique alabama alaska albania algeria algérie andalucía angola
    antarctica aragón argentina argentine argentinien arizona arkansas armenia asia asie asien
    assam asturias australia australien austria azerbaijan bahamas bahrain bangladesh barbados
    bayern belarus belgien belgique belgium belize bengal benin berlin-brandenburg bhutan bihar
    bolivia bosnia botswana brandenburg brasil brasilien brazil bretagne britain bulgaria
    burgenland burundi california cambodia cameroon canada canarias cantabria castilla catalunya
    cataluña chile china chine colombia colorado congo connecticut cornwall croatia cuba cyprus
    czechia danmark delaware denmark deutschland ecuador egypt egypte england eritrea espanha
    españa estland estonia ethiopia eurasia europa europe euskadi extremadura fiji finland
    finnland france francia frankreich frança gabon galicia gambia georgia germany ghana gibraltar
    greece greenland grèce guernsey guinea gujarat guyana haiti haryana hawaii hessen honduras
    hungary iceland idaho illinois india indiana indien indonesia iowa irak iran iraq ireland
    irland irlande israel italia italie italien italy jamaica japan japon japão jordan kansas
    karnataka kashmir kazakhstan kentucky kenya kerala kosovo kärnten laos latvia lebanon lesotho
    liban liberia libya lithuania louisiana madagascar maine malawi malaysia maldives mali malta
    manitoba maroc marokko maryland massachusetts mauritania mauritius michigan minnesota
    mississippi missouri moldova mongolia montana montenegro morocco mozambique myanmar méxico
    namibia navarra nebraska nepal netherlands nevada newfoundland nicaragua niedersachsen niger
    nigeria norge normandie normandy norway norwegen nunavut oberösterreich oceania odisha ohio
    oklahoma oman ontario oregon pakistan palestine paraguay pennsylvania peru perú philippines
    poland polen polska portugal provence punjab qatar queensland rajasthan rheinland-pfalz
    romania russia russie russland rwanda saarland sachsen sachsen-anhalt samoa saskatchewan
    schleswig-holstein schweden schweiz scotland senegal serbia shetland slovakia slovenia somalia
    spain spanien steiermark sudan suisse suomi suriname surrey sussex suède svalbard sverige
    swaziland sweden switzerland syria syrie taiwan tanzania tasmania telangana tennessee texas
    thailand thüringen tibet tirol togo tonga tunisia tunisie turkey tyrol türkei türkiye uganda
    ukraina ukraine uruguay utah uzbekistan vanuatu venezuela vermont vietnam virginia vorarlberg
    wales wisconsin wyoming yemen yorkshire yukon zambia zimbabwe áfrica österreich česko беларусь
    казахстан россия украина україна
    """.split()
)

# Those of several words.
LONG_PLACES = frozenset(
    " ".join(name.split())
    for name in """
    abu dhabi, addis ababa, addis abeba, andhra pradesh, ann arbor, baden-württemberg, balearic
    islands, banja luka, baton rouge, belo horizonte, benin city, british columbia, buenos aires,
    burkina faso, cape town, cape verde, central africa, ciudad de méxico, ciudad juárez, colorado
    springs, comodoro rivadavia, costa rica, czech republic, dar es salaam, delray beach, den
    haag, des moines, east africa, eastern europe, el alto, el paso, el salvador, equatorial
    guinea, faroe islands, fort lauderdale, fort worth, frankfurt am main, gold coast, grand
    rapids, great britain, hauts-de-france, himachal pradesh, ho chi minh city, hong kong, hradec
    králové, ivory coast, jefferson city, joão pessoa, kansas city, kuala lumpur, la habana, la
    haye, la paz, la plata, la rochelle, las vegas, latin america, le caire, le havre, le mans,
    little rock, long beach, los angeles, los ángeles, madhya pradesh, mar del plata,
    mecklenburg-vorpommern, mexico city, middle east, new brunswick, new delhi, new england, new
    hampshire, new haven, new jersey, new mexico, new orleans, new south wales, new york, new york
    city, new zealand, niederösterreich, nordrhein-westfalen, north america, north carolina, north
    dakota, north korea, northern ireland, northern territory, nova delhi, nova scotia, nova york,
    novi sad, nowy jork, nueva delhi, nueva york, oklahoma city, palm springs, palo alto, panama
    city, papua new guinea, phnom penh, port harcourt, port moresby, port of spain,
    port-au-prince, porto alegre, prince edward island, puerto rico, quezon city, ramat gan, rhode
    island, rio de janeiro, salt lake city, san antonio, san bernardino, san diego, san francisco,
    san jose, san josé, san juan, san luis potosí, san pedro sula, san salvador, san sebastián,
    sankt gallen, sankt pölten, santa barbara, santa cruz, santa fe, santo domingo, saudi arabia,
    sierra leone, sioux falls, south africa, south america, south australia, south bend, south
    carolina, south dakota, south korea, southeast asia, sri lanka, st. andrews, st. gallen, st.
    john's, st. louis, st. paul, st. petersburg, st. pölten, são luís, são paulo, são salvador,
    tamil nadu, tel aviv, the hague, the netherlands, thunder bay, trinidad and tobago,
    trois-rivières, tuxtla gutiérrez, united arab emirates, united kingdom, united states, uttar
    pradesh, velika gorica, washington d.c., washington dc, west bank, west bengal, west palm
    beach, west virginia, western australia, zielona góra, île-de-france, ústí nad labem, české
    budějovice
    """.split(",")
) | {"washington, d.c."}
# fmt: on


def is_place(text: str) -> bool:
    """Whether a text is one of these: "Beirut", "Wales", "New Delhi"."""
    folded = text.casefold()
    return folded in CITIES or folded in REGIONS or folded in LONG_PLACES
