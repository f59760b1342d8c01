"""The tables of contents, written down by hand from the texts: page, depth (dots) and heading."""

from __future__ import annotations

VALD = """
6 . Förkortningar i dokumentet
7 . Inledning
8 . Riktlinjernas syfte och tillämpning
9 . Riktlinjernas målgrupper
9 . Lagstiftning och styrdokument
9 .. Offentlighets- och sekretesslagen
9 .. Socialtjänstlagen
9 ... Mål och principer
10 ... Brottsoffer
10 ... Våldsutövare
10 ... Andra centrala bestämmelser i socialtjänstlagen
11 .. Socialnämndens ansvar för god kvalitet
12 .. Skyldighet att rapportera missförhållanden – lex Sarah
12 .. Handböcker, föreskrifter, allmänna råd och vägledningar
12 ... Föreskrifter och allmänna råd
13 ... Handböcker och vägledningar
13 ... Socialstyrelsens meddelandeblad
13 .. Stockholms stads riktlinjer
14 .. Program, strategier, handlingsplaner och stödmaterial inom Stockholms stad
15 .. Samverkansöverenskommelser
15 ... Operation kvinnofrid
15 ... Origo resurscentrum mot hedersrelaterat förtryck och våld
15 ... Stockholms stad och Polisregion Stockholm
15 ... Mikamottagningen
16 ... KAST - Köpare Av Sexuella Tjänster
17 . Allmänna utgångspunkter
17 .. Vetenskap och beprövad erfarenhet / Evidensbaserad praktik
17 .. Kompetens om våld och förtryck inom socialtjänsten
18 .. Delaktighet och tillgänglighet
18 .. Sammanhållen socialtjänst
18 .. Mänskliga rättigheter
19 .. Minoritetsspråk
19 ... Lag om nationella minoriteter och minoritetsspråk
19 .. Barnets rätt och barnperspektiv
20 .. Brukarinflytande
20 .. HBTQI
21 .. Jämställdhet och jämställdhetsintegrering
21 .. Våldsbejakande extremism
23 . Centrala begrepp och definitioner inom våld och förtryck
23 .. Våld
23 .. Våld i nära relationer
23 .. Hedersrelaterat våld och förtryck
24 .. Sex mot ersättning eller prostitution
24 .. Människohandel för sexuella ändamål
24 .. Sexuellt våld oberoende relation
25 .. Olika former av våld
25 .. Särskild utsatthet
28 . Bemötande
28 .. I mötet med den våldsutsatta
29 ... Formulering i tal och skrift
29 ... Våldsutsatta personer som är äldre eller har en funktionsnedsättning
30 ... HBTQI-personer
31 ... Personer som lever med missbruk
31 ... Personer utsatta för hedersrelaterat våld och förtryck
31 .. I mötet med den eller de som utövat våld
32 .. Rutiner för att upptäcka att någon utsätts för våld och förtryck
33 . Handläggning
33 .. Inkommande information
33 .. Förhandsbedömning
34 .. Utredning enligt 11 kap. 1 § SoL
35 ... Utredningens innehåll
35 ... Säkerhetsplanering
36 ... Barnkonsekvensanalyser
36 ... Bedömningsmetoder vid utredning av våldsutsatta
37 .. Kommunicering
37 .. Beslut
37 .. Avtal
38 .. Uppdrag
38 .. Genomförandeplan
38 .. Uppföljning av insats
39 .. Skyddade personuppgifter
40 .. Polisanmälan och utlämnande av information till polisen
41 . Insatser
41 .. Biståndsbedömda insatser respektive serviceinsatser
41 .. Insatser till den som är utsatt för våld
41 ... Skyddat boende
43 ... Egenavgifter
43 ... Samtalsstöd
43 ... Praktiskt stöd
44 ... Föräldrastöd
44 ... Ekonomiskt bistånd
45 .. Insatser till våldsutövare
45 ... Samtalsstöd
46 ... Föräldrastöd
46 ... Möjlighet till annat boende för våldsutövaren
46 .. Råd och stöd till personer som är utsatta för människohandel, prostitution eller har sex mot ersättning
47 .. Råd och stöd inom staden
47 .. Rättsväsendet
48 . Barn som har upplevt våld eller andra övergrepp mot närstående vuxna
49 .. Utredning
49 .. Skolgång vid vistelse i skyddat boende
52 . Ansvarsfördelning gentemot andra kommuner och mellan stadsdelsnämnder
52 .. Flytt till annan kommun på grund av hotbild
53 . Samverkan
53 .. Intern samverkan inom stadsdelsnämnden
54 .. Extern samverkan och samordnad individuell plan
54 .. Samverkan med utförare
56 . Övrigt
56 .. Rätten till bistånd för olika grupper
56 .. Intyg
57 .. Gallring
58 . Mer kunskap och information
59 . Bilagor
60 . Bilaga 1
60 .. Stöd vid säkerhetsplanering
60 ... Säkerhetsplanering när du fortfarande bor/har kontakt med våldsutövaren
61 ... Säkerhetsplanering när du har lämnat våldsutövaren
62 . Bilaga 2
62 .. Utredningsmall enligt 11 kap. 1 § socialtjänstlagen (SoL) (våldsutsatt)
"""

STOD = """
1 . Insatsens namn
1 . Innehåll
1 .. Stödsamtal
2 .. Praktiskt stöd
2 .. Stöd i rättsprocessen
2 . Omfattning
2 . Villkor
3 . Vart ska den enskilde vända sig
3 . Dokumentation
"""

SAMTALSGRUPP = """
1 . Insatsens namn
1 . Innehåll
1 . Omfattning
1 . Villkor
2 . Vart ska den enskilde vända sig
2 . Dokumentation
"""

HUDDINGE = """
1 . Målgrupp
1 . Syfte
1 . Mål
1 . Så styrs socialtjänstens arbete mot våld i nära relationer
2 . Socialnämndens intention
2 .. Kostnadseffektiva insatser
2 .. Delaktighet
2 .. Metoder
2 .. Samverkan
2 .. Tillgänglighet
3 . Särskilda insatser för målgruppen
3 .. Inventering av nätverk
"""

CONTENTS = {
    "stockholm-vald-riktlinjer": VALD,
    "stockholm-stod-valdsutsatta": STOD,
    "stockholm-samtalsgrupp": SAMTALSGRUPP,
    "huddinge-vald-riktlinjer": HUDDINGE,
}

FIRST_WORDS = {
    7: "Inledning",
    8: "Riktlinjernas syfte",
    9: "Riktlinjernas målgrupper",
    10: "enskilde. Andra principer",
    11: "Socialnämndens ansvar för god",
    12: "Skyldighet att rapportera",
    13: "HSLF-FS 2016:56",
    14: "Riktlinjer handläggning av ekonomiskt",
    15: "Stödmaterial för samverkan",
    16: "MikaHälsa. Ett flertal",
    17: "Allmänna utgångspunkter",
    18: "bedömning, som görs",
    19: "samtliga verksamheter",
    20: "Det måste finnas ett tydligt barnperspektiv",
    21: "Läs mer:",
    22: "röra sig om individer",
    23: "Centrala begrepp",
    24: "Sex mot ersättning eller prostitution:",
    25: "Sexuellt våld oberoende relation kan",
    26: "om att gruppen",
    27: "Våld i parrelationer i denna grupp",
    28: "Bemötande",
    29: "Intern och extern samverkan är",
    30: "Handläggaren behöver ha kunskap",
    31: "Personer som lever med missbruk",
    32: "om personen är placerad",
    33: "Handläggning",
    34: "av frivilliga insatser",
    35: "Personens berättelse",
    36: "sikt när personen",
    37: "FREDA-kortfrågor",
    38: "Uppdrag",
    39: "Riktlinjer för handläggning av ärenden",
    40: "personuppgifter. Det är också bra",
    41: "Insatser",
    42: "I 7 6 kap. 2 §",
    43: "sätt. Se avsnittet",
    44: "bo själv i en egen",
    45: "Läs mer:",
    46: "Föräldrastöd",
    47: "MikaHälsa är en",
    48: "Barn som har upplevt",
    49: "kan påverkas av att uppleva",
    50: "Riktlinjer för handläggning av ärenden",
    51: "Läs mer om barnavårdsutredning",
    52: "Ansvarsfördelning gentemot andra",
    53: "Samverkan",
    54: "stor vikt att socialtjänstens",
    55: "någon som utövar våld, dels",
    56: "Övrigt",
    57: "Intyget bör inte innefatta",
    58: "Mer kunskap och information",
    59: "Bilagor:",
    60: "Bilaga 1",
    61: "barnet kan få med sig",
    62: "Bilaga 2",
}
"""How each page of the longest document begins, read off the file by hand; a line that begins a page has one space in front."""
