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
    'document.pdf',
    'handover.document',
    'order.cancelReasons',
    'order.export',
    'pass.list',
    'printer.find',
    'station.ports',
    'supply.reshipment',
  ]);
});

test('a label that was printed moves its batch on, and draws no picture anew', () => {
  expect(isStale('label.batches', 'print')).toBe(true);
  expect(isStale('label.proof', 'print')).toBe(false);
  expect(isStale('label.templates', 'labels')).toBe(true);
});

test('a packed parcel refreshes the desk and the counts, not the cabinets', () => {
  expect(isStale('packing.state', 'orders')).toBe(true);
  expect(isStale('order.counts', 'orders')).toBe(true);
  expect(isStale('account.list', 'orders')).toBe(false);
});
