import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';

import { readWaveCode } from '#shared/domain/wave.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { useCommand } from '../../bridge/index.ts';
import { play, useScan } from '../../scan/index.ts';
import { Banner, Button, Card, Dialog, Field, Select, toast } from '../../ui/index.ts';
import { Papers } from './papers.tsx';
import type { Wave } from './wave.ts';

import classes from './waves.module.css';

type Stop = Wave['stops'][number];
/** What was not found: on the list still, or written down as taken by a scan of paper. */
type Missed = Pick<Stop, 'productId' | 'locationId' | 'code' | 'name' | 'quantity'> & { readonly picked: boolean };

/** The walk: the next place first. A scan of the thing takes one; a key takes all that the line asks. */
export function PickList({ wave }: { readonly wave: Wave }) {
  const pick = useCommand('wave.pick');
  const all = useCommand('wave.pickAll');
  const paper = useCommand('wave.takePaper');
  const [short, setShort] = useState<Missed | null>(null);
  const { id } = wave.wave;
  const open = wave.wave.state === 'open';
  const take = async (stop: Stop, quantity: number) => {
    const answer = await pick.run({ id, productId: stop.productId, locationId: stop.locationId, quantity });
    play(answer.ok ? 'right' : 'wrong');
  };
  const takePaper = async (code: string) => {
    const answer = await paper.run({ code });
    play(answer.ok ? (answer.value.units > 0 ? 'whole' : 'right') : 'wrong');
    if (!answer.ok) return;
    toast(
      'right',
      <Trans>
        Отмечено строк: {answer.value.lines}, вещей в тележке прибавилось: {answer.value.units}
      </Trans>,
    );
  };
  useScan(async ({ code }) => {
    if (readWaveCode(code) !== null) return takePaper(code);
    const found = wave.stops.find((stop) => stop.barcode === code);
    if (found !== undefined) return take(found, 1);
    play('wrong');
    toast('wrong', <Trans>В листе подбора такой вещи нет. Положите её обратно.</Trans>);
  });
  const [next] = wave.stops;
  const missing = (
    <Dialog open={short !== null} title={<Trans>Не хватает</Trans>} onClose={() => setShort(null)}>
      {short === null ? null : <ShortForm id={id} stop={short} onDone={() => setShort(null)} />}
    </Dialog>
  );
  const papers = <Papers wave={wave} onMissed={(line) => setShort({ ...line, picked: true })} />;
  if (next === undefined && wave.missing.length === 0)
    return (
      <>
        <ErrorBanner error={paper.error} />
        {wave.papers.length === 0 ? null : papers}
        {wave.shorts.length === 0 ? null : <Shorts wave={wave} />}
        {missing}
      </>
    );
  return (
    <>
      <Card title={<Trans>Подобрать по маршруту</Trans>}>
        <ErrorBanner error={pick.error ?? all.error ?? paper.error} />
        {wave.missing.length === 0 ? null : (
          <Banner tone="stop" title={<Trans>Этого на полках нет</Trans>}>
            {wave.missing.map((row) => `${row.article} × ${row.quantity}`).join(', ')}
          </Banner>
        )}
        {next === undefined || !open ? null : (
          <div className={classes.next}>
            <span className={classes.place}>{next.code}</span>
            <span className={classes.what}>
              <b>{next.name}</b>
              <span className={classes.faint}>{next.article}</span>
            </span>
            <span className={classes.count}>× {next.quantity}</span>
            <Button look="primary" size="large" hotkey="F2" disabled={pick.pending} onClick={() => void take(next, next.quantity)}>
              <Trans>Взял</Trans>
            </Button>
            <Button size="large" hotkey="F4" onClick={() => setShort({ ...next, picked: false })}>
              <Trans>Не хватает</Trans>
            </Button>
          </div>
        )}
        <table className={classes.table}>
          <tbody>
            {wave.stops.slice(1, 200).map((stop) => (
              <tr key={`${stop.locationId} ${stop.productId}`}>
                <td className={classes.code}>{stop.code}</td>
                <td>{stop.name}</td>
                <td className={`${classes.faint} ${classes.article}`}>{stop.article}</td>
                <td className={classes.end}>× {stop.quantity}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {next === undefined || !open ? null : (
          <div>
            <Button hotkey="F8" disabled={all.pending} onClick={() => void all.run({ id })}>
              <Trans>Всё по листу уже в тележке</Trans>
            </Button>
          </div>
        )}
        <Shorts wave={wave} />
      </Card>
      {papers}
      {missing}
    </>
  );
}

function ShortForm({ id, stop, onDone }: { readonly id: string; readonly stop: Missed; readonly onDone: () => void }) {
  const { t } = useLingui();
  const short = useCommand('wave.short');
  const [quantity, setQuantity] = useState(String(stop.quantity));
  const reasons = [t`в ячейке пусто`, t`брак`, t`не та вещь в ячейке`, t`не достать`];
  const [reason, setReason] = useState(reasons[0] ?? '');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void short
          .run({ id, productId: stop.productId, locationId: stop.locationId, quantity: Number(quantity), reason, picked: stop.picked })
          .then((answer) => (answer.ok ? onDone() : undefined));
      }}
    >
      <p>
        {stop.code}: {stop.name}
      </p>
      <Field
        label={<Trans>Скольких нет</Trans>}
        name="short"
        type="number"
        min={1}
        max={stop.quantity}
        value={quantity}
        onChange={(event) => setQuantity(event.target.value)}
      />
      <Select label={t`Почему`} value={reason} options={reasons.map((text) => ({ value: text, text }))} onChange={setReason} />
      <ErrorBanner error={short.error} />
      <Button type="submit" look="primary" disabled={short.pending || Number(quantity) < 1}>
        <Trans>Искать в другой ячейке</Trans>
      </Button>
    </form>
  );
}

function Shorts({ wave }: { readonly wave: Wave }) {
  if (wave.shorts.length === 0) return null;
  return (
    <Banner tone="wrong" title={<Trans>Не нашлось на месте: пересчитайте ячейки</Trans>}>
      {wave.shorts.map((row) => `${row.code}: ${row.article} × ${row.quantity} (${row.reason}, ${row.actor})`).join('; ')}
    </Banner>
  );
}
