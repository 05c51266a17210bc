import { type Chance, createChance } from './chance.ts';

/** A card of the marketplace with one size or several; what content-api tells and orders refer to. */
export interface Card {
  readonly nmId: number;
  readonly article: string;
  readonly brand: string;
  readonly title: string;
  readonly subject: string;
  readonly marked: boolean;
  readonly weightKg: number;
  readonly sizes: readonly CardSize[];
  readonly createdAtMs: number;
  updatedAtMs: number;
  trashedAtMs: number | null;
  readonly priceMinor: number;
}
export interface CardSize {
  readonly chrtId: number;
  readonly techSize: string;
  readonly barcodes: readonly string[];
}
/** A thing on the seller's shelf, as the seller knows it. */
export interface Thing {
  readonly article: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly marked: boolean;
  /** Set for a kit: articles and how many of each; a kit lies on no shelf. */
  readonly parts: readonly { readonly article: string; readonly quantity: number }[];
  readonly quantity: number;
  readonly bin: string;
}
export interface Catalogue {
  readonly cards: readonly Card[];
  readonly things: readonly Thing[];
  readonly bins: readonly string[];
}

interface Kind {
  readonly subject: string;
  readonly names: readonly string[];
  readonly traits: readonly string[];
  readonly sizes: readonly string[];
  readonly marked: boolean;
  readonly price: readonly [number, number];
  readonly weightKg: number;
}
const ONE_SIZE = ['0'];
const CLOTHES = ['S', 'M', 'L'];
const KINDS: readonly Kind[] = [
  {
    subject: 'Футболки',
    names: ['Футболка хлопковая', 'Футболка оверсайз', 'Лонгслив базовый'],
    traits: ['белая', 'чёрная', 'серая', 'хаки'],
    sizes: CLOTHES,
    marked: true,
    price: [790, 1990],
    weightKg: 0.2,
  },
  {
    subject: 'Тапочки',
    names: ['Тапочки домашние', 'Сандалии пляжные'],
    traits: ['серые', 'синие', 'коричневые'],
    sizes: ['38', '40', '42'],
    marked: true,
    price: [590, 1890],
    weightKg: 0.4,
  },
  {
    subject: 'Парфюмерная вода',
    names: ['Парфюмерная вода «Берег»', 'Парфюмерная вода «Полдень»'],
    traits: ['30 мл', '50 мл', '100 мл'],
    sizes: ONE_SIZE,
    marked: true,
    price: [990, 4990],
    weightKg: 0.3,
  },
  {
    subject: 'Кружки',
    names: ['Кружка керамическая', 'Кружка эмалированная', 'Кружка с крышкой'],
    traits: ['350 мл', '450 мл', 'белая', 'синяя'],
    sizes: ONE_SIZE,
    marked: false,
    price: [290, 990],
    weightKg: 0.4,
  },
  {
    subject: 'Полотенца',
    names: ['Полотенце махровое', 'Полотенце вафельное'],
    traits: ['50×90 см', '70×140 см', 'бежевое', 'мятное'],
    sizes: ONE_SIZE,
    marked: false,
    price: [350, 1290],
    weightKg: 0.3,
  },
  {
    subject: 'Контейнеры',
    names: ['Контейнер для еды', 'Банка для сыпучих', 'Ланч-бокс'],
    traits: ['0,5 л', '1 л', '1,5 л', 'с зажимами'],
    sizes: ONE_SIZE,
    marked: false,
    price: [190, 790],
    weightKg: 0.2,
  },
  {
    subject: 'Игрушки',
    names: ['Пирамидка деревянная', 'Кубики «Азбука»', 'Мяч резиновый', 'Заяц плюшевый'],
    traits: ['малый', 'средний', 'большой'],
    sizes: ONE_SIZE,
    marked: false,
    price: [390, 1890],
    weightKg: 0.4,
  },
  {
    subject: 'Канцелярия',
    names: ['Тетрадь в клетку', 'Набор ручек', 'Скетчбук', 'Папка на кнопке'],
    traits: ['А4', 'А5', '48 листов', '10 шт.'],
    sizes: ONE_SIZE,
    marked: false,
    price: [99, 690],
    weightKg: 0.2,
  },
  {
    subject: 'Свечи',
    names: ['Свеча ароматическая', 'Свеча соевая'],
    traits: ['ваниль', 'сосна', 'мандарин', 'лаванда'],
    sizes: ONE_SIZE,
    marked: false,
    price: [390, 1290],
    weightKg: 0.3,
  },
  {
    subject: 'Кабели',
    names: ['Кабель зарядный', 'Удлинитель', 'Адаптер сетевой'],
    traits: ['1 м', '2 м', 'белый', 'чёрный'],
    sizes: ONE_SIZE,
    marked: false,
    price: [190, 1490],
    weightKg: 0.15,
  },
  {
    subject: 'Товары для сада',
    names: ['Секатор', 'Лейка', 'Перчатки садовые', 'Кашпо подвесное'],
    traits: ['малое исполнение', 'зелёный цвет', 'усиленные'],
    sizes: ONE_SIZE,
    marked: false,
    price: [250, 1790],
    weightKg: 0.5,
  },
  {
    subject: 'Товары для животных',
    names: ['Миска', 'Лежанка', 'Шлейка', 'Игрушка-мышь'],
    traits: ['S', 'M', 'L', 'бирюзовая'],
    sizes: ONE_SIZE,
    marked: false,
    price: [190, 2490],
    weightKg: 0.4,
  },
];
const BRANDS = ['Тихий Берег', 'Лисья Нора', 'Домовёнок и Ко', 'Северинка', 'ПолянаЛаб', 'Кот Учёный', 'Берестянка', 'Ромашково'];

/**
 * A shop that could be real and is not: `count` things with Russian names, invented brands and EAN-13 with right check digits.
 * One in fifteen is a kit, clothes, shoes and perfume carry marking, one thing is sold by two cards, one card matches nothing.
 */
export function createCatalogue(seed: number, nowMs: number, count = 300): Catalogue {
  const chance = createChance(seed ^ 0x5eed);
  const bins = ['A', 'B', 'C'].flatMap((row) => [1, 2, 3, 4].flatMap((rack) => [1, 2, 3, 4].map((shelf) => `${row}-${rack}-${shelf}`)));
  const things: Thing[] = [];
  const cards: Card[] = [];
  let serial = 0;
  const barcode = () => ean13(`${chance.next() < 0.5 ? '2000' : '4607'}${String((serial += 1)).padStart(8, '0')}`);
  const card = (seat: number, kind: Kind, brand: string, title: string, article: string, sizes: CardSize[]): Card => {
    const createdAtMs = nowMs - (400 - seat) * 3_600_000;
    return {
      nmId: 180_000_000 + seat * 37,
      article,
      brand,
      title,
      subject: kind.subject,
      marked: kind.marked,
      weightKg: kind.weightKg,
      sizes,
      createdAtMs,
      updatedAtMs: createdAtMs,
      trashedAtMs: null,
      priceMinor: chance.between(...kind.price) * 100,
    };
  };
  for (let seat = 0; things.length < count; seat += 1) {
    const kind = KINDS[seat % KINDS.length]!;
    const brand = chance.pick(BRANDS);
    const title = `${chance.pick(kind.names)}, ${chance.pick(kind.traits)}`;
    const article = `KB-${String(1001 + seat)}`;
    const kit = kind.sizes.length === 1 && !kind.marked && seat % 11 === 10 && lastPlain(things) !== undefined;
    const sizes = kind.sizes.slice(0, count - things.length).map((techSize, index) => ({
      chrtId: 4_300_000_000 + seat * 50 + index,
      techSize,
      barcodes: seat % 17 === 3 ? [barcode(), barcode()] : [barcode()],
    }));
    cards.push(card(seat, kind, brand, kit ? `Набор: ${title}` : title, article, sizes));
    for (const size of sizes) {
      const own = sizes.length > 1 ? `${article}-${size.techSize}` : article;
      const suffix = sizes.length > 1 ? `, размер ${size.techSize}` : '';
      things.push({
        article: own,
        name: `${kit ? 'Набор: ' : ''}${title}${suffix}, ${brand}`,
        barcodes: size.barcodes,
        marked: kind.marked,
        parts: kit ? [{ article: lastPlain(things)!.article, quantity: 2 }] : [],
        quantity: kit ? 0 : chance.between(4, 60),
        bin: chance.pick(bins),
      });
    }
  }
  addOddCards(cards, chance, nowMs, card, barcode);
  return { cards, things, bins };
}

const lastPlain = (things: readonly Thing[]): Thing | undefined => things.findLast((thing) => !thing.marked && thing.parts.length === 0);

/** The second card of the first mug, and a card nobody has on a shelf: what real cabinets are full of. */
function addOddCards(
  cards: Card[],
  chance: Chance,
  nowMs: number,
  card: (seat: number, kind: Kind, brand: string, title: string, article: string, sizes: CardSize[]) => Card,
  barcode: () => string,
): void {
  const mugs = KINDS[3]!;
  const first = cards.find((one) => one.subject === mugs.subject);
  if (first)
    cards.push(
      card(900, mugs, first.brand, `${first.title} (подарочная упаковка)`, `${first.article}-GIFT`, [
        { chrtId: 4_300_090_000, techSize: '0', barcodes: first.sizes[0]!.barcodes },
      ]),
    );
  cards.push(
    card(901, mugs, chance.pick(BRANDS), 'Кружка дорожная, 500 мл', 'OLD-77', [
      { chrtId: 4_300_090_001, techSize: '0', barcodes: [barcode()] },
    ]),
  );
  for (const one of cards) one.updatedAtMs = Math.min(one.updatedAtMs, nowMs);
}

/** EAN-13 from its first twelve digits. */
export function ean13(twelve: string): string {
  const sum = Array.from(twelve, Number).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

/** A marking code for a thing, full form, as scanners give it: GTIN, serial, GS, key, GS, signature. Invented, plainly. */
export function markingCode(barcode: string, serial: string): string {
  const gtin = barcode.padStart(14, '0');
  return `01${gtin}21${serial.padStart(13, '0')}\u001d91EE11\u001d92${'Korob0Demo0Code0'.repeat(2)}KorobDemoCo=`;
}
