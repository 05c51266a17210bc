import bwip from 'bwip-js';

import { GS } from '#shared/domain/gs1.ts';

interface RawCode {
  readonly sbs?: readonly number[];
  readonly pixs?: readonly number[];
  readonly pixx?: number;
  readonly pixy?: number;
}

/** A row of bars and gaps in turn, in modules, beginning with a bar. */
export interface Bars {
  readonly runs: readonly number[];
  readonly modules: number;
  /** Modules that must stay white to the left and to the right (GS1 General Specifications §5.2.3, ISO/IEC 15417). */
  readonly quiet: readonly [number, number];
}

export function barsOf(kind: 'code128' | 'ean13', text: string): Bars {
  const [code] = bwip.raw({ bcid: kind, text }) as unknown as readonly RawCode[];
  const runs = code!.sbs!;
  return { runs, modules: runs.reduce((sum, run) => sum + run, 0), quiet: kind === 'ean13' ? [11, 7] : [10, 10] };
}

/** Modules of a square code, row after row. */
export interface Matrix {
  readonly columns: number;
  readonly rows: number;
  readonly dark: readonly boolean[];
  /** Modules that must stay white around (ISO/IEC 18004, 16022). */
  readonly quiet: number;
}

/** A marking code begins with FNC1 and keeps its separators; its check digit is not judged, real ones have it wrong. */
export function matrixOf(kind: 'qr' | 'datamatrix' | 'gs1-datamatrix', text: string): Matrix {
  const [code] = bwip.raw(matrixOptions(kind, text)) as unknown as readonly RawCode[];
  return { columns: code!.pixx!, rows: code!.pixy!, dark: code!.pixs!.map((bit) => bit !== 0), quiet: kind === 'qr' ? 4 : 1 };
}

type Options = Parameters<typeof bwip.raw>[0] & { readonly eclevel?: string };

function matrixOptions(kind: 'qr' | 'datamatrix' | 'gs1-datamatrix', text: string): Options {
  if (kind === 'qr') return { bcid: 'qrcode', text, eclevel: 'M' };
  if (kind === 'datamatrix') return { bcid: 'datamatrix', text };
  return { bcid: 'datamatrix', text: `^FNC1${text.replaceAll('^', '^094').replaceAll(GS, '^029')}`, parse: true, parsefnc: true };
}
