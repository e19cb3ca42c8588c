"""A small thesaurus, by language: how else callers name what menus are about. Beginnings of words, so that inflected ones count as well."""

from collections.abc import Mapping
from typing import Final, Literal

Sense = Literal[
    "yes",
    "no",
    "operator",
    "order",
    "payment",
    "document",
    "address",
    "hours",
    "repeat",
    "back",
    "cancel",
    "where",
    "when",
]
"""What a word stands for. `where` and `when` count only where nothing else was said: "where are you", but "where is my order"."""

_ENGLISH: Final[Mapping[Sense, str]] = {
    "yes": "yes yeah yep yup sure correct right okay ok indeed exactly absolutely",
    "no": "no nope wrong incorrect not never don't doesn't isn't",
    "operator": "operator* agent* person human* somebody someone representative* assistant* consultant* support",
    "order": "order* parcel* package* deliver* shipment* shipping shipped purchase*",
    "payment": "pay payment* paying paid bill bills billing invoice* instalment* installment* owe owed debt* due",
    "document": "document* paper papers paperwork contract* certificate* application* form forms",
    "address": "address* location* located office* find directions street",
    "hours": "hour* open opening opened close closed closing schedule*",
    "repeat": "repeat* again",
    "back": "back previous return",
    "cancel": "cancel* stop quit",
    "where": "where where's",
    "when": "when when's",
}
_RUSSIAN: Final[Mapping[Sense, str]] = {
    "yes": "да ага угу верн* правильн* конечно хорошо именно точно согласен согласна",
    "no": "нет не неверн* неправильн* никак",
    "operator": "оператор* сотрудник* человек* человеком специалист* менеджер* консультант*",
    "order": "заказ* посыл* достав* отправлен* покупк* товар*",
    "payment": "плат* оплат* заплат* счет счета счету долг* задолженност* взнос* квитанци*",
    "document": "документ* бумаг* договор* справк* заявлен*",
    "address": "адрес* находитес* расположен* офис* проехать добраться найти",
    "hours": "час часы часов открыт* закрыт* работает* работаете график* расписани* режим*",
    "repeat": "повтор* снова ещё еще",
    "back": "назад вернут* верните предыдущ*",
    "cancel": "отмен* стоп прекрат*",
    "where": "где куда",
    "when": "когда",
}
_POLISH: Final[Mapping[Sense, str]] = {
    "yes": "tak jasne dobrze oczywiście zgadza pewnie owszem słusznie",
    "no": "nie źle błędnie nieprawda",
    "operator": "operator* konsultant* pracowni* człowiek* człowiekiem osob* doradc* kimś",
    "order": "zamówie* paczk* przesył* dostaw* zakup*",
    "payment": "płat* płac* zapłac* opłat* rachun* faktur* należno* dług* rat raty ratę",
    "document": "dokument* papier* umow* umów zaświadcze* wnios*",
    "address": "adres* znajduje* siedzib* biur* lokalizac* dojechać",
    "hours": "godzin* otwar* czynn* zamkn* grafik*",
    "repeat": "powtór* jeszcze ponownie",
    "back": "wróć wróci* powrót poprzedni* wstecz",
    "cancel": "anuluj* rezygn* przerw* stop",
    "where": "gdzie dokąd",
    "when": "kiedy",
}
_FILLERS: Final = {
    "en": "a an the i i'd i'm i'll i've you your is it's its it be am are was my me we our us to for of on in at about with and or so well um uh "
    "please thank thanks hello hi like would want wanna need know tell talk speak ask asking get got have has can could may do does "
    "what what's how much many there this that that's just put through call calling give some will go",
    "ru": "я мне меня мой моя мое мои моего моей мою моем моим моих вы вас вам ваш ваша ваши ваше у по о об на в с к со за и а ну вот это этот эту "
    "пожалуйста спасибо здравствуйте хочу хотел хотела бы нужен нужна нужно нужны надо узнать сказать скажите подскажите "
    "поговорить говорить соедините позовите дайте можно как какой какая какие сколько есть насчет про будет ли раз до",
    "pl": "ja mi mnie mój moja moje mojego mojej moją moim wy was wam wasz wasza wasze o w na z ze do u i a no to ten ta tę "
    "proszę dziękuję dzień dobry chcę chciałbym chciałabym potrzebuję muszę wiedzieć dowiedzieć powiedzieć się może "
    "rozmawiać porozmawiać połącz połączyć czy jak jaki jaka jakie ile jest są można sprawie mam raz do której jesteście",
}
SENSES: Final[Mapping[str, Mapping[Sense, str]]] = {"en": _ENGLISH, "ru": _RUSSIAN, "pl": _POLISH}
"""By language and sense: words, and with a star beginnings of words."""
FILLERS: Final = {language: frozenset(words.split()) for language, words in _FILLERS.items()}
"""By language: words that say nothing of what is meant."""
_ENDINGS: Final = {
    "en": "ing es ed s e",
    "ru": "ами ями ого его ому ему ыми ими ая яя ое ее ые ие ый ий ой ей ую юю ах ях ам ям ом ем ов ев ы и а я у ю е о ь й",
    "pl": "ami ach ego emu ych ymi ich imi owi ów om ą ę y i a e u o m",
}
ENDINGS: Final = {language: tuple(endings.split()) for language, endings in _ENDINGS.items()}
"""By language, longest first: what inflection adds to a word that the thesaurus does not know."""
