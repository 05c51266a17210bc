import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { Check, CircleHelp, Hand, OctagonX, ScanBarcode } from 'lucide-react';
import type { ReactNode } from 'react';

import { describeError } from '../../app/errors.ts';
import { Name } from '../../app/words/name.tsx';
import { markNames } from '../../app/words/names.ts';
import { outcomeWords } from '../../app/words/outcomes.ts';
import { useTyped } from '../../scan/index.ts';
import { Button } from '../../ui/index.ts';
import { Doubt } from './doubt.tsx';
import type { Answered, Order, PackingState } from './use-packing.ts';

import classes from './packing.module.css';

const SIGNS = { right: Check, ask: CircleHelp, wrong: Hand, stop: OctagonX } as const;

interface Props {
  readonly state: PackingState;
  readonly answered: Answered | null;
  readonly onChoose: (productId: string) => void;
  readonly notes: ReactNode;
}

/** What was scanned and what came of it: a colour, a sign and words at once. */
export function Panel({ state, answered, onChoose, notes }: Props) {
  const order = answered?.outcome?.order ?? state.openOrder;
  const parcel = order !== null && order.id === state.openOrder?.id ? (answered?.outcome?.parcel ?? state.parcel) : null;
  // A parcel of one thing is done by one scan: there is nothing to count.
  const begun = parcel === null || parcel.needed < 2 ? null : parcel;
  const doubt = parcel?.doubt ?? null;
  const tone = answered === null ? (state.wants === null && doubt === null ? null : 'ask') : (answered.outcome?.tone ?? 'wrong');
  return (
    <section
      className={classes.panel}
      data-testid="packing-panel"
      data-tone={tone ?? 'idle'}
      data-answers={answered?.count ?? 0}
      data-code={answered?.outcome?.code ?? answered?.error?.code ?? ''}
    >
      <div className={`${classes.say} ${tone === null ? '' : classes[tone]}`} role="status" aria-live="assertive">
        <Words state={state} answered={answered} tone={tone} />
      </div>
      <div className={classes.thing}>
        {notes}
        {answered?.outcome?.code === 'two-products' ? <Choices answered={answered} onChoose={onChoose} /> : null}
        {order === null ? (
          answered?.outcome?.code === 'two-products' ? null : (
            <NextUp state={state} />
          )
        ) : (
          <>
            {doubt === null ? (
              <Thing order={order} printed={answered?.outcome?.code === 'printed'} short={begun !== null} />
            ) : (
              <Doubt doubt={doubt} />
            )}
            {begun === null ? null : <Progress parcel={begun} />}
          </>
        )}
      </div>
      <Heard code={answered?.code ?? ''} />
    </section>
  );
}

function Words({
  state,
  answered,
  tone,
}: {
  readonly state: PackingState;
  readonly answered: Answered | null;
  readonly tone: keyof typeof SIGNS | null;
}) {
  const { i18n } = useLingui();
  const Sign = tone === null ? ScanBarcode : SIGNS[tone];
  const [big, next] = sayings();
  return (
    <>
      <Sign className={classes.sign} strokeWidth={2.6} aria-hidden />
      <div>
        <div className={classes.big}>{big}</div>
        <div className={classes.next}>{next}</div>
      </div>
    </>
  );

  function sayings(): readonly [ReactNode, ReactNode] {
    if (answered?.error != null) {
      const story = describeError(answered.error, i18n);
      return [story.what, `${story.means} ${story.next}`];
    }
    const outcome = answered?.outcome ?? null;
    const wants = outcome === null ? state.wants : outcome.wants;
    // A wrong scan keeps its own words: what is wanted is said again by the next right one.
    if (wants !== null && (outcome === null || outcome.tone === 'ask'))
      return [<Name key="w" of={wants} names={markNames} />, <Trans key="n">Вещь та. Сканируйте код на самой вещи</Trans>];
    const doubt = (outcome === null ? state.parcel : outcome.parcel)?.doubt ?? null;
    const words = outcomeWords[wordOf(outcome, doubt) ?? ''];
    if (outcome === null && words === undefined)
      return state.toPack === 0
        ? [<Trans key="b">Собирать нечего</Trans>, <Trans key="n">Новые заказы появляются сами; F3 берёт их на сборку</Trans>]
        : [<Trans key="b">Сканируйте вещь</Trans>, <Trans key="n">или наберите код и нажмите Enter</Trans>];
    if (words === undefined) return [outcome?.code, null];
    const values = { ...outcome?.params, ...(doubt === null ? {} : { bin: doubt.bin }) };
    const big = { ...words.big, values };
    const next = { ...words.next, values };
    return [i18n._(big), i18n._(next)];
  }
}

/** Where a shelf is part of what is said, its name is the best word there is. */
function wordOf(outcome: Answered['outcome'], doubt: { readonly bin: string | null } | null): string | undefined {
  const code = outcome?.code ?? (doubt === null ? undefined : 'second-scan-wanted');
  if (code === 'second-scan-wanted' && doubt !== null && doubt.bin !== null) return 'second-scan-or-bin';
  return code === 'cancelled' && typeof outcome?.params['bin'] === 'string' ? 'cancelled-to-bin' : code;
}

/** `short`: what it holds is counted below, so the order is only named. */
function Thing({ order, printed, short = false }: { readonly order: Order; readonly printed: boolean; readonly short?: boolean }) {
  if (short)
    return (
      <div className={classes.name}>
        <Trans>Заказ {order.number}</Trans>
      </div>
    );
  return (
    <>
      {order.labelCaption === null ? null : <Caption text={order.labelCaption} printed={printed} />}
      {order.lines.map((line) => (
        <div key={line.id}>
          <div className={classes.name}>
            {line.productName ?? line.name}
            {line.quantity > 1 ? <b> × {line.quantity}</b> : null}
          </div>
          <div className={classes.facts}>
            <div>
              <span>
                <Trans>артикул</Trans>
              </span>
              <b>{line.article}</b>
            </div>
            <div>
              <span>
                <Trans>ячейка</Trans>
              </span>
              <b>{line.bin ?? '—'}</b>
            </div>
            <div>
              <span>
                <Trans>заказ</Trans>
              </span>
              <b>{order.number}</b>
            </div>
          </div>
        </div>
      ))}
    </>
  );
}

/** How far the parcel has come, and what is still to be fetched: the bin first, as it is read on the way. */
function Progress({ parcel }: { readonly parcel: NonNullable<PackingState['parcel']> }) {
  const { scanned, needed, place, inPlace } = parcel;
  return (
    <div data-testid="parcel-progress">
      {place === 1 ? null : (
        <div className={classes.place} data-testid="place">
          <Trans>
            Место {place}: <b>{inPlace}</b>
          </Trans>
        </div>
      )}
      <div className={classes.progress}>
        <b>
          <Trans>
            {scanned} из {needed}
          </Trans>
        </b>
        <progress max={needed} value={scanned} />
      </div>
      {parcel.missing.length === 0 ? null : (
        <ul className={classes.missing}>
          {parcel.missing.map((thing) => (
            <li key={thing.productId}>
              <b>{thing.bin ?? '—'}</b>
              <span className={classes.cut}>
                {thing.article} · {thing.name}
              </span>
              <b>× {thing.quantity}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The two figures of a Wildberries sticker: the second is the one people read aloud. */
function Caption({ text, printed }: { readonly text: string; readonly printed: boolean }) {
  const [first, ...rest] = text.split(/\s+/u);
  return (
    <div className={classes.caption} data-testid="label-caption" data-printed={printed}>
      {rest.length === 0 ? (
        <b>{first}</b>
      ) : (
        <>
          {first} <b>{rest.join(' ')}</b>
        </>
      )}
    </div>
  );
}

function NextUp({ state }: { readonly state: PackingState }) {
  const next = state.next[0];
  if (next === undefined) return null;
  return (
    <div>
      <div className={classes.dim}>
        <Trans>Следующий по сроку</Trans>
      </div>
      <Thing order={{ ...next, labelCaption: null }} printed={false} />
    </div>
  );
}

function Choices({ answered, onChoose }: { readonly answered: Answered; readonly onChoose: (productId: string) => void }) {
  return (
    <div className={classes.choices}>
      {(answered.outcome?.choices ?? []).slice(0, 9).map((choice, index) => (
        <Button
          key={choice.productId}
          size="large"
          hotkey={String(index + 1)}
          className={classes.choice}
          onClick={() => onChoose(choice.productId)}
        >
          {choice.article} · {choice.name}
        </Button>
      ))}
    </div>
  );
}

function Heard({ code }: { readonly code: string }) {
  const typed = useTyped();
  if (typed !== '')
    return (
      <div className={classes.heard}>
        <Trans>
          Набрано: <span className={classes.typed}>{typed}</span> · Enter
        </Trans>
      </div>
    );
  const shown = code.replaceAll('\u001D', '␝');
  return <div className={classes.heard}>{code === '' ? <Trans>Жду скан</Trans> : <Trans>Скан: {shown}</Trans>}</div>;
}
