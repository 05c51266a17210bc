import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { isTaxId } from '#shared/domain/tax-id.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { newId, useCall, useCommand } from '../../bridge/index.ts';
import { Button, Field, StatusChip } from '../../ui/index.ts';

import classes from './guide.module.css';

export function EntityStep() {
  const entities = useCall('entity.list', {});
  const save = useCommand('entity.save');
  const [draft, setDraft] = useState({ id: newId(), name: '', taxId: '' });
  const slip = draft.taxId.length >= 10 && !isTaxId(draft.taxId);
  const submit = async () => {
    const answer = await save.run(draft);
    if (answer.ok) setDraft({ id: newId(), name: '', taxId: '' });
  };
  return (
    <form
      className={classes.list}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes.row}>
        {entities.data?.rows.map((entity) => (
          <StatusChip key={entity.id} tone="right">
            {entity.name} {entity.taxId}
          </StatusChip>
        ))}
      </div>
      <div className={classes.grid}>
        <Field
          label={<Trans>Название</Trans>}
          name="entity-name"
          placeholder="ООО «Ромашка»"
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <Field
          label={<Trans>ИНН</Trans>}
          name="entity-tax-id"
          inputMode="numeric"
          error={slip ? <Trans>Контрольные цифры не сходятся: проверьте номер</Trans> : undefined}
          value={draft.taxId}
          onChange={(event) => setDraft({ ...draft, taxId: event.target.value.trim() })}
        />
      </div>
      <ErrorBanner error={save.error} />
      <div className={classes.row}>
        <Button type="submit" look="primary" disabled={draft.name.trim() === '' || save.pending}>
          <Trans>Сохранить юрлицо</Trans>
        </Button>
      </div>
    </form>
  );
}
