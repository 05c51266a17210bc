import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createInlineLists } from '#electron/db/lists/lists.ts';
import { exportOrders } from '#electron/engine/order-export.ts';
import { createTables } from '#electron/exchange/csv.ts';
import { contract } from '#shared/contract/index.ts';
import { openTestDatabase, TEST_NOW_MS } from '#tests/support/database.ts';

let opened: ReturnType<typeof openTestDatabase>;
beforeEach(() => {
  opened = openTestDatabase();
});
afterEach(() => opened.close());

const HEADERS = Array.from({ length: 14 }, (_, index) => `column ${index}`);
const save = (format: 'csv' | 'xlsx', accountId: string | null = null, orderIds: readonly string[] | null = null) =>
  exportOrders(
    { lists: createInlineLists(opened.sql), clock: { nowMs: () => TEST_NOW_MS }, tables: createTables(), db: opened.database },
    contract['order.export'].input.parse({ show: 'all', accountId, format, headers: HEADERS, orderIds }),
  );

describe('orders in a file', () => {
  it('are all that the filter shows, page after page, the same in both formats', async () => {
    const mine = opened.make.account({ name: 'Первый; "свой"' });
    const other = opened.make.account();
    for (let index = 0; index < 620; index += 1) opened.make.order(mine, { shipByMs: TEST_NOW_MS + index });
    opened.make.order(other);
    const csv = await save('csv', mine);
    expect(csv).toMatchObject({ rows: 620, cut: false });
    const lines = createTables().readCsv(csv.content)!;
    expect(lines).toHaveLength(621);
    expect(lines[1]?.[2]).toBe('Первый; "свой"');
    expect(lines[1]?.[11]).toBe('2026-11-23 12:00');
    const workbook = await readXlsx(Uint8Array.from(Buffer.from((await save('xlsx', mine)).content, 'base64')));
    expect(workbook.sheets[0]?.rows).toHaveLength(621);
    expect(await save('csv')).toMatchObject({ rows: 621 });
  });

  it('are exactly those that were chosen, in the order they were chosen', async () => {
    const account = opened.make.account();
    const ids = Array.from({ length: 3 }, () => opened.make.order(account).orderId);
    const lines = createTables().readCsv((await save('csv', null, [ids[2]!, ids[0]!])).content)!;
    const numberOf = (id: (typeof ids)[number]) => opened.database.read.orders.byId(id)!.number;
    expect(lines.slice(1).map((line) => line[0])).toEqual([numberOf(ids[2]!), numberOf(ids[0]!)]);
  });

  it('never hand a formula to a spreadsheet', () => {
    expect(createTables().writeCsv([['=1+1', '-5', 7, null]])).toBe("\uFEFF'=1+1;'-5;7;\r\n");
  });
});
