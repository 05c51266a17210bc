import { randomUUID } from 'node:crypto';

import type { ChannelId } from '#shared/domain/channel.ts';

import { type Ask, must, until } from './ask.ts';
import type { OzonWorld } from './ozon/world.ts';
import type { YandexWorld } from './yandex-market/index.ts';

/** Orders at once in each cabinet, when it stands. */
const FIRST_ORDERS = 8;
const ORDERS_PER_MINUTE = 1;

interface Beside {
  readonly channel: ChannelId;
  readonly name: string;
  readonly key: { readonly token: string; readonly clientId: string };
  readonly warehouseId: string;
  readonly buy: () => unknown;
  readonly setPace: (perMinute: number) => void;
}

/**
 * The same shelves sold on Ozon and Yandex Market by another legal entity: cards matched to the goods that are there, one warehouse feeding
 * all. Where the cabinets are already connected, buyers only come again.
 */
export async function seedBeside(ask: Ask, ozon: OzonWorld, yandex: YandexWorld): Promise<void> {
  const cabinets: readonly Beside[] = [
    {
      channel: 'ozon',
      name: 'Учебный Ozon',
      key: ozon.credentials(),
      warehouseId: String(ozon.cabinet.warehouses[0]?.id),
      buy: () => ozon.placeOrder(),
      setPace: (perMinute) => ozon.setPace(perMinute),
    },
    {
      channel: 'yandex-market',
      name: 'Учебный Маркет',
      key: yandex.credentials(),
      warehouseId: String(yandex.world.shops[0]?.warehouseId),
      buy: () => yandex.placeOrder(),
      setPace: (perMinute) => yandex.setPace(perMinute),
    },
  ];
  const known = (await must(ask, 'account.list', {})).rows;
  const missing = cabinets.filter(({ channel }) => !known.some((account) => account.channel === channel));
  if (missing.length > 0) await furnish(ask, missing);
  for (const { buy, setPace } of cabinets) {
    if (missing.length > 0) for (let count = 0; count < FIRST_ORDERS; count += 1) buy();
    setPace(ORDERS_PER_MINUTE);
  }
  await must(ask, 'order.refresh', { accountId: null });
}

async function furnish(ask: Ask, cabinets: readonly Beside[]): Promise<void> {
  const legalEntityId = randomUUID();
  await must(ask, 'entity.save', { operationId: randomUUID(), id: legalEntityId, name: 'ИП Учебный', taxId: '500100732259' });
  const own = (await must(ask, 'location.list', {})).rows.find((row) => row.kind === 'warehouse');
  if (own === undefined) throw new Error('no warehouse of our own');
  await Promise.all(cabinets.map((cabinet) => connect(ask, legalEntityId, own.id, cabinet)));
}

async function connect(ask: Ask, legalEntityId: string, warehouseId: string, cabinet: Beside): Promise<void> {
  const accountId = randomUUID();
  const { channel, name, key } = cabinet;
  await must(ask, 'account.connect', { operationId: randomUUID(), id: accountId, channel, legalEntityId, name, ...key });
  const theirs = await until(`warehouses of ${name}`, async () => {
    const { rows } = await must(ask, 'account.warehouses', { accountId });
    return rows.find((row) => row.takesStock && row.externalId.endsWith(cabinet.warehouseId)) ?? null;
  });
  let before = -1;
  await until(`cards of ${name}`, async () => {
    const { total } = await must(ask, 'listing.list', { accountId, limit: 1 });
    const still = total > 0 && total === before;
    before = total;
    return still ? true : null;
  });
  await must(ask, 'listing.autoMatch', { operationId: randomUUID(), accountId });
  await must(ask, 'account.linkWarehouse', { operationId: randomUUID(), accountId, externalId: theirs.externalId, warehouseId });
  await must(ask, 'account.setState', { operationId: randomUUID(), accountId, live: true });
  await must(ask, 'sync.pushNow', { accountId });
  await until(`stock told to ${name}`, async () => {
    const health = (await must(ask, 'sync.health', {})).rows.find((row) => row.accountId === accountId);
    return health !== undefined && health.stock.waiting === 0 ? true : null;
  });
}
