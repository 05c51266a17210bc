import type { MarkKind } from '#shared/domain/marking.ts';

/** Wildberries' keys of marks beside ours; it has no others. */
export const MARK_KEYS: Readonly<Partial<Record<MarkKind, string>>> = {
  sgtin: 'sgtin',
  uin: 'uin',
  imei: 'imei',
  gtin: 'gtin',
  expiration: 'expiration',
  customs: 'customsDeclaration',
};

const KINDS = new Map(Object.entries(MARK_KEYS).map(([kind, key]) => [key, kind as MarkKind]));

export const markKindOf = (key: string): MarkKind | null => KINDS.get(key) ?? null;
