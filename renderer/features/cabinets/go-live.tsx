import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { saveFile } from '../../app/text-file.ts';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Banner, Button, Dialog, StatusChip, toast } from '../../ui/index.ts';

import classes from './cabinets.module.css';

/** Before the first live push: what would change, beside what is there now. Nothing is sent until the owner says so. */
export function GoLive({ account }: { readonly account: Output<'account.list'>['rows'][number] }) {
  const { t } = useLingui();
  const set = useCommand('account.setState');
  const [open, setOpen] = useState(false);
  const dry = useCall('account.dryRun', { accountId: account.id }, { enabled: open });
  const changed = (dry.data?.rows ?? []).filter(({ live, would }) => live !== would);
  const turn = async (live: boolean) => {
    const answer = await set.run({ accountId: account.id, live });
    if (!answer.ok) return;
    setOpen(false);
    toast(live ? 'right' : 'ask', live ? t`Остатки пошли на площадку` : t`Остатки больше не отправляются`);
  };
  if (account.live)
    return (
      <div className={classes.line}>
        <StatusChip tone="right">
          <Trans>остатки отправляются</Trans>
        </StatusChip>
        <Button size="small" onClick={() => void turn(false)}>
          <Trans>Остановить</Trans>
        </Button>
      </div>
    );
  return (
    <>
      <Banner tone="wrong" title={<Trans>Остатки пока не отправляются</Trans>}>
        <Trans>Сначала посмотрите, что изменится на площадке.</Trans>
      </Banner>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Trans>Показать и включить</Trans>
      </Button>
      <Dialog
        open={open}
        wide
        title={<Trans>Что изменится на площадке</Trans>}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button
              hotkey="F8"
              disabled={dry.data === undefined}
              onClick={() => saveFile(`korob-${account.name}.csv`, 'text/csv', asCsv(changed))}
            >
              <Trans>Сохранить список</Trans>
            </Button>
            <Button look="primary" hotkey="F9" disabled={set.pending || dry.data === undefined} onClick={() => void turn(true)}>
              <Trans>Отправлять остатки</Trans>
            </Button>
          </>
        }
      >
        <ErrorBanner error={dry.error?.error ?? set.error} />
        <div className={classes.list}>
          {dry.data === undefined ? (
            <p>
              <Trans>Читаем, что на площадке сейчас…</Trans>
            </p>
          ) : (
            <p>
              <Trans>
                Изменится {changed.length} из {dry.data.rows.length}
              </Trans>
            </p>
          )}
          {changed.slice(0, 200).map((row) => (
            <div key={`${row.listingId} ${row.externalWarehouseId}`} className={classes.line}>
              <span>
                {row.name} <span className={classes.faint}>{row.article}</span>
              </span>
              <span>
                {row.live ?? '—'} → <b>{row.would}</b>
              </span>
            </div>
          ))}
        </div>
      </Dialog>
    </>
  );
}

type Row = Output<'account.dryRun'>['rows'][number];

/** For a spreadsheet: a mark of UTF-8 and semicolons, which Excel of these parts expects. A cell that begins a formula is kept a text. */
function asCsv(rows: readonly Row[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    return `"${(/^[=+\-@\t\r]/u.test(text) && typeof value === 'string' ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  const lines = rows.map((row) => [row.article, row.name, row.sku, row.externalWarehouseId, row.live, row.would].map(cell).join(';'));
  return `\uFEFF${['article;name;sku;warehouse;live;would', ...lines].join('\r\n')}`;
}
