"""The words of which numbers, dates and sums are said, by language: what `script/prompts` has spoken, one recording each."""

from collections.abc import Mapping, Sequence
from typing import Final

_TENS: Final = (30, 40, 50, 60, 70, 80, 90)


def _counted(code: str, numbers: Sequence[int], words: str) -> dict[str, str]:
    return {
        f"{code}-{number}": word.replace("_", " ")
        for number, word in zip(numbers, words.split(), strict=True)
    }


def _forms(code: str, one: str, few: str, many: str) -> dict[str, str]:
    return {f"{code}-one": one, f"{code}-few": few, f"{code}-many": many}


def _two(code: str, one: str, many: str) -> dict[str, str]:
    return {f"{code}-one": one, f"{code}-many": many}


_ENGLISH: Final = {
    **_counted(
        "n",
        range(21),
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty",
    ),
    **_counted("n", _TENS, "thirty forty fifty sixty seventy eighty ninety"),
    **_counted(
        "n",
        range(100, 1000, 100),
        "one_hundred two_hundred three_hundred four_hundred five_hundred six_hundred seven_hundred eight_hundred nine_hundred",
    ),
    **_two("thousand", "thousand", "thousand"),
    **_two("million", "million", "million"),
    **_counted(
        "ord",
        range(1, 21),
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    ),
    "ord-30": "thirtieth",
    **_counted(
        "month",
        range(1, 13),
        "of_January of_February of_March of_April of_May of_June of_July of_August of_September of_October of_November of_December",
    ),
    "n-o": "oh",
    "minus": "minus",
    "point": "point",
    **_two("EUR", "euro", "euros"),
    **_two("EUR-minor", "cent", "cents"),
    **_two("USD", "dollar", "dollars"),
    **_two("USD-minor", "cent", "cents"),
    **_two("GBP", "pound", "pounds"),
    **_two("GBP-minor", "penny", "pence"),
    **_two("PLN", "zloty", "zlotys"),
    **_two("PLN-minor", "grosz", "groszes"),
    **_two("RUB", "rouble", "roubles"),
    **_two("RUB-minor", "kopeck", "kopecks"),
}

_RUSSIAN: Final = {
    **_counted(
        "n",
        range(21),
        "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
        "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
    ),
    **_counted("n", _TENS, "тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"),
    **_counted(
        "n",
        range(100, 1000, 100),
        "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
    ),
    **_counted("nf", (1, 2), "одна две"),
    **_forms("thousand", "тысяча", "тысячи", "тысяч"),
    **_forms("million", "миллион", "миллиона", "миллионов"),
    **_counted(
        "ord",
        range(1, 21),
        "первого второго третьего четвёртого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого "
        "тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого",
    ),
    **_counted(
        "ord",
        _TENS,
        "тридцатого сорокового пятидесятого шестидесятого семидесятого восьмидесятого девяностого",
    ),
    **_counted(
        "month",
        range(1, 13),
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    ),
    "year": "года",
    "minus": "минус",
    "point": "запятая",
    **_forms("EUR", "евро", "евро", "евро"),
    **_forms("EUR-minor", "цент", "цента", "центов"),
    **_forms("USD", "доллар", "доллара", "долларов"),
    **_forms("USD-minor", "цент", "цента", "центов"),
    **_forms("GBP", "фунт", "фунта", "фунтов"),
    **_forms("GBP-minor", "пенс", "пенса", "пенсов"),
    **_forms("PLN", "злотый", "злотых", "злотых"),
    **_forms("PLN-minor", "грош", "гроша", "грошей"),
    **_forms("RUB", "рубль", "рубля", "рублей"),
    **_forms("RUB-minor", "копейка", "копейки", "копеек"),
}

_POLISH: Final = {
    **_counted(
        "n",
        range(21),
        "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście "
        "piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia",
    ),
    **_counted(
        "n",
        _TENS,
        "trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    ),
    **_counted(
        "n",
        range(100, 1000, 100),
        "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
    ),
    **_counted("nf", (1, 2), "jedna dwie"),
    "nn-1": "jedno",
    **_forms("thousand", "tysiąc", "tysiące", "tysięcy"),
    **_forms("million", "milion", "miliony", "milionów"),
    **_counted(
        "ord",
        range(1, 21),
        "pierwszego drugiego trzeciego czwartego piątego szóstego siódmego ósmego dziewiątego dziesiątego jedenastego dwunastego "
        "trzynastego czternastego piętnastego szesnastego siedemnastego osiemnastego dziewiętnastego dwudziestego",
    ),
    **_counted(
        "ord",
        _TENS,
        "trzydziestego czterdziestego pięćdziesiątego sześćdziesiątego siedemdziesiątego osiemdziesiątego dziewięćdziesiątego",
    ),
    **_counted(
        "month",
        range(1, 13),
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    ),
    "year": "roku",
    "minus": "minus",
    "point": "przecinek",
    **_forms("EUR", "euro", "euro", "euro"),
    **_forms("EUR-minor", "cent", "centy", "centów"),
    **_forms("USD", "dolar", "dolary", "dolarów"),
    **_forms("USD-minor", "cent", "centy", "centów"),
    **_forms("GBP", "funt", "funty", "funtów"),
    **_forms("GBP-minor", "pens", "pensy", "pensów"),
    **_forms("PLN", "złoty", "złote", "złotych"),
    **_forms("PLN-minor", "grosz", "grosze", "groszy"),
    **_forms("RUB", "rubel", "ruble", "rubli"),
    **_forms("RUB-minor", "kopiejka", "kopiejki", "kopiejek"),
}

PIECES: Final[Mapping[str, Mapping[str, str]]] = {"en": _ENGLISH, "ru": _RUSSIAN, "pl": _POLISH}
"""By language, then by code."""
