import { setupI18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';

import type { ProblemCode } from '#electron/channels/channel.ts';
import { TROUBLE_KINDS, type TroubleKind } from '#electron/simulator/troubles.ts';
import { offerValues } from '#electron/sync/offer-value.ts';
import { CHANNEL_IDS, type ChannelId } from '#shared/domain/channel.ts';
import { type Converging, converging } from '#tests/support/converging.ts';
import { testId } from '#tests/support/database.ts';
import { liveOf } from '#tests/support/oversell-windows.ts';
import { inSimulationFolder } from '#tests/support/simulation-folder.ts';

import { describeProblem, hasErrorWords } from '../../renderer/app/errors.ts';
import { messages as english } from '../../renderer/locales/en.po';

/** Where the screens show it: beside the stream of the cabinet, or beside every figure it is about. */
type Shown = readonly ['stream' | 'figures', ProblemCode];

/** Null: this marketplace refuses nothing because of it. */
const EXPECTED: Readonly<Record<TroubleKind, Readonly<Record<ChannelId, Shown | null>>>> = {
  'key-revoked': {
    wildberries: ['stream', 'token-refused'],
    ozon: ['stream', 'token-refused'],
    'yandex-market': ['stream', 'token-refused'],
  },
  'cabinet-closed': {
    wildberries: ['stream', 'seller-blocked'],
    ozon: ['stream', 'seller-blocked'],
    'yandex-market': ['stream', 'seller-blocked'],
  },
  'method-gone': { wildberries: ['stream', 'method-gone'], ozon: ['stream', 'method-gone'], 'yandex-market': ['stream', 'method-gone'] },
  'warehouse-gone': {
    wildberries: ['stream', 'stock-warehouse-gone'],
    ozon: ['figures', 'stock-warehouse-gone'],
    'yandex-market': ['stream', 'stock-warehouse-gone'],
  },
  'product-archived': {
    // A card in the bin is not there for the writing of stock.
    wildberries: ['figures', 'stock-not-found'],
    ozon: ['figures', 'product-archived'],
    'yandex-market': ['figures', 'product-archived'],
  },
  'price-missing': { wildberries: null, ozon: ['figures', 'stock-price-missing'], 'yandex-market': ['figures', 'stock-price-missing'] },
  'half-refused': {
    wildberries: ['figures', 'stock-property-conflict'],
    ozon: ['figures', 'stock-cargo-restricted'],
    'yandex-market': ['figures', 'bad-request'],
  },
};

const MINUTE = 60_000;
const russian = setupI18n({ locale: 'ru', messages: { ru: {} } });
const inEnglish = setupI18n({ locale: 'en', messages: { en: english } });

const accountOf = (rig: Converging, channel: ChannelId) => rig.db.read.catalogue.accounts().find((one) => one.channel === channel)!.id;

/** Every figure of a cabinet as it is told, as it should be, and what stands against it. */
function figuresOf(rig: Converging, channel: ChannelId) {
  const offers = rig.db.read.sync.offersOfAccount(accountOf(rig, channel), 1000);
  const values = offerValues(rig.db.read, offers);
  return offers.map((offer, index) => ({
    sku: offer.sku,
    live: liveOf(rig, channel, offer.externalWarehouseId, offer.sku, offer.listingId)(),
    wanted: values[index],
    problem: offer.problem?.code ?? null,
  }));
}

async function receiveEverywhere(rig: Converging): Promise<void> {
  const products = (await rig.ask('product.list', { limit: 500 })).rows.filter(({ kind }) => kind === 'product');
  const warehouse = (await rig.ask('location.list', {})).rows.find(({ kind }) => kind === 'warehouse')!;
  const rows = products.map(({ id }) => ({ productId: id, locationId: warehouse.id, quantity: 4 }));
  await rig.ask('stock.receive', { operationId: testId(), rows, note: '' });
}

const worldOf = ({ worlds }: Converging, channel: ChannelId) => (channel === 'yandex-market' ? worlds.yandex : worlds[channel]);

describe.each(CHANNEL_IDS)('trouble at %s is told in words with a next step, and the other cabinets go on', (channel) => {
  it.each(TROUBLE_KINDS)('%s', { timeout: 120_000 }, (kind) =>
    inSimulationFolder(async (file) => {
      const rig = await converging({ seed: 31, things: 10, file });
      worldOf(rig, channel).setTrouble(kind);
      await receiveEverywhere(rig);
      await rig.time.advance(3 * MINUTE);

      for (const other of CHANNEL_IDS.filter((one) => one !== channel)) {
        const figures = figuresOf(rig, other);
        expect(figures.length).toBeGreaterThan(5);
        expect(figures.filter(({ live, wanted, problem }) => live !== wanted || problem !== null)).toEqual([]);
      }

      const own = figuresOf(rig, channel);
      const expected = EXPECTED[kind][channel];
      if (expected === null) expect(own.filter(({ live, wanted }) => live !== wanted)).toEqual([]);
      else {
        const [where, code] = expected;
        const health = (await rig.ask('sync.health', {})).rows.find((row) => row.channel === channel)!;
        const streams = health.streams.flatMap(({ problem }) => problem?.code ?? []);
        if (where === 'stream') expect(streams).toContain(code);
        else {
          const refused = own.filter(({ problem }) => problem === code);
          expect(refused.length).toBeGreaterThan(1);
          expect(health.stock.parked).toBe(refused.length);
          // What was not refused is told.
          expect(own.filter(({ problem, live, wanted }) => problem === null && live !== wanted)).toEqual([]);
          if (kind === 'half-refused') expect(refused.length).toBeLessThan(own.length);
        }
        expect(hasErrorWords(code)).toBe(true);
        const story = describeProblem({ code }, russian);
        const told = describeProblem({ code }, inEnglish);
        expect([story.what, story.next].every((words) => /[а-яё]{3}/iu.test(words))).toBe(true);
        expect([told.what, told.next].every((words) => /[a-z]{3}/iu.test(words) && !/[а-яё]/iu.test(words))).toBe(true);
      }
      expect(rig.bugs).toEqual([]);
      await rig.close();
    }),
  );
});
