import { msg } from '@lingui/core/macro';

import type { Words } from './kinds.ts';

/** Errors of own labels, tables of them and documents on paper. */
export const labelErrorWords: Readonly<Record<string, Words>> = {
  'template-unknown': {
    what: msg`Шаблон не найден`,
    means: msg`Его удалили на другом месте.`,
    next: msg`Обновите список шаблонов и выберите другой.`,
  },
  'template-name-taken': {
    what: msg`Шаблон с таким названием уже есть`,
    means: msg`По названию его выбирают при печати, поэтому оно одно.`,
    next: msg`Назовите шаблон иначе.`,
  },
  'template-built-in': {
    what: msg`Исходный шаблон удалить нельзя`,
    means: msg`Он приходит вместе с программой.`,
    next: msg`Измените его или сделайте копию.`,
  },
  'template-other-kind': {
    what: msg`Шаблон не для этого`,
    means: msg`В нём поля другого вида: у товара, ячейки и короба они разные.`,
    next: msg`Выберите шаблон нужного вида.`,
  },
  'too-many-labels': {
    what: msg`Слишком много этикеток за один раз`,
    means: msg`Такая партия займёт принтер на весь день.`,
    next: msg`Напечатайте частями, не больше 10 000 этикеток.`,
  },
  'batch-unknown': { what: msg`Партия не найдена`, means: msg`Её нет в этой базе.`, next: msg`Обновите список.` },
  'table-unreadable': {
    what: msg`Файл не прочитан`,
    means: msg`Это не книга Excel и не CSV, файл пуст, повреждён или закрыт паролем.`,
    next: msg`Сохраните таблицу как .xlsx или .csv и выберите её снова.`,
  },
  'table-no-product': {
    what: msg`В таблице нет столбца «штрихкод» или «артикул»`,
    means: msg`Без него неизвестно, на какой товар этикетка.`,
    next: msg`Назовите столбец в первой строке и выберите файл снова.`,
  },
  'table-too-many-rows': {
    what: msg`В таблице больше 5000 строк`,
    means: msg`Столько этикеток за раз не печатают.`,
    next: msg`Разделите таблицу на части.`,
  },
  'document-empty': {
    what: msg`Печатать нечего`,
    means: msg`В документ не попало ни одной строки.`,
    next: msg`Добавьте заказы или выберите другую поставку.`,
  },
};
