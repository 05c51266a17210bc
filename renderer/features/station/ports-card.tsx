import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Check, Field, Figure, Select, StatusChip } from '../../ui/index.ts';

import classes from './station.module.css';

type Settings = Output<'session.get'>['station'];
type Told = Output<'station.devices'>;
type LineState = NonNullable<Told['scanner']>['state'];

const PROTOCOLS = [
  { value: 'ascii', word: msg`строка «ST,GS,+ 1.234kg»: CAS, A&D и похожие` },
  { value: 'massa-100', word: msg`Масса-К, «Протокол 100»` },
] as const;

/** Scanner and scales on wires of their own: which port, and whether they are there. */
export function PortsCard({ stationId, station }: { readonly stationId: string; readonly station: Settings }) {
  const { t } = useLingui();
  const save = useCommand('station.connect');
  const ports = useCall('station.ports', {});
  const devices = useCall('station.devices', {}, { everyMs: 3000 });
  const [scannerPort, setScannerPort] = useState(station.scannerPort);
  const [scalesPort, setScalesPort] = useState(station.scalesPort);
  const isChanged = scannerPort.trim() !== station.scannerPort || scalesPort.trim() !== station.scalesPort;
  const weight = devices.data?.scales?.weight ?? null;
  return (
    <Card title={<Trans>Сканер и весы на COM-порту</Trans>}>
      <ErrorBanner error={save.error} />
      <p>
        <Trans>В режиме COM-порта сканер не печатает в окна, не теряет GS и работает, когда открыта другая программа.</Trans>
      </p>
      <div className={classes.line}>
        <Field
          label={t`Порт сканера`}
          hint={<Trans>например, COM3 или COM3:115200; пусто — сканера на порту нет</Trans>}
          list="korob-ports"
          value={scannerPort}
          onChange={(event) => setScannerPort(event.target.value)}
        />
        <LineChip state={devices.data?.scanner?.state ?? null} />
      </div>
      <div className={classes.line}>
        <Field
          label={t`Порт весов`}
          hint={<Trans>скорость другая — через двоеточие, COM5:4800</Trans>}
          list="korob-ports"
          value={scalesPort}
          onChange={(event) => setScalesPort(event.target.value)}
        />
        <LineChip state={devices.data?.scales?.state ?? null} />
      </div>
      <datalist id="korob-ports">
        {(ports.data?.rows ?? []).map((port) => (
          <option key={port.path} value={port.path}>
            {port.name}
          </option>
        ))}
      </datalist>
      <div className={classes.row}>
        <Button
          hotkey="F9"
          disabled={!isChanged || save.pending}
          onClick={() => void save.run({ stationId, scannerPort: scannerPort.trim(), scalesPort: scalesPort.trim() })}
        >
          <Trans>Подключить</Trans>
        </Button>
      </div>
      <Select
        label={t`Язык весов`}
        hint={<Trans>Выбирается в меню весов; чужой язык просто не читается</Trans>}
        value={station.scalesProtocol}
        options={PROTOCOLS.map(({ value, word }) => ({ value, text: t(word) }))}
        onChange={(scalesProtocol) => void save.run({ stationId, scalesProtocol })}
      />
      {devices.data?.scales == null ? null : (
        <p data-testid="scales-weight">
          {weight === null ? (
            <Trans>Весы ничего не говорят.</Trans>
          ) : (
            <b>
              <Trans>
                На весах <Figure value={weight.grams} /> г
              </Trans>{' '}
              {weight.stable ? null : <Trans>(качаются)</Trans>}
            </b>
          )}
        </p>
      )}
      <Check
        label={<Trans>Взвешивать каждую посылку</Trans>}
        checked={station.weighs}
        onChange={(weighs) => void save.run({ stationId, weighs })}
      />
    </Card>
  );
}

function LineChip({ state }: { readonly state: LineState | null }) {
  if (state === null) return null;
  if (state === 'open')
    return (
      <StatusChip tone="right">
        <Trans>на связи</Trans>
      </StatusChip>
    );
  if (state === 'opening')
    return (
      <StatusChip>
        <Trans>подключается</Trans>
      </StatusChip>
    );
  return (
    <StatusChip tone="stop">
      <Trans>порта нет или он занят, пробую снова</Trans>
    </StatusChip>
  );
}
