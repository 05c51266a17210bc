import { msg } from '@lingui/core/macro';

import type { Words } from './kinds.ts';

/** Errors of goods, places and the ledger. */
export const goodsErrorWords: Readonly<Record<string, Words>> = {
  'product-unknown': { what: msg`Товар не найден`, means: msg`Его нет в этой базе.`, next: msg`Обновите список и выберите товар снова.` },
  'article-taken': {
    what: msg`Такой артикул уже есть`,
    means: msg`Артикул отличает товары друг от друга, повторять его нельзя.`,
    next: msg`Возьмите другой артикул или измените существующий товар.`,
  },
  'kit-without-parts': {
    what: msg`В комплекте ничего нет`,
    means: msg`Остаток комплекта считается по составу.`,
    next: msg`Добавьте хотя бы один товар.`,
  },
  'kit-in-kit': {
    what: msg`Комплект нельзя вложить в комплект`,
    means: msg`Иначе остаток не посчитать однозначно.`,
    next: msg`Добавьте сами товары.`,
  },
  'part-unknown': { what: msg`Товар из состава не найден`, means: msg`Его нет в этой базе.`, next: msg`Выберите его снова.` },
  'kind-fixed': {
    what: msg`Вид уже не сменить`,
    means: msg`По этому товару были движения.`,
    next: msg`Заведите новый товар или комплект.`,
  },
  'archived-with-stock': {
    what: msg`Товар с остатком не убрать в архив`,
    means: msg`На полках он ещё числится.`,
    next: msg`Спишите или отгрузите остаток, потом уберите.`,
  },
  'csv-unreadable': {
    what: msg`Файл не прочитан`,
    means: msg`Это не таблица CSV или она в незнакомой кодировке.`,
    next: msg`Сохраните таблицу как CSV UTF-8 и повторите.`,
  },
  'csv-no-article': {
    what: msg`В файле нет артикула`,
    means: msg`Без него товары не различить.`,
    next: msg`Добавьте столбец «Артикул» и повторите.`,
  },
  'csv-too-many-rows': {
    what: msg`Слишком много строк`,
    means: msg`Файл больше, чем принимается за один раз.`,
    next: msg`Разделите его на части.`,
  },
  'code-taken': {
    what: msg`Такой код уже есть`,
    means: msg`Два места с одним кодом не различить при скане.`,
    next: msg`Возьмите другой код.`,
  },
  'location-not-empty': {
    what: msg`В ячейке лежит товар`,
    means: msg`Убрать можно только пустую.`,
    next: msg`Переместите товар и повторите.`,
  },
  'not-enough-in-bin': {
    what: msg`В ячейке столько нет`,
    means: msg({ message: 'Товар {article}: по учёту его здесь меньше.' }),
    next: msg`Уточните количество или пересчитайте ячейку.`,
  },
  'reserved-for-orders': {
    what: msg`Товар занят заказами`,
    means: msg({ message: 'Товар {article}: взять его значит оставить заказ без вещи.' }),
    next: msg`Возьмите меньше или отмените заказ.`,
  },
  'location-unknown': { what: msg`Место не найдено`, means: msg`Такого склада или ячейки нет.`, next: msg`Выберите место снова.` },
  'kit-has-no-stock': {
    what: msg`У комплекта нет своего остатка`,
    means: msg`Он складывается из товаров состава.`,
    next: msg`Проведите сами товары.`,
  },
  'order-unknown': { what: msg`Заказ не найден`, means: msg`В этой базе его нет.`, next: msg`Обновите список заказов.` },
  'operation-unknown': { what: msg`Операция не найдена`, means: msg`Её нет в журнале.`, next: msg`Обновите журнал.` },
  'already-reversed': { what: msg`Уже отменено`, means: msg`Эта операция обращена раньше.`, next: msg`Ничего делать не нужно.` },
  'not-reversible': {
    what: msg`Это не отменить`,
    means: msg`После неё произошло то, что на неё опирается.`,
    next: msg`Исправьте обратной операцией: приход, перемещение или пересчёт.`,
  },
  'rule-unknown': { what: msg`Правило не найдено`, means: msg`Его уже сняли.`, next: msg`Обновите список правил.` },
  'rule-says-nothing': {
    what: msg`Правило ничего не говорит`,
    means: msg`Все поля пусты.`,
    next: msg`Заполните хотя бы одно поле или снимите правило.`,
  },
  'rule-target-wrong': {
    what: msg`Непонятно, о чём правило`,
    means: msg`У карточки уже есть кабинет и товар, у товара категория.`,
    next: msg`Оставьте что-нибудь одно.`,
  },
  'rule-taken': {
    what: msg`Такое правило уже есть`,
    means: msg`О том же самом говорит другое правило.`,
    next: msg`Измените его.`,
  },
  'last-pieces-need-cabinet': {
    what: msg`Не сказано, где продавать последние`,
    means: msg`Последние штуки остаются одному кабинету, остальные их не видят.`,
    next: msg`Выберите кабинет.`,
  },
  'listing-unknown': { what: msg`Карточка не найдена`, means: msg`Её нет в этой базе.`, next: msg`Обновите карточки.` },
};
