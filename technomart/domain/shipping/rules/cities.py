"""The large cities of Russia, largest first, in both languages: to be suggested, and to be known by either name."""

from __future__ import annotations

from typing import Final

from technomart.domain.shipping.rules.tariffs import city_key

CITIES: Final = (
    ("Москва", "Moscow"), ("Санкт-Петербург", "Saint Petersburg"), ("Новосибирск", "Novosibirsk"),
    ("Екатеринбург", "Yekaterinburg"), ("Казань", "Kazan"), ("Нижний Новгород", "Nizhny Novgorod"),
    ("Красноярск", "Krasnoyarsk"), ("Челябинск", "Chelyabinsk"), ("Самара", "Samara"), ("Уфа", "Ufa"),
    ("Ростов-на-Дону", "Rostov-on-Don"), ("Краснодар", "Krasnodar"), ("Омск", "Omsk"), ("Воронеж", "Voronezh"),
    ("Пермь", "Perm"), ("Волгоград", "Volgograd"), ("Саратов", "Saratov"), ("Тюмень", "Tyumen"),
    ("Тольятти", "Tolyatti"), ("Барнаул", "Barnaul"), ("Махачкала", "Makhachkala"), ("Ижевск", "Izhevsk"),
    ("Хабаровск", "Khabarovsk"), ("Ульяновск", "Ulyanovsk"), ("Иркутск", "Irkutsk"), ("Владивосток", "Vladivostok"),
    ("Ярославль", "Yaroslavl"), ("Севастополь", "Sevastopol"), ("Ставрополь", "Stavropol"), ("Томск", "Tomsk"),
    ("Кемерово", "Kemerovo"), ("Набережные Челны", "Naberezhnye Chelny"), ("Оренбург", "Orenburg"),
    ("Новокузнецк", "Novokuznetsk"), ("Балашиха", "Balashikha"), ("Рязань", "Ryazan"), ("Чебоксары", "Cheboksary"),
    ("Калининград", "Kaliningrad"), ("Пенза", "Penza"), ("Липецк", "Lipetsk"), ("Киров", "Kirov"),
    ("Астрахань", "Astrakhan"), ("Тула", "Tula"), ("Сочи", "Sochi"), ("Курск", "Kursk"), ("Улан-Удэ", "Ulan-Ude"),
    ("Тверь", "Tver"), ("Магнитогорск", "Magnitogorsk"), ("Сургут", "Surgut"), ("Брянск", "Bryansk"),
    ("Якутск", "Yakutsk"), ("Иваново", "Ivanovo"), ("Владимир", "Vladimir"), ("Симферополь", "Simferopol"),
    ("Белгород", "Belgorod"), ("Нижний Тагил", "Nizhny Tagil"), ("Калуга", "Kaluga"), ("Чита", "Chita"),
    ("Грозный", "Grozny"), ("Волжский", "Volzhsky"), ("Смоленск", "Smolensk"), ("Подольск", "Podolsk"),
    ("Саранск", "Saransk"), ("Вологда", "Vologda"), ("Курган", "Kurgan"), ("Череповец", "Cherepovets"),
    ("Орёл", "Oryol"), ("Архангельск", "Arkhangelsk"), ("Владикавказ", "Vladikavkaz"),
    ("Нижневартовск", "Nizhnevartovsk"), ("Йошкар-Ола", "Yoshkar-Ola"), ("Стерлитамак", "Sterlitamak"),
    ("Мурманск", "Murmansk"), ("Мытищи", "Mytishchi"), ("Кострома", "Kostroma"), ("Новороссийск", "Novorossiysk"),
    ("Тамбов", "Tambov"), ("Химки", "Khimki"), ("Люберцы", "Lyubertsy"), ("Нальчик", "Nalchik"),
    ("Таганрог", "Taganrog"), ("Нижнекамск", "Nizhnekamsk"), ("Благовещенск", "Blagoveshchensk"),
    ("Комсомольск-на-Амуре", "Komsomolsk-on-Amur"), ("Петрозаводск", "Petrozavodsk"), ("Королёв", "Korolyov"),
    ("Шахты", "Shakhty"), ("Энгельс", "Engels"), ("Великий Новгород", "Veliky Novgorod"),
    ("Старый Оскол", "Stary Oskol"), ("Псков", "Pskov"), ("Братск", "Bratsk"), ("Одинцово", "Odintsovo"),
    ("Ангарск", "Angarsk"), ("Сыктывкар", "Syktyvkar"), ("Дзержинск", "Dzerzhinsk"), ("Красногорск", "Krasnogorsk"),
    ("Орск", "Orsk"), ("Южно-Сахалинск", "Yuzhno-Sakhalinsk"), ("Абакан", "Abakan"), ("Армавир", "Armavir"),
    ("Балаково", "Balakovo"), ("Бийск", "Biysk"), ("Прокопьевск", "Prokopyevsk"), ("Рыбинск", "Rybinsk"),
    ("Норильск", "Norilsk"), ("Уссурийск", "Ussuriysk"), ("Волгодонск", "Volgodonsk"), ("Сызрань", "Syzran"),
    ("Петропавловск-Камчатский", "Petropavlovsk-Kamchatsky"), ("Каменск-Уральский", "Kamensk-Uralsky"),
    ("Новочеркасск", "Novocherkassk"), ("Альметьевск", "Almetyevsk"), ("Златоуст", "Zlatoust"),
    ("Северодвинск", "Severodvinsk"), ("Хасавюрт", "Khasavyurt"), ("Керчь", "Kerch"), ("Домодедово", "Domodedovo"),
    ("Салават", "Salavat"), ("Миасс", "Miass"), ("Копейск", "Kopeysk"), ("Пятигорск", "Pyatigorsk"),
    ("Электросталь", "Elektrostal"), ("Майкоп", "Maykop"), ("Находка", "Nakhodka"), ("Березники", "Berezniki"),
    ("Щёлково", "Shchyolkovo"), ("Серпухов", "Serpukhov"), ("Коломна", "Kolomna"), ("Нефтекамск", "Neftekamsk"),
    ("Кисловодск", "Kislovodsk"), ("Нефтеюганск", "Nefteyugansk"), ("Новочебоксарск", "Novocheboksarsk"),
    ("Батайск", "Bataysk"), ("Обнинск", "Obninsk"), ("Пушкино", "Pushkino"), ("Дербент", "Derbent"),
    ("Октябрьский", "Oktyabrsky"), ("Ковров", "Kovrov"), ("Раменское", "Ramenskoye"),
    ("Первоуральск", "Pervouralsk"), ("Назрань", "Nazran"), ("Каспийск", "Kaspiysk"), ("Черкесск", "Cherkessk"),
    ("Кызыл", "Kyzyl"), ("Новый Уренгой", "Novy Urengoy"), ("Невинномысск", "Nevinnomyssk"),
    ("Димитровград", "Dimitrovgrad"), ("Рубцовск", "Rubtsovsk"), ("Камышин", "Kamyshin"), ("Муром", "Murom"),
    ("Евпатория", "Yevpatoria"), ("Долгопрудный", "Dolgoprudny"), ("Жуковский", "Zhukovsky"), ("Реутов", "Reutov"),
    ("Ноябрьск", "Noyabrsk"), ("Новошахтинск", "Novoshakhtinsk"), ("Ессентуки", "Yessentuki"),
    ("Ачинск", "Achinsk"), ("Северск", "Seversk"), ("Елец", "Yelets"), ("Бердск", "Berdsk"), ("Арзамас", "Arzamas"),
    ("Сергиев Посад", "Sergiyev Posad"), ("Ногинск", "Noginsk"), ("Ханты-Мансийск", "Khanty-Mansiysk"),
    ("Элиста", "Elista"), ("Магадан", "Magadan"), ("Салехард", "Salekhard"), ("Горно-Алтайск", "Gorno-Altaysk"),
    ("Гатчина", "Gatchina"),
)  # fmt: skip

_RUSSIAN: Final = {city_key(english): russian for russian, english in CITIES}


def in_russian(city: str) -> str:
    """The Russian name of a city that was named in English; any other name as it is."""
    return _RUSSIAN.get(city_key(city), city)


def beginning_with(text: str, most: int) -> tuple[str, ...]:
    """The large cities whose name begins so, in either language; in Russian, as carriers and addresses have them."""
    key = city_key(text)
    if not key:
        return ()
    found = (ru for ru, en in CITIES if city_key(ru).startswith(key) or city_key(en).startswith(key))
    return tuple(found)[:most]
