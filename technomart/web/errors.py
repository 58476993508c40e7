"""What the shop says when it says no: one table from refusals to pages and problem documents (RFC 9457)."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from technomart.domain.accounts import TooManyTries
from technomart.foundation.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Unavailable
from technomart.foundation.ids import token
from technomart.foundation.logs import log
from technomart.foundation.money import Money
from technomart.web.context import runtime
from technomart.web.templating import Page, gettext, money, own_address, render

STATUS = {NotFound: 404, Invalid: 422, Conflict: 409, Forbidden: 403, Unavailable: 503, TooManyTries: 429}
PAGES = {403, 404, 409, 413, 429, 500, 503}
OTHER_PAGE = 400
RETRY_SECONDS = "5"

NOT_COUNTED = "Доставка СДЭК сейчас не считается. Повторите через минуту или выберите другой способ."

WORDS: dict[str, str] = {
    "not_found": "Такой страницы нет. Возможно, ссылка устарела.",
    "unknown_sku": "Такого товара в продаже нет.",
    "unknown_document": "Такого документа нет. Возможно, ссылка устарела.",
    "unknown_review": "Этого отзыва здесь больше нет.",
    "unknown_question": "Этого вопроса здесь больше нет.",
    "already_reviewed": "Вы уже написали отзыв об этом товаре.",
    "too_many_words": "На сегодня достаточно. Продолжите, пожалуйста, завтра.",
    "own_review": "За собственный отзыв голосовать нельзя.",
    "bad_rating": "Поставьте оценку от одной до пяти звёзд.",
    "no_words": "Напишите хотя бы несколько слов.",
    "text_too_long": "Слишком длинно: поместится не больше %(longest)s знаков.",
    "not_a_reduction": "Сниженная цена должна быть ниже обычной, а последний день — не раньше первого.",
    "not_an_amount": "Такой цены быть не может.",
    "stock_promised": "Здесь отложено под заказы: %(promised)s шт. Остаток не может быть меньше.",
    "not_a_count": "Введите целое число от нуля.",
    "too_many_pictures": "К отзыву можно приложить не больше %(most)s снимков.",
    "forbidden": "Это действие вам недоступно.",
    "conflict": "Данные изменились. Обновите страницу и попробуйте ещё раз.",
    "invalid": "Проверьте, что вы ввели.",
    "favourites_full": "В избранном уже %(most)s товаров. Уберите лишнее, и место найдётся.",
    "compare_full": "Сравнивать можно не больше %(most)s товаров. Уберите лишнее, и место найдётся.",
    "bad_recipient": "Проверьте адрес почты: нужен один адрес вида name@example.ru.",
    "database_busy": "Сейчас очень много запросов. Повторите через несколько секунд.",
    "database_gone": "Сейчас мы не можем ответить. Повторите через несколько секунд.",
    "database_full": "Сейчас мы не можем ничего записать. Покупки скоро снова будут доступны.",
    "idempotency_key_reused": "Этот ключ уже использован с другим запросом.",
    "idempotency_in_progress": "Такой же запрос ещё выполняется.",
    "invalid_email": "Проверьте адрес почты: на такой письмо не дойдёт.",
    "invalid_phone": "Проверьте номер телефона.",
    "password_too_short": "Пароль короткий: нужно не меньше 8 знаков.",
    "password_too_long": "Пароль слишком длинный.",
    "password_unreadable": "В пароле есть знаки, которые нельзя прочитать.",
    "password_obvious": "Такой пароль подбирают первым. Придумайте другой.",
    "password_is_about_you": "В пароле почти только имя, почта или название магазина. Придумайте другой.",
    "wrong_email_or_password": "Неверная почта или пароль.",
    "wrong_password": "Неверный пароль.",
    "too_many_tries": "Слишком много попыток подряд. Подождите немного и попробуйте ещё раз.",
    "too_many_orders": "За последний час отсюда было слишком много заказов. Попробуйте позже или позвоните нам.",
    "link_expired": "Ссылка больше не действует.",
    "unknown_account": "Такого личного кабинета нет.",
    "unknown_address": "Такого адреса в вашем списке нет.",
    "too_many_addresses": "В списке уже %(most)s адресов. Удалите ненужный и добавьте новый.",
    "unknown_device": "На этом устройстве вход уже завершён.",
    "unknown_api_token": "Такого ключа нет.",
    "too_many_api_tokens": "У вас уже %(most)s ключей. Отзовите ненужный и создайте новый.",
    "unknown_scope": "Выберите, что разрешено ключу.",
    "unknown_role": "Такой роли нет.",
    "not_enough_stock": "В наличии осталось: %(available)s шт.",
    "not_on_sale": "Этот товар сейчас не продаётся.",
    "not_a_quantity": "Количество — целое число от 1 до %(most)s.",
    "not_in_cart": "Этого товара в корзине нет.",
    "cart_full": "В корзине уже %(most)s разных товаров. Оформите заказ или уберите лишнее.",
    "cart_gone": "Этой корзины больше нет: заказ уже оформлен или товары перенесены в вашу корзину.",
    "cart_empty": "В корзине пока пусто.",
    "price_changed": "Сумма заказа изменилась. Посмотрите на новую и подтвердите заказ ещё раз.",
    "promo_code_refused": "Этот промокод сейчас не действует.",
    "promo_code_unknown": "Такого промокода нет. Проверьте, нет ли опечатки.",
    "promo_code_not_yet": "Промокод %(word)s ещё не действует.",
    "promo_code_over": "Срок промокода %(word)s истёк.",
    "promo_code_sign_in": "Промокод %(word)s именной: сначала войдите в личный кабинет.",
    "promo_code_of_another": "Промокод %(word)s выдан другому покупателю.",
    "promo_code_used_up": "Промокод %(word)s закончился: его уже использовали столько раз, сколько можно.",
    "promo_code_used_by_you": "Вы уже использовали промокод %(word)s.",
    "promo_code_minimum": "Чтобы промокод %(word)s сработал, добавьте товаров ещё на %(missing)s.",
    "promo_code_changed": "Условия промокода %(word)s изменились.",
    "unknown_promo_code": "Такого промокода нет.",
    "unknown_promotion": "Такой акции нет.",
    "code_taken": "Такой код уже есть. Придумайте другой.",
    "not_a_discount": "Проверьте скидку, сроки и ограничения.",
    "fewer_than_used": "Кодом уже воспользовались %(used)s раз, меньше сделать нельзя.",
    "wrong_answers": "Проверьте, что вы ввели.",
    "unknown_order": "Такого заказа нет. Проверьте, целиком ли скопирована ссылка.",
    "unknown_shipping_method": "Такого способа получения нет.",
    "nobody_brings_there": "По этому адресу мы так не возим. Выберите другой способ или другой адрес.",
    "postal_code_missing": "Укажите индекс: по нему считаются стоимость и срок.",
    "too_heavy": "Вместе это слишком тяжело для такого способа. Выберите другой или разделите заказ.",
    "service_not_offered": "С этими товарами или таким способом получения такой услуги нет.",
    "one_lifting_only": "Выберите один способ подъёма: на лифте или по лестнице.",
    "rates_out_of_order": "Тяжёлое не может стоить дешевле лёгкого, и у каждого веса одна цена.",
    "rates_missing": "Без своих тарифов не обойтись: не у каждой зоны есть цена.",
    "windows_out_of_order": "Время пишут как 10:00, конец позже начала, начала разные, визитов от 1 до 1000.",
    "last_zone": "Последнюю зону убрать нельзя: без зон способ везёт куда угодно. Лучше перестаньте его предлагать.",
    "days_out_of_order": "Последний день раньше первого.",
    "city_in_two_zones": "%(city)s уже есть в другой зоне этого способа.",
    "not_a_postal_prefix": "Начало индекса «%(prefix)s»: нужны цифры, от одной до шести, и не из другой зоны.",
    "unknown_shipping_zone": "Такой зоны нет.",
    "unknown_shipping_service": "Такой услуги нет.",
    "unknown_location": "Такого магазина нет.",
    "unknown_payment": "Такой оплаты нет. Проверьте, целиком ли скопирована ссылка.",
    "nothing_to_pay": "Этот заказ уже оплачен, отменён или его время вышло.",
    "payment_method_not_offered": "Так заплатить за этот заказ нельзя. Выберите другой способ.",
    "too_many_unpaid_orders": "У вас уже %(most)s неоплаченных заказа. Оплатите или отмените один из них.",
    "refund_too_large": "Столько вернуть нельзя: часть денег уже вернули.",
    "unknown_return": "Такого возврата нет.",
    "return_without_goods": "Выберите, что возвращаете.",
    "return_without_reason": "Выберите, почему возвращаете.",
    "return_reason_missing": "Напишите, почему: покупатель прочитает это в письме.",
    "not_a_tracking_number": "В трек-номере латинские буквы, цифры, пробелы и дефисы, не больше %(longest)s знаков.",
    "paper_unavailable": "Не получилось подготовить документ. Попробуйте ещё раз через минуту.",
    "too_many_return_pictures": "К возврату можно приложить не больше %(most)s снимков.",
    "not_a_serial": "Проверьте серийные номера: по одному в строке, IMEI через пробел, не больше, чем штук.",
    "serial_taken": "Этот номер уже вручён или назван дважды: %(serial)s.",
    "return_unknown_serial": "Отметьте номера только тех штук, которые возвращаете.",
    "not_returnable": "Столько вернуть нельзя: часть уже возвращается. Можно ещё: %(left)s шт.",
    "too_late_to_return": "Срок, когда этот товар можно вернуть по такой причине, закончился.",
    "too_many_returns": "По этому заказу уже слишком много возвратов. Позвоните нам.",
    "return_move_not_allowed": "С этим возвратом так уже нельзя: его состояние изменилось.",
    "return_received_wrong": "Укажите для каждой строки, сколько пришло и в каком виде; что-то должно прийти.",
    "unknown_piece": "Такой вещи у покупателя нет.",
    "return_pictures_closed": "Возврат уже решён: снимки добавить нельзя.",
    "not_a_photo": "Это не снимок, который мы можем принять: подойдут JPEG, PNG и WebP до 40 мегапикселей.",
    "return_not_a_variant": "%(name)s можно обменять только на вариант этого же товара.",
    "return_wanted_not_on_sale": "%(name)s больше не продаётся: обменять на него нельзя.",
    "return_wishes_for_money": "Покупатель просит деньги, а не обмен.",
    "exchange_not_covered": "Почта не берёт доплату, а оплаты онлайн в магазине нет: верните деньги.",
    "return_goods_gone": "Этого товара больше нет в каталоге: на полку его положить нельзя.",
    "payment_provider_away": "Банк сейчас не отвечает. Повторите через минуту.",
    "no_invoice": "Счёта для этого заказа нет, или он больше не действует.",
    "invoice_other_sum": "Счёт на %(due)s, а пришло %(came)s. Ничего не записано: договоритесь с покупателем.",
    "invoice_document_used": "Платёжное поручение %(document)s уже оплатило другой счёт.",
    "invoice_wrong_document": "Укажите номер платёжного поручения и его дату: от дня счёта до сегодняшнего.",
    "statement_missing": "Выберите файл выписки.",
    "statement_broken": "Файл не прочитать: строка %(line)s, знак %(column)s.",
    "statement_not_1c": "Это не выписка в формате 1С: файл должен начинаться со строки 1CClientBankExchange.",
    "statement_of_another_account": "В файле нет выписки по нашему счёту: секции СекцияРасчСчет с его номером.",
    "statement_unreadable": "В строке %(line)s, знак %(column)s, стоит то, что нельзя прочитать.",
    "statement_bad_line": "Строка %(line)s, знак %(column)s: ожидали «название=значение».",
    "statement_field_missing": "Строка %(line)s, знак %(column)s: нет поля «%(field)s».",
    "statement_bad_date": "Строка %(line)s, знак %(column)s: это не дата вида 26.11.2026.",
    "statement_bad_sum": "Строка %(line)s, знак %(column)s: это не сумма вида 1500.00.",
    "statement_bad_number": "Строка %(line)s, знак %(column)s: это не номер документа.",
    "statement_section_open": "Строка %(line)s, знак %(column)s: предыдущий раздел не закончен.",
    "statement_goes_on": "Строка %(line)s: после слова КонецФайла есть что-то ещё.",
    "statement_cut_off": "Файл обрывается на строке %(line)s: нет слова КонецФайла.",
    "statement_too_long": "Файл слишком велик: не больше 1,5 МБ и 5000 документов. Выгрузите меньше дней.",
    "order_cannot_be_cancelled": "Этот заказ уже нельзя отменить: он завершён, или товары уже в пути.",
    "order_nothing_chosen": "Выберите хотя бы один товар.",
    "order_too_many_chosen": "Столько уже нельзя: осталось %(left)s шт.",
    "order_move_not_allowed": "Из нынешнего состояния так изменить заказ нельзя.",
    "city_missing_for_fee": "Укажите город, и мы посчитаем.",
    "delivery_not_counted_now": NOT_COUNTED,
    "not_for_a_carrier": "Передать службе доставки нельзя: заказ едет иначе, не готов или уже передан.",
    "unknown_parcel": "Такой посылки нет.",
    "unknown_carrier_point": "Такого пункта выдачи нет, или он не примет эту посылку. Выберите другой.",
    "carrier_away": "Служба доставки сейчас не отвечает. Повторите через минуту.",
    "carrier_refused": "Служба доставки отказала.",
    "unknown_alert": "Этого товара вы уже не ждёте.",
    "no_consent_to_withdraw": "Это согласие уже отозвано.",
}
"""The sentence for each code. Domains bring codes, this table brings words."""

ANSWER_WORDS = {
    "name_missing": "Напишите имя и фамилию.",
    "name_too_long": "Слишком длинно: не больше 100 знаков.",
    "phone_missing": "Укажите телефон: курьер или магазин позвонит, если что-то пойдёт не так.",
    "phone_invalid": "Проверьте номер: такого телефона нет.",
    "email_missing": "Укажите почту: пришлём номер заказа и чек.",
    "email_invalid": "Проверьте адрес почты: на такой письмо не дойдёт.",
    "delivery_missing": "Выберите, как получить заказ.",
    "pickup_missing": "Выберите магазин.",
    "city_missing": "Укажите город.",
    "postal_code_invalid": "Индекс — шесть цифр.",
    "postal_code_missing": "Укажите индекс: по нему считаются стоимость и срок.",
    "nobody_brings_there": "По этому адресу мы так не возим. Выберите другой способ или другой адрес.",
    "too_heavy": "Вместе это слишком тяжело для такого способа. Выберите другой или разделите заказ.",
    "service_not_offered": "С этими товарами или таким способом получения такой услуги нет.",
    "one_lifting_only": "Выберите один способ подъёма: на лифте или по лестнице.",
    "street_missing": "Укажите улицу и дом, чтобы курьер нашёл вас.",
    "point_missing": "Выберите пункт выдачи.",
    "delivery_not_counted_now": NOT_COUNTED,
    "payment_not_at_point": "В этом пункте так заплатить нельзя. Выберите другой способ оплаты или другой пункт.",
    "slot_missing": "Выберите, когда приехать курьеру.",
    "slot_taken": "Это время только что заняли. Выберите другое.",
    "text_too_long": "Слишком длинно.",
    "payment_missing": "Выберите, как оплатить.",
    "company_name_missing": "Напишите название организации или предпринимателя.",
    "inn_missing": "Укажите ИНН: 10 цифр у организации, 12 у предпринимателя.",
    "inn_wrong": "Проверьте ИНН: контрольные цифры не сходятся.",
    "kpp_missing": "Укажите КПП: он есть у каждой организации.",
    "kpp_wrong": "Проверьте КПП: 9 знаков, например 770001001.",
    "kpp_of_a_person": "У предпринимателя нет КПП: оставьте поле пустым.",
    "company_address_missing": "Укажите юридический адрес.",
    "too_many_unpaid": "Сначала оплатите или отмените прежние заказы, или выберите оплату при получении.",
    "payment_beforehand_only": "Почта денег при получении не берёт: выберите оплату заранее.",
    "payment_over_limit": "Этим способом нельзя заплатить столько сразу. Выберите другой.",
    "comment_too_long": "Слишком длинно: не больше 500 знаков.",
    "offer_not_accepted": "Без согласия с офертой мы не можем принять заказ.",
}
"""The sentence for each wrong answer at the checkout."""

TITLES = {
    400: "Запрос не разобрать",
    401: "Нужно войти",
    403: "Доступ закрыт",
    404: "Страница не найдена",
    405: "Так не получится",
    406: "Такого вида ответа нет",
    409: "Данные изменились",
    413: "Слишком большой запрос",
    414: "Слишком длинный адрес",
    415: "Такой вид данных не принимается",
    422: "Проверьте, что вы ввели",
    428: "Нужно условие",
    429: "Слишком много запросов",
    431: "Слишком длинные заголовки",
    500: "У нас что-то сломалось",
    503: "Магазин ненадолго занят",
}


HOST_HINT = "The shop's names: TECHNOMART_PUBLIC_URL, TECHNOMART_TRUSTED_HOSTS.\n"


def status_of(error: DomainError) -> int:
    """The HTTP status of a refusal, by its kind."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def words_of(error: DomainError) -> str:
    """The sentence for a refusal, in the language of the page."""
    for kind in type(error).__mro__:
        code = error.code if kind is type(error) else getattr(kind, "code", None)
        if code in WORDS:
            return gettext(WORDS[code], **_plain(error.details)) if error.details else gettext(WORDS[code])
    return gettext(WORDS["conflict"])


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    told = {name: money(value) for name, value in details.items() if isinstance(value, Money)}
    return told | {name: value for name, value in details.items() if isinstance(value, str | int)}


def wants_json() -> bool:
    """Whether the asker is a program: the API, or a page's script that says so."""
    if request.path.startswith(("/api/", "/webhooks/")):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return best != "text/html" and request.accept_mimetypes.provided


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """A problem document."""
    answer = jsonify(
        {
            "type": f"urn:technomart:problem:{code}",
            "title": gettext(TITLES.get(status, TITLES[400])),
            "status": status,
            "detail": detail,
            "code": code,
            **more,
        }
    )
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer


def refusal(status: int, code: str, detail: str, **more: Any) -> Response:
    """The refusal as the asker can read it: a page for a person, a problem document for a program."""
    if wants_json():
        response = problem(status, code, detail, **more)
    else:
        shown = status if status in PAGES else OTHER_PAGE if status < 500 else 500
        title = gettext(TITLES.get(status, TITLES[400]))
        page = Page(title=title, noindex=True)
        html = render(
            f"errors/{shown}.html",
            page,
            detail=detail,
            reference=more.get("reference", ""),
            back_url=request.script_root + own_address() if request.method == "GET" else "/",
            retry_after=more.get("retry_after", int(RETRY_SECONDS)),
            limit="",
            popular=[],
        )
        response = Response(html, status, mimetype="text/html")
    if status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _domain_error(error: DomainError) -> Response:
    details = {name: value for name, value in error.details.items() if isinstance(value, str | int | bool)}
    answer = refusal(status_of(error), error.code, words_of(error), **details)
    if "retry_after" in details:
        answer.headers["Retry-After"] = str(details["retry_after"])
    return answer


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return Response(
            error.response.get_data(), status=error.response.status_code, headers=dict(error.response.headers)
        )
    if isinstance(error, SecurityError):  # under a name that is not ours there are no addresses to make a page with
        hint = "" if runtime().settings.is_production else HOST_HINT
        return Response(f"{gettext(TITLES[400])}\n{hint}", 400, mimetype="text/plain")
    status = error.code or 500
    if 300 <= status < 400:
        return Response(status=status, headers=dict(error.get_headers()))
    code = (error.name or "error").lower().replace(" ", "_")
    title = TITLES.get(status, TITLES[400])
    detail = gettext(WORDS["not_found"] if status == 404 else title)
    response = refusal(status, code, detail)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after", "www-authenticate"}:
            response.headers[name] = value
    return response


def _broken(error: InternalServerError) -> Response:
    reference = token()[:10]
    cause = error.original_exception
    log().error("broken", reference=reference, route=request.endpoint, exc_info=cause)
    if current_app.testing or not runtime().settings.is_production:
        current_app.logger.error("reference %s", reference, exc_info=cause)
    detail = gettext("Мы уже знаем об этом. Попробуйте ещё раз чуть позже.")
    try:
        return refusal(500, "internal_error", detail, reference=reference)
    except Exception:  # noqa: BLE001 - the page for a broken page must not break as well
        return Response(f"{detail} {reference}", 500, mimetype="text/plain")


def answer_errors(app: Flask) -> None:
    """Let every refusal be answered by this table."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(InternalServerError, _broken)
