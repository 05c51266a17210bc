import { Trans, useLingui } from '@lingui/react/macro';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAction, useCall } from '../../bridge/index.ts';
import { Button, Card, RelativeTime, StatusChip } from '../../ui/index.ts';

import classes from './cabinets.module.css';

type Lan = Output<'lan.get'>;

/** Other devices of the network: a handheld, a second screen. Opened by the owner, paired by a code, revoked at once. */
export function Devices() {
  // A code is spent by the device that used it, and nobody here did anything.
  const lan = useCall('lan.get', {}, { everyMs: 3000 });
  const set = useAction('lan.set');
  const revoke = useAction('token.revoke');
  if (lan.data === undefined) return null;
  const { supported, on, devices } = lan.data;
  return (
    <Card title={<Trans>Устройства в сети</Trans>}>
      <ErrorBanner error={set.error ?? revoke.error} />
      <div className={classes.line}>
        <span>
          {on ? (
            <Trans>Телефон, терминал сбора данных или второй компьютер этой сети могут подключиться по коду.</Trans>
          ) : supported ? (
            <Trans>Сеть закрыта: Короб виден только на этом компьютере.</Trans>
          ) : (
            <Trans>Это окно сеть не открывает. Для других устройств запустите Короб в браузере: npm start -- --web</Trans>
          )}
        </span>
        {supported ? (
          <span className={classes.head}>
            <StatusChip tone={on ? 'right' : 'plain'}>{on ? <Trans>открыта</Trans> : <Trans>закрыта</Trans>}</StatusChip>
            <Button disabled={set.pending} onClick={() => void set.run({ on: !on })}>
              {on ? <Trans>Закрыть сеть</Trans> : <Trans>Открыть для сети</Trans>}
            </Button>
          </span>
        ) : null}
      </div>
      {on ? <Door lan={lan.data} /> : null}
      {devices.map((device) => (
        <div key={device.id} className={classes.line} data-testid="device">
          <b>{device.name}</b>
          <span className={classes.head}>
            <span className={classes.faint}>
              {device.lastUsedAtMs === null ? <Trans>ещё не заходило</Trans> : <RelativeTime ms={device.lastUsedAtMs} />}
            </span>
            <Button size="small" onClick={() => void revoke.run({ id: device.id })}>
              <Trans>Отключить</Trans>
            </Button>
          </span>
        </div>
      ))}
    </Card>
  );
}

/** Where to go and what to type there. */
function Door({ lan }: { readonly lan: Lan }) {
  const { t } = useLingui();
  const { addresses, pairing } = lan;
  return (
    <div className={classes.door}>
      {addresses.map(({ url, qr }) => (
        <figure key={url} className={classes.address}>
          <Qr rows={qr} label={t`Адрес ${url} в виде QR-кода`} />
          <figcaption data-testid="lan-address">{url}</figcaption>
        </figure>
      ))}
      {pairing === null ? null : (
        <div className={classes.list}>
          <span>
            <Trans>Откройте адрес на устройстве и введите код:</Trans>
          </span>
          <b className={classes.code} data-testid="pairing-code">
            {pairing.code.slice(0, 4)} {pairing.code.slice(4)}
          </b>
          <span className={classes.faint}>
            <Trans>
              Код пускает одно устройство, и оно сможет смотреть и собирать заказы. Новый код <RelativeTime ms={pairing.validUntilMs} />
            </Trans>
          </span>
        </div>
      )}
    </div>
  );
}

/** Always dark on light, whatever the theme: readers of cameras expect it. */
function Qr({ rows, label }: { readonly rows: readonly string[]; readonly label: string }) {
  const quiet = 4;
  const side = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) => Array.from(row, (bit, x) => (bit === '1' ? `M${x + quiet} ${y + quiet}h1v1h-1z` : ''))).join('');
  return (
    <svg className={classes.qr} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
