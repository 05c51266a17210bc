import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Database, Stores } from '#electron/ports/database.ts';
import type { Events } from '#electron/ports/events.ts';
import type { Log } from '#electron/ports/log.ts';
import type { PrinterRow, PrintJobRow, PrintJobState } from '#electron/ports/print-store.ts';
import type { PrinterCondition } from '#electron/ports/printing.ts';
import type { PrintJobId } from '#shared/domain/ids.ts';

import { type AskingTiming, askingOf, type Flying, type Heard } from './asking.ts';
import type { Language } from './languages/language.ts';
import type { Prepare, Ready } from './prepared.ts';
import type { Link, SendResult, Transport } from './transports/transport.ts';

export interface LaneTiming extends AskingTiming {
  /** Between questions while labels are on their way or the printer is in trouble. */
  readonly watchMs: number;
  /** Between questions to an idle printer that is known to answer, so that paper out is seen before it is needed. */
  readonly idleMs: number;
  /** Pauses before trying an unreachable printer again; the last one repeats. */
  readonly retryMs: readonly number[];
}

export interface LanePorts {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly prepare: Prepare;
  readonly timing: LaneTiming;
  /** The printer got into trouble or out of it. */
  troubled(): void;
}

/** One printer's queue: nothing overtakes, nothing is sent twice by itself (DESIGN §6). */
export interface Lane {
  /** Sends what waits, as far as the printer allows now. */
  pump(): void;
  condition(): Promise<PrinterCondition>;
  /** What ails the printer, as far as is known without asking. */
  trouble(): PrinterCondition | null;
  readonly link: Link;
  readonly printer: PrinterRow;
  /** No label is between us and the printer. */
  quiet(): boolean;
  /** The printer was changed: no further label goes by the old settings, and `over` is called when none is on its way. Null: it was changed back. */
  retire(over: (() => void) | null): void;
  close(): void;
}

/** Labels sent and not yet confirmed, for a printer that answers. */
const IN_FLIGHT = 3;
/** Questions without an answer after which a printer that never answered counts as one-way. */
const MUTE_AFTER = 3;

export function openLane(printer: PrinterRow, transport: Transport, language: Language, ports: LanePorts): Lane {
  const { db, timing } = ports;
  const now = () => ports.clock.nowMs();
  const link = transport.open(printer, onBroken);
  const asking = askingOf(link, language, ports.clock, timing);
  const patience = language.status?.patience ?? 1;
  let flying: readonly Flying[] = [];
  let busy = false;
  let closed = false;
  /** Whether the printer was asked at all, and whether it ever answered. */
  let asked = asking === null;
  let answered = false;
  let misses = 0;
  let failures = 0;
  let trouble: PrinterCondition | null = null;
  let cancelRetry: (() => void) | null = null;
  let cancelWatch: (() => void) | null = null;
  let looking = false;
  /** One label goes to an unreachable printer to see whether it is there. */
  let trying = false;
  /** Said to make room for a lane with other settings. */
  let retired: (() => void) | null = null;

  const quiet = () => !busy && flying.length === 0;
  const tell = (...ids: readonly string[]) => ports.events.emit({ topic: 'print', ids: [printer.id, ...ids] });
  const step = (job: PrintJobId, from: PrintJobState, to: PrintJobState, problem: string | null = null, bytes?: number): boolean =>
    db.write((stores) => stores.print.advance(job, [from], to, now(), problem, bytes));

  function setTrouble(condition: PrinterCondition | null): void {
    if (trouble?.state === condition?.state) return;
    const was = trouble === null;
    trouble = condition;
    tell();
    if (was !== (condition === null)) ports.troubled();
  }

  const free = (): boolean =>
    !closed &&
    retired === null &&
    !busy &&
    (trouble === null || trying) &&
    cancelRetry === null &&
    (asking === null || flying.length < IN_FLIGHT);

  function pump(): void {
    if (!closed && retired !== null && quiet()) return retired();
    while (free()) {
      const job = db.read.print.next(printer.id);
      if (job === null) return untried();
      // How it is comes before the first label; later the questions go on by themselves.
      if (!asked) return watchIn(0);
      const ready = job.kind === 'order-label' && job.orderId !== null ? ports.prepare.kept(job.orderId, printer) : undefined;
      if (ready === undefined) return void prepareThenSend(job);
      if (send(job, ready)) return;
    }
  }

  async function prepareThenSend(job: PrintJobRow): Promise<void> {
    busy = true;
    try {
      const prepared = await ports.prepare.job(job, printer);
      busy = false;
      if (closed) return;
      if (!('problem' in prepared)) send(job, prepared);
      else if (!isHere(job)) tell(job.id);
      else if (prepared.problem === 'label-format-coming') waitForPicture(job);
      else if (step(job.id, 'queued', 'failed-not-sent', prepared.problem)) tell(job.id);
    } catch (error) {
      busy = false;
      ports.log.write('error', 'label-not-rendered', { job: job.id, error: String(error) });
      if (isHere(job) && step(job.id, 'queued', 'failed-not-sent', 'file-broken')) tell(job.id);
    }
    pump();
  }

  /** While it was being drawn another printer may have stepped in, and what that makes of it is its own business. */
  const isHere = (job: PrintJobRow): boolean => db.read.print.job(job.id)?.printerId === printer.id;

  /** The label is here in another printer's language: it is asked for as a picture, and prints by itself when that comes. */
  function waitForPicture(job: PrintJobRow): void {
    db.write((stores) => {
      if (job.orderId === null || isCalledOff(stores, job)) return;
      if (stores.print.advance(job.id, ['queued'], 'waiting', now(), 'label-format-coming')) stores.orders.wantDrawn([job.orderId]);
    });
    tell(job.id);
  }

  /** A label of a cancelled order is taken out of the queue. */
  function isCalledOff(stores: Stores, job: PrintJobRow): boolean {
    if (job.orderId === null || stores.orders.byId(job.orderId)?.status !== 'cancelled') return false;
    stores.print.advance(job.id, ['queued'], 'cancelled', now(), 'order-cancelled');
    return true;
  }

  /** False: nothing is being sent (the job was cancelled, or taken), the next one may be tried. `sending` is on disk before the first byte leaves. */
  function send(job: PrintJobRow, ready: Ready): boolean {
    const claimed = db.write((stores): boolean => {
      if (!isHere(job) || isCalledOff(stores, job)) return false;
      return stores.print.advance(job.id, ['queued'], 'sending', now(), null, ready.bytes.length);
    });
    if (!claimed) {
      tell(job.id);
      return false;
    }
    busy = true;
    void link
      .send({ jobId: job.id, bytes: ready.bytes, sheets: ready.sheets })
      .catch((error: unknown): SendResult => ({ kind: 'maybe', problem: String(error) }))
      .then((result) => settle(job.id, result))
      .catch((error: unknown) => ports.log.write('error', 'print-lane', { job: job.id, error: String(error) }));
    return true;
  }

  function settle(job: PrintJobId, result: SendResult): void {
    busy = false;
    trying = false;
    if (result.kind === 'not-sent') {
      step(job, 'sending', 'queued', result.problem);
      tell(job);
      retryLater(result.problem);
      return;
    }
    failures = 0;
    if (result.kind === 'maybe') {
      step(job, 'sending', 'unknown', result.problem);
      tell(job);
      retryLater(null);
      return;
    }
    step(job, 'sending', 'sent');
    if (trouble?.state === 'unreachable') setTrouble(null);
    if (asking === null) over(job);
    else {
      flying = [...flying, { job, ticket: result.ticket ?? null, sentAtMs: now() }];
      watchIn(0);
    }
    tell(job);
    pump();
  }

  /** A one-way printer cannot confirm: a screen or a folder has it at once, a silent printer leaves it `sent`. */
  function over(job: PrintJobId): void {
    if (link.query === null && link.queue === null) step(job, 'sent', 'confirmed');
    else db.write((stores) => stores.print.closeSent(job, now()));
  }

  function retryLater(problem: string | null): void {
    if (closed) return;
    if (problem !== null) setTrouble({ state: 'unreachable', detail: problem });
    const pause = timing.retryMs[Math.min(failures, timing.retryMs.length - 1)]!;
    failures += 1;
    cancelRetry = ports.timers.after(pause, () => {
      cancelRetry = null;
      if (trouble?.state === 'unreachable') return again();
      pump();
    });
  }

  /** Tries an unreachable printer: with a label where one waits, else with a question. Until it is there it counts as down, so that another may step in. */
  function again(): void {
    trying = true;
    pump();
  }

  /** No label is left to try an unreachable printer with. */
  function untried(): void {
    if (!trying) return;
    trying = false;
    if (asking === null) setTrouble(null);
    else watchIn(0);
  }

  /** The connection was reset: whatever was sent and not confirmed may be lost or may be on paper. */
  function onBroken(): void {
    const doubtful = flying.map(({ job }) => job);
    flying = [];
    for (const job of doubtful) step(job, 'sent', 'unknown', 'connection-broken');
    if (doubtful.length > 0) tell(...doubtful);
  }

  function watchIn(delayMs: number): void {
    if (closed || asking === null || looking) return;
    cancelWatch?.();
    cancelWatch = delayMs === 0 ? null : ports.timers.after(delayMs, () => void watch());
    if (delayMs === 0) void watch();
  }

  async function watch(): Promise<void> {
    if (looking || closed) return;
    cancelWatch = null;
    looking = true;
    const before = flying;
    const heard = await ask(before);
    looking = false;
    asked = true;
    if (closed) return;
    if (heard === 'unanswered' || heard === 'unreachable') unheard(heard);
    else listen(heard);
    if (flying.length > 0 || (trouble !== null && cancelRetry === null)) watchIn(flying.length > before.length ? 1 : timing.watchMs);
    else if (answered) watchIn(timing.idleMs);
    pump();
  }

  /** A question that fails in a way of its own must not end the watching. */
  async function ask(before: readonly Flying[]): Promise<Heard | 'unanswered' | 'unreachable'> {
    if (asking === null) return 'unanswered';
    return asking(before).catch((error: unknown) => {
      ports.log.write('warn', 'printer-not-asked', { printer: printer.id, error: String(error) });
      return 'unreachable' as const;
    });
  }

  function listen(heard: Heard): void {
    answered = true;
    misses = 0;
    const fine = heard.condition.state === 'ready' || heard.condition.state === 'printing';
    setTrouble(fine ? null : heard.condition);
    const settled = [...heard.confirmed, ...heard.handed, ...heard.doubtful].filter((job) => flying.some((one) => one.job === job));
    flying = flying.filter(({ job }) => !settled.includes(job));
    for (const job of settled) {
      if (heard.confirmed.includes(job)) step(job, 'sent', 'confirmed');
      else if (heard.doubtful.includes(job)) step(job, 'sent', 'unknown', 'queue-broke-off');
      else over(job);
    }
    if (settled.length > 0) tell(...settled);
  }

  function unheard(how: 'unanswered' | 'unreachable'): void {
    if (how === 'unreachable') {
      if (flying.length > 0 || answered) setTrouble({ state: 'unreachable', detail: '' });
      return;
    }
    misses += 1;
    if (answered) {
      // Some models fall silent when they are out of paper: it needs a look, and no further label.
      if (misses > patience) setTrouble({ state: 'unanswered', detail: '' });
      return;
    }
    setTrouble(null);
    if (misses >= MUTE_AFTER) {
      const jobs = flying.map(({ job }) => job);
      flying = [];
      for (const job of jobs) over(job);
      if (jobs.length > 0) tell(...jobs);
    }
  }

  return {
    link,
    printer,
    pump,
    trouble: () => trouble,
    async condition() {
      if (asking === null && link.query === null) return trouble ?? { state: 'ready', detail: '' };
      if (busy && trouble !== null) return trouble;
      if (asking === null) return trouble ?? { state: 'unanswered', detail: 'one-way' };
      const heard = await ask([]);
      if (heard === 'unanswered' || heard === 'unreachable') return { state: heard, detail: '' };
      if (!closed) listen(heard);
      pump();
      return heard.condition;
    },
    quiet,
    retire(over) {
      retired = over;
    },
    close() {
      closed = true;
      cancelRetry?.();
      cancelWatch?.();
      link.close();
    },
  };
}
