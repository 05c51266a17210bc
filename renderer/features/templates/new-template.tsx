import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { LABEL_KINDS, type LabelKind } from '#shared/domain/label-template.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { labelKindNames } from '../../app/words/labels.ts';
import { newId, useCommand } from '../../bridge/index.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import { SIZES } from './label-fields.tsx';

import classes from './templates.module.css';

/** An empty label of a kind and a size; everything else is done in the editor. */
export function NewTemplate({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const save = useCommand('label.saveTemplate');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<LabelKind>('product');
  const [size, setSize] = useState<string>(SIZES[0]);
  const make = async () => {
    const [widthMm = 58, heightMm = 40] = size.split('x').map(Number);
    const id = newId();
    const answer = await save.run({ template: { id, name, kind, widthMm, heightMm, elements: [] } });
    if (answer.ok) void navigate({ to: '/templates/$id', params: { id } });
  };
  return (
    <Dialog
      open
      title={<Trans>Новый шаблон</Trans>}
      onClose={onClose}
      actions={
        <Button look="primary" hotkey="F9" disabled={name.trim() === '' || save.pending} onClick={() => void make()}>
          <Trans>Создать</Trans>
        </Button>
      }
    >
      <div className={classes.form}>
        <ErrorBanner error={save.error} />
        <Field label={<Trans>Название шаблона</Trans>} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        <Select
          label={t`На что клеится`}
          value={kind}
          options={LABEL_KINDS.map((value) => ({ value, text: i18n._(labelKindNames[value]!) }))}
          onChange={setKind}
        />
        <Select
          label={t`Размер, мм`}
          value={size}
          options={SIZES.map((value) => ({ value: value as string, text: value.replace('x', ' × ') }))}
          onChange={setSize}
        />
      </div>
    </Dialog>
  );
}
