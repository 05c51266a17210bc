import type { Clock, Timers } from '#electron/ports/clock.ts';
import type { Database } from '#electron/ports/database.ts';
import type { Events } from '#electron/ports/events.ts';
import type { Log } from '#electron/ports/log.ts';
import type { PrinterRow } from '#electron/ports/print-store.ts';
import { type PrintDesk, PreviewProblem } from '#electron/ports/printing.ts';
import type { OrderId, PrinterId, PrintJobId } from '#shared/domain/ids.ts';

import { createFinding } from './finding.ts';
import { type Lane, type LaneTiming, openLane } from './lane.ts';
import type { Language } from './languages/language.ts';
import { builtInLabels, proofOf } from './own-proof.ts';
import { writePng } from './png.ts';
import { createPrepare, languageOf, type Prepared, takesZpl } from './prepared.ts';
import { inlineRenderer, threadRenderer } from './renderer.ts';
import { createStandIn } from './stand-in.ts';
import type { Transport } from './transports/transport.ts';
import { createWarming } from './warming.ts';

export interface PrintDeskPorts {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly transports: readonly Transport[];
  readonly languages: readonly Language[];
  /** Folder with `fonts/`. */
  readonly resourcesDir: string;
  /** Channels whose stickers may be drawn anew from their code when the picture no longer reads. */
  readonly redrawable: readonly string[];
  /** The drawing thread (`render.worker`), as a file beside the bundle or among the sources; labels are drawn in line without it. */
  readonly renderWorker?: URL;
  readonly timing?: LaneTiming;
}

const USUAL: LaneTiming = { answerMs: 700, stuckMs: 20_000, watchMs: 400, idleMs: 5_000, retryMs: [1_000, 2_000, 5_000, 10_000, 30_000] };
/** Labels rendered ahead at start; later ones are warmed as they arrive. */
const AHEAD = 300;
/** How long `stop` waits for labels on their way to be confirmed. */
const STOP_MS = 2_000;

/** The printing room behind its port: one lane a printer, labels rendered ahead. */
export function createPrintDesk(ports: PrintDeskPorts): PrintDesk {
  const { db } = ports;
  const renderer =
    ports.renderWorker === undefined ? inlineRenderer(ports.resourcesDir) : threadRenderer(ports.renderWorker, ports.resourcesDir);
  const prepare = createPrepare({ ...ports, renderer });
  const lanes = new Map<PrinterId, Lane>();
  const warming = createWarming(ports, (orderId, printer) => prepare.order(orderId, printer));
  const standIn = createStandIn({
    db,
    down: (printer) => printer.paused || (lanes.get(printer.id)?.trouble() ?? null) !== null,
    takesZpl: (printer) => takesZpl(ports.languages, printer),
    clock: ports.clock,
    later: (run) => void ports.timers.after(0, () => (running ? run() : undefined)),
    moved(printers, jobs) {
      ports.events.emit({ topic: 'print', ids: [...printers, ...jobs] });
      for (const id of printers) laneOf(id)?.pump();
    },
  });
  let running = false;

  /** Reopened when the printer was changed and nothing is on its way; until then the old lane finishes. */
  const laneOf = (id: PrinterId): Lane | null => {
    const open = lanes.get(id) ?? null;
    const printer = db.read.print.printer(id);
    const unchanged = open !== null && printer !== null && same(open.printer, printer);
    if (open !== null && (unchanged || !open.quiet())) {
      open.retire(unchanged ? null : () => (running ? wake(id) : undefined));
      return open;
    }
    open?.close();
    lanes.delete(id);
    const transport = ports.transports.find((one) => one.id === printer?.transport);
    if (printer === null || transport === undefined) return null;
    const lane = openLane(printer, transport, languageOf(ports.languages, printer), {
      ...ports,
      prepare,
      timing: ports.timing ?? USUAL,
      troubled: () => (running ? standIn.changed(id) : undefined),
    });
    lanes.set(id, lane);
    return lane;
  };
  const wake = (id: PrinterId): void => {
    const printer = db.read.print.printer(id);
    const before = lanes.get(id);
    const lane = laneOf(id);
    // Set up anew it may take what it did not take before.
    if (before !== undefined && lane !== before) standIn.changed(id);
    else if (printer !== null) standIn.woken(printer);
    lane?.pump();
  };
  const shown = (prepared: Prepared): Uint8Array => {
    if ('problem' in prepared) throw new PreviewProblem(prepared.problem);
    const [first] = prepared.sheets;
    if (first === undefined) throw new PreviewProblem('label-format-wrong');
    return writePng(first);
  };
  const printerOf = (id: PrinterId): PrinterRow => {
    const printer = db.read.print.printer(id);
    if (printer === null) throw new PreviewProblem('no-printer');
    return printer;
  };

  return {
    transports: ports.transports.map((one) => one.id),
    languages: ports.languages.map((one) => one.id),
    wake: (id) => db.afterCommit(() => (running ? wake(id) : undefined)),
    trouble: (id) => lanes.get(id)?.trouble() ?? null,
    find: createFinding(ports),
    status: (id) => laneOf(id)?.condition() ?? Promise.resolve({ state: 'unreachable', detail: 'not-supported' }),
    async preview(jobId) {
      const job = db.read.print.job(jobId);
      if (job === null) throw new PreviewProblem('no-label-yet');
      return shown(await prepare.job(job, printerOf(job.printerId)));
    },
    async previewOrder(orderId, printerId) {
      const prepared = await prepare.order(orderId as OrderId, printerOf(printerId));
      if ('problem' in prepared && prepared.problem === 'label-format-coming')
        db.write((stores) => stores.orders.wantDrawn([orderId as OrderId]));
      return shown(prepared);
    },
    builtInLabels: builtInLabels(ports.resourcesDir),
    proof: (template, fields, dpi) => proofOf(renderer, template, fields, dpi),
    warm: (orderIds) => db.afterCommit(() => warming.add(orderIds as readonly OrderId[])),
    paper: (id, limit) => (laneOf(id)?.link.paper?.(limit) ?? []).map((sheet) => ({ ...sheet, jobId: sheet.jobId as PrintJobId })),
    refuses(printer) {
      const transport = ports.transports.find((one) => one.id === printer.transport);
      if (transport === undefined || !ports.languages.some((one) => one.id === printer.language)) return 'not-supported';
      return transport.accepts(printer.address) ? null : 'address-wrong';
    },
    labelFormat(offered) {
      const printers = db.read.print.printers();
      const native = printers.length > 0 && printers.every((one) => one.language === 'zpl' && one.transport !== 'virtual');
      const wishes = native ? (['zpl', 'pdf', 'png'] as const) : (['png', 'pdf'] as const);
      return wishes.find((wish) => offered.includes(wish)) ?? offered[0] ?? 'png';
    },
    start() {
      if (running) return;
      running = true;
      const doubtful = db.write((stores) => stores.print.settleAfterCrash(ports.clock.nowMs()));
      if (doubtful > 0) {
        ports.log.write('warn', 'labels-unknown-after-stop', { count: doubtful });
        ports.events.emit({ topic: 'print', ids: [] });
      }
      for (const printer of db.read.print.printers()) laneOf(printer.id)?.pump();
      standIn.start();
      warming.add(db.read.print.labelsAhead(AHEAD));
    },
    async stop() {
      running = false;
      warming.stop();
      await allQuiet([...lanes.values()], ports.timers);
      for (const lane of lanes.values()) lane.close();
      lanes.clear();
      await renderer.close();
    },
  };
}

const same = (one: PrinterRow, other: PrinterRow): boolean => JSON.stringify(setUp(one)) === JSON.stringify(setUp(other));

/** What a lane depends on; pausing, counting and proving change nothing of it. */
const setUp = ({ provenAtMs: _proven, paused: _paused, roll: _roll, ...printer }: PrinterRow) => printer;

async function allQuiet(lanes: readonly Lane[], timers: Timers): Promise<void> {
  for (let waitedMs = 0; waitedMs < STOP_MS && lanes.some((lane) => !lane.quiet()); waitedMs += 50)
    await new Promise<void>((resolve) => timers.after(50, resolve));
}
