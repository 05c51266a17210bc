import { expect, test } from 'vitest';

import { eventSchema } from '#shared/contract/events.ts';
import { contract } from '#shared/contract/index.ts';

import { isStale } from '../../../renderer/bridge/topics.ts';

const topics = eventSchema.shape.topic.options;

test('every query is either asked again by some event, or asked by hand, or never changes', () => {
  const still = Object.entries(contract)
    .filter(([, spec]) => spec.kind === 'query')
    .map(([name]) => name)
    .filter((name) => !topics.some((topic) => isStale(name, topic)));
  expect(still.sort()).toEqual([
    'account.dryRun',
    'account.readToken',
    'account.shippingPoints',
    'channel.list',
    'diagnostics.bundle',
    'pass.list',
    'printer.find',
    'supply.reshipment',
  ]);
});

test('a packed parcel refreshes the desk and the counts, not the cabinets', () => {
  expect(isStale('packing.state', 'orders')).toBe(true);
  expect(isStale('order.counts', 'orders')).toBe(true);
  expect(isStale('account.list', 'orders')).toBe(false);
});
