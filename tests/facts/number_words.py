"""Numbers and dates written out in the three languages, by small tables of this file's own."""

ONES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "be": "нуль адзін два тры чатыры пяць шэсць сем восем дзевяць дзесяць адзінаццаць дванаццаць "
    "трынаццаць чатырнаццаць пятнаццаць шаснаццаць сямнаццаць васямнаццаць дзевятнаццаць",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "be": "дваццаць трыццаць сорак пяцьдзясят шэсцьдзясят семдзесят восемдзесят дзевяноста",
}
HUNDREDS = {
    "ru": "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
    "be": "сто дзвесце трыста чатырыста пяцьсот шэсцьсот семсот восемсот дзевяцьсот",
}
# One, two to four, five and more of each scale.
SCALES = {
    "ru": (("тысяча", "тысячи", "тысяч"), ("миллион", "миллиона", "миллионов"),
           ("миллиард", "миллиарда", "миллиардов")),
    "be": (("тысяча", "тысячы", "тысяч"), ("мільён", "мільёны", "мільёнаў"),
           ("мільярд", "мільярды", "мільярдаў")),
    "en": (("thousand",) * 3, ("million",) * 3, ("billion",) * 3),
}  # fmt: skip
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    "ru": "первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый "
    "одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый "
    "восемнадцатый девятнадцатый",
    "be": "першы другі трэці чацвёрты пяты шосты сёмы восьмы дзявяты дзясяты адзінаццаты "
    "дванаццаты трынаццаты чатырнаццаты пятнаццаты шаснаццаты сямнаццаты васямнаццаты "
    "дзевятнаццаты",
}
TENTHS = {
    "en": "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
    "ru": "двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый "
    "девяностый",
    "be": "дваццаты трыццаты саракавы пяцідзясяты шасцідзясяты сямідзясяты васьмідзясяты "
    "дзевяносты",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка "
    "лістапада снежня",
}
FEMININE = {"ru": {"один": "одна", "два": "две"}, "be": {"адзін": "адна", "два": "дзве"}}


def cardinal(number, language):
    """A number below 10¹² in words."""
    if number == 0:
        return ONES[language].split()[0]
    parts = []
    for power in (3, 2, 1, 0):
        group = number // 1000**power % 1000
        if not group:
            continue
        words = below_thousand(group, language)
        if power == 1 and language != "en":
            words[-1] = FEMININE[language].get(words[-1], words[-1])
        if power:
            words.append(SCALES[language][power - 1][form(group)])
        parts += words
    return " ".join(parts)


def below_thousand(number, language):
    words = []
    hundreds, rest = divmod(number, 100)
    if hundreds and language == "en":
        words += [ONES["en"].split()[hundreds], "hundred"]
        if rest:
            words.append("and")
    elif hundreds:
        words.append(HUNDREDS[language].split()[hundreds - 1])
    if rest >= 20:
        tens, ones = TENS[language].split()[rest // 10 - 2], rest % 10
        if ones and language == "en":
            words.append(f"{tens}-{ONES['en'].split()[ones]}")
        else:
            words += [tens, ONES[language].split()[ones]] if ones else [tens]
    elif rest:
        words.append(ONES[language].split()[rest])
    return words


def form(number):
    """Which form of a noun stands behind a number: one, two to four, more."""
    last, teens = number % 10, number % 100
    if last == 1 and teens != 11:
        return 0
    return 1 if last in (2, 3, 4) and teens not in (12, 13, 14) else 2


def ordinal(number, language):
    """An ordinal from 1 to 99 in words."""
    if number < 20:
        return ORDINALS[language].split()[number - 1]
    tens, ones = divmod(number, 10)
    if not ones:
        return TENTHS[language].split()[tens - 2]
    joint = "-" if language == "en" else " "
    return TENS[language].split()[tens - 2] + joint + ORDINALS[language].split()[ones - 1]


def grouped(number, separator):
    """A number in figures, thousands parted."""
    return f"{number:,}".replace(",", separator)


def dates(day, month, year, language):
    """A date in the ways of a language."""
    name = MONTHS[language].split()[month - 1]
    usual = [f"{day:02}.{month:02}.{year}", f"{year}-{month:02}-{day:02}"]
    if language == "en":
        return [
            *usual,
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
            f"the {day}th of {name} {year}",
        ]
    years = {"ru": ("года", "г."), "be": ("года", "г.")}[language]
    suffix = {"ru": "го", "be": "га"}[language]
    return [
        *usual, f"{day} {name} {year} {years[0]}", f"{day} {name} {year} {years[1]}",
        f"{day}-{suffix} {name} {year}",
    ]  # fmt: skip
