import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, useCall, useCommand } from '../../bridge/index.ts';
import { Button, Card, Page, PageHeader, Select } from '../../ui/index.ts';
import { HabitChips } from './learnt.tsx';
import { PortsCard } from './ports-card.tsx';
import { ScannerLesson } from './scanner-lesson.tsx';
import { SoundCard } from './sound-card.tsx';

import classes from './station.module.css';

/** The place of work itself: its scanner, its sound, the hand that works here. */
export function StationScreen() {
  const session = useCall('session.get', {});
  if (session.data === undefined) return <ErrorBanner error={session.error === null ? null : asCallError(session.error)} />;
  return <Place session={session.data} />;
}

function Place({ session }: { readonly session: Output<'session.get'> }) {
  const { stationId, stationName } = session;
  return (
    <Page>
      <PageHeader
        title={<Trans>Рабочее место {stationName}</Trans>}
        note={<Trans>Всё здесь относится только к этому месту: его сканер, звук и рука, которой удобно.</Trans>}
      />
      <div className={classes.cards}>
        <div className={classes.stack}>
          <ScannerCard session={session} />
          <PortsCard key={`ports ${stationId}`} stationId={stationId} station={session.station} />
        </div>
        <div className={classes.stack}>
          <SoundCard key={stationId} stationId={stationId} session={session} />
          <HandCard session={session} />
        </div>
      </div>
    </Page>
  );
}

function ScannerCard({ session }: { readonly session: Output<'session.get'> }) {
  const [learning, setLearning] = useState(false);
  const { scanner } = session.station;
  return (
    <Card title={<Trans>Сканер</Trans>}>
      {scanner === null ? (
        <p>
          <Trans>Обычный сканер работает сразу. Три скана покажут, доходит ли GS маркировки, и что поправить.</Trans>
        </p>
      ) : (
        <HabitChips habits={scanner} />
      )}
      <div className={classes.row}>
        <Button look="primary" hotkey="F2" onClick={() => setLearning(true)}>
          <Trans>Научить сканер</Trans>
        </Button>
      </div>
      {learning ? <ScannerLesson stationId={session.stationId} onClose={() => setLearning(false)} /> : null}
    </Card>
  );
}

function HandCard({ session }: { readonly session: Output<'session.get'> }) {
  const { t } = useLingui();
  const save = useCommand('station.save');
  return (
    <Card title={<Trans>Рука</Trans>}>
      <ErrorBanner error={save.error} />
      <Select
        label={t`Сканер держит`}
        hint={<Trans>Боковая панель упаковки встаёт со стороны этой руки</Trans>}
        value={session.station.hand}
        options={[
          { value: 'right', text: t`правая рука` },
          { value: 'left', text: t`левая рука` },
        ]}
        onChange={(hand) => void save.run({ stationId: session.stationId, hand })}
      />
    </Card>
  );
}
