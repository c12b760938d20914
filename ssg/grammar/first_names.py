"""First names that speak for a person where nothing else does: "Ana Ruiz, Tomas Brandt" are two.

Left out are those that are places or words of organisations as often ("Austin", "Virginia",
"Grace"). No name needs to be here to be kept as it is written.
"""

# Without accents and in small letters, as `names.py` looks for them.
FIRST_NAMES = frozenset(
    """
    aaron abbie abby abdul abdullah abel abelardo abena abigail abiodun abiola abraham abril
    abubakar achim ada adaeze adalberto adam adan adaobi adebayo adela adelaida adele adelina
    adeline adem adesuwa adewale adil adnan adolf adolfo adrian adriana adriano adrienne afolabi
    agata agatha agathe agnes agnieszka agustin agustina ahmad ahmed ahmet aida aidan aidana aiden
    aiko aileen ailsa aimee aina aine aisha aisling aiysha ajay akinwumi akio akira akosua aksel
    alain alan alana alasdair alastair alba albert alberto albin albina aldo alec alejandra
    alejandro aleksandar aleksander aleksandr aleksandra alen alena alessandra alessandro alessia
    alessio alex alexa alexander alexandra alexandre alexandria alexei alexia alexis alfie alfons
    alfonso alfred alfredo alhassan ali alice alicia alida alina aline aliou alisa alisha alison
    alistair alix aliyu allan allen allison alma alois alonso aloysius alphonse alva alvaro alvin
    alwin alyssa amador amadou amal amalia amanda amani amara amaya ambar amber ambrose amelia
    amelie amenze amin amina aminata amir amira amit amita amitabh amos amparo amy ana anabela anais
    anand ananya anas anastasia anatoly anders anderson andile andre andrea andreas andree andreea
    andrei andrej andres andrew andrius andriy andrzej andy aneta anette angel angela angelica
    angelika angelina angelique angelo angharad angie angus anibal anica anika anil anita anja
    anjali anka anke ankit ann anna annabel annabelle annalisa annamaria anne anneli annelies
    annemarie annette annick annie annika anniken anny anouk ansel anselm anselmo anthea anthony
    antje anto antoine antoinette anton antonella antonia antonietta antonin antonina antonino
    antonio antonius antony anuj anuradha anwar anya aoife apolline april araceli aravind archana
    archie aria ariadna ariana ariane ariel arif aristide arjun arlette armando armin arnaud arne
    arno arnold aron arpita arsenio arthur artur arturo arvind asha ashlee ashleigh ashley ashok
    ashraf ashwin asif aslan asma asta astou astrid atanas atiku attila atul audrey auguste augustin
    augusto aung aura aurel aurelia aurelie aurelien aurelio aurora aurore avani avigail aviv awa
    axel aya ayan ayanna ayesha ayla aylin ayo ayodele ayoub ayse aysegul azadeh aziz babajide
    babatunde bailey baptiste barbara baris barry bartek bartosz basil bastian bastien beata
    beatrice beatrix beatriz becky bela belinda bella ben benedetta benedict benedikt benedikte
    benita benito benjamin benny benoit benoite bente berenice berit bernabe bernadette bernard
    bernarda bernardo bernd bernhard bernie bert berta bertha bertil bertram bertrand beth bethan
    bethany betsy bettina betty beverley beverly bhavna bianca bianka bibiana bilal bill billy
    birger birgit birgitta birgitte birte bjorn blake blanca blanka bob boban bobby bodil bogdan
    bohdan bongani bonnie boris boubacar bozena brad bradley brady brandi brandon brandy branka
    branko brayan breanna brenda brendan brent brett brian briana brianna bridget brigid brigita
    brigitta brigitte brita britt britta brittany brittney brona bronwyn brooke bruce bruna bruno
    bryan bryce bukola burak bushra byron caitlin caitlyn caleb callum calogero calum calvin cameron
    camila camilla camille camilo candace candelaria candice carina carine carl carla carlo carlos
    carlota carly carmel carmela carmelo carmen carol carola carole carolin caroline carolyn carrie
    carsten casey casper cassandra cassidy cassie catalina catarina caterina cathal catharina
    catherine cathrine cathy cecil cecile cecilia cedric celeste celia celina celine cem ceri cesar
    cesare chad chantal chantelle charlene charles charlie charlotte charo chelsey chen cheryl
    chester chiamaka chiara chidi chidinma chika chinedu chinwe chioma chizoba chloe chris christa
    christabel christel christelle christiaan christian christiane christie christina christine
    christof christoph christophe christopher christy chukwudi chukwuemeka cian ciara cillian cindy
    cipriano ciro claire clara clare clarence clarisa clarissa claude claudia claudine claudio claus
    clemence clemens clement clemente clementina clementine clifford clive clodagh clyde cody
    colette colin colleen collin colm colton conall concetta connie connor conny conor conrad
    constance constantin constanza consuelo cora corentin corey corina corinna corinne cormac
    cornelia cornelio cornelius cory cosimo courtney craig cristian cristiano cristina cristobal
    crystal curt curtis cynthia cyril cyrille dagmar dagny daiki daisuke dale dalia dalibor dalton
    damaris damian damien damilola damir damjan damon dan dana dani danica daniel daniela daniele
    daniella danielle danijel danijela danilo danny dante danuta dany daphne dara daria darin dario
    darius dariusz darko darlene darnell darragh darrell darren darryl daryl dave david davide dawid
    dawn dean deanna debbie debora deborah debra declan deepa deepak deepika deirdre dejan delbert
    delfina delia delphine demba demet demetrius denis denisa denise deniz dennis derek dermot
    derrick deshawn desiree desmond devendra devika devin devon dhruv diana diane didier diego
    dieter dieudonne dilara dilip dillon dimitri dina dinesh dino diogo dion dirk divya djamila
    dmitri dmitry dmytro dolores domenico domingo dominic dominik dominika dominique don donald
    donato donna dora doreen dorian dorina doris dorota dorothea dorothee dorothy dorte doug douglas
    dragan dragica drew duane duncan dusan dustin dwayne dwight dylan eamon ebba ebru ed edda eddie
    edel eden edgar edgard edgardo edison edit edita edith edmond edmund edna edouard eduard eduardo
    edvard edward edwin eerik efrain efua egil egon eileen eilidh eilish einar eirik eivind
    ekaterina ekene elaheh elaine elba eleanor elena eleonora eleonore elham eli elia eliana eliane
    elias elif elijah elin elina eline elisa elisabet elisabeth elise eliza elizabeth elke ella
    ellen elli ellie elliot elliott elly elma elmar elmer elna elodie eloisa eloise eloy els elsa
    else elsie elsy elvin elvira elvis emanuel emanuela emeka emelina emil emile emilia emiliano
    emilie emilija emilio emily emin emina emine emir emma emmanuel emmanuelle emmy emre enda endre
    enrico enrique enzo eoghan eoin erdem eric erica erich erick erik erika erin erkan erkki erling
    erna ernest ernesto ernst ervin erwin esmeralda esperanza esra esteban estefania estela estelle
    ester esther ethan ethel etienne eugen eugene eugenia eugenio eunice eustace eva evan evangelos
    evans eve evelien evelin evelina eveline evelyn evelyne everton evie evita ewa ewan ezequiel
    ezra fabia fabian fabiana fabienne fabio fabiola fabrice fabrizio fadi fadia fadwa faisal fanny
    farah farhad farid farouk fatih fatima fatma fatoumata fausto faye federica federico felicia
    felicitas felipe felix femi ferdinand ferenc fernanda fernando feyza fidel filip filippa filippo
    filomena finn fintan fiona fionnuala flavia flavio floor flor flora florencia florent florentina
    florian florin floyd folake folasade fran franca frances francesca francesco francine francis
    francisca francisco franck franco francois francoise franjo frank frans franz franziska fred
    freddy frederic frederick frederik frederique fredrik fredrika fredy freya frida fridolin frieda
    friedrich fritz funmilayo gabor gabriel gabriela gabriele gabriella gabrielle gael gaelle
    gaetano gail ganesh gareth garrett garry gary gaspar gaston gaurav gavin gavriel gayle geert
    gemma genaro gene genevieve gennady genoveva geoff geoffrey georg george georges georgette
    georgi georgina gerald geraldine gerard gerardo gerasimos gerd gerda gerhard germaine german
    geronimo gerrit gert gertrud gertrude ghada ghislaine giacinta giacomo gian giancarlo gianfranco
    gianluca gianmarco gianni gilbert gilberte gilberto gilda gilles gillian gina ginette gino
    gintaras giorgio giovanna giovanni gisela gisele giselle githa gitte giulia giuliana giuliano
    giuseppe giuseppina gizem gladys glenda glenn gloria godfrey gonzalo goran gorana gordana gordon
    graciela graeme graham grainne grazia graziella greg gregg gregoire gregor gregorio gregory
    greta grete grzegorz guadalupe gudrun guido guillaume guillermina guillermo gulay gulsen gunhild
    gunilla gunnar gunter gunther gurpreet gustav gustavo guy gwen gwendolyn gyorgy haakon habiba
    hadi hadiza hadley hailey hakan hakim hala haley halima halvard hamid hamish hamza hana hanif
    hanna hannah hanne hannelore hannes hans hansjorg harald hari harini harish harold harpreet
    harri harriet harry harsh haruka haruto harvey hasan hassan hatice hauke havard hayden hayley
    hazel heather hector hedda hedwig hege heidi heike heiko heinrich heinz hekla helen helena
    helene helga helge helle helmut hendrik henk henning henri henrietta henriette henrik henrike
    henry henryk herbert heriberto herman hermann hermina hernan herta herve hicham hilary hilda
    hilde hildegard hilma hiroki hiroshi hisham holger hollie holly homer horace horacio horst
    hortensia houda howard hristo hubert hugh hugo hugues huguette hulda humberto husam hussein iain
    ian ibrahim ida idris ifeanyi ifeoma ignacio ignatius igor ihsan ikram ilaria ildiko ilias ilija
    ilja ilker illimar ilona ilse ilyas imani imelda imran imre inaki inaya inbal indira indra ines
    inez inga inge ingeborg inger ingmar ingrid ingrida inigo ioana ioannis iona iqbal irena irene
    irfan irina iris irma iryna isaac isabel isabela isabell isabella isabelle isaiah isaias isak
    isha isidor isidro isis ismael ismail ismet istvan itai iva ivan ivana ivar iveta ivica ivo
    ivona ivonne ivy iwona izabela jaap jacek jacinta jacinto jack jackie jaclyn jaco jacob
    jacqueline jacques jadwiga jael jagdish jaime jairo jake jakob jakub jamal james jamie jamila
    jan jana jane janet janette janice janina janine janko janne jannik jannis janos jaqueline jared
    jari jarl jarle jaroslav jarrah jasmin jasmina jasmine jason jasper jaswant jatin javed javier
    jay jaya jayden jayne jazmin jean jeanette jeanine jeanne jeannette jeannine jedrzej jeff
    jeffery jeffrey jelena jelle jemma jenna jenni jennifer jenny jens jeremiah jeremias jeremy
    jermaine jeroen jerome jeronimo jerry jerzy jesper jesse jessica jessy jesus jette jill jillian
    jim jimena jimmy jinan jiri jirina joachim joakim joan joana joann joanna joanne joao joaquim
    joaquin jocelyn jochem jochen jodi jodie jody joe joel joelle joerg jogchum johan johana johann
    johanna johannah johanne johannes john johnathan johnny jolanda jolanta jomo jon jonah jonas
    jonatan jonathan jonathon jonna joost jordi jorg jorge jorgen joris jorn jorunn jose josef
    josefa josefina josefine josep joseph josephine josette josh joshua josiah josiane josip josue
    jovan jovita joy joyce jozef juan juana juanita judith judy jukka jules julia julian juliana
    juliane julianna julianne julie julien juliet julieta juliette julija julijana julio julius june
    junior juraj jure jurgen jurgita juri jussi justin justina justine justus jutta kaan kagiso kai
    kaisa kaitlin kaitlyn kaja kajsa kalle kamal kamala kamau kamil kamila kaori kara karan kareem
    karel karen kari karim karima karin karina karine karl karla karol karolien karolina karoline
    karsten kasia kasim kaspar kasper kata katalin katarina katarzyna kate katell katelyn katerina
    kateryna katharina katharine katherine kathleen kathryn kathy katia katie katja katrien katrin
    katrina katy kavita kavya kayla kaylee kayleigh kazuki kazuo kehinde keiko keir keisha keith
    kelechi kelli kellie kelly kelsey kelvin kemal ken kendall kendra kenji kenjiro kenneth kenny
    kerem kerri kerry kerstin ketil kevin khadija khaled khalid kian kiara kieran kilian killian kim
    kimberley kimberly kira kiran kirk kirsi kirsten kirstin kirsty kjell klara klaudia klaus knut
    kofi koji kojo kolade komal konrad konstantin kornel kornelia krishna krista kristen kristi
    kristian kristie kristijan kristin kristina kristine kristjan kristof kristopher kristy
    krisztina krystal krystyna krzysztof kunal kunle kurt kwabena kwadwo kwaku kwame kwasi kyle
    kylie kyoko lacey ladislav laetitia laila lakshmi lamar lamin lamine lana lara larissa larry
    lars lasse laszlo latasha latoya laura laure laurel lauren laurence laurent laurenz lauri laurie
    lavinia lawrence lea leah leana leander leandra leandro leanne lee leena leif leigh leila leland
    lena lene leni lennart leo leon leona leonard leonardo leonel leonhard leonie leonor leonora
    leontina leopold leopoldo lerato leroy lesley leslie leszek leticia levi lewis leyla lia liam
    lian liana lidia lidija lieke liesbeth ligia liisa lila lili lilia lilian liliana liliane lilla
    lilli lillian lilly lily lina linda lindiwe lindsay lindsey linn linnea lino linus lionel lior
    lisa lisandro lisbeth lise liselotte lisette liv livia livio liz liza ljiljana ljubica ljudmila
    lloyd loic lois lola lonnie loredana lorena lorenz lorenza lorenzo loretta lori lorna lorraine
    lothar lotta lotte lou louis louisa louise luana luc luca lucas lucia lucian luciana luciano
    lucie lucien lucienne lucija lucila lucille lucinda lucio lucy ludmila ludovic ludvig ludwig
    luigi luis luisa luise luka lukas lukasz luke luther lutz luz lwazi lydia lydie lynda lynn lynne
    maarten maciej mackenzie madeleine madeline mads magali magda magdalena magnus mahdi mahmoud
    mahmud maia maire mairead maite maja makayla malcolm malena malgorzata malik malika malin
    mallory mamadou mandla mandy manfred manish manju manoj manon manuel manuela mara marc marcel
    marcela marcella marcelle marcelo marcia marcin marco marcos marcus mare marek maren margaret
    margareta margaretha margarita margaux margit margot margret margrethe marguerite mari maria
    mariah mariam marian mariana marianna marianne mariano maribel marica maricela marie mariela
    mariette marija marijan marijana marijke marika marilyn marin marina marino mario marion marisa
    marisol marissa marit marita marius mariusz marja marjan marjorie mark marko markus marleen
    marlen marlene marlies marlis marlon marquis marta marten martha marthe martijn martin martina
    martine martyn marvin marwa mary maryam maryse marzena masha massimo matej mateo matheo mathew
    mathias mathieu mathilda mathilde mathis matias matilda matilde mato mats matt matteo matthew
    matthias matthieu matti mattia mattias maud maude maura maureen maurice mauricio maurizio mauro
    max maxence maxim maxime maximilian maximiliano maximo maxwell maya mayank mayte mbali mckenzie
    meagan meera megan meghan mehdi mehmet mehul mei meike melania melanie melih melina melinda
    melis melisa melissa melvin meral mercedes meredith merete mesut mette mia micaela micha michael
    michaela michail michal michalina micheal michel michele micheline michelle mick miguel mihaela
    mihai mika mikael mikaela mikayla mike mikhail mikkel mikko mila milan milda milena milica milka
    milla milo milos mina mindy minna mira miran miranda mirco mireille mirela mirella miriam mirja
    mirjam mirjana mirko miro miroslav miroslava mirza misaki misty mitchell mohamad mohamed
    mohammad mohammed mohan mohit moira moise moises molly mona monica monika monique montserrat
    morena morgan moritz morris moses muhammad muhammed mukesh mukhtar murat muriel musa mustafa
    mustapha mwangi mykola myriam myrna nabil nabila nada nadeem nadezda nadezhda nadia nadine nadir
    nadja naeem nafisa naim naima najib naledi nalini nancy nanna naoki naoko naomi narendra nasir
    nasreen natacha natalia natalie natalija natalya natan natanael natasa natascha natasha nate
    nathalie nathan nathaniel naveen nazanin neelam neha neil nela nell nelly nelson nena nenad
    nermin nestor neven nevenka ngozi nia niamh nicholas nichole nick nico nicola nicolai nicolas
    nicole nicoletta nidia niels nigel nika nikita nikki niklas niklaus niko nikola nikolai nikolaj
    nikolas nikolaus nikolay nikolina nikos nils nilufer nina nino nirmala nisha nishant nkechi
    nnamdi noa noah noel noelia noelle noemi noemie nomsa nomvula noor nora norah norbert norberto
    norma norman nour noura nuala nuno nuria nyambura obinna oceane octavio odette ofelia ogechi
    oksana olaf olamide olav olawale olayinka ole oleg oleksandr oleksiy olena olga olha oliver
    olivera olivia olivier olof oluwaseun omar omolara onyeka oonagh oriana oriol orla ornella
    osagie oscar oskar osman osvaldo otieno otilia otis otto owen oyvind ozan ozge pablo padraig
    paige pal paloma pam pamela panagiotis pankaj paola paolo par parisa parker parvin pascal
    pascale pascual pasquale patric patrice patricia patricio patrick patrik patrizia patryk patty
    paul paula paulette paulina pauline paulo pavel pawel payal pedro peggy pekka penelope penny per
    percival percy perla pernille pero perry pertti petar peter petra petri petro petros petteri
    phil philip philipp philippa philippe phillip philomena phoebe phyllis piero pierre piet pieter
    pietro piia pilar piotr pippa pius pooja prakash pramod prasad prashant pratap praveen preben
    preeti prem prerna prisca priscila priscilla pritha priti priya priyanka prosper przemek
    przemyslaw quentin rachael rachel rachid radek radha radim radka radoslaw radovan rafael rafaela
    rafal ragnar ragnhild rahul rainer raj rajat rajeev rajesh rajiv rakesh ralf ralph ramesh rami
    ramiro ramon ramona rana randall randy rania raoul raphael raquel rashid rasmus raul raushan
    ravi ravindra ray rayan raymond rebeca rebecca rebeka rebekah rebekka reece reem reetta regina
    reginald regine reidun reina reinaldo reinhard reinhold remco remi remy renata renate renato
    renaud rene renee renzo reshma reuben reyhan reynaldo reza rhian rhiannon rhona rhonda rhys
    ricardo riccardo richard rick rickey ricky rico riitta rikke riley rina risto rita ritika ritu
    rob robbie robert roberta roberto robin robinson robrecht robyn rocco rochelle rocio rodney
    rodolfo rodrigo roger rohan rohini rohit roisin roland rolando rolf romain roman romana romeo
    romina romy ron ronald ronan ronja ronnie ronny roos rory rosa rosalba rosalia rosalie rosana
    rosanna rosaria rosario roscoe rosella rosemarie rosemary rosie rosina rosita ross rowan rowena
    roxana roxanne roy roza rozalia ruben ruby rudi rudolf rudy rufus rukmini rune rupert russell
    ruta rutger ruth ruud ryan saad sabina sabine sabri sabrina sabrine sacha sadia saeed safiya
    sagar sahar said sakari sakura saleh salim sally salma salome salomon salvador salvatore sam
    samanta samantha sameer sami samia samir samira samu samuel sana sandeep sander sandip sandra
    sandrine sandro sandy sangeeta sanja sanjay sanna sanne santino santos santosh saori sara sarah
    sarina sarita saroj sasa sasha saskia satish satoshi satu saul saurabh scott sean sebastian
    sebastiano sebastien segun seija selena selim selin selina selma senan senthil seppo serafina
    serap serena serge sergei sergej sergio serhiy seth severin sevgi seydou seyi shabnam shahid
    shaima shalini shamsa shane shania shanice shannon shantanu shanthi shari sharon shashi shaun
    shauna shawn shawna sheena sheikha sheila shekhar shelby shelia shelley shelly sheri sherri
    sherry sheryl shira shirin shirley shivani shola shona shoshana shreya shruti shubham shweta
    sian sibongile sibusiso siddharth sidsel siegfried sigrid sigurd silas silja silje silke silva
    silvana silvester silvia silvio simen simon simona simone sindre sinead sini siobhan sipho
    sissel siv siyabonga sizwe slavica slavko slawomir slobodan smita sneha snezana sofia sofie
    solange solveig sona sonali sonia sonja sonny sonya sophia sophie soraya sorcha soren soumya
    spencer spyros srdjan sreeja srinivas stacey stacie stacy stan stanislav stanislava stanislaw
    stanley stavros stefan stefania stefanie stefano steffen steffi steinar stella sten stepan
    stephan stephane stephanie stephen steve steven stewart stian stig stina stjepan stuart subhash
    sudha sudhir sue suleiman suleyman suman sumit sunil sunita sunniva suresh surya susan susana
    susann susanna susanne sushma suvi suzana suzanne svea svein sven svenja svetlana svitlana swati
    sylvester sylvia sylvie sylwia szymon tabitha tadeusz tadhg tahir taiwo takashi takeshi tamar
    tamara tamas tami tamika tammie tammy tania tanja tanner tanvi tanya tapio tara taras tarek
    tariq tarja taro tasha tatiana tatjana tatsuya taylor tayo tebogo ted temitope tendai teo teodor
    teodora teodoro terence teresa teresia terhi terrance terrell terrence terri terry tess tessa
    tetyana thabang thabo thaddeus thandeka thandi thandiwe thea themba theo theodor theodora
    theodore theodoros theres theresa therese theresia thiago thibault thibaut thierry thijs thilo
    thomas thomasina thor thorbjorn thorsten thulani tiago tibor tiffany tihomir tiina tijana tim
    timea timo timon timothee timothy tina tine tiziana tiziano tobi tobiah tobias toby todd tolga
    tolu tom tomas tomasz tomislav tommy tomoko toni tonje tony tonya topi tor torben tore torgeir
    torill torsten torunn toshiro tove tracey traci tracie tracy travis trent trevor tricia triin
    trine tristan trond truls tsepo tshepo tunde tuomas turid tushar tuula tyler tyrone tyson
    uchenna udaya udo ugo ulf ulla ulrich ulrik ulrike umar umesh unni urmila urs ursula usha usman
    uwe uzma uzo vaclav vaibhav valdemar valentin valentina valentino valeria valerie valerio valter
    vanda vanesa vanessa vanja vasilis vasily vasyl vegard veli venkat vera verena vernon veronica
    veronika veronique vesna vibeke vicente vicki vickie vicky victor vidar vidya vijay vikas vikram
    viktor viktoria vilhelm ville vilma vince vincent vincenza vincenzo vineet vinod viola violet
    violeta violetta vipul virgil virginie vishal vito vitor vittorio vivek vivian viviana viviane
    vivien vivienne vlad vladimir vladislav vlado vlasta vojtech volha volker volodymyr vusi vuyo
    wade wafa wahid waldemar waleed walter wambui wanda wangari wangui wanjiku wanjiru warren waseem
    wassim wayne wendell wendy werner wesley whitney wiebke wieslaw wilbur wilfredo wilfried wilhelm
    will willem william willie willy wilma wilmer wilson wim winfried winnie witold wojciech
    wolfgang wouter wyatt xander xavier xenia ximena xolani yael yahya yakubu yana yanis yann
    yannick yannis yara yaroslav yash yasin yasir yasmin yasmina yasmine yasser yassin yaw yejide
    yelena yemi yesenia yesica yessica yetunde yevhen yigal yohana yoko yolanda yolande yosef younes
    yousef youssef yuki yulia yuliana yuliya yumi yunus yuri yusra yusuf yuto yuval yvan yves yvette
    yvonne zacarias zachary zahra zainab zakaria zandile zaneta zara zaza zbigniew zdenek zdenka
    zdravko zeinab zeljko zenobia zeynep zina zita zlatan zlatko zodwa zoe zoey zofia zola zoltan
    zora zoran zsofia zsuzsanna zuzana zuzanna
    """.split()
)

# Family names that stand first, as in Chinese, Korean and Vietnamese.
FAMILY_NAMES_IN_FRONT = frozenset(
    """
    bui cao choi deng dong duong feng gao guo han hoang huang jang jung kang li lim lin liu luo
    nguyen pham phan tran vuong wang wu xie xu yang yoon zeng zhang zhao zheng zhou zhu
    """.split()
)
