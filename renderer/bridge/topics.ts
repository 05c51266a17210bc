import type { EngineEvent } from '#shared/contract/events.ts';
import type { CallName, Contract } from '#shared/contract/index.ts';

type Topic = EngineEvent['topic'];
export type QueryName = { [N in CallName]: Contract[N]['kind'] extends 'query' ? N : never }[CallName];
export type CommandName = { [N in CallName]: Contract[N]['kind'] extends 'command' ? N : never }[CallName];
export type ActionName = { [N in CallName]: Contract[N]['kind'] extends 'action' ? N : never }[CallName];

/** After which events an answer is out of date, by family; a call of its own line wins over its family. */
const FAMILIES: Readonly<Record<string, readonly Topic[]>> = {
  session: ['setup', 'people'],
  setup: ['setup', 'accounts', 'products', 'listings', 'stock', 'print', 'packing'],
  entity: ['setup', 'accounts'],
  channel: [],
  account: ['accounts', 'setup', 'sync'],
  token: ['setup'],
  lan: ['setup'],
  product: ['products', 'stock', 'listings', 'fulfilment'],
  location: ['stock', 'setup', 'products'],
  stock: ['stock'],
  sale: ['stock'],
  rule: ['listings', 'products', 'accounts', 'sync'],
  listing: ['listings', 'products', 'stock', 'sync'],
  order: ['orders', 'packing', 'stock', 'listings'],
  supply: ['supplies', 'orders', 'packing', 'sync'],
  handover: ['handovers', 'orders', 'packing', 'sync'],
  return: ['returns', 'listings', 'stock'],
  fulfilment: ['fulfilment', 'listings', 'accounts'],
  pass: ['supplies', 'sync'],
  packing: ['packing', 'orders', 'print', 'sync', 'stock', 'supplies'],
  printer: ['print', 'setup'],
  print: ['print'],
  label: ['labels'],
  // While a batch is printed the pictures of labels are not drawn anew: the same thread draws what is printed.
  'label.batches': ['print'],
  'label.proof': ['labels', 'products'],
  document: [],
  sync: ['sync', 'accounts', 'listings'],
  diagnostics: ['incident', 'setup'],
  person: ['people', 'packing'],
  radar: ['packing', 'orders'],
  station: ['setup'],
  'station.devices': ['scales', 'setup'],
  wave: ['waves', 'orders', 'packing', 'stock'],
};

/** Asked of a marketplace or costly: never asked again by an event, only by a person. */
const BY_HAND: ReadonlySet<string> = new Set([
  'account.dryRun',
  'account.readToken',
  'account.shippingPoints',
  'order.cancelReasons',
  'order.export',
  'supply.reshipment',
  'handover.document',
  'pass.list',
  'printer.find',
  'station.ports',
  'diagnostics.bundle',
]);

export function isStale(name: string, topic: Topic): boolean {
  if (BY_HAND.has(name)) return false;
  return (FAMILIES[name] ?? FAMILIES[name.slice(0, name.indexOf('.'))])?.includes(topic) ?? true;
}
