import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Names = Readonly<Record<string, MessageDescriptor>>;

/** What a label is stuck on. */
export const labelKindNames: Names = {
  product: msg`Товар`,
  bin: msg`Ячейка`,
  box: msg`Короб`,
  pallet: msg`Паллета`,
  slip: msg`Листок контролёра`,
};

/** Fields a label is filled with. */
export const labelFieldNames: Names = {
  name: msg`Название`,
  article: msg`Артикул`,
  barcode: msg`Штрихкод`,
  price: msg`Цена`,
  size: msg`Размер`,
  composition: msg`Состав`,
  maker: msg`Изготовитель`,
  note: msg`Примечание`,
  mark: msg`Код маркировки`,
  date: msg`Дата печати`,
  code: msg`Код`,
  scan: msg`Код для сканера`,
  warehouse: msg`Склад`,
  number: msg`Номер`,
  count: msg`Всего`,
  supply: msg`Поставка`,
  seller: msg`Продавец`,
  content: msg`Содержимое`,
  boxes: msg`Коробов`,
  weight: msg`Вес`,
  result: msg`Итог проверки`,
  inspector: msg`Контролёр`,
};

/** What a label is made of. */
export const elementNames: Names = {
  text: msg`Текст`,
  code: msg`Штрихкод`,
  line: msg`Линия`,
  box: msg`Рамка`,
  eac: msg`Знак ЕАС`,
};

/** What an owner should know before printing by the hundred. */
export const labelWarningNames: Names = {
  outside: msg`Выходит за край этикетки`,
  'text-cut': msg`Текст не помещается и обрезан`,
  'letters-missing': msg`Нет таких букв в шрифте`,
  'code-empty': msg`Коду нечего показать`,
  'code-wrong': msg`Такой код этого вида не бывает`,
  'code-too-wide': msg`Коду не хватает ширины, он не напечатан`,
  'module-thin': msg`Штрих тоньше двух точек: сканер прочтёт не всегда`,
  'code-unreadable': msg`Код не читается`,
  'eac-small': msg`Знак ЕАС меньше 5 мм: так нельзя по правилам`,
};

/** Why a label was not put in the queue. */
export const labelProblemNames: Names = {
  'code-empty': msg`Нет штрихкода`,
  'code-wrong': msg`Код не подходит к шаблону`,
  'field-unknown': msg`В шаблоне неизвестное поле`,
  'row-unknown': msg`Больше нет в базе`,
  'mark-once': msg`Один код маркировки нельзя напечатать дважды`,
};

/** What a column of a table of labels means. */
export const tableColumnNames: Names = { ...labelFieldNames, copies: msg`Количество` };

/** What is wrong with a line of a table of labels; the other lines are not held up by it. */
export const tableProblemNames: Names = {
  'no-product-code': msg`Нет ни штрихкода, ни артикула`,
  'barcode-spoilt': msg`Штрихкод испорчен: похоже, Excel записал его с буквой E`,
  'product-not-found': msg`Такого товара нет`,
  'two-products': msg`Штрихкод стоит на двух товарах, нужен ещё артикул`,
  'codes-disagree': msg`Штрихкод и артикул от разных товаров`,
  'quantity-wrong': msg`Количество не целое число от 1 до 5000`,
  'quantity-zero': msg`Количество ноль`,
  'text-too-long': msg`Слишком длинный текст`,
  'mark-once': msg`Один код маркировки нельзя напечатать дважды`,
};
