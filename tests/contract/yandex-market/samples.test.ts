import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { yandexMarket } from '#electron/channels/yandex-market/index.ts';
import { instant, paging } from '#electron/channels/yandex-market/schemas.ts';
import type { Line } from '#tests/contract/channels/scripted-connection.ts';

import { cabinetOf } from './cabinet.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../shared/samples/yandex');
const absent = existsSync(FOLDER) ? null : 'real answers are not beside this repository (../shared/samples/yandex)';
const sample = (name: string): any => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

/** Answers of 2023 to methods that are gone since; what they share with those of today must be read alike. */
describe.skipIf(absent !== null)(`real answers of Yandex Market${absent === null ? '' : ` (${absent})`}`, () => {
  it('end a list with an empty token, or name the next page', () => {
    expect(paging.parse(sample('offer_mapping_entries_2023.json').result.paging)).toBe('');
    expect(paging.parse(sample('orders_example_2023.json').result.paging)).not.toBe('');
  });

  it('write moments with the offset of Moscow', () => {
    const moments = sample('orders_stats_2023_part1.json').result.orders.map((order: any) => order.statusUpdateDate as string);
    expect(moments.length).toBeGreaterThan(10);
    for (const text of moments) expect(new Date(instant.parse(text)).toISOString().slice(11, 16)).not.toBe(text.slice(11, 16));
    expect(instant.safeParse('07-06-2023 19:35:41').success).toBe(false);
  });

  it('name goods in the seller’s own words, which come through letter by letter', async () => {
    const entries = sample('offer_mapping_entries_2023.json').result.offerMappingEntries as any[];
    const offerMappings = entries.map(({ offer, mapping }) => ({
      offer: { offerId: offer.shopSku, name: offer.name, barcodes: offer.barcodes, vendorCode: offer.vendorCode, pictures: offer.pictures },
      mapping,
    }));
    const answer: Line = { status: 200, body: { status: 'OK', result: { offerMappings, paging: { nextPageToken: '' } } } };
    const { connection } = cabinetOf((request) => (request.operation === 'offers.list' ? answer : undefined));
    const outcome = await yandexMarket.connect(connection).listings(null);
    expect(outcome.kind).toBe('done');
    if (outcome.kind !== 'done') return;
    expect(outcome.value.items.map((one) => one.sku)).toEqual(entries.map(({ offer }) => offer.shopSku));
    expect(outcome.value.items.every((one) => /^\d+$/u.test(one.cardId) || one.cardId === one.sku)).toBe(true);
  });
});
