import type { LocationRow } from '#electron/ports/catalogue-store.ts';
import type { Stores } from '#electron/ports/database.ts';
import { printedBinCode } from '#shared/domain/bin-code.ts';
import { moscowDate } from '#shared/domain/calendar.ts';
import type { LocationId, ProductId } from '#shared/domain/ids.ts';
import { type LabelFields, type LabelKind, symbolOf } from '#shared/domain/label-template.ts';

/** What is known of a product for its label, null when there is no such product. The size of its card stands where the owner said none. */
export function productFields({ catalogue, labels }: Stores, id: ProductId, nowMs: number): LabelFields | null {
  const product = catalogue.product(id);
  if (product === null) return null;
  const facts = labels.facts(id);
  const cards = catalogue.listingsOf(id).map((listing) => catalogue.listing(listing));
  return {
    name: product.name,
    article: product.article,
    // A code that every shop reads is taken before one of our own making.
    barcode: product.barcodes.find((code) => symbolOf('ean13', code) !== null) ?? product.barcodes[0] ?? '',
    price: facts.price ?? '',
    size: facts.size ?? cards.find((card) => card !== null && card.size !== null && card.size !== '0')?.size ?? '',
    composition: facts.composition ?? '',
    maker: facts.maker ?? '',
    note: facts.note ?? '',
    date: dateOf(nowMs),
  };
}

export function binFields({ catalogue }: Stores, id: LocationId, nowMs: number): LabelFields | null {
  const bin = catalogue.location(id);
  if (bin === null) return null;
  const warehouse = catalogue.location(bin.warehouseId);
  return {
    code: bin.code,
    scan: printedBinCode(bin.code),
    name: bin.kind === 'bin' ? bin.name : '',
    warehouse: nameOf(warehouse),
    date: dateOf(nowMs),
  };
}

const nameOf = (place: LocationRow | null): string => (place === null ? '' : place.name === '' ? place.code : place.name);

/** As it is written on paper: 27.11.2026. */
export const dateOf = (nowMs: number): string => moscowDate(nowMs).split('-').toReversed().join('.');

/** What a proof shows where nobody has said for what it is. */
export const EXAMPLES: Readonly<Record<LabelKind, LabelFields>> = {
  product: {
    name: 'Кружка керамическая «Ёжик в тумане»',
    article: 'CUP-350-BL',
    barcode: '4600000000008',
    price: '1 290 ₽',
    size: '350 мл',
    composition: 'керамика, глазурь пищевая',
    maker: 'ООО «Пример», Россия',
    note: 'Можно мыть в машине',
    mark: '010460000000000821AAAAAAAAAAAAA\u001D93AAAA',
  },
  bin: { code: 'A-12-03', scan: 'A-12-03', name: 'верхняя полка', warehouse: 'Основной склад' },
  box: { number: '3', count: '12', code: 'BOX-000123-3', supply: '№ 17', seller: 'ООО «Пример»', content: 'Кружки 24 шт.' },
  pallet: { number: '1', count: '2', code: 'PAL-000123-1', boxes: '18', weight: '214 кг', seller: 'ООО «Пример»', content: 'Посуда' },
  slip: { number: '77', name: 'Кружка «Ёжик»', article: 'CUP-350-BL', result: 'Брака нет', inspector: '№ 4' },
};
