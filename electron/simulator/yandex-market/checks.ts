import type { Instance, Line, Order, World } from './world.ts';

export interface Verdict {
  readonly value: string;
  readonly status: 'OK' | 'IN_PROGRESS' | 'INVALID' | 'FAILED';
  readonly substatus?: string;
}

/** Codes of one line as they lie in the boxes. */
export const instancesOf = (order: Order, line: Line): readonly Instance[] =>
  order.boxes.flatMap((box) => box.items.filter((item) => item.id === line.id).flatMap((item) => item.instances ?? []));

/** A code is looked at for a while after it came; a code of other goods, or one that already left with somebody, must not be sold. */
export function checkCis(world: World, order: Order, line: Line, value: string): Verdict {
  const sinceMs = world.nowMs() - (order.checks.get(value) ?? world.nowMs());
  if (sinceMs < world.checkDelayMs) return { value, status: 'IN_PROGRESS' };
  const gtin = /^01(\d{14})21.+/su.exec(value)?.[1];
  if (gtin === undefined) return { value, status: 'INVALID', substatus: 'CIS_VALIDATION_ERROR' };
  const own = line.offer.barcodes.some((barcode) => barcode.padStart(14, '0') === gtin);
  if (!own) return { value, status: 'INVALID', substatus: 'CIS_GTIN_NOT_FOUND' };
  return soldElsewhere(world, order, value) ? { value, status: 'INVALID', substatus: 'ITEM_SOLD' } : { value, status: 'OK' };
}

export function checkUin(world: World, order: Order, value: string): Verdict {
  const sinceMs = world.nowMs() - (order.checks.get(value) ?? world.nowMs());
  if (sinceMs < world.checkDelayMs) return { value, status: 'IN_PROGRESS' };
  return /^\d{16}$/u.test(value) ? { value, status: 'OK' } : { value, status: 'FAILED', substatus: 'UIN_NO_DATA' };
}

const identity = (code: string): string => code.split('\u001D')[0] ?? code;

function soldElsewhere(world: World, order: Order, value: string): boolean {
  for (const other of world.orders.values())
    if (other !== order && other.status !== 'CANCELLED' && other.substatus !== 'STARTED')
      for (const line of other.lines)
        if (instancesOf(other, line).some((one) => one.cis !== undefined && identity(one.cis) === identity(value))) return true;
  return false;
}

/** Whether every code that must be there is there and passed. */
export function codesPass(world: World, order: Order): boolean {
  return order.lines.every((line) => {
    const told = instancesOf(order, line);
    const passed = (good: (one: Instance) => boolean) => told.filter(good).length >= line.count;
    if (line.required.includes('CIS') && !passed((one) => one.cis !== undefined && checkCis(world, order, line, one.cis).status === 'OK'))
      return false;
    if (line.required.includes('UIN') && !passed((one) => one.uin !== undefined && checkUin(world, order, one.uin).status === 'OK'))
      return false;
    if (line.required.includes('RNPT') && !passed((one) => one.rnpt !== undefined)) return false;
    return !line.required.includes('GTD') || passed((one) => one.gtd !== undefined);
  });
}
