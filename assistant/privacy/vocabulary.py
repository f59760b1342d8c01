"""Words that the rules for names know. Written for this program; a rule of thumb, not a register.

Given names that are also common words, places or terms of the field ("Bo", "Hans", "Mina", "Stig", "Liv", "Klara") are left
out: after "heter" and the like they are found all the same.
"""

from __future__ import annotations

import re

FIRST_NAMES = frozenset(
    """
    aaliyah abdi abdirahman abdullah adam adnan agneta ahmad ahmed aisha alan albin alex alexander alexandra ali alice
    alicia alina alireza alma alva amanda amina amir amira anas anders andreas andrej anette angelica anita ann anna
    annelie annika anton ari arman arvid astrid august axel aya barbro beata behrouz bengt benjamin bertil birgitta
    birgit bilal björn boris britta britt camilla carin carina carl carlos carola caroline cecilia charlotte christer
    christian christina christoffer clara claes dalia daniel daniela danuta dariusz david denise derya dilan diana
    dina ebba edith edvin elena eleonora elias elif elin elina elisabet elisabeth ella ellen elsa elvira emelie emil
    emilia emily emma erik erika erica ester esther eva evelina evin fadime fadumo farah farid fatemeh fatima fatma
    felicia felix filip fredrik frida gabriel gabriella gabrielle georg gerd goran greta gudrun gun gunilla gunnar
    gunnel gustaf gustav göran habiba halima hamid hamza hanna hannah harald hassan hawa hedvig helen helena helene
    henrik hilda hodan hosein hugo huda hussein ibrahim ida ines inga ingela inger ingrid ingvar irena irene irina
    isabella isabelle isak ismail jacob jakob jamal jan jana jasmin jasmine jennifer jenny jens jesper jessica joakim
    jocke joel johan johanna johannes john jonas jonathan jonna josef josefin josefine josephine julia juan judit
    kajsa kalle karin karl karolina katarina katarzyna kent kenneth kerstin kevin khadija khalid klas krister kristian
    kristin kristina kristoffer krzysztof laila lamia lars larisa layla leif leila lena lennart leo leon leyla liam
    lilian lina linda linn linnea linnéa lisa lisbeth lotta louise lovisa lucas ludvig lukas lydia madeleine magdalena
    magnus mahmoud maja malin malgorzata margareta margaretha maria mariam mariana marianne marie marina marta martin
    markus marcus maryam mathias mats mattias maximilian mehmet melissa mehdi mikael michael micke milan milla mira
    miriam mirjam moa mohamed mohammad mohammed mohamad mona monica monika muhammad mustafa märta nadia nadja nancy
    nasrin natalia natalie nathalie nellie nicklas niklas nicole nils nina noah nora nour oksana olena olga oliver
    olivia olle olof omar oscar oskar osman patrik patricia paul paula pernilla peter petra petter pia piotr rafael
    ragnar rahel rana rania rebecka rebecca regina reza rickard rikard robert robin roger roland rolf roya ruth sabina
    sahar said salma samir samira samuel sandra sanna sara sarah sebastian selma sigrid sima simon siri sofia sofie
    sonja sophia soraya stefan stella stina sune susanne susanna sven svetlana tatiana tatjana teresa therese thomas
    tobias tomas torbjörn tove tuva ulf ulla ulrika valentina vanja viktor victor viktoria victoria vilma vincent
    viola wilma william wilhelm yasmin yasmine yousef yusuf yvonne zahra zainab zara zeynep zlatan åke åsa örjan östen
    """.split()  # noqa: SIM905 - one string is read and added to more easily than four hundred
)

# Words with a capital that are no part of a person's name: places, organisations, programmes, English words.
_OTHER = frozenset(
    """
    afrika alby alla alternativ alvik arbetsförmedlingen arlanda asien barnahus barnafrid barnen barnens
    barnombudsmannen boklok botkyrka bris bromma brå bällsta centrum child children city danderyd danmark department
    domstolen enhet enheten enskede europa europarådet familjefrid familjehuset farsta finland flemingsberg flen fn
    forum fridlyst frälsningsarmén fryshuset föräldrabalken försäkringskassan gotland gävle göteborg hallunda handen
    haninge hedersförtryck helsingborg helsingfors hus husby huskurage huddinge hägersten hälsa hässelby internet irak
    iran istanbul istanbulkonventionen jakobsberg jouren jul järfälla järva katarinahuset kast kista korset
    kriscentrum kruton kungsholmen kvinno kvinnofrid kvinnofridslinjen kvinnojour kvinnors kvinnojouren kyrkan
    köpenhamn län lagrådet lidingö linköping liljeholmen london lund malmö manscentrum mika mikahälsa mikamottagningen
    män nacka nationellt nationella netflix norge norra norrköping norrmalm norsborg norrtälje nyköping nynäshamn
    operation origo oslo partnerkontakt patriark plattform polen polis polisen polisregion procent rinkeby roks röda
    rädda region relationsvåldscentrum rågsved salem signs safety secure services sigtuna skåne skarpnäck skatteverket
    skolslussen skype skärholmen social sociala socialjouren socialtjänst socialtjänsten socialtjänstlagen sollentuna
    solna somalia sos spotify spånga stad stadens stads stadsmissionen stockholm stockholms storstockholm storsthlm
    sundbyberg svenska sverige sweden swedish swish syrien södermalm södersjukhuset södertälje södertörn södra talita
    teams tempus tensta terrafem tjejzonen trappan treserva tullinge turkiet tyresö tyskland täby ukraina unga ungern
    unicef unizon uppsala upplands usa vallentuna vasastan vänsterpartiet västerås västra vällingby väsby värmdö växjö
    wien youtube älvsjö åland årsta åkersberga öppenvården örebro östermalm österåker östersund östra köpare sexuella
    tjänster av för med på till vid om den det en ett och som är var kan ska ej i january february march april may
    june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    english guidelines guideline act protection shelter municipality police victim support
    """.split()  # noqa: SIM905 - as above
)
_OTHER_ENDING = re.compile(
    r".{2,}(?:lagen|balken|styrelsen|verket|myndigheten|nämnden|nämndens|förvaltningen|centrum|mottagningen|jouren|tjänsten|kassan|"
    r"rätten|rättens|gården|skolan|skola|sjukhuset|linjen|programmet|konventionen|kommun|kommuner|staden|stads|verksamheten|kliniken|"
    r"teamet|enheten|avdelningen|gruppen|registret|handboken|riktlinjerna|riktlinjer|förordningen|utredningen|inspektionen|domstolen|"
    r"ombudsmannen|kansliet|ministeriet|departementet|partiet|förbundet|föreningen|stiftelsen|boendet|huset|hjälpen|polisen|missionen|"
    r"planen|modellen|metoden|samtal|manual|samordnare|handläggare|chef|sekreterare|gatan|vägen|torget|gränd)s?$"
)
SURNAME = re.compile(r"[A-ZÅÄÖ][a-zåäöé]{2,}sson(?:s)?$")

PUBLIC_NAMES = frozenset({"per isdal", "fadime", "pela", "alternativ till våld", "alternativ till vold"})
"""Persons and organisations that the field speaks of by name."""


def is_first_name(word: str) -> bool:
    """Tell whether a word, or what is left without a genitive's s, is a given name that is not also another word."""
    folded = word.casefold()
    first, _, second = word.partition("-")
    is_double = second[:1].isupper() and first.casefold() in FIRST_NAMES
    return folded in FIRST_NAMES or folded.removesuffix("s") in FIRST_NAMES or is_double


def is_genitive(word: str) -> bool:
    """Tell whether a name ends in a genitive's s: ``Annas`` and ``Anderssons`` do, ``Lars`` does not."""
    folded = word.casefold()
    return folded.endswith("s") and folded not in FIRST_NAMES and (folded[:-1] in FIRST_NAMES or folded.endswith("ssons"))


def is_other_name(word: str) -> bool:
    """Tell whether a word with a capital names something else than a person."""
    folded = word.casefold()
    return folded in _OTHER or folded.removesuffix("s") in _OTHER or _OTHER_ENDING.match(folded) is not None
