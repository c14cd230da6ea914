"""What invented texts are written with, by language: sounds for made-up words, ordinary words, and turns of phrase."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language of the archive; `share` is how many of a hundred sources are written in it.

    A made-up word is a row of syllables, each one of 16 consonants and one of 6 vowels, so that a name can be
    spelt in every script. `bodies` are patterns of names, aligned over all languages.
    """

    code: str
    share: int
    consonants: tuple[str, ...]
    vowels: tuple[str, ...]
    common: tuple[str, ...]
    cues: tuple[str, ...]
    denial: str
    that: str
    unnamed: tuple[str, ...]
    generic: tuple[str, ...]
    counted: str
    both: str
    quotes: tuple[str, str]
    bodies: tuple[str, ...]
    note: str
    space: str = " "
    stop: str = "."


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


ENGLISH = Language(
    code="en",
    share=52,
    consonants=_words("b d f g k l m n p r s t v z sh ch"),
    vowels=_words("a e i o u ai"),
    common=_words(
        "the of and to in a for on with by at from water bridge road town river school market report year people "
        "house work line field week power plan station number price rain office board bank village harvest repair "
        "letter train area council street supply garden forest valley company mill crop boat stone winter summer "
        "morning meeting budget tax permit border harbour factory worker farmer driver teacher doctor engineer "
        "library museum theatre bakery orchard canal dam tower wall roof window door lamp pipe cable engine wheel "
        "paper book map song lesson rule order contract delay cost loan share count list date hour month season "
        "storm flood snow wind heat soil seed grain fruit bread milk wool salt iron copper timber glass brick sand"
    ),
    cues=_parts("said | stated | wrote | added | told reporters | stressed | recalled | noted"),
    denial="did not say",
    that=" that ",
    unnamed=_parts("an official | a resident | a passer-by | somebody at the office"),
    generic=_parts("residents | people in the town | some farmers"),
    counted="{} towns",
    both=" and ",
    quotes=("“", "”"),
    bodies=_parts(
        "Invented Water Board of {} | Invented Road Office of {} | Invented Town Council of {} | Invented Court of {} "
        "| Invented Gazette of {}"
    ),
    note="Invented text: its people, bodies and events are made up.",
)
RUSSIAN = Language(
    code="ru",
    share=11,
    consonants=_words("б д ф г к л м н п р с т в з ш ч"),
    vowels=_words("а е и о у ё"),
    common=_words(
        "и в на с по для от из вода мост дорога город река школа рынок отчёт год люди дом работа линия поле неделя "
        "план станция число цена дождь совет банк село урожай ремонт письмо поезд улица сад лес долина мельница лодка"
    ),
    cues=_parts("сообщает | заявляет | пишет | добавляет | напоминает"),
    denial="не говорит",
    that=", что ",
    unnamed=_parts("чиновник | местный житель | прохожий"),
    generic=_parts("жители | люди в городе"),
    counted="{} городов",
    both=" и ",
    quotes=("«", "»"),
    bodies=_parts(
        "Вымышленный водный совет {} | Вымышленное дорожное бюро {} | Вымышленный городской совет {} | Вымышленный суд "
        "{} | Вымышленная газета {}"
    ),
    note="Вымышленный текст: люди, учреждения и события придуманы.",
)
TURKISH = Language(
    code="tr",
    share=8,
    consonants=_words("b d f g k l m n p r s t v z ş ç"),
    vowels=_words("a e i o ü ı"),
    common=_words(
        "ve bir için ile su köprü yol kent ırmak okul çarşı rapor yıl insan ev iş hat tarla hafta plan istasyon sayı "
        "fiyat yağmur kurul banka köy hasat onarım mektup tren sokak bahçe orman vadi değirmen tekne taş kış yaz sabah"
    ),
    cues=_parts("dedi | belirtti | yazdı | ekledi | hatırlattı"),
    denial="söylemedi",
    that=": ",
    unnamed=_parts("bir yetkili | bir kasaba sakini | yoldan geçen biri"),
    generic=_parts("kasaba halkı | bazı çiftçiler"),
    counted="{} kasaba",
    both=" ve ",
    quotes=("“", "”"),
    bodies=_parts(
        "Uydurma {} Su Kurulu | Uydurma {} Yol Dairesi | Uydurma {} Belediye Meclisi | Uydurma {} Mahkemesi | Uydurma "
        "{} Gazetesi"
    ),
    note="Uydurma metin: kişiler, kurumlar ve olaylar kurgudur.",
)
AZERBAIJANI = Language(
    code="az",
    share=8,
    consonants=_words("b d f q k l m n p r s t v z ş x"),
    vowels=_words("a ə i o ü ı"),
    common=_words(
        "və bir üçün ilə su körpü yol şəhər çay məktəb bazar hesabat il insan ev iş xətt tarla həftə plan stansiya say "
        "qiymət yağış şura bank kənd məhsul təmir məktub qatar küçə bağ meşə vadi dəyirman qayıq daş qış yay səhər"
    ),
    cues=_parts("dedi | bildirdi | yazdı | əlavə etdi | xatırlatdı"),
    denial="demədi",
    that=" ki, ",
    unnamed=_parts("bir məmur | bir sakin | yoldan keçən biri"),
    generic=_parts("sakinlər | bəzi fermerlər"),
    counted="{} qəsəbə",
    both=" və ",
    quotes=("“", "”"),
    bodies=_parts(
        "Uydurma {} Su Şurası | Uydurma {} Yol İdarəsi | Uydurma {} Şəhər Şurası | Uydurma {} Məhkəməsi | Uydurma {} "
        "Qəzeti"
    ),
    note="Uydurma mətn: adamlar, qurumlar və hadisələr uydurmadır.",
)
GERMAN = Language(
    code="de",
    share=5,
    consonants=_words("b d f g k l m n p r s t w z sch h"),
    vowels=_words("a e i o ü ä"),
    common=_words(
        "und der die das in für mit von Wasser Brücke Straße Stadt Fluss Schule Markt Bericht Jahr Leute Haus Arbeit "
        "Feld Woche Plan Bahnhof Zahl Preis Regen Rat Bank Dorf Ernte Brief Zug Garten Wald Tal Mühle Boot Stein"
    ),
    cues=_parts("sagte | erklärte | schrieb | ergänzte | erinnerte daran"),
    denial="sagte nicht",
    that=", dass ",
    unnamed=_parts("ein Beamter | eine Anwohnerin | ein Passant"),
    generic=_parts("die Anwohner | einige Bauern"),
    counted="{} Städte",
    both=" und ",
    quotes=("„", "“"),
    bodies=_parts(
        "Erfundener Wasserrat von {} | Erfundenes Straßenamt von {} | Erfundener Stadtrat von {} | Erfundenes Gericht "
        "von {} | Erfundene Zeitung von {}"
    ),
    note="Erfundener Text: Menschen, Ämter und Ereignisse sind ausgedacht.",
)
FRENCH = Language(
    code="fr",
    share=5,
    consonants=_words("b d f g qu l m n p r s t v j ch c"),
    vowels=_words("a é i o ou è"),
    common=_words(
        "et de la le les pour avec dans eau pont route ville rivière école marché rapport année gens maison travail "
        "champ semaine plan gare nombre prix pluie conseil banque village récolte lettre train jardin forêt vallée"
    ),
    cues=_parts("a dit | a déclaré | a écrit | a ajouté | a rappelé"),
    denial="n’a pas dit",
    that=" que ",
    unnamed=_parts("un employé | une habitante | un passant"),
    generic=_parts("les habitants | quelques paysans"),
    counted="{} villes",
    both=" et ",
    quotes=("«\u00a0", "\u00a0»"),
    bodies=_parts(
        "Conseil inventé des eaux de {} | Bureau inventé des routes de {} | Conseil inventé de la ville de {} | "
        "Tribunal inventé de {} | Gazette inventée de {}"
    ),
    note="Texte inventé : les gens, les bureaux et les événements sont imaginés.",
)
ARMENIAN = Language(
    code="hy",
    share=4,
    consonants=_words("բ դ ֆ գ կ լ մ ն պ ր ս տ վ զ շ չ"),
    vowels=_words("ա ե ի ո ու է"),
    common=_words(
        "և մի համար հետ ջուր կամուրջ ճանապարհ քաղաք գետ դպրոց շուկա տարի մարդ տուն գործ դաշտ շաբաթ պլան կայարան թիվ "
        "անձրև խորհուրդ բանկ գյուղ բերք նամակ գնացք փողոց այգի անտառ հովիտ ջրաղաց նավակ քար ձմեռ ամառ առավոտ"
    ),
    cues=_parts("ասաց | հայտնեց | գրեց | ավելացրեց | հիշեցրեց"),
    denial="չասաց",
    that=", որ ",
    unnamed=_parts("մի պաշտոնյա | մի բնակիչ | մի անցորդ"),
    generic=_parts("բնակիչները | որոշ գյուղացիներ"),
    counted="{} քաղաք",
    both=" և ",
    quotes=("«", "»"),
    bodies=_parts(
        "Հորինված ջրային խորհուրդ {} | Հորինված ճանապարհային գրասենյակ {} | Հորինված քաղաքային խորհուրդ {} | Հորինված "
        "դատարան {} | Հորինված թերթ {}"
    ),
    note="Հորինված տեքստ. մարդիկ, հաստատությունները և դեպքերը հնարած են։",
    stop="։",
)
ARABIC = Language(
    code="ar",
    share=4,
    consonants=_words("ب د ف ج ك ل م ن ث ر س ت و ز ش ح"),
    vowels=_words("ا ي ئ و ؤ ه"),
    common=_words(
        "في من على إلى ماء جسر طريق مدينة نهر مدرسة سوق تقرير سنة ناس بيت عمل خط حقل أسبوع خطة محطة عدد سعر مطر مجلس "
        "مصرف قرية حصاد رسالة قطار شارع حديقة غابة واد طاحونة قارب حجر شتاء صيف صباح"
    ),
    cues=_parts("قال | صرح | كتب | أضاف | ذكر"),
    denial="لم يقل",
    that=" إن ",
    unnamed=_parts("مسؤول | أحد السكان | أحد المارة"),
    generic=_parts("السكان | بعض المزارعين"),
    counted="{} مدينة",
    both=" و ",
    quotes=("«", "»"),
    bodies=_parts(
        "مجلس مياه مختلق في {} | مكتب طرق مختلق في {} | مجلس بلدي مختلق في {} | محكمة مختلقة في {} | جريدة مختلقة في {}"
    ),
    note="نص مختلق: الناس والمؤسسات والأحداث من نسج الخيال.",
)
CHINESE = Language(
    code="zh",
    share=3,
    consonants=_words(
        "山水火木金土 日月星云风雨 河湖海江池泉 田园林森草花 路桥街巷门窗 车船灯纸书笔 春夏秋冬早晚 东西南北中外 "
        "米麦豆茶盐油 牛羊马鸡鱼鸟 红黄蓝白黑青 大小多少长短 学校工厂商店 村镇城乡市场 修建种收运送 年周时分季节"
    ),
    vowels=("0", "1", "2", "3", "4", "5"),
    common=_words(
        "的 和 在 了 水 桥 路 城 河 学校 市场 报告 年 人 家 工作 田 星期 计划 车站 数 价格 雨 银行 村 收成 信"
    ),
    cues=_parts("说 | 表示 | 写道 | 补充说 | 指出"),
    denial="没有说",
    that="，",
    unnamed=_parts("一位职员 | 一位居民 | 一位路人"),
    generic=_parts("居民们 | 一些农民"),
    counted="{}个镇",
    both="和",
    quotes=("“", "”"),
    bodies=_parts("虚构{}水务会 | 虚构{}公路局 | 虚构{}镇议会 | 虚构{}法院 | 虚构{}报"),
    note="虚构文本：人物、机构和事件均为编造。",
    space="",
    stop="。",
)
LANGUAGES = (ENGLISH, RUSSIAN, TURKISH, AZERBAIJANI, GERMAN, FRENCH, ARMENIAN, ARABIC, CHINESE)

MEASURES = (
    "bridges closed",
    "houses repaired",
    "trees planted",
    "people moved",
    "boats built",
    "lamps lit",
    "letters sent",
    "fields flooded",
)
UNITS = ("", "people", "km", "t", "USD")
QUALIFIERS = {
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "exactly": "exactly",
}
PLACES = ("Bridge Street", "Harbour Hall", "Market Square", "Town House")
OCCASIONS = ("opening of a bridge", "yearly meeting", "visit to the mill", "public hearing")
TOPICS = ("water supply", "road repair", "school meals", "market days", "river traffic", "forest paths")
INSTRUMENTS = ("Invented Bridges Act", "Invented Rivers Treaty", "Invented Markets Order")
WHY = ("the day of the market named in the text", "the season named in the text", "the paragraph before")
ALIASES = ("the board", "the office", "the speaker", "it")
DOUBTS = ("A neighbouring sentence has a cue; this one has none.", "The text may imply that it was relayed.")
