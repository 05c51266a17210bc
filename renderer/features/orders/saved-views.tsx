import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { Button, Field, Toolbar } from '../../ui/index.ts';

type Address = Readonly<Record<string, string>>;
interface View {
  readonly name: string;
  readonly address: Address;
}

const KEY = 'korob.order-views';
const MOST_VIEWS = 12;

/** Filters under a name, kept on this device: a view is nothing but the address of a list. */
export function SavedViews({ address, onOpen }: { readonly address: Partial<Address>; readonly onOpen: (address: Address) => void }) {
  const { t } = useLingui();
  const [views, setViews] = useState<readonly View[]>(read);
  const [name, setName] = useState<string | null>(null);
  const filters = Object.entries(address).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  const key = (view: Address) => JSON.stringify(Object.entries(view).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  const current = views.find((view) => key(view.address) === key(Object.fromEntries(filters)));
  const keep = (next: readonly View[]) => {
    setViews(next);
    localStorage.setItem(KEY, JSON.stringify(next));
  };
  const save = () => {
    const called = (name ?? '').trim();
    if (called !== '')
      keep([...views.filter((view) => view.name !== called), { name: called, address: Object.fromEntries(filters) }].slice(-MOST_VIEWS));
    setName(null);
  };
  if (views.length === 0 && filters.length === 0) return null;
  return (
    <Toolbar>
      {views.map((view) => (
        <Button key={view.name} size="small" look={view === current ? 'primary' : 'plain'} onClick={() => onOpen(view.address)}>
          {view.name}
        </Button>
      ))}
      {current === undefined ? null : (
        <Button size="small" look="quiet" onClick={() => keep(views.filter((view) => view !== current))}>
          <Trans>Забыть вид</Trans>
        </Button>
      )}
      {current !== undefined || filters.length === 0 ? null : name === null ? (
        <Button size="small" look="quiet" onClick={() => setName('')}>
          <Trans>Запомнить вид</Trans>
        </Button>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Field label={t`Как назвать`} value={name} maxLength={40} autoFocus onChange={(event) => setName(event.target.value)} />
        </form>
      )}
    </Toolbar>
  );
}

function read(): readonly View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? (kept as View[]).filter((view) => typeof view?.name === 'string' && typeof view.address === 'object') : [];
  } catch {
    return [];
  }
}
