import type { Database } from '#electron/ports/database.ts';
import type { PrinterRow, PrintJobRow } from '#electron/ports/print-store.ts';
import type { CargoUnitId, LabelBatchId, OrderId, SupplyId } from '#shared/domain/ids.ts';

import type { Bitmap1 } from './bitmap.ts';
import { joined, type Language } from './languages/language.ts';
import type { RenderProblem, Source } from './render.ts';
import type { Renderer } from './renderer.ts';

export interface Ready {
  readonly bytes: Uint8Array;
  /** Empty for ZPL passed on untouched. */
  readonly sheets: readonly Bitmap1[];
}
/** `label-format-coming`: it is here only as ZPL, which this printer does not take; a picture of it has to be fetched. */
export type Prepared = Ready | { readonly problem: RenderProblem | 'no-label-yet' | 'label-format-coming' };

/** Labels made ready for a printer before they are asked for. */
export interface Prepare {
  /** Ready bytes of the order's label as it is stored now, without waiting; undefined when it has to be rendered first. */
  kept(orderId: OrderId, printer: PrinterRow): Ready | undefined;
  order(orderId: OrderId, printer: PrinterRow): Promise<Prepared>;
  job(job: PrintJobRow, printer: PrinterRow): Promise<Prepared>;
}

export interface PreparePorts {
  readonly db: Database;
  readonly languages: readonly Language[];
  readonly renderer: Renderer;
  /** Marketplaces whose stickers may be drawn anew from their code. */
  readonly redrawable: readonly string[];
}

/** Label rolls of the trade have it unless they say otherwise. */
const USUAL_GAP_MM = 2;
const KEPT_BYTES = 64 * 1024 * 1024;

export function createPrepare(ports: PreparePorts): Prepare {
  const cache = byteBounded(KEPT_BYTES);
  const underWay = new Map<string, Promise<Prepared>>();

  const key = (orderId: OrderId, printer: PrinterRow) => {
    const storedAt = ports.db.read.print.labelStoredAt(orderId);
    return storedAt === null ? null : `${orderId} ${storedAt} ${shape(printer)}`;
  };
  const make = async (source: Source | null, printer: PrinterRow, copies = 1): Promise<Prepared> => {
    if (source === null) return { problem: 'no-label-yet' };
    const language = languageOf(ports.languages, printer);
    if (source.kind === 'file' && source.format === 'zpl' && takesZpl(ports.languages, printer)) return { bytes: source.file, sheets: [] };
    const rendered = await ports.renderer.render(source, printer);
    if ('problem' in rendered) return rendered;
    const { gapMm } = printer.settings;
    const media = {
      widthMm: printer.widthMm,
      heightMm: printer.heightMm,
      gapMm: gapMm ?? USUAL_GAP_MM,
      gapSaid: gapMm !== undefined,
      dpi: printer.dpi,
    };
    const bytes = joined(rendered.sheets.map((sheet) => language.encode(sheet, media, { ...printer.settings, copies })));
    return { bytes, sheets: rendered.sheets.flatMap((sheet) => Array.from({ length: copies }, () => sheet)) };
  };
  /** Made once for its name and kept; two that ask at the same time wait for the same work. */
  const once = (name: string, source: () => Source | null, printer: PrinterRow, copies = 1): Promise<Prepared> => {
    const known = cache.get(name);
    if (known !== undefined) return Promise.resolve(known);
    const running = underWay.get(name);
    if (running !== undefined) return running;
    const work = make(source(), printer, copies)
      .then((prepared) => {
        if (!('problem' in prepared)) cache.set(name, prepared);
        return prepared;
      })
      .finally(() => underWay.delete(name));
    underWay.set(name, work);
    return work;
  };
  const order = (orderId: OrderId, printer: PrinterRow): Promise<Prepared> => {
    const name = key(orderId, printer);
    if (name === null) return Promise.resolve({ problem: 'no-label-yet' });
    const known = cache.get(name);
    if (known !== undefined) return Promise.resolve(known);
    const source = orderSource(ports, orderId, takesZpl(ports.languages, printer));
    return source === 'not-drawn' ? Promise.resolve({ problem: 'label-format-coming' }) : once(name, () => source, printer);
  };
  return {
    kept(orderId, printer) {
      const name = key(orderId, printer);
      return name === null ? undefined : cache.get(name);
    },
    order,
    job(job, printer) {
      if (job.kind === 'order-label' && job.orderId !== null) return order(job.orderId, printer);
      if (job.kind !== 'own-label') return make(jobSource(ports.db, job, printer), printer);
      const { batchId = '', row = '', copies = '1' } = job.source;
      return once(
        `${batchId} ${row} ${copies} ${shape(printer)}`,
        () => ownSource(ports.db, batchId, Number(row)),
        printer,
        Number(copies),
      );
    },
  };
}

export function languageOf(languages: readonly Language[], printer: PrinterRow): Language {
  const language = languages.find((one) => one.id === printer.language);
  if (language === undefined) throw new Error(`no language ${printer.language}`);
  return language;
}

/** Whether ZPL of a marketplace goes to it as it is. A printer with a screen for paper shows bitmaps: it is no interpreter. */
export const takesZpl = (languages: readonly Language[], printer: PrinterRow): boolean =>
  printer.transport !== 'virtual' && (languages.find((one) => one.id === printer.language)?.takesZpl ?? false);

/** Everything of the printer that changes what is sent to it. */
const shape = (printer: PrinterRow): string =>
  JSON.stringify([printer.id, printer.transport, printer.language, printer.dpi, printer.widthMm, printer.heightMm, printer.settings]);

/** `not-drawn`: there is only ZPL, and the printer takes none. */
function orderSource(ports: PreparePorts, orderId: OrderId, takesZpl: boolean): Source | null | 'not-drawn' {
  const label = ports.db.read.orders.labelOf(orderId);
  if (label === null) return null;
  const picture = label.format === 'zpl' && !takesZpl ? ports.db.read.orders.drawnLabelOf(orderId) : label;
  if (picture === null) return 'not-drawn';
  const order = ports.db.read.orders.byId(orderId);
  const account = order === null ? null : ports.db.read.catalogue.account(order.accountId);
  const { format, file } = picture;
  return { kind: 'file', ...label, format, file, redraw: account !== null && ports.redrawable.includes(account.channel) };
}

function jobSource(db: Database, job: PrintJobRow, printer: PrinterRow): Source | null {
  const { code, supplyId, boxId, cargoUnitId } = job.source;
  if (job.kind === 'test') return code === undefined ? null : { kind: 'test', code, printerName: printer.name };
  if (supplyId === undefined && cargoUnitId === undefined) return null;
  const unsized = { kind: 'file', widthMm: null, heightMm: null, caption: '', redraw: false } as const;
  if (cargoUnitId !== undefined) {
    const file = db.read.handovers.unitLabel(cargoUnitId as CargoUnitId);
    return file === null ? null : { ...unsized, format: 'pdf', file, barcode: '' };
  }
  if (job.kind === 'supply-code') {
    const found = db.read.supplies.code(supplyId as SupplyId);
    return found === null ? null : { ...unsized, ...found };
  }
  const box = db.read.supplies.boxes(supplyId as SupplyId).find((one) => one.externalId === boxId);
  if (box === undefined || box.file === null || box.format === null) return null;
  return { ...unsized, format: box.format, file: box.file, barcode: '' };
}

function ownSource(db: Database, batchId: string, row: number): Source | null {
  const label = db.read.labels.label(batchId as LabelBatchId, row);
  return label === null ? null : { kind: 'own', ...label, proof: false };
}

/** Keeps what was used last, up to so many bytes. */
function byteBounded(limitBytes: number): { get(key: string): Ready | undefined; set(key: string, ready: Ready): void } {
  const kept = new Map<string, Ready>();
  let held = 0;
  const weight = (ready: Ready) => ready.bytes.length + ready.sheets.reduce((sum, sheet) => sum + sheet.data.length, 0);
  const drop = (key: string) => {
    const old = kept.get(key);
    if (old === undefined) return;
    held -= weight(old);
    kept.delete(key);
  };
  return {
    get(key) {
      const ready = kept.get(key);
      if (ready === undefined) return undefined;
      kept.delete(key);
      kept.set(key, ready);
      return ready;
    },
    set(key, ready) {
      drop(key);
      kept.set(key, ready);
      held += weight(ready);
      for (const oldest of kept.keys()) {
        if (held <= limitBytes || kept.size === 1) return;
        drop(oldest);
      }
    },
  };
}
