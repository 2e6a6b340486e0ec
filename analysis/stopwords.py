"""Words that carry no theme: left out of terms, or kept there and seldom chosen for labels."""

import importlib
from functools import cache

MORE = {
    "lv": """
        es tu viņš viņa mēs jūs viņi viņas man manis mani manī tev tevi tevis mums mūs mūsu jums jūs jūsu
        viņam viņai viņu viņiem viņām sev sevi sevis savs sava savu savā savas savi saviem savus savām savai
        mans mana manu manas mani tavs tava tavu kas ko kam kura kurš kuri kuras kuru kurā kuram kuriem
        kurus kāds kāda kādu kādi kādas kādam kādā kādus kādiem kaut jebkurš jebkura jebkas neviens neviena
        nevienu nevienam nekas neko nekam nekāds nekāda nekādu nekādi tas tā to tam tai tie tās tos tiem tām
        tajā tur šis šī šo šai šim šie šīs šos šiem šajā šeit tāds tāda tādu tādi tādas šāds šāda šādu šādi
        pats pati paša pašu paši pašas pašam pašai pašiem viss visa visu visi visas visam visiem visām visur
        cits cita citu citi citas citam citiem citā otrs otra otru katrs katra katru katram katrai katrā
        ikviens abi abas dažs daži dažas dažu dažādi vairs vairāk vairāki vairākas visvairāk mazāk daudz maz
        nedaudz pārāk ļoti diezgan gandrīz tikpat pilnīgi galīgi tiešām patiesi protams varbūt laikam droši
        vien jau vēl joprojām atkal bieži reti dažreiz reizēm vienmēr nekad kad tagad vakar šodien rīt agrāk
        vēlāk drīz uzreiz beidzot kāpēc kādēļ kur kurp kamdēļ tādā veidā nav nebija nebūs neesmu neesam esot
        būtu būs bijis bijusi bijuši ir ira esi tika netiek nevar nevaru nevarēja varētu var vajag vajadzētu
        nevajag jābūt ja nē jā arī gan nu taču tomēr lūk redz viens viena vienu vienam vienai vienā vieni
        divi divas divus trīs četri pieci proti piemēram utt u.c. tml utml ap pie starp visām visās manuprāt
        tieši pašlaik vispār vismaz nekā kā būt varēt vajadzēt gribēt likties šķist nākties kļūt tikt tapt
        paldies lūdzu labdien sveiki pirmais otrais trešais pēdējais daudzi dažāds iespējams aptuveni
        apmēram cik citādi tāpat parasti īpaši galvenokārt iepriekš vispirms pavisam četras piecas seši
        septiņi astoņi deviņi desmit divdesmit simts tūkstotis miljons reizes divreiz abu abiem vienlaikus
        turklāt savukārt pietiekami drusku tikko tūlīt pagaidām brīžam pamazām lielākoties pārsvarā tādējādi
        tādēļ tāpēc attiecīgi respektīvi kuros kurās kurām spēt sacīt pateikt atrasties doties vienīgs
        vienīgais galvenais gribēties varu varam
        īsti
    """,
    "en": """
        think thinks thought need needs needed want wants wanted like likes believe feel let lot lots way
        ways thing things really much many even also still just get gets getting got go goes going gone come
        comes know good bad better best sure maybe yes okay etc instead able especially actually probably
        simply i'm don't doesn't isn't can't won't shouldn't there's that's it's they're we're you're i've
        ive im dont doesnt cant wont ought gonna ago mine its one ones two every another people person
        someone different possible around away near early late soon later usually often sometimes nearly
        almost quite rather include including second third last million thousand hundred half enough exactly
        approximately particular certain various already ever however therefore among within without upon
        per whose whom own yet something anything everything nothing somebody anybody everybody nobody
        anyone everyone thank thanks hello please oh well bit doesn hasn haven isn aren wasn weren wouldn
        couldn shouldn didn twice
    """,
    "fi": """
        minä sinä hän me te he se ne joku jokin mikään kukaan kaikki itse oma tämä tuo nämä nuo eräs moni
        muu olla voida pitää täytyä saada haluta tulla mennä tehdä ei en et emme ette eivät enää vain myös
        paljon hyvin aivan usein aina koskaan mielestäni mieltä esimerkiksi kun jos että koska vaikka sekä
        saattaa sellainen tällainen tuollainen pystyä tarvita tietty seuraava välinen ensimmäinen toinen
        kolmas viimeinen todennäköisesti noin melko lähes kuulua koostua liittyä sijaita kautta mukaan
        mukana takia vuoksi kanssa ilman ennen jälkeen aikana kunnes miljoona tuhat sata kaksi kolme neljä
        viisi kuusi seitsemän kahdeksan yhdeksän kymmenen jotta siksi siis kuitenkin edes vielä jo nyt
        sitten taas ehkä kenties todella ihan tosi juuri
    """,
    "sv": """
        jag du han hon den det vi ni de man någon något några ingen inget alla allt andra annan själv egen
        eget egna vara ha bli kunna ska vilja måste få tycker tycka tror tro finns behöver behöva göra komma
        gå mycket många mer bara också väldigt alltid aldrig ofta inte än då när där här som att eller men
        denna detta dessa sådan viss varje både först första tredje sista fortfarande endast enda nästan
        medan ungefär relativt trots därmed därför precis väl all hel böra hos ge ta stå låta finna bero
        ställa lägga sätta hålla kalla fast förr tillbaka nära omkring därefter t.ex. bl.a. osv miljon tusen
        hundra två tre fyra fem sex sju åtta nio tio per inom mellan under över genom mot redan igen kanske
        verkligen faktiskt ganska ändå dock således nog vem vad vilken vilka hur varför vart hit dit upp ner
        just exakt cirka
    """,
    "et": """
        mina sina tema meie teie nemad ma sa ta me te nad mul sul tal meil teil neil mulle sulle talle meile
        teile neile mind sind teda meid teid neid minu sinu tema enda oma ise see need selle selles sellest
        seda nende neid too kes kelle keda kellel mis mille mida milles millest keegi kellegi kedagi miski
        midagi kõik kõike kõigi kõigile iga igal mõni mõned mõne muu muud teine teise teised üks ühe ühte
        kaks olema olen oled on oleme olete oli olin olid oleks pole polnud ei saama saab saan saada võima
        võib pidama peab peaks tahama tahan tahaks minema tulema tegema teha nagu kui kuid aga ega ning ja
        või et sest kuna siis nüüd juba veel ainult vaid ka väga palju vähe rohkem enam alati kunagi mitte
        küll just isegi ikka jälle jah siin seal kus kuhu kust millal miks kuidas nii niimoodi läbi üle alla
        ette juures jaoks kohta vahel enne pärast ilma koos eest poolt peale hästi lihtsalt võibolla näiteks
        esimene kolmas viimane sama kõige välja enamik kolm neli viis kuus seitse kaheksa üheksa kümme sada
        tuhat miljon mitu kuigi vajama sageli tihti kogu ajal umbes samuti tõttu kuni vastu selline
        niisugune suutma järgi võimalik tavaliselt poole puhul ümber kaudu jooksul pool olev asuv hiljem
        hakkama juurde aru siiski peaaegu üles alates ainus varem seotud uuesti kokku kohaselt tõenäoliselt
        endiselt täpselt mõlema mõlemad arvama eriti kinni all sinna siia sealt siit kõigepealt kaasas kätte
        koosnema asuma mõnikord lausa vist muidugi ometi seetõttu seega suurem väiksem
        tagasi kakskümmend alles kohe aitäh arvatavasti tahtma
    """,
    "ru": """
        я ты он она оно мы вы они себя свой мой твой наш ваш его её их этот тот такой какой который чей кто
        что никто ничто некто нечто весь всякий каждый любой другой иной сам самый один два три быть мочь
        хотеть стать нужно надо нельзя можно должен очень слишком ещё уже тоже также только лишь даже просто
        всегда никогда иногда часто редко сейчас теперь потом тогда здесь там где куда когда почему зачем
        как так думать считать говорить кажется нету нет есть чтобы если потому поэтому хотя ли же бы вот
        это всё много мало больше меньше например вообще именно человек люди первый второй третий последний
        сегодня завтра вчера согласно вместе против многий некоторый различный разный целый вскоре впервые
        относительно около примерно почти несмотря единственный пять шесть семь восемь девять десять сто
        тысяча миллион четыре являться иметь сделать состоять называть называться большинство основной
        остальной совсем вовсе снова опять однако хоть пусть конечно наверное вероятно кстати итак зато либо
        туда сюда оттуда откуда отсюда весьма довольно ради вместо кроме среди между через после перед
        данный примерно
    """,
    "de": """
        etc ect zb mehr muss müssen soll sollen sollte sollten kann können könnte könnten wird werden wurde
        würde würden gibt geben machen gemacht viel viele vielen sehr schon noch auch nur immer nie mal etwa
        statt bzw usw jede jeder jedes jeden alle allen alles ganz gar dafür dagegen damit davon dazu daher
        z.b wäre haben sein ja nein bitte finde denke glaube brauchen braucht lassen geht gehen
    """,
}
"""What spaCy's lists lack, as forms and lemmas: its Latvian one knows no pronouns, its Estonian is short."""

FAINT = {
    "lv": """
        uzticēties uzticība uzticēšanās ticēt paļauties neuzticēties neuzticība cilvēks domāt zināt teikt
        runāt darīt iet redzēt just justies lieta labs liels mazs jauns gads diena laiks reize vieta daļa
        veids gadījums puse notikt sākt beigas izmantot veikt uzskatīt norādīt turpināt ļaut censties kopā
        dot dabūt ņemt nākt likt palikt vajadzība līdzīgs ātri grūti viegli labi slikti minūte stunda nedēļa
        mēnesis vecs saukt saistīt
    """,
    "en": """
        trust trusting distrust mistrust should make work time year day use say see take give help new big
        great high low long place small large old current require cause provide consider mean end try point
        example number allow start find bring look hard ask tell course begin main common major leave stay
        part case kind hour minute week month happen talk speak seem become keep put turn call show
        improve improvement increase reduce support create likely specific important overall
    """,
    "fi": """
        luottaa luottamus epäluottamus ihminen asia tietää sanoa nähdä vuosi päivä aika hyvä iso uusi osa
        paikka tapa käyttää ottaa kertoa puhua päästä alkaa loppu jäädä yrittää näyttää merkitä tarkoittaa
        koskea määrä puoli vanha pitkä viikko kuukausi tunti minuutti ilmoittaa syntyä toimia
    """,
    "sv": """
        lita förtroende tillit misstro människa sak veta säga tänka se år dag tid god stor ny sätt plats
        gång fall form grund del fråga använda visa börja hända lång gammal liten ung timme minut vecka
        månad tala prata fortsätta försöka hemma
    """,
    "et": """
        usaldama usaldus umbusaldus inimene asi teadma ütlema mõtlema nägema aasta päev aeg hea suur uus
        koht osa kord andma võtma kasutama nimetama leidma jääma panema rääkima erinev oluline toimuma väike
        vana pikk lõpp algus terve tund minut nädal kuu tunduma hoidma jõudma parem
    """,
    "ru": """
        доверять доверие недоверие верить довериться знать сказать видеть делать дело время год день раз
        хороший большой новый место часть вид случай сторона число количество главный обычный известный
        лучший больший получить использовать существовать включать начать начаться конец пройти выйти прийти
        взять найти показать старый маленький неделя месяц час минута момент образ
    """,
    "de": "vertrauen mensch leute zeit jahr tag neu groß gut massiv einführen führen geführt gewiss",
}
"""Words nearly every text on trust has, and words that go with anything: lemmas."""

CARRYING = {
    "sv": """
        beslut beslutat beslutit ursäkt förlåt rakt skola skolan skolans skolor skolorna mannen mannens män
        männen mäns rätten rättens rättigheter varor varorna domen domar domarna
    """,
    "ru": "данные данных данными суть сути",
}
"""Forms that are or look like stop words and do carry themes: decisions, school, men, law, data."""

SHORT = {"sv": ("by", "kö"), "fi": ("yö",), "et": ("öö", "au")}
"""Words of two letters that carry themes."""

SHORT_NAMES = {"lv": ("es",), "en": ("us",)}
"""Stop words that are names when written in capitals: ES (the European Union), US."""


@cache
def stop_words(language: str) -> frozenset[str]:
    """The language's stop words in small letters: spaCy's list and ours; empty where neither has one."""
    try:
        theirs = importlib.import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    except ImportError:
        theirs = set()
    return frozenset({word.casefold() for word in theirs} | set(MORE.get(language, "").split()))


@cache
def carrying(language: str) -> frozenset[str]:
    """Forms that are kept, whatever the lists say."""
    return frozenset(CARRYING.get(language, "").split())


@cache
def faint_words(language: str) -> frozenset[str]:
    """Lemmas that may be a theme's words and seldom tell it from another."""
    return frozenset(FAINT.get(language, "").split())


def is_stop(form: str, lemma: str, language: str) -> bool:
    """Whether a word, as written in small letters or by its lemma, carries no theme."""
    if len(form) <= 2:
        return form not in SHORT.get(language, ())
    known = stop_words(language)
    return (form in known or lemma in known) and form not in carrying(language)
