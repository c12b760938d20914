"""First names that speak for a person where nothing else does: "Ana Ruiz, Tomas Brandt" are two.

Left out are those that are places or words of organisations as often ("Austin", "Virginia",
"Grace"). No name needs to be here to be kept as it is written.
"""

# Without accents and in small letters, as `names.py` looks for them.
FIRST_NAMES = frozenset(
    """
    aaron abby abdul abdullah abena abigail abiodun abiola abraham abubakar ada adaeze adam adaobi
    adebayo adele adesuwa adewale adrian adriana adrienne afolabi agnes agnieszka ahmad ahmed ahmet
    aidan aidana aiko aileen ailsa aine aisha aisling aiysha ajay akinwumi akio akira akosua aksel
    alan alana alasdair alastair albert alberto albin alejandra alejandro aleksander aleksandr
    aleksandra alena alessandra alessandro alessia alex alexander alexandra alexandre alexandria
    alexei alexis alfie alfons alfonso alfred alfredo alhassan ali alice alicia alina aliou alison
    alistair aliyu allan allen allison alma alois aloysius alphonse alvaro alwin alyssa amadou amal
    amalia amanda amani amara amaya amber ambrose amelia amelie amenze amina aminata amir amit
    amita amitabh amos amy ana anand ananya anastasia anatoly anders andile andre andrea andreas
    andree andreea andrei andrej andres andrew andrius andriy andrzej andy aneta angel angela
    angelica angelina angelo angharad angie angus anika anil anita anja anjali ankit ann anna
    annabel anne annelies annemarie annette annie annika anniken ansel anselm anselmo anthea
    anthony antje antoine anton antonella antonia antonin antonio anuj anuradha anwar anya aoife
    apolline april aravind archana archie ariana ariel aristide arjun armando arnaud arne arno
    arnold arpita arthur arturo arvind asha ashley ashok ashraf ashwin asif aslan asma astou astrid
    atanas atiku atul audrey auguste aung aurelie aurelien aurora avani avigail aviv awa axel aya
    ayan ayesha ayo ayodele ayse aysegul azadeh aziz babajide babatunde baptiste barbara baris
    barry bartek bartosz basil bastian bastien beata beatrice beatriz becky bela belinda ben
    benedetta benedict benedikt benedikte benjamin benoit benoite berenice berit bernadette bernard
    bernd bernhard bernie bert berta bertil bertrand beth bethany betsy bettina betty beverly
    bhavna bianca bilal bill billy birgit birgitta birgitte birte bjorn blake blanca bob boban
    bobby bodil bogdan bohdan bonnie boris boubacar brad bradley brandon brandy branko brenda
    brendan brent brett brian bridget brigid brigitte brita britta brittany brona bronwyn brooke
    bruce bruno bryan bukola burak bushra byron caitlin caleb callum calum calvin camila camille
    candice carina carl carla carlo carlos carly carmel carmela carmen carol carole caroline
    carolyn carrie carsten casey cassandra catalina catarina caterina cathal catherine cathrine
    cathy cecil cecile cecilia cedric celeste celia celine cem ceri cesar cesare chad chantal
    chantelle charlene charles charlie charlotte chen cheryl chiamaka chiara chidi chidinma chika
    chinedu chinwe chioma chizoba chloe chris christa christabel christel christiaan christian
    christiane christina christine christof christoph christophe christopher christy chukwudi
    chukwuemeka cian ciara cillian cindy claire clara claude claudia claudine claudio claus clemens
    clement clementine clifford clive clodagh colette colin colleen colm conall connie connor conor
    conrad constance constanza corentin corey corinne cormac cory cosimo courtney craig cristian
    cristina crystal curt curtis cynthia cyril cyrille dagmar dagny daiki daisuke dale dalia damian
    damien damilola dan dana dani danica daniel daniela daniele danielle danilo danny danuta daphne
    daria darius dariusz darko darlene darragh darrell darren darryl daryl dave david davide dawid
    dawn dean debbie debora deborah debra deepa deepak deepika deirdre delia delphine demba demet
    denis denise deniz dennis derek dermot deshawn desiree desmond devendra devika dhruv diana
    diane diego dieter dieudonne dilip dimitri dina dinesh diogo dirk divya djamila dmitri dmitry
    dmytro dolores dominic dominik dominika dominique don donald donna dora doreen doris dorota
    dorothy dorte doug douglas dragan drew duncan dusan dustin dylan eamon ebba ebru ed eddie edgar
    edith edmund edna eduard eduardo edward edwin eerik efua egil eileen eilidh einar eirik eivind
    ekaterina ekene elaheh elaine eleanor elena elham eli elias elif elijah elin elina elisa
    elisabeth elise eliza elizabeth elke ella ellen ellie elliot elliott elmar elodie eloisa eloise
    els elsa emanuel emeka emil emiliano emilie emilio emily emin emina emine emir emma emmanuel
    emre enda endre enrico enrique enzo eoghan eoin erdem eric erica erich erick erik erika erin
    erkki erling ernest ernesto ernst erwin esperanza esra esteban estelle esther ethan etienne
    eugene eugenia eugenio eunice eustace eva evan evangelos evans eve evelien evelyn everton ewa
    ewan fabian fabio fabrice fadi fadia fadwa faisal fanny farah farhad farid farouk fatih fatima
    fatma fatoumata faye federica federico felicia felipe felix femi ferdinand ferenc fernanda
    fernando feyza filip filippo finn fintan fiona fionnuala flavia flavio floor florencia florent
    florian folake folasade frances francesca francesco francine francis francisco franck francois
    francoise frank franz fred frederic frederick fredrik fredrika freya frida frieda friedrich
    fritz funmilayo gabor gabriel gabriela gabriele gabrielle gaelle ganesh gareth gary gaurav
    gavin gavriel gayle geert genevieve gennady geoff geoffrey georg george georges georgi georgina
    gerald gerard gerardo gerasimos gerd gerhard germaine german gerrit gertrud ghada giacinta
    giacomo gianluca gianmarco gianni gilbert gilberto gilles gina gintaras giorgio giovanni gisela
    gisele giselle githa gitte giulia giuseppe gizem glenda glenn gloria godfrey gonzalo goran
    gorana gordon graciela graham grainne grazia greg gregor gregory greta grzegorz guadalupe
    gudrun guido guillaume guillermo gulsen gunilla gunnar gunther gurpreet gustav gustavo guy gwen
    gyorgy haakon habiba hadi hadiza hadley hakan hakim hala haley halima halvard hamid hamish
    hamza hana hanif hanna hannah hanne hannes hans hansjorg harald hari harini harish harold
    harpreet harriet harry harsh haruka haruto hasan hassan hatice hauke havard heather hector
    hedda hedwig hege heidi heike heiko heinrich heinz hekla helen helena helene helge helle helmut
    hendrik henk henning henri henriette henrik henrike henry henryk herbert herman herve hicham
    hilary hilda hilde hildegard hiroki hiroshi hisham holger horacio horst houda howard hristo
    hubert hugh hugo hulda husam hussein iain ian ibrahim ida ifeanyi ifeoma ignacio ignatius igor
    ikram ilaria ildiko ilja ilker illimar ilona ilse imani imelda imran imre inaki inbal indira
    ines inez inga inge ingeborg inger ingrid inigo ioana ioannis iona iqbal irene irfan irina iris
    irma iryna isaac isabel isabella isabelle isha isidro ismael ismail istvan itai iva ivan ivana
    ivar iveta ivo ivy iwona izabela jaap jacek jack jackie jaco jacob jacqueline jacques jadwiga
    jagdish jaime jairo jakob jakub jamal james jamie jamila jan jana jane janet janice janina
    janine janko janne jannik jannis janos jared jarle jaroslav jarrah jasmin jasmina jasmine jason
    jaswant jatin javed javier jay jaya jayne jean jeanne jedrzej jeff jeffrey jelena jelle jenna
    jennifer jenny jens jeremy jeroen jerome jerry jerzy jesse jessica jesus jette jill jim jimena
    jimmy jinan jiri jirina joachim joan joana joanna joanne joao joaquin jocelyn jochem jochen joe
    joel joelle joerg jogchum johan johann johanna johannah johannes john johnny jolanta jomo jon
    jonah jonas jonathan joost jorg jorge joris jorn jorunn jose josef josefina joseph josephine
    josh joshua josip josue jovan joy joyce jozef juan juana juanita judith judy jukka julia julian
    juliana julianne julie julien juliet julija julio julius june juraj jure jurgen jurgita jussi
    justin justine jutta kaan kai kaisa kajsa kalle kamal kamala kamau kamila kaori karan kareem
    karel karen karim karima karin karl karla karol karolien karolina karsten kasia kaspar kasper
    katalin katarina katarzyna kate katell katerina kateryna katharina katherine kathleen kathryn
    kathy katia katie katja katrien katrin katrina kavita kavya kayla kazuki kazuo kehinde keiko
    keir keisha keith kelechi kelly kemal ken kendra kenji kenjiro kenneth kerem kerstin ketil
    kevin khadija khaled khalid kieran kim kimberly kiran kirsi kirsten kirsty kjell klara klaus
    kofi koji kojo kolade komal konrad konstantin krishna krista kristen kristian kristin kristina
    kristjan kristof krisztina krystyna krzysztof kunal kunle kurt kwabena kwadwo kwaku kwame kwasi
    kyle kyoko ladislav laila lakshmi lamin lamine lara larry lars lasse laszlo latoya laura laurel
    lauren laurence laurent lauri laurie lea leah leandro lee leila lena lene lennart leo leon
    leona leonard leonardo leonie leopold leroy leslie leszek leticia leyla lia liam lian liana
    lidia lidija lieke liesbeth liisa lila lillian lily lina linda lindsay lindsey linnea lionel
    lior lisa lisbeth lise liselotte lisette liv liz ljiljana ljubica lois lola lorena lorenzo
    loretta lori lorraine lothar lou louis louisa louise luc luca lucas lucia lucian luciana
    luciano lucie lucija lucille lucy ludmila ludovic ludwig luigi luis luisa lukas lukasz luke
    lutz luz lwazi lydia lynn maarten maciej mackenzie mads magali magda magdalena magnus mahmoud
    mahmud maire mairead maja malcolm malgorzata malik malin mamadou mandla manfred manish manju
    manoj manon manuel manuela marc marcel marcela marcelo marcia marcin marco marcos marcus marek
    margaret margarita margit margot margrethe maria mariam mariana marianne marie mariela marija
    marijke marika marilyn marina mario marion marisa marisol marissa marit marius marjorie mark
    marko markus marleen marlene marlies marlon marta martha marthe martijn martin martina marvin
    marwa mary marzena masha mateo mathias mathieu mathilda mathilde matias mats matt matteo
    matthew matthias matthieu maud maureen maurice mauricio mauro max maxence maxim maxime
    maximilian maya mayank mbali meera megan mehdi mehmet mehul mei meike melanie melih melinda
    melis melissa meral mercedes meredith merete mesut mette mia michael michaela michail michal
    michalina micheal michel michele michelle mick miguel mihaela mihai mika mikael mike mikhail
    mikkel mikko milan milena milica milos minna mira mirela miriam mirjam mirko miroslav mirza
    misaki mitchell mohamed mohammad mohammed mohan mohit moira moise molly mona monica monika
    monique morgan moritz moses muhammad mukesh mukhtar murat mustafa mustapha mwangi mykola myriam
    myrna nabil nabila nada nadeem nadezhda nadia nadine nadja naeem nafisa naima najib nalini
    nancy nanna naoki naoko naomi narendra nasir nasreen natalia natalie natalija natalya natascha
    natasha nate nathalie nathan nathaniel naveen nazanin neelam neha neil nell nelly nelson nena
    nermin neven ngozi nia niamh nicholas nicola nicolai nicolas nicole nicoletta niels nigel
    nikita niklas niklaus nikola nikolai nikolay nikos nils nilufer nina nirmala nisha nishant
    nkechi nnamdi noa noah noel noelia noemi nomsa noor nora norbert norma norman nour noura nuala
    nuno nuria nyambura obinna ogechi oksana olaf olamide olawale olayinka ole oleg oleksandr
    oleksiy olena olga olha oliver olivera olivia olivier olof oluwaseun omar omolara onyeka oonagh
    oriol orla osagie oscar oskar osman otieno otto oyvind ozan ozge pablo padraig pal pam pamela
    panagiotis pankaj paola paolo par parisa parvin pascal pascale pasquale patrice patricia
    patricio patrick patrik patryk patty paul paula paulette pauline pavel pawel payal pedro peggy
    pekka penelope penny per pernille pertti petar peter petra petri petro petros petteri phil
    philip philipp philippa philippe phillip phoebe phyllis pierre piet pieter pietro piia pilar
    piotr pippa pooja prakash pramod prasad prashant pratap praveen preben preeti prem prerna
    prisca pritha priti priya priyanka prosper przemek przemyslaw quentin rachel radek radha radim
    radka radoslaw rafael rafaela rafal ragnar ragnhild rahul raj rajat rajeev rajesh rajiv rakesh
    ralf ralph ramesh rami ramon ramona rana randall randy rania raphael raquel rashid rasmus raul
    raushan ravi ravindra ray raymond rebecca reem reetta regina reginald reidun reina reinaldo
    reinhard remco remi renata renate renaud rene renee renzo reshma reyhan rhian rhiannon rhona
    rhys ricardo riccardo richard rick ricky riitta rikke rina risto rita ritika ritu rob robbie
    robert roberta roberto robin robrecht rochelle rocio rodney rodolfo rodrigo roger rohan rohini
    rohit roisin roland rolf romain roman ron ronald ronan roos rosa rosalie rosana rosanna rosario
    rosella rosemary rosie ross rowena roxanne roy roza ruben ruby rudolf rukmini rune rupert
    russell ruta rutger ruth ruud ryan saad sabina sabine sabrina sabrine sadia saeed safiya sagar
    sahar sakari sakura saleh salim salma salome salvador salvatore sam samantha sameer samia samir
    samira samu samuel sana sandeep sander sandip sandra sandro sangeeta sanjay sanna santosh saori
    sara sarah sarita saroj sasha satish satoshi satu saurabh scott sean sebastian sebastien segun
    seija selena selim selin selma senan senthil seppo serap serena serge sergei sergio serhiy seth
    sevgi seydou seyi shabnam shahid shaima shalini shamsa shannon shantanu shanthi sharon shashi
    shaun shauna shawn sheikha sheila shekhar shelby shelley sherry shira shirin shirley shivani
    shola shoshana shreya shruti shubham shweta sibongile sibusiso siddharth sidsel siegfried
    sigrid sigurd silje silke silvana silvia silvio simen simon simona simone sindre sinead sini
    siobhan sipho sissel siv sizwe slavica slawomir slobodan smita sneha snezana sofia sofie
    solveig sonali sonia sonja sophia sophie sorcha soren soumya spyros srdjan sreeja srinivas
    stacey stacy stanislav stanislaw stavros stefan stefanie stefano steffen steffi steinar stella
    stepan stephan stephane stephanie stephen steve steven stian stig stina stuart subhash sudha
    sudhir sue suleiman suman sumit sunil sunita sunniva suresh surya susan susana susanna susanne
    sushma suvi suzanne svein sven svenja svetlana svitlana swati sylvia sylvie sylwia szymon
    tadeusz tadhg taiwo takashi takeshi tamar tamara tamas tammy tania tanja tanvi tanya tapio tara
    taras tarek tariq tarja taro tatiana tatjana tatsuya tayo tebogo ted temitope tendai teo teresa
    terhi terrence terry tetyana thabo thandi thandiwe thea themba theo theodora theodore theodoros
    theresa therese thibault thibaut thierry thijs thilo thomas thomasina thorbjorn thorsten
    thulani tiago tiffany tihomir tiina tijana tim timo timothy tina tobi tobiah tobias toby todd
    tolga tolu tom tomas tomasz tommy tomoko toni tonje tony tonya topi tor torben tore torgeir
    torill torsten torunn toshiro tove tracey traci tracy trevor tricia triin trine tristan trond
    truls tsepo tunde tuomas turid tushar tuula tyler uchenna udaya udo ugo ulf ulla ulrich ulrike
    umar umesh unni urmila urs ursula usha usman uwe uzma uzo vaclav vaibhav valentina valeria
    valerie valerio vanessa vanja vasilis vasily vasyl vegard veli venkat vera verena vernon
    veronica veronika vesna vibeke vicente vicki vicky victor vidar vidya vijay vikas vikram viktor
    viktoria ville vilma vincent vincenzo vineet vinod viola vipul virginie vishal vito vitor vivek
    vivian vivien vlad vladimir vladislav vojtech volha volker volodymyr vusi vuyo wafa wahid
    waleed walter wambui wanda wangari wangui wanjiku wanjiru waseem wassim wendy werner wesley
    wiebke wieslaw wilfried wilhelm will willem william willie wilma wim winfried winnie witold
    wojciech wolfgang wouter xander xavier ximena xolani yael yakubu yana yann yannick yannis yara
    yaroslav yash yasir yasmin yasmine yasser yaw yejide yelena yemi yetunde yevhen yigal yoko
    yolanda yosef yousef youssef yuki yulia yuliya yumi yunus yuri yusra yusuf yuto yuval yves
    yvette yvonne zachary zahra zainab zakaria zandile zaneta zara zaza zbigniew zdenek zdenka
    zeinab zeljko zenobia zeynep zita zlatan zlatko zodwa zoe zofia zoltan zora zoran zsofia
    zsuzsanna zuzana zuzanna
    """.split()
)

# Family names that stand first, as in Chinese, Korean and Vietnamese.
FAMILY_NAMES_IN_FRONT = frozenset(
    """
    bui cao choi deng dong duong feng gao guo han hoang huang jang jung kang li lim lin liu luo
    nguyen pham phan tran vuong wang wu xie xu yang yoon zeng zhang zhao zheng zhou zhu
    """.split()
)
