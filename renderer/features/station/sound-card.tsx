import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useAction, useCommand } from '../../bridge/index.ts';
import { hasVoice, play, say, type Tune } from '../../scan/index.ts';
import { Banner, Button, Card, Check, Field } from '../../ui/index.ts';

import classes from './station.module.css';

const TONES: readonly { readonly tune: Tune; readonly word: ReturnType<typeof msg> }[] = [
  { tune: 'right', word: msg`верно` },
  { tune: 'ask', word: msg`вопрос` },
  { tune: 'wrong', word: msg`ничего не сделано` },
  { tune: 'stop', word: msg`стоп` },
  { tune: 'cell', word: msg`в ячейку` },
  { tune: 'whole', word: msg`заказ собран` },
];

/** How loud this place is, and whether the words that matter are spoken. */
export function SoundCard({ stationId, session }: { readonly stationId: string; readonly session: Output<'session.get'> }) {
  const { t } = useLingui();
  const save = useCommand('station.save');
  const setting = useAction('setting.save');
  const { station } = session;
  const [volume, setVolume] = useState(station.volume);
  const ready = useHasVoice();
  return (
    <Card title={<Trans>Звук и голос</Trans>}>
      <ErrorBanner error={save.error ?? setting.error} />
      <Check
        label={<Trans>Звуки включены (на всех местах)</Trans>}
        checked={session.sounds}
        onChange={(sounds) => void setting.run({ sounds })}
      />
      <Field
        label={<Trans>Громкость этого места, {volume} %</Trans>}
        type="range"
        min={0}
        max={100}
        step={10}
        value={volume}
        onChange={(event) => setVolume(Number(event.target.value))}
        onPointerUp={() => void save.run({ stationId, volume })}
        onKeyUp={() => void save.run({ stationId, volume })}
      />
      <div className={classes.row}>
        {TONES.map(({ tune, word }) => (
          <Button key={tune} size="small" disabled={!session.sounds} onClick={() => play(tune)}>
            {t(word)}
          </Button>
        ))}
      </div>
      <Check
        label={<Trans>Говорить: номер ячейки, «отменён», «стоп», «заказ собран», сколько осталось</Trans>}
        checked={station.voice}
        onChange={(voice) => void save.run({ stationId, voice })}
      />
      <div className={classes.row}>
        <Button size="small" hotkey="F7" disabled={!ready} onClick={() => say(t`Ячейка 12. Осталось 3. Заказ собран`, true)}>
          <Trans>Послушать голос</Trans>
        </Button>
      </div>
      {ready ? null : (
        <Banner tone="wrong" title={<Trans>На этом компьютере нет русского голоса</Trans>}>
          <Trans>Короб говорит только голосом самого компьютера, без сети. Без него те же события различаются звуками.</Trans>
        </Banner>
      )}
    </Card>
  );
}

/** Browsers learn of the computer's voices a while after they start. */
function useHasVoice(): boolean {
  const [ready, setReady] = useState(hasVoice);
  useEffect(() => {
    const again = () => setReady(hasVoice());
    globalThis.speechSynthesis?.addEventListener('voiceschanged', again);
    return () => globalThis.speechSynthesis?.removeEventListener('voiceschanged', again);
  }, []);
  return ready;
}
