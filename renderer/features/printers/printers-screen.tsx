import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { PrinterForm, type PrinterRow } from '../../app/printer-form.tsx';
import { TestLabel } from '../../app/test-label.tsx';
import { asCallError, useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Dialog, EmptyState, Page, PageHeader } from '../../ui/index.ts';
import { AgainDialog } from './again-dialog.tsx';
import { Jobs } from './jobs.tsx';
import { PaperDialog } from './paper-dialog.tsx';
import { PrinterCard } from './printer-card.tsx';
import { RollDialog } from './roll-dialog.tsx';
import { Stations } from './stations.tsx';

import classes from './printers.module.css';

type Opened =
  | { readonly what: 'edit' | 'test' | 'paper' | 'again' | 'roll'; readonly printer: PrinterRow }
  | { readonly what: 'add' }
  | null;

/** Printers, the stations that print on them, and what became of every label. */
export function PrintersScreen() {
  const printers = useCall('printer.list', {});
  const session = useCall('session.get', {});
  const remove = useCommand('printer.remove');
  const pause = useCommand('printer.pause');
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const stationId = session.data?.stationId ?? '';
  const rows = printers.data?.rows ?? [];
  return (
    <Page>
      <PageHeader
        title={<Trans>Принтеры</Trans>}
        note={<Trans>Стикеры печатаются сразу, без окон и диалогов. Проверенный принтер отмечен: его этикетку считали сканером.</Trans>}
        actions={
          <Button look="primary" hotkey="F3" onClick={() => setOpened({ what: 'add' })}>
            <Trans>Добавить принтер</Trans>
          </Button>
        }
      />
      <ErrorBanner error={remove.error ?? pause.error ?? (printers.error === null ? null : asCallError(printers.error))} />
      {printers.data !== undefined && rows.length === 0 ? (
        <EmptyState title={<Trans>Принтеров пока нет</Trans>}>
          <Trans>Добавьте принтер этого компьютера, сетевой с портом 9100 или виртуальный, чтобы увидеть стикеры на экране.</Trans>
        </EmptyState>
      ) : null}
      <div className={classes.cards}>
        {rows.map((printer) => (
          <PrinterCard
            key={printer.id}
            printer={printer}
            onOpen={(what) => setOpened({ what, printer })}
            onPause={() => void pause.run({ id: printer.id, paused: !printer.paused })}
            onRemove={() => void remove.run({ id: printer.id })}
          />
        ))}
      </div>
      <Stations list={printers.data} own={stationId} />
      <Card title={<Trans>Задания печати</Trans>}>
        <Jobs stationId={stationId} />
      </Card>
      <Dialog open={opened?.what === 'add'} title={<Trans>Новый принтер</Trans>} onClose={close} wide>
        <PrinterForm printer={null} onSaved={close} />
      </Dialog>
      {opened === null || opened.what === 'add' ? null : (
        <>
          <Dialog open={opened.what === 'edit'} title={opened.printer.name} onClose={close} wide>
            <PrinterForm printer={opened.printer} onSaved={close} />
          </Dialog>
          <Dialog open={opened.what === 'test'} title={<Trans>Пробная этикетка</Trans>} onClose={close}>
            <TestLabel printer={opened.printer} stationId={stationId} />
          </Dialog>
          {opened.what === 'again' ? <AgainDialog printer={opened.printer} stationId={stationId} onClose={close} /> : null}
          {opened.what === 'roll' ? <RollDialog printer={opened.printer} onClose={close} /> : null}
          <PaperDialog open={opened.what === 'paper'} printer={opened.printer} onClose={close} />
        </>
      )}
    </Page>
  );
}
