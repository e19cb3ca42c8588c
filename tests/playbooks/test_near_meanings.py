"""What callers mean who do not say the very words that a menu lists."""

import pytest

from ringwell.flows.hearing import Said, phrases_of
from ringwell.flows.near import near
from ringwell.flows.prompts import LANGUAGES
from ringwell.flows.said_words import KEY_WORDS, MEANING_WORDS

LISTED = {
    "1": Said({"en": ("order", "my order"), "ru": ("мой заказ",), "pl": ("moje zamówienie",)}),
    "2": Said({"en": ("next payment",), "ru": ("следующий платёж",), "pl": ("płatność",)}),
    "3": Said(means="document"),
    "4": Said({"en": ("where are you",), "ru": ("адрес",), "pl": ("gdzie jesteście",)}),
    "5": Said({"en": ("red sock",), "ru": ("красная рубашка",), "pl": ("czerwona skarpeta",)}),
    "6": Said({"en": ("gloves",), "ru": ("перчатки",), "pl": ("rękawiczki",)}),
    "0": Said(means="operator"),
}
ANSWERS = {"1": Said(means="yes"), "2": Said(means="no")}


def meant(language: str, text: str, said: dict[str, Said] = LISTED) -> tuple[str, ...]:
    return near(language, [(key, phrases_of(key, each, language)) for key, each in said.items()], text)


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("en", "Where's my parcel?", "1"),
        ("en", "I'd like to know about my delivery", "1"),
        ("en", "When do I have to pay?", "2"),
        ("en", "It's about an invoice, please", "2"),
        ("en", "Is my contract ready?", "3"),
        ("en", "What's your address?", "4"),
        ("en", "I want to speak to a human", "0"),
        ("en", "Could you put me through to somebody", "0"),
        ("en", "my next invoice", "2"),
        ("en", "socks, red ones", "5"),
        ("en", "the red socks", "5"),
        ("en", "glove", "6"),
        ("ru", "Мне нужна моя посылка", "1"),
        ("ru", "где мои заказы", "1"),
        ("ru", "Готовы ли мои документы?", "3"),
        ("ru", "где вы находитесь", "4"),
        ("ru", "Хочу поговорить с человеком", "0"),
        ("ru", "красные рубашки", "5"),
        ("ru", "перчатку", "6"),
        ("pl", "Gdzie jest moja paczka?", "1"),
        ("pl", "Kiedy mam zapłacić", "2"),
        ("pl", "Czy moja umowa jest gotowa", "3"),
        ("pl", "jaki jest wasz adres", "4"),
        ("pl", "Chciałbym porozmawiać z człowiekiem", "0"),
        ("pl", "czerwone skarpety", "5"),
    ],
)
def test_other_words_forms_and_orders_for_what_is_listed(language: str, text: str, key: str) -> None:
    assert meant(language, text) == (key,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No, not my order"),
        ("en", "I don't want an operator"),
        ("en", "good morning"),
        ("en", "please, thank you"),
        ("en", "gloves for the cold winter days"),
        ("en", "a moment"),
        ("ru", "нет, не заказ"),
        ("ru", "продолжение следует"),
        ("pl", "to nie płatność"),
        ("pl", "dzień dobry"),
        ("en", ""),
    ],
)
def test_what_is_near_to_nothing_or_refused(language: str, text: str) -> None:
    assert meant(language, text) == ()


def test_of_two_that_were_said_the_first_is_asked_for() -> None:
    assert meant("en", "the payment for my order") == ("2", "1")
    assert meant("en", "my order, and a document") == ("1", "3")


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("en", "yes please", "1"),
        ("en", "Yes, that's my order number", "1"),
        ("en", "that's right", "1"),
        ("en", "that isn't right", "2"),
        ("en", "no, it is four", "2"),
        ("ru", "да, всё правильно", "1"),
        ("ru", "нет, не верно", "2"),
        ("pl", "tak, zgadza się", "1"),
        ("pl", "nie zgadza się", "2"),
    ],
)
def test_yes_and_no_with_words_around_them(language: str, text: str, key: str) -> None:
    assert meant(language, text, ANSWERS) == (key,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_a_meaning_is_near_to_it_alone(language: str) -> None:
    for meaning, phrases in MEANING_WORDS[language].items():
        menu = {str(at): Said(means=each) for at, each in enumerate(MEANING_WORDS[language])}
        for phrase in phrases:
            listed = [(key, MEANING_WORDS[language][each.means or "no"]) for key, each in menu.items()]
            [key] = near(language, listed, f"{phrase}!")
            assert menu[key].means == meaning, phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_s_own_name_is_near_to_no_other(language: str) -> None:
    keys = [(key, KEY_WORDS[language][key]) for key in KEY_WORDS[language]]
    for key, words in keys:
        assert {each for word in words for each in near(language, keys, word)} <= {key}
