import { wildberries } from '#electron/channels/wildberries/index.ts';
import { createInlineLists } from '#electron/db/lists/lists.ts';
import { createEngine } from '#electron/engine/engine.ts';
import type { Caller } from '#electron/engine/handlers.ts';
import type { Http } from '#electron/ports/http.ts';
import type { PrintDesk } from '#electron/ports/printing.ts';
import { createSimulator } from '#electron/simulator/simulator.ts';
import type { Simulator } from '#electron/simulator/stage.ts';
import { PERMISSIONS } from '#shared/contract/call.ts';
import type { CallName, Input, Output } from '#shared/contract/index.ts';
import { parseJson } from '#shared/kit/json.ts';

import { openTestDatabase, testId } from './database.ts';
import { FakeTime, seededRandom } from './fake-time.ts';
import { idlePorts, vaultInMemory } from './idle-ports.ts';

const OWNER: Caller = { actor: 'владелец', station: 'station-1', permissions: PERMISSIONS };

/** The real engine, the real Wildberries client and a real database against the simulator, on a clock that the test turns. */
export async function marketRig(options: { readonly seed: number; readonly things?: number }) {
  const time = new FakeTime();
  const simulator = createSimulator({ seed: options.seed, nowMs: () => time.nowMs(), things: options.things ?? 40 });
  const opened = openTestDatabase();
  const vault = vaultInMemory();
  const bugs: string[] = [];
  const engine = createEngine({
    db: opened.database,
    lists: createInlineLists(opened.sql),
    upkeep: opened.upkeep,
    clock: time,
    timers: time,
    random: seededRandom(options.seed),
    log: { write: (level, event, details) => void (level === 'error' && bugs.push(`${event} ${JSON.stringify(details)}`)) },
    http: straightInto(simulator),
    vault,
    ...idlePorts(),
    channels: [wildberries],
    openPrintDesk: () => deskWithoutPrinters,
    checkAnswers: true,
    simulatorUrl: 'http://127.0.0.1',
  });

  const rig = {
    simulator,
    time,
    bugs,
    db: opened.database,
    call: <N extends CallName>(name: N, input: Input<N>) => engine.ask(name, input, OWNER),
    async ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
      const answer = await engine.ask(name, input, OWNER);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.params ?? {})}`);
      return answer.value;
    },
    /** Turns the clock in small steps, so that every timer of the loop meets its moment. */
    async run(seconds: number): Promise<void> {
      for (let passed = 0; passed < seconds; passed += 1) await time.advance(1000);
    },
    orders: async () => (await rig.ask('order.list', { show: 'all', limit: 500 })).rows,
    /** New orders into one supply; answers our id of it. */
    async assemble(): Promise<string> {
      const { groups } = await rig.ask('supply.plan', {});
      const answer = await rig.ask('supply.assemble', {
        operationId: testId(),
        orderIds: groups.flatMap(({ orderIds }) => orderIds),
        supplyId: null,
      });
      return answer.supplyIds[0] ?? '';
    },
    shop: simulator.sellers[0]!,
    applied: (operation: string) => simulator.journal.filter((line) => line.operation === operation && line.applied),
    sent: (operation: string) => simulator.journal.filter((line) => line.operation === operation),
    async close() {
      await engine.stop();
      opened.close();
    },
  };
  engine.start();
  await furnish(rig);
  return rig;
}

type Rig = Awaited<ReturnType<typeof marketRig>>;

/** A cabinet whose cards became products with stock, told to the marketplace. */
async function furnish(rig: Pick<Rig, 'ask' | 'run' | 'shop' | 'simulator'>): Promise<void> {
  const entityId = testId();
  const accountId = testId();
  const warehouseId = testId();
  await rig.ask('entity.save', { operationId: testId(), id: entityId, name: 'ООО «Проба»', taxId: '' });
  await rig.ask('location.save', {
    operationId: testId(),
    id: warehouseId,
    kind: 'warehouse',
    warehouseId: null,
    code: 'СКЛАД',
    name: 'Склад',
  });
  await rig.ask('account.connect', {
    operationId: testId(),
    id: accountId,
    channel: 'wildberries',
    legalEntityId: entityId,
    name: 'Проба',
    token: rig.simulator.token(),
  });
  await rig.run(30);
  await rig.ask('product.fromListings', { operationId: testId(), accountId, listingIds: null });
  const products = (await rig.ask('product.list', { limit: 500 })).rows;
  await rig.ask('stock.receive', {
    operationId: testId(),
    rows: products.map(({ id }) => ({ productId: id, locationId: warehouseId, quantity: 20 })),
    note: '',
  });
  await rig.ask('account.linkWarehouse', { operationId: testId(), accountId, externalId: String(rig.shop.warehouses[0]!.id), warehouseId });
  await rig.ask('account.setState', { operationId: testId(), accountId, live: true });
  await rig.run(60);
}

/** Without a socket, but with the port's own manners: a cut line was sent and never answered. */
const straightInto = (simulator: Simulator): Http => ({
  send: (request) => {
    const url = new URL(request.url);
    const [, host = '', path = '/'] = /^\/([^/]+)(\/.*)$/u.exec(url.pathname) ?? [];
    if (!simulator.online) return Promise.resolve({ kind: 'no-answer', sent: false, cause: 'refused', detail: 'offline' });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
    const handled = simulator.handle({
      method: request.method,
      host,
      path,
      query: url.searchParams,
      headers: { authorization: headers['authorization'] },
      body: request.body === undefined || request.body.length === 0 ? undefined : parseJson(new TextDecoder().decode(request.body)),
    });
    if (handled.kind === 'cut') return Promise.resolve({ kind: 'no-answer', sent: true, cause: 'reset', detail: 'cut' });
    const { status, headers: said, body } = handled.response;
    return Promise.resolve({
      kind: 'answer',
      status,
      headers: Object.fromEntries(Object.entries(said ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
      body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
    });
  },
});

export const deskWithoutPrinters: PrintDesk = {
  wake: () => undefined,
  trouble: () => null,
  find: () => Promise.resolve([]),
  status: () => Promise.resolve({ state: 'ready', detail: '' }),
  preview: () => Promise.reject(new Error('no printer')),
  previewOrder: () => Promise.reject(new Error('no printer')),
  warm: () => undefined,
  paper: () => [],
  refuses: () => null,
  transports: ['virtual'],
  languages: ['zpl'],
  builtInLabels: [],
  proof: () => Promise.reject(new Error('no printing room here')),
  labelFormat: () => 'png',
  start: () => undefined,
  stop: () => Promise.resolve(),
};
