import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** One big line for two metres, and one beneath it for what to do. */
export interface OutcomeWords {
  readonly big: MessageDescriptor;
  readonly next: MessageDescriptor;
}

/** What a scan came to, by the code of `packing.scan`. */
export const outcomeWords: Readonly<Record<string, OutcomeWords>> = {
  printed: { big: msg`Клейте стикер`, next: msg({ message: 'Заказ {number} упакован' }) },
  'mark-wanted': { big: msg`Сканируйте код`, next: msg`Вещь та. Теперь квадратный код на ней` },
  'mark-taken': { big: msg`Код принят`, next: msg`Теперь следующую вещь этого заказа` },
  'second-scan-wanted': {
    big: msg`Легко перепутать`,
    next: msg`Прочитайте, что в руке, и сканируйте ещё раз: код вещи или артикул`,
  },
  'second-scan-or-bin': {
    big: msg`Легко перепутать`,
    next: msg({ message: 'Прочитайте, что в руке, и сканируйте ещё раз: код вещи, артикул или ячейку {bin}' }),
  },
  'thing-taken': { big: msg`Есть, ещё не всё`, next: msg`Положите в посылку и сканируйте следующую вещь` },
  'packed-waiting': { big: msg`Посылка собрана`, next: msg({ message: 'Напишите на ней {parcel} и отложите: стикер напечатается сам' }) },
  'packed-labelled': { big: msg`Клейте стикер из пачки`, next: msg({ message: 'Он уже напечатан: {caption}. Заказ {number} упакован' }) },
  'packed-for-carrier': {
    big: msg`Наклейте накладную перевозчика`,
    next: msg({ message: 'Заказ {number} везёт ваша служба доставки. Внесите её номер в заказе' }),
  },
  'put-in-cell': { big: msg({ message: 'Ячейка {cell}' }), next: msg({ message: 'Положите {article} в ячейку {cell}' }) },
  'order-shown': { big: msg`Заказ открыт`, next: msg`Сканируйте вещь` },
  undone: { big: msg`Отменено`, next: msg`Стикер выбросьте, вещь верните на полку` },
  'unknown-code': { big: msg`Код не знаком`, next: msg`Такого штрихкода нет ни у одного товара` },
  'two-products': { big: msg`Какой из них?`, next: msg`Код стоит на двух товарах: нажмите цифру` },
  'no-order': { big: msg`Заказов на него нет`, next: msg`Положите вещь обратно` },
  'other-order': { big: msg`Это другой заказ`, next: msg`В руках начат другой. Esc отложит его` },
  'wrong-thing': { big: msg`Не та вещь`, next: msg`Для открытого заказа нужна другая` },
  'extra-thing': { big: msg`Лишняя вещь`, next: msg`Столько в этом заказе не нужно. Верните её на полку` },
  'mark-wrong-thing': { big: msg`Код не от той вещи`, next: msg`Сканируйте квадратный код на вещи, которая в руке` },
  'not-matched': { big: msg`Карточка без товара`, next: msg`Свяжите её с товаром в «Карточках» (Alt+5)` },
  short: { big: msg`Не хватает товара`, next: msg`По учёту вещь занята. Пересчитайте ячейку` },
  'not-confirmed': { big: msg`Не взят на сборку`, next: msg`Возьмите заказ в поставку (Alt+3)` },
  'no-label-yet': { big: msg`Стикера ещё нет`, next: msg`Отложите вещь, он придёт сам` },
  'already-packed': { big: msg`Уже упакован`, next: msg`F2 напечатает стикер ещё раз` },
  'mark-bad': { big: msg`Код не читается`, next: msg`Сканируйте квадратный код ещё раз` },
  'mark-duplicate': { big: msg`Код уже использован`, next: msg`Он стоит на другом заказе. Возьмите другую вещь` },
  'mark-transport': { big: msg`Это код коробки`, next: msg`Нужен код на самой вещи` },
  'mark-not-now': { big: msg`Сначала вещь`, next: msg`Код маркировки сканируют после штрихкода вещи` },
  'no-printer': { big: msg`Нет принтера`, next: msg`Назначьте его в «Принтерах» (Alt+7)` },
  'held-elsewhere': { big: msg`Заказ на другом месте`, next: msg`Его держит другой упаковщик. Возьмите следующую вещь` },
  cancelled: { big: msg`ОТМЕНЁН`, next: msg`Не клейте и не отправляйте. Верните вещь в ячейку` },
  'cancelled-to-bin': { big: msg`ОТМЕНЁН`, next: msg({ message: 'Не клейте и не отправляйте. Верните вещь в {bin}' }) },
  'packed-elsewhere': { big: msg`Упакован на другом месте`, next: msg`Положите вещь обратно` },
  'order-gone': { big: msg`Заказ уже ушёл`, next: msg`Он передан маркетплейсу. Отложите вещь` },
};

/** What a parcel of a cancelled order came to that was looked for, by the code of `packing.takeBack`. */
export const takeBackWords: Readonly<Record<string, OutcomeWords>> = {
  'taken-back': { big: msg`Найдено. Разложите по полкам`, next: msg({ message: 'Заказ {number} отменён. Стикер выбросьте' }) },
  'thing-back': { big: msg`Верните на полку`, next: msg({ message: 'Из заказа {number}. Сканируйте следующую вещь из той же посылки' }) },
  'scan-label': { big: msg`Сканируйте стикер`, next: msg({ message: 'Посылка {number} закрыта: её узнают по стикеру' }) },
  'not-hunted': { big: msg`Этого не ищут`, next: msg`Отменённой посылки с таким кодом нет. Положите обратно` },
  'unknown-code': { big: msg`Код не знаком`, next: msg`Сканируйте стикер отменённой посылки` },
};

/** What a parcel is that is held to the scanner on its way out, by the code of `handover.scanOut`. */
export const scanOutWords: Readonly<Record<string, OutcomeWords>> = {
  right: { big: msg`Выносите`, next: msg({ message: 'Заказ {number} этой отгрузки' }) },
  'more-places': {
    big: msg({ message: 'Место {place} из {places}' }),
    next: msg({ message: 'Заказ {number} уедет целиком: сканируйте остальные места' }),
  },
  already: { big: msg`Уже проверен`, next: msg({ message: 'Заказ {number} уже отсканирован на вынос' }) },
  'not-packed': { big: msg`Не упакован`, next: msg({ message: 'По учёту заказ {number} ещё не собран. Упакуйте его (Alt+1)' }) },
  other: { big: msg`НЕ ЭТОЙ ОТГРУЗКИ`, next: msg({ message: 'Отложите заказ {number}. Его отгрузка: {other}' }) },
  cancelled: { big: msg`ОТМЕНЁН`, next: msg({ message: 'Не отдавайте заказ {number}. Верните вещи на полку' }) },
  'unknown-code': { big: msg`Код не знаком`, next: msg`Сканируйте стикер заказа на посылке` },
};
