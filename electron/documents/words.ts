import type { PaperLanguage } from '#electron/ports/documents.ts';

/** Everything that stands on a paper beside what was counted and named. Figures come already as text, times and money by `figures`. */
export interface PaperWords {
  readonly locale: string;
  readonly page: (page: number, of: number) => string;
  readonly more: (count: number) => string;
  readonly made: (time: string) => string;
  readonly quantity: string;
  readonly product: string;
  readonly barcode: string;
  readonly order: string;
  readonly label: string;
  readonly pickList: {
    readonly title: string;
    readonly wave: (number: number) => string;
    readonly howToScan: string;
    readonly everything: string;
    readonly supply: (name: string) => string;
    readonly bin: string;
    readonly take: string;
    /** Above the codes of a wave's lines. */
    readonly taken: string;
    readonly orders: string;
    readonly total: (rows: number, units: number, orders: number) => string;
    readonly signed: string;
  };
  readonly packingSlip: {
    readonly title: (number: string) => string;
    readonly ordered: (account: string, time: string) => string;
    readonly article: string;
    readonly name: string;
    readonly total: (units: number) => string;
    readonly price: (money: string) => string;
    readonly signed: string;
  };
  readonly supplySheet: {
    readonly title: (name: string) => string;
    readonly number: (number: string) => string;
    readonly noNumber: string;
    readonly leaves: (day: string) => string;
    readonly noDay: string;
    readonly packed: string;
    readonly yes: string;
    readonly no: string;
    readonly orders: (orders: number, packed: number) => string;
    readonly units: (units: number, boxes: number) => string;
    readonly signed: readonly string[];
  };
  readonly transferAct: {
    readonly title: string;
    readonly gives: (seller: string, taxId: string) => string;
    readonly takes: (channel: string) => string;
    readonly supply: (name: string, number: string | null, time: string) => string;
    readonly total: (parcels: number, units: number, boxes: number) => string;
    readonly sum: (money: string) => string;
    readonly signed: readonly string[];
  };
  readonly scannerSheet: { readonly title: string; readonly how: string; readonly square: string; readonly code: string };
  readonly returnsSheet: {
    readonly title: string;
    readonly why: string;
    readonly toBin: string;
    readonly total: (parcels: number, units: number) => string;
    readonly signed: string;
  };
}

const ru: PaperWords = {
  locale: 'ru-RU',
  page: (page, of) => `Лист ${page} из ${of}`,
  more: (count) => `и ещё ${count}`,
  made: (time) => `Составлен ${time}`,
  quantity: 'Кол-во',
  product: 'Товар',
  barcode: 'Штрихкод',
  order: 'Заказ',
  label: 'Стикер',
  pickList: {
    title: 'Лист подбора',
    wave: (number) => `Лист подбора волны ${number}`,
    howToScan: 'Код справа сканируют, когда взято всё; код строки — когда взята она одна. Сканировать на экране волны.',
    everything: 'Всё, что можно собрать сейчас',
    supply: (name) => `Поставка ${name}`,
    bin: 'Ячейка',
    take: 'Взять',
    taken: 'Взято',
    orders: 'Заказы',
    total: (rows, units, orders) => `Строк: ${rows}, штук: ${units}, заказов: ${orders}`,
    signed: 'Подобрал',
  },
  packingSlip: {
    title: (number) => `Упаковочный лист к заказу ${number}`,
    ordered: (account, time) => `${account}, заказ от ${time}`,
    article: 'Артикул',
    name: 'Название',
    total: (units) => `Всего вещей: ${units}`,
    price: (money) => `Стоимость: ${money}`,
    signed: 'Упаковал',
  },
  supplySheet: {
    title: (name) => `Лист поставки ${name}`,
    number: (number) => `Номер ${number}`,
    noNumber: 'Номер маркетплейса ещё не получен',
    leaves: (day) => `Отгрузка ${day}`,
    noDay: 'День отгрузки не указан',
    packed: 'Упакован',
    yes: 'да',
    no: 'НЕТ',
    orders: (orders, packed) => `Заказов: ${orders}, упаковано: ${packed}`,
    units: (units, boxes) => `Вещей: ${units}, грузомест: ${boxes}`,
    signed: ['Собрал', 'Погрузил'],
  },
  transferAct: {
    title: 'Акт приёма-передачи',
    gives: (seller, taxId) => `Сдаёт: ${seller}${taxId === '' ? '' : `, ИНН ${taxId}`}`,
    takes: (channel) => `Принимает: ${channel}`,
    supply: (name, number, time) => `Поставка ${name}${number === null ? '' : `, номер ${number}`}, ${time}`,
    total: (parcels, units, boxes) => `Сдано отправлений: ${parcels}, вещей: ${units}, грузомест: ${boxes}`,
    sum: (money) => `На сумму: ${money}`,
    signed: ['Сдал', 'Принял'],
  },
  scannerSheet: {
    title: 'Лист настройки сканера',
    how: 'Откройте «Место» (Alt+M), нажмите «Научить сканер» и сканируйте три кода в том порядке, в каком их просит экран.',
    square: 'Квадратный код справа — как на маркированном товаре.',
    code: 'Код',
  },
  returnsSheet: {
    title: 'Лист возврата на полки',
    why: 'Заказы отменены после упаковки: найти посылки, вскрыть, вернуть товар в ячейки',
    toBin: 'В ячейку',
    total: (parcels, units) => `Посылок: ${parcels}, вещей: ${units}`,
    signed: 'Вернул',
  },
};

const en: PaperWords = {
  locale: 'en-GB',
  page: (page, of) => `Page ${page} of ${of}`,
  more: (count) => `and ${count} more`,
  made: (time) => `Made ${time}`,
  quantity: 'Qty',
  product: 'Product',
  barcode: 'Barcode',
  order: 'Order',
  label: 'Label',
  pickList: {
    title: 'Pick list',
    wave: (number) => `Pick list of wave ${number}`,
    howToScan: 'The code on the right is scanned when all is taken; the code of a line when that line is. Scan on the screen of the wave.',
    everything: 'Everything that can be packed now',
    supply: (name) => `Supply ${name}`,
    bin: 'Bin',
    take: 'Take',
    taken: 'Taken',
    orders: 'Orders',
    total: (rows, units, orders) => `Rows: ${rows}, units: ${units}, orders: ${orders}`,
    signed: 'Picked by',
  },
  packingSlip: {
    title: (number) => `Packing slip, order ${number}`,
    ordered: (account, time) => `${account}, ordered ${time}`,
    article: 'Article',
    name: 'Name',
    total: (units) => `Units in all: ${units}`,
    price: (money) => `Price: ${money}`,
    signed: 'Packed by',
  },
  supplySheet: {
    title: (name) => `Supply sheet ${name}`,
    number: (number) => `Number ${number}`,
    noNumber: 'The marketplace has given no number yet',
    leaves: (day) => `Leaves ${day}`,
    noDay: 'The day it leaves is not said',
    packed: 'Packed',
    yes: 'yes',
    no: 'NO',
    orders: (orders, packed) => `Orders: ${orders}, packed: ${packed}`,
    units: (units, boxes) => `Units: ${units}, boxes: ${boxes}`,
    signed: ['Packed by', 'Loaded by'],
  },
  transferAct: {
    title: 'Transfer act',
    gives: (seller, taxId) => `Handed over by: ${seller}${taxId === '' ? '' : `, tax id ${taxId}`}`,
    takes: (channel) => `Received by: ${channel}`,
    supply: (name, number, time) => `Supply ${name}${number === null ? '' : `, number ${number}`}, ${time}`,
    total: (parcels, units, boxes) => `Parcels handed over: ${parcels}, units: ${units}, boxes: ${boxes}`,
    sum: (money) => `To the sum of: ${money}`,
    signed: ['Handed over', 'Received'],
  },
  scannerSheet: {
    title: 'Sheet for learning a scanner',
    how: 'Open Station (Alt+M), press Learn the scanner, and scan the three codes in the order the screen asks for.',
    square: 'The square code on the right is like those on marked goods.',
    code: 'Code',
  },
  returnsSheet: {
    title: 'Back to the shelves',
    why: 'Cancelled after packing: find the parcels, open them, put the things back into their bins',
    toBin: 'Into bin',
    total: (parcels, units) => `Parcels: ${parcels}, units: ${units}`,
    signed: 'Put back by',
  },
};

export const PAPER_WORDS: Readonly<Record<PaperLanguage, PaperWords>> = { ru, en };
