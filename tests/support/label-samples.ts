import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { labelTemplate } from '#shared/contract/labels.ts';
import type { LabelFields, LabelKind, LabelTemplate } from '#shared/domain/label-template.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../resources/labels');

export const builtInTemplates: readonly LabelTemplate[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => labelTemplate.parse(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'))));

export const SAMPLE_MARK = `0104600000000008215Abc123456789\u001D91EE06\u001D92${'dGVzdGRHVnpkR1JI'.repeat(3).slice(0, 43)}=`;

/** Fields of one whole label of each kind, as long as they get in life. */
export const sampleFields: Readonly<Record<LabelKind, LabelFields>> = {
  product: {
    name: 'Шарф шерстяной «Ёлка» длинный, серый меланж с бахромой',
    article: 'SCARF-GR-180',
    barcode: '4600000000008',
    price: '1 990 ₽',
    size: '180×30',
    composition: 'шерсть мериноса 80 %, акрил 18 %, эластан 2 %',
    maker: 'ООО «Пример», Россия, г. Тверь, ул. Примерная, 1',
    note: 'Стирать при 30°',
    mark: SAMPLE_MARK,
    date: '27.11.2026',
  },
  bin: { code: 'A-12-03', scan: 'A-12-03', name: 'верхняя полка', warehouse: 'Основной склад', date: '27.11.2026' },
  box: {
    number: '3',
    count: '12',
    code: 'BOX-000123-3',
    supply: 'Korob-2026-11-27-01',
    seller: 'ООО «Пример»',
    content: 'Шарфы серые 20 шт., шапки синие 14 шт., варежки 8 пар',
    date: '27.11.2026',
  },
  pallet: {
    number: '1',
    count: '2',
    code: 'PAL-77-1',
    boxes: '18',
    weight: '214 кг',
    seller: 'ООО «Пример»',
    content: 'Сборный груз',
    date: '27.11.2026',
  },
  slip: { number: '77', name: 'Шарф «Ёлка»', article: 'SCARF-GR', result: 'Брака нет', inspector: '№ 4', date: '27.11.2026' },
};
