import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What is wrong with a line of a table; the line itself stays in the file, nothing else is held up by it. */
export const csvProblemNames: Readonly<Record<string, MessageDescriptor>> = {
  'no-article': msg`Нет артикула, строка пропущена`,
  'article-too-long': msg`Артикул длиннее ста знаков, строка пропущена`,
  'name-cut': msg`Название слишком длинное, обрезано`,
  'barcode-check-digit': msg`В штрихкоде не сходится контрольная цифра`,
  'barcode-spoilt': msg`Штрихкод испорчен: похоже, Excel записал его с буквой E`,
  'marked-unclear': msg`Непонятно, есть ли маркировка: напишите да или нет`,
  'quantity-wrong': msg`Количество не число`,
  'safety-stock-wrong': msg`Запас не число`,
  'weight-wrong': msg`Вес не число`,
  'no-warehouse': msg`Не выбран склад, количество не принято`,
  'has-stock-already': msg`Товар уже принимали на этот склад, количество из файла не добавлено; исправляет пересчёт`,
  'product-not-found': msg`Такого товара нет, строка пропущена`,
  'barcode-of-several': msg`Штрихкод стоит на нескольких товарах, строка пропущена`,
  'not-enough': msg`Столько нет на полках, строка пропущена`,
  'price-wrong': msg`Цена не число, списано без цены`,
  'date-wrong': msg`Дата не понята, взято время загрузки`,
  'kit-has-no-stock': msg`У комплекта своего остатка нет`,
};
