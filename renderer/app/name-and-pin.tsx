import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';

import { useCall } from '../bridge/index.ts';
import { isTouch } from '../ui/handheld.ts';
import { Button, Field } from '../ui/index.ts';

import classes from './sign-in.module.css';

/** For whoever has no badge at hand: a name from the list and the PIN. */
export function NameAndPin({
  pending,
  leadsOnly = false,
  word,
  onDone,
}: {
  readonly pending: boolean;
  readonly leadsOnly?: boolean;
  readonly word: ReactNode;
  readonly onDone: (proof: { personId: string; pin: string }) => void;
}) {
  const people = useCall('person.list', {});
  const [personId, setPersonId] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const rows = (people.data?.rows ?? []).filter((row) => !row.archived && row.hasPin && (!leadsOnly || row.role !== 'packer'));
  const chosen = personId ?? (rows.length === 1 ? (rows[0]?.id ?? null) : null);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen === null) return;
        onDone({ personId: chosen, pin });
        setPin('');
      }}
    >
      <div className={classes.names}>
        {rows.map((row) => (
          <button
            key={row.id}
            type="button"
            className={`${classes.name} ${row.id === chosen ? classes.chosen : ''}`}
            aria-pressed={row.id === chosen}
            onClick={() => setPersonId(row.id)}
          >
            {row.name}
          </button>
        ))}
      </div>
      {chosen === null ? null : (
        <>
          <Field
            label={<Trans>ПИН</Trans>}
            name="pin"
            type="password"
            inputMode="numeric"
            maxLength={8}
            autoFocus={!isTouch()}
            value={pin}
            onChange={(event) => setPin(event.target.value.replaceAll(/\D/gu, ''))}
          />
          <Button type="submit" look="primary" disabled={pin.length < 4 || pending}>
            {word}
          </Button>
        </>
      )}
    </form>
  );
}
