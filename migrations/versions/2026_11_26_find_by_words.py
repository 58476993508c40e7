"""keep the words goods are found by, and what people call them"""

import sqlalchemy as sa
from alembic import op

revision = "c5d81e07a6b4"
down_revision = "7a41d0c9be52"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")

ALIASES = """
айфон, афон, айфончик, ифон, яблофон = iphone
эпл, эппл, епл, аппле, апл, апле, яблоко = apple
макбук, мак бук, мэкбук = macbook
аймак = imac
айпад, ипад = ipad
айпод, эйрподс, аирподс, эирподс, айрподс, эйрподсы, аирподсы, аэрподс, эйрпод, аирпод = airpods
эпл вотч, эппл вотч, апл вотч, эпл уотч = apple watch
хоумпод = homepod
самсунг, самс, самсунк, самсун = samsung
галакси, гелакси, гэлакси = galaxy
галакси бадс, бадсы, бадс = buds
сяоми, ксиоми, ксяоми, сяйоми, ксяйоми, хиаоми, хиоми, сиаоми, ксаоми, шаоми, шиаоми, ми = xiaomi
редми, рэдми = redmi
редми ноут = redmi note
поко = poco
хуавей, хуавэй, хуавеи, хувей, хавей, уавей, вавей = huawei
хонор, онор, хонар, ханор = honor
реалми, риалми, рилми = realme
гугл, гугол = google
пиксель, пиксел = pixel
ванплас, ванплюс, уанплюс, уан плюс = oneplus
насинг, нафинг, носинг = nothing
моторола, моторолла = motorola
нокиа, нокия = nokia
техно, текно = tecno
инфиникс = infinix
сони, сонька = sony
эриксон = ericsson
плойка, плойкой, плойку, плейстейшен, плейстейшн, плейстешн, плэйстейшн, плейстейшин, плейстешен, плейка = playstation
соня плейстейшен = sony playstation
пс5, пс 5, ps5, плойка 5, плейстейшен 5 = playstation 5
пс4, пс 4, ps4 = playstation 4
дуалсенс, дуал сенс, дуалсэнс = dualsense
дуалшок = dualshock
иксбокс, хбокс, иксбох, ксбокс = xbox
нинтендо, нинтэндо = nintendo
свитч, свич = switch
стим дек, стимдек = steam deck
окулус, окулюс = quest
квест = quest
асус, азус, асусь = asus
рог = rog
вивобук, виво бук = vivobook
зенбук = zenbook
тинкпад, синкпад, финкпад = thinkpad
айдиапад, идеапад = ideapad
леново, ленова = lenovo
легион = legion
эйсер, асер, айсер = acer
нитро = nitro
эйчпи, хп, аш пи = hp
хьюлетт паккард, хьюлет паккард = hp
делл, дэлл = dell
мси, эмэсай = msi
гигабайт = gigabyte
гигабайтовская = gigabyte
аорус = aorus
палит = palit
сапфир = sapphire
нвидиа, нвидия, энвидиа, энвидия = geforce
джифорс, жифорс, гефорс = geforce
ртх, ртикс, рткс = rtx
радеон = radeon
амд = amd
райзен, рязань, ризен, рузен = ryzen
интел, интель = intel
кор и5, кор ай5 = core i5
кор и7, кор ай7 = core i7
кингстон = kingston
корсар, корсаир = corsair
вестерн диджитал, вд = wd
сигейт = seagate
крушал, крусиал = crucial
сандиск = sandisk
би квайт = be quiet
дипкул = deepcool
лджи, элджи, элжи, лж = lg
хайсенс, хисенс = hisense
тисиэл, тсл = tcl
филипс, филлипс = philips
панасоник = panasonic
тошиба = toshiba
шарп = sharp
хайер, хаер, хаэр = haier
бош = bosch
сименс = siemens
индезит = indesit
аристон = ariston
электролюкс = electrolux
веко, беко = beko
горенье, горение = gorenje
тефаль, тифаль = tefal
браун = braun
мулинекс = moulinex
делонги, делонжи, де лонги = delonghi
полярис = polaris
редмонд = redmond
витек = vitek
дайсон, дисон = dyson
роборок = roborock
дрим, дрими, дриме = dreame
экован, эковакс = ecovacs
айробот, иробот = irobot
логитек, логитех, лоджитек, логитеч = logitech
рейзер, разер, рэйзер = razer
стилсериес, стил сериес = steelseries
хайперикс, хайпер икс, гиперикс = hyperx
бенкью, бенк = benq
вьюсоник = viewsonic
аос = aoc
джбл, джибиэль, жбл, джиби эль = jbl
маршал, маршалл = marshall
харман, хармон кардон, харман кардон = harman kardon
бозе, боуз, босе = bose
сенхайзер, сенхейзер, зенхайзер, зеннхайзер = sennheiser
битс, бец = beats
яндекс = яндекс
алиса, станция алиса, яндекс алиса, колонка алиса = яндекс станция
кэнон, кенон, канон = canon
никон = nikon
фуджифильм, фуджи, фуджик = fujifilm
гоупро, гопро, гоу про = gopro
диджиай, джиай = dji
инста360, инста 360 = insta360
эпсон = epson
ксерокс = xerox
бразер = brother
пантум = pantum
киосера, кюосера = kyocera
тп линк, тплинк, типилинк, тп-линк = tp-link
кинетик, зиксель кинетик = keenetic
микротик = mikrotik
мерсусис = mercusys
анкер = anker
басеус, безеус, бейсус, байсеус = baseus
угрин, югрин = ugreen
амазфит, амазфт = amazfit
гармин = garmin
оникс = onyx
букс = boox
киндл = kindle
покетбук, покет бук = pocketbook
телефон, тел, мобильник, мобила, трубка, сотовый, мобильный телефон, сотовый телефон, смарт, смартик = смартфон
phone, mobile phone, cell phone, cellphone = smartphone
ноут, ноутик, бук, лэптоп, лаптоп, ноутбушка, notebook = ноутбук
ультрабук = ноутбук
таблетка, планшетник, таблет, tab = планшет
телек, телик, тв, тиви, телевизер, зомбоящик, плазма = телевизор
television, tele, telly = tv
видюха, видяха, видео карта, видимокарта, видик, карточка видео, графическая карта, gpu, видеоадаптер = видеокарта
video card, graphic card, videocard = graphics card
проц, процик, камень, цп, цпу, cpu = процессор
материнка, мать, мамка, системная плата, мат плата, матплата, motherboard = материнская плата
оперативка, озу, ram, память оперативная, плашка, плашка памяти, ддр = оперативная память
ссд, ссдшник, ssd диск, ссд диск, твердотельный диск, жесткий диск ssd, винчестер, жесткий диск = твердотельный накопитель
ssd drive, solid state drive = ssd
бп, блок питание = блок питания
psu = power supply
моник, монитор компьютерный, экран для компьютера, дисплей для компьютера = монитор
клава, клавиатурка, клавка = клавиатура
мышка, мышка компьютерная, мышь компьютерная, мыша = мышь
уши, наушник, ухи, гарнитура, headset, headphone = наушники
затычки, вкладыши, беспроводные уши, tws, твс, капельки = наушники вкладыши
earphones, buds = earbuds
колонка, динамик, акустика, портативка, бумбокс, блютуз колонка, bluetooth колонка = колонка
умная колонка, голосовой помощник = умная колонка
саунд бар, звуковая панель = саундбар
sound bar = soundbar
повербанк, пауэрбанк, павербанк, пауэр банк, повер банк, power bank, powerbank, пб, портативный аккумулятор, портативная зарядка, переносной аккумулятор, внешняя батарея, пауербанк = внешний аккумулятор
зарядка, зарядник, зарядное, адаптер питания, блок зарядки, сзу, charging block = зарядное устройство
wall charger, power adapter = charger
часы, смарт часы, смартчасы, smart watch, smartwatch, умные часики = умные часы
фитнес браслет, браслет, фитнесс браслет, трекер = умный браслет
читалка, букридер, ридер, электронная читалка, ebook, e-book, ereader = электронная книга
приставка, консоль, игровая консоль, игровая приставка = игровая приставка
джойстик, контроллер, джой = геймпад
joystick, controller = gamepad
mouse, mouses = mice
tv = tvs
ssd, nvme = твердотельный накопитель
вр, очки вр, vr очки, очки виртуальной реальности, шлем вр, вр шлем, виар, виртуальные очки = шлем виртуальной реальности
vr glasses, vr headset = vr headset
вайфай роутер, маршрутизатор, вай фай роутер, wi fi роутер, модем = роутер
wifi router = router
вайфай, вай фай, вайфаем = wi-fi
блютуз, блютус = bluetooth
мфу, принтер сканер копир, ксерокс = мфу
лампочка, умная лампочка, смарт лампа, умная лампа, светильник = умный свет
smart bulb, light bulb = smart lamp
робот пылесос, роботпылесос, робопылесос, умный пылесос = робот-пылесос
robot hoover, robotic vacuum = robot vacuum
пылик, пылесосик = пылесос
ручной пылесос, беспроводной пылесос, вертикальник, стик пылесос = вертикальный пылесос
stick vacuum, hoover = cordless vacuum
очиститель, воздухоочиститель, мойка воздуха = очиститель воздуха
холодос, холодильничек, рефрижератор, морозилка = холодильник
fridge = refrigerator
стиралка, стиралочка, стир машина, машинка стиральная, стиральная машинка, стирмашина, автомат стиральный = стиральная машина
washer = washing machine
кофеварка, кофе машина, кофемашинка, кофе-машина = кофемашина
coffee maker, espresso machine = coffee machine
чайник, чайничек, электрический чайник, электро чайник = электрочайник
electric kettle = kettle
микроволновка, свч, микроволновая печка, микроволнушка, свч печь = микроволновая печь
microwave oven = microwave
фенчик, фен для волос = фен
hairdryer, blow dryer = hair dryer
фотик, фотоаппарат, фотокамера, зеркалка, беззеркалка, цифровик = беззеркальная камера
photo camera = mirrorless camera
экшен камера, экшн камера, экшен-камера, экшнкамера = экшн-камера
проэктор, прожектор = проектор
beamer = projector
комп, пк = компьютер
геймерский, геймерская, геймерские, гейминг, gaming = игровой
игровой, игровая, геймерский, геймерская = игры
блютузный, блютузная = bluetooth
безпроводной, безпроводная, безпроводные = беспроводной
wireless = беспроводной
тайпси, тайп си, тайп-си, type c, usb c, юсб с, юэсби = usb-c
лайтнинг = lightning
амолед, амолет = amoled
олед = oled
кулед = qled
ипс = ips
фулл хд, фуллхд, фул хд, fullhd = full hd
ультра хд, uhd, ultra hd, ультра hd = 4k
про = pro
макс = max
плюс = plus
ультра = ultra
мини = mini
лайт = lite
эйр, аир, эир = air
ноте = note
пад = pad
вотч, уотч = watch
черная, черный = black
"""


def upgrade() -> None:
    aliases = _tables()
    op.execute("DELETE FROM search_state")
    op.execute("INSERT INTO search_state (id, seq, walk, naming, aliases) VALUES (1, 0, 0, '', 0)")
    rows = {
        (word.strip(), means.strip())
        for line in ALIASES.strip().splitlines()
        for words, _, means in [line.partition("=")]
        for word in words.split(",")
    }
    known = sorted(pair for pair in rows if pair[0] != pair[1])
    op.bulk_insert(aliases, [{"word": word, "means": means} for word, means in known])
    if op.get_bind().dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        op.execute(
            "CREATE INDEX ix_search_text_terms ON search_text USING gin "
            "(string_to_array(title, ' '), string_to_array(about, ' '), string_to_array(body, ' ')) "
            "WITH (fastupdate = off)"
        )


def _tables() -> sa.Table:
    with op.batch_alter_table("search_state") as table:
        table.add_column(sa.Column("walk", WHOLE, nullable=True))
        table.add_column(sa.Column("naming", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("aliases", WHOLE, nullable=False, server_default="0"))
    op.create_table(
        "search_text",
        sa.Column("variant_id", WHOLE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_search_text_variant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("variant_id", name=op.f("pk_search_text")),
    )
    op.create_table(
        "search_word",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.Column("stem", WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
    )
    op.create_table(
        "search_near",
        sa.Column("key", WORD, nullable=False),
        sa.Column("word_id", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["word_id"], ["search_word.id"], name=op.f("fk_search_near_word_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "word_id", name=op.f("pk_search_near")),
        sqlite_with_rowid=False,
    )
    return op.create_table(
        "search_alias",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("means", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_alias")),
        sa.UniqueConstraint("word", "means", name=op.f("uq_search_alias_word_means")),
    )


def _index_on_sqlite() -> None:
    """Full text over the terms as they are: small letters, digits, point and plus are the tokens."""
    op.execute(
        "CREATE VIRTUAL TABLE search_terms USING fts5 (title, about, body, content='search_text', "
        "content_rowid='variant_id', detail=column, columnsize=0, tokenize=\"ascii tokenchars '.+='\")"
    )
    fresh = (
        "INSERT INTO search_terms (rowid, title, about, body) "
        "VALUES (new.variant_id, new.title, new.about, new.body);"
    )
    gone = (
        "INSERT INTO search_terms (search_terms, rowid, title, about, body) "
        "VALUES ('delete', old.variant_id, old.title, old.about, old.body);"
    )
    op.execute(f"CREATE TRIGGER search_text_comes AFTER INSERT ON search_text BEGIN {fresh} END")
    op.execute(f"CREATE TRIGGER search_text_goes AFTER DELETE ON search_text BEGIN {gone} END")
    op.execute(f"CREATE TRIGGER search_text_changes AFTER UPDATE ON search_text BEGIN {gone} {fresh} END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("comes", "goes", "changes"):
            op.execute(f"DROP TRIGGER search_text_{trigger}")
        op.execute("DROP TABLE search_terms")
    for table in ("search_alias", "search_near", "search_word", "search_text"):
        op.drop_table(table)
    with op.batch_alter_table("search_state") as table:
        for column in ("aliases", "naming", "walk"):
            table.drop_column(column)
