import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { useCall, useCommand } from '../bridge/index.ts';
import { play, useScan } from '../scan/index.ts';
import { Banner, Button } from '../ui/index.ts';
import { ErrorBanner } from './error-banner.tsx';
import type { PrinterRow } from './printer-form.tsx';

import classes from './printer-form.module.css';

/** A test label, scanned back: then printer, paper, size and scanner are known to work together. */
export function TestLabel({ printer, stationId }: { readonly printer: PrinterRow; readonly stationId: string }) {
  const test = useCommand('printer.test');
  const confirm = useCommand('printer.confirmTest');
  const [code, setCode] = useState<string | null>(null);
  const [proven, setProven] = useState<boolean | null>(null);
  const paper = useCall('printer.paper', { id: printer.id, limit: 1 }, { enabled: printer.transport === 'virtual' && code !== null });
  const check = async (scanned: string) => {
    const answer = await confirm.run({ id: printer.id, code: scanned });
    const right = answer.ok && answer.value.proven;
    setProven(right);
    play(right ? 'right' : 'wrong');
  };
  useScan(({ code: scanned }) => check(scanned));
  const print = async () => {
    setProven(null);
    const answer = await test.run({ id: printer.id, stationId });
    if (answer.ok) setCode(answer.value.code);
  };
  const sheet = paper.data?.sheets[0];
  return (
    <div className={classes.stack}>
      <div className={classes.row}>
        <Button look="primary" onClick={() => void print()} disabled={test.pending}>
          <Trans>Напечатать пробную этикетку</Trans>
        </Button>
        {printer.transport === 'virtual' && code !== null ? (
          <Button onClick={() => void check(code)}>
            <Trans>Считать с экрана</Trans>
          </Button>
        ) : null}
      </div>
      <ErrorBanner error={test.error ?? confirm.error} />
      {code === null || proven === true ? null : (
        <Banner tone="ask" title={<Trans>Теперь отсканируйте её или наберите код и нажмите Enter</Trans>}>
          <span className={classes.code} data-testid="test-code">
            {code}
          </span>
        </Banner>
      )}
      {proven === false ? (
        <Banner tone="wrong" title={<Trans>Считался другой код</Trans>}>
          <Trans>Проверьте, что сканируете именно пробную этикетку. Если штрихи смазаны, убавьте темноту или скорость.</Trans>
        </Banner>
      ) : null}
      {proven === true ? (
        <Banner tone="right" title={<Trans>Принтер и сканер работают вместе</Trans>}>
          <Trans>Этикетка напечатана в размер и читается.</Trans>
        </Banner>
      ) : null}
      {sheet === undefined ? null : <img className={classes.paper} src={`data:image/png;base64,${sheet.pngBase64}`} alt="" />}
    </div>
  );
}
