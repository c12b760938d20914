"""First names that speak for a person where nothing else does: "Ana Ruiz, Tomas Brandt" are two.

Left out are those that are places or words of organisations as often ("Austin", "Virginia",
"Grace"). No name needs to be here to be kept as it is written.
"""

# Without accents and in small letters, as `names.py` looks for them.
FIRST_NAMES = frozenset(
    """
    aaron abby abdul abdullah abigail abraham ada adam adele adrian adriana adrienne agnes ahmad
    ahmed aidan aiko aileen aisha akira alan alana albert alberto alejandra alejandro aleksandr
    alessandra alessandro alex alexander alexandra alexandre alexandria alexei alexis alfonso
    alfred alfredo ali alice alicia alina alison allan allen allison alma alvaro alyssa amal
    amalia amanda amara amber amelia amelie amina amir amit amy ana anastasia anders andre andrea
    andreas andrei andres andrew andrzej andy angel angela angelica angelina angelo angie anil
    anita anja ann anna annabel anne annette annie annika anthony antoine anton antonia antonio
    anwar april ariana ariel armando arnold arthur arturo asha ashley astrid audrey aung axel aya
    ayesha barbara barry beatrice beatriz becky belinda ben benjamin bernadette bernard bernd
    bernhard bernie bert beth bethany betsy betty beverly bianca bill billy birgit bjorn blake bob
    bobby bonnie brad bradley brandon brandy brenda brendan brent brett brian bridget brigitte
    brittany brooke bruce bruno bryan byron caitlin caleb calvin camila camille carina carl carla
    carlo carlos carly carmen carol carole caroline carolyn carrie carsten casey cassandra
    catalina caterina catherine cathy cecile cecilia celeste celia celine cesar chad chantal
    charlene charles charlie chen cheryl chiara chloe chris christa christian christiane christina
    christine christophe christopher christy cindy claire clara claude claudia claudio claus
    clemens clement clifford clive colette colin colleen connie connor conrad constance corey
    corinne cory courtney craig cristian cristina crystal curt curtis cynthia daisuke dale damian
    damien dan dana daniel daniela daniele danielle danny daphne daria darius darlene darrell
    darren darryl dave david dawn dean debbie deborah debra deepak deirdre delia denis denise
    dennis derek deshawn desmond devika diana diane diego dieter dimitri dina dirk dmitri dmitry
    dolores dominic dominik dominique don donald donna dora doreen doris dorothy doug douglas drew
    duncan dustin dylan eamon ed eddie edgar edith edmund eduardo edward edwin eileen elaine
    eleanor elena eli elias elijah elin elisa elisabeth elise eliza elizabeth ella ellen ellie
    elliot elliott elodie eloise elsa emanuel emil emiliano emilie emilio emily emma emmanuel
    enrique eric erica erich erick erik erika erin ernest ernesto esteban estelle esther ethan
    etienne eva evan eve evelyn fabian fabio fabrice fatima federica federico felicia felipe felix
    ferdinand fernanda fernando fiona florian frances francesca francesco francine francis
    francisco franck francois francoise frank franz fred frederic frederick fredrik frida
    friedrich fritz gabriel gabriela gabriele gabrielle gareth gary gavin gayle genevieve geoff
    geoffrey gerald gerard gerd gerhard german giacomo gianni gilbert gilles gina giorgio giovanni
    giselle giulia giuseppe glenda glenn gloria gonzalo gordon graciela graham greg gregor gregory
    greta guadalupe guido guillaume guillermo gunther gustav gustavo guy gwen hadley haley hamza
    hannah hans harald harold harry haruka haruto hasan hassan heather hector heidi heike heiko
    heinrich heinz helen helena helene helmut henri henrik henry herbert herman hilary hilda
    hiroshi holger howard hubert hugh hugo hussein ian ibrahim ida igor ilona ilse imani ines inez
    inga inge ingrid ioana irene irina iris irma isaac isabel isabella isabelle ismael ivan ivy
    jack jackie jacob jacqueline jacques jaime jakob jakub jamal james jamie jan jana jane janet
    janice jannik jared jasmin jasmine jason javier jay jean jeanne jeff jeffrey jenna jennifer
    jenny jens jeremy jerome jerry jesse jessica jesus jill jim jimena jimmy joachim joan joana
    joanna joanne joao joaquin jocelyn jochen joe joel joelle joerg johan johann johanna johannes
    john johnny jon jonah jonas jonathan jorg jorge jose josef josefina joseph josephine josh
    joshua joy joyce juan juana juanita judith judy julia julian juliana julie julien juliet julio
    julius june jurgen justin justine kai kamal kamila karen karim karin karl karla karolina
    karsten kaspar katarina kate katerina katharina katherine kathleen kathryn kathy katia katie
    katja katrin katrina kavita kayla keiko keisha keith kelly ken kendra kenji kenneth kevin
    khalid kim kimberly kirsten klaus konrad konstantin krista kristen kristian kristin kristina
    krzysztof kurt kyle lakshmi lara larry lars latoya laura laurel lauren laurence laurent laurie
    lea leah lee leila lena leo leon leonard leonardo leonie leroy leslie leticia lia liam lian
    liana lidia lila lillian lily lina linda lindsay lindsey lionel lisa lisbeth liselotte liv liz
    lois lola lorena lorenzo loretta lori lorraine lothar lou louis louisa louise luc luca lucas
    lucia luciana luciano lucie lucille lucy ludovic ludwig luigi luis luisa lukas luke luz lydia
    lynn mackenzie magda magdalena maja malcolm malik malin mamadou manfred manuel manuela marc
    marcel marcela marcelo marcia marco marcos marcus margaret margarita margot maria mariam
    mariana marianne marie mariela marija marilyn marina mario marion marisa marisol marissa marit
    marjorie mark markus marlene marta martha marthe martin martina marvin mary mateo mathias
    mathieu mathilde matt matteo matthew matthias matthieu maureen maurice mauricio mauro max
    maxim maxime maximilian maya megan mehmet melanie melinda melissa mercedes meredith mia
    michael michaela michal micheal michel michele michelle miguel mika mike mikhail milan milena
    miriam mitchell mohamed mohammad mohammed moira molly mona monica monika monique morgan moritz
    muhammad murat mustafa myriam nadia nadine nancy naomi natalia natalie natasha nate nathalie
    nathan nathaniel neil nell nicholas nicola nicolas nicole nigel nikita niklas nikolai nikos
    nils nina noah noel noemi nora norbert norma norman olaf ole oleg olga oliver olivia olivier
    omar oscar oskar otto pablo pam pamela paola paolo par pascal patrice patricia patricio
    patrick patty paul paula pauline pavel pedro peggy penelope penny per peter petra phil philip
    philipp philippe phillip phoebe phyllis pierre pieter pilar piotr priya priyanka rachel radek
    rafael rahul raj rajesh ralf ralph ramon randall randy raphael raquel rashid raul ravi ray
    raymond rebecca regina reginald reinhard renata renate rene renee ricardo riccardo richard
    rick ricky rita rob robbie robert roberta roberto robin rocio rodney rodolfo rodrigo roger
    roland rolf romain roman ron ronald ronan rosa rosalie rosario rosemary ross roxanne roy ruben
    ruby rudolf rupert russell ruth ryan sabina sabine sabrina salma salvatore sam samantha samira
    samuel sandra sanjay sara sarah sasha scott sean sebastian selena serena serge sergei sergio
    seth shannon sharon shaun shawn sheila shelby shelley sherry shirley siegfried sigrid silke
    silvia simon simona simone siobhan sofia sofie sonia sonja sophia sophie soren stacey stacy
    stefan stefanie stefano steffen stella stephan stephane stephanie stephen steve steven stuart
    sue sunil suresh susan susana susanna susanne suzanne sven svetlana sylvia sylvie tamara tammy
    tania tanja tanya tara tarek tariq tatiana tatjana ted teo teresa terrence terry thea theo
    theodore theresa therese thierry thilo thomas thorsten tiffany tim timothy tina tobias toby
    todd tom tomas tomasz tommy toni tony torsten tracey traci tracy trevor tricia tristan tyler
    udo ulrich ulrike umar ursula uwe valentina valerie vanessa vera verena vernon veronica
    veronika vicente vicki vicky victor vijay vikram viktor vincent vincenzo viola vivian vivien
    vladimir volker walter wanda wendy werner wesley wilfried wilhelm will willem william willie
    wojciech wolfgang xavier ximena yann yannick yasmin yasmine yolanda yuki yuri yusuf yves
    yvette yvonne zachary zara zeynep zoe
    """.split()
)

# Family names that stand first, as in Chinese, Korean and Vietnamese.
FAMILY_NAMES_IN_FRONT = frozenset(
    """
    bui cao choi deng dong duong feng gao guo han hoang huang jang jung kang li lim lin liu luo
    nguyen pham phan tran vuong wang wu xie xu yang yoon zeng zhang zhao zheng zhou zhu
    """.split()
)
