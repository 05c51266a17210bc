import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { useCall } from '../../bridge/index.ts';
import { Select } from '../../ui/index.ts';

export interface Shelf {
  readonly id: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly choose: (id: string) => void;
}

/** Where sound things go, chosen once for the whole pile; the first warehouse until a person says otherwise. */
export function useShelf(): Shelf {
  const locations = useCall('location.list', {});
  const [chosen, choose] = useState('');
  const rows = (locations.data?.rows ?? []).filter(({ archived }) => !archived);
  const names = new Map(rows.filter(({ kind }) => kind === 'warehouse').map(({ id, name, code }) => [id, name === '' ? code : name]));
  const options = rows.map((row) => ({
    value: row.id,
    text: row.kind === 'warehouse' ? (names.get(row.id) ?? row.code) : `${row.code} · ${names.get(row.warehouseId) ?? ''}`,
  }));
  const first = rows.find(({ kind }) => kind === 'warehouse')?.id ?? '';
  return { id: chosen === '' ? first : chosen, options, choose };
}

export function ShelfChoice({ shelf }: { readonly shelf: Shelf }) {
  const { t } = useLingui();
  return <Select label={t`Целое кладём сюда`} value={shelf.id} options={shelf.options} onChange={shelf.choose} />;
}
