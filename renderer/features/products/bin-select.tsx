import { useLingui } from '@lingui/react/macro';

import { useCall } from '../../bridge/index.ts';
import { Select } from '../../ui/index.ts';

/** Where it lies or is put: every bin, by warehouse and code. */
export function BinSelect({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const { t } = useLingui();
  const bins = useBins();
  return (
    <Select
      label={label}
      value={value}
      options={[
        { value: '', text: bins.length === 0 ? t`сначала заведите склад` : t`выберите` },
        ...bins.map(({ id, text }) => ({ value: id, text })),
      ]}
      onChange={onChange}
    />
  );
}

export function useBins(): readonly { readonly id: string; readonly code: string; readonly text: string }[] {
  const locations = useCall('location.list', {});
  const rows = (locations.data?.rows ?? []).filter(({ archived }) => !archived);
  const warehouse = new Map(rows.filter(({ kind }) => kind === 'warehouse').map(({ id, name, code }) => [id, name === '' ? code : name]));
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    text: row.kind === 'warehouse' ? (warehouse.get(row.id) ?? row.code) : `${row.code} · ${warehouse.get(row.warehouseId) ?? ''}`,
  }));
}
