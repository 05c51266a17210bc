import { randomUUID } from 'node:crypto';

import type { Page } from '@playwright/test';

import { markingCode } from '#electron/simulator/catalogue.ts';
import type { Output } from '#shared/contract/index.ts';

import { ask, expect, type Stage } from './station.ts';

export type Order = Output<'order.list'>['rows'][number];

/**
 * Orders that can be packed now, their labels stored, each by a scan of its thing and of the marking code where one is due: those that want a
 * second look are left out. Takes new ones to assembly until `least` are there.
 */
export async function ordersToPack(page: Page, stage: Stage, least: number): Promise<readonly Order[]> {
  let ready: readonly Order[] = [];
  await stage.do('order', { count: Math.ceil(least * 1.5) });
  await ask(page, 'order.refresh', { accountId: null });
  await expect
    .poll(
      async () => {
        const { groups } = await ask(page, 'supply.plan', {});
        for (const { orderIds } of groups) await ask(page, 'supply.assemble', { operationId: randomUUID(), orderIds, supplyId: null });
        const { rows } = await ask(page, 'order.list', { show: 'to-pack', limit: 500 });
        const products = (await ask(page, 'product.list', { limit: 500 })).rows;
        const twins = new Set(products.filter(({ secondScan }) => secondScan).map(({ id }) => id));
        const isPlain = (row: Order) => row.requiredMarks.length > 0 || row.lines.every(({ productId }) => !twins.has(productId ?? ''));
        ready = rows.filter((row) => row.hold === null && isPlain(row));
        return ready.length;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(least);
  return ready;
}

/** A wave with something left to take from shelves, its screen open: the one that runs and new orders docked to, or a new one. */
export async function waveToPick(page: Page, stage: Stage): Promise<Output<'wave.get'>> {
  await ordersToPack(page, stage, 6);
  const warehouse = (await ask(page, 'location.list', {})).rows.find(({ kind }) => kind === 'warehouse')!;
  let found: Output<'wave.get'> | undefined;
  await expect
    .poll(
      async () => {
        const open = await Promise.all((await ask(page, 'wave.list', {})).rows.map(({ id }) => ask(page, 'wave.get', { id })));
        found = open.find(({ stops }) => stops.length > 0);
        const { orders } = await ask(page, 'wave.plan', { warehouseId: warehouse.id });
        if (found === undefined && orders > 0)
          await ask(page, 'wave.make', { operationId: randomUUID(), id: randomUUID(), warehouseId: warehouse.id });
        return found !== undefined;
      },
      { message: 'a wave with something to pick', timeout: 60_000 },
    )
    .toBe(true);
  await page.evaluate((id) => (location.hash = `/waves/${id}`), found!.wave.id);
  await expect(page.getByRole('heading', { name: /Волна \d+/u })).toBeVisible();
  return found!;
}

/** Orders whose thing belongs to no other order in hand, so that a scan can mean only this one. */
export async function barcodeOf(page: Page, order: Order): Promise<string> {
  const id = order.lines[0]?.productId ?? '';
  const { product } = await ask(page, 'product.get', { id });
  // The maker's own: a marking code never carries one that a shop or a marketplace made for itself.
  return product.barcodes.find((one) => !one.startsWith('2')) ?? product.barcodes[0] ?? '';
}

let serial = 0;

/** A marking code of this thing that no parcel has had. */
export function freshMark(barcode: string): string {
  serial += 1;
  return markingCode(barcode, `${String(Date.now()).slice(-9)}${String(serial).padStart(4, '0')}`);
}
