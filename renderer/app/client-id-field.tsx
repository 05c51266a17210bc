import { Trans } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { Field } from '../ui/index.ts';

type Wanted = Output<'channel.list'>['rows'][number]['capabilities']['clientId'];

interface Props {
  readonly wanted: Wanted;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The second part of the credentials, where the marketplace has one. */
export function ClientIdField({ wanted, value, onChange }: Props) {
  if (wanted === 'none') return null;
  return (
    <Field
      label={
        wanted === 'required' ? <Trans>Номер клиента (Client-Id)</Trans> : <Trans>Номер кабинета, если ключ открывает несколько</Trans>
      }
      hint={<Trans>Стоит рядом с ключом в настройках API площадки</Trans>}
      name="client-id"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
