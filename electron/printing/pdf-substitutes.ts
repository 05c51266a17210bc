import type { PDFiumLibrary } from '@hyzyla/pdfium';

import type { Weight } from './type/type-case.ts';

/** Files of the fonts that stand in for those a PDF only names. */
export interface StandIns {
  file(weight: Weight): Uint8Array;
}

/** PDFium's memory and table of functions, and its two calls for a source of fonts (public/fpdf_sysfontinfo.h). */
interface SourceCalls {
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly wasmExports: { readonly __indirect_function_table: { set(at: number, value: unknown): void } };
  _FPDF_GetDefaultSystemFontInfo(): number;
  _FPDF_SetSystemFontInfo(source: number): void;
}

/** Node has it; its types come only with those of a browser. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** Handles of our two fonts; 0 is «none». */
const HANDLES = { regular: 1, bold: 2 } as const;
const BOLD_FROM = 600;
const ANSI_CHARSET = 0;

/**
 * Our own fonts in place of those a page names and does not carry. PDFium asks its «system» for them, which is none in WebAssembly, and
 * draws blanks (facts: printing §4.1); here the functions of that system, reached by nobody else, are exchanged for ours in its table.
 * `during` runs what loads a page with the stand-ins; outside of it PDFium's own letters for the standard fonts stay.
 */
export interface Substitutes {
  readonly during: <T>(load: () => T) => T;
}

export function installSubstitutes(library: PDFiumLibrary, standIns: StandIns): Substitutes {
  const { module } = library as unknown as { readonly module: SourceCalls };
  const memory = () => Buffer.from(module.HEAPU8.buffer, module.HEAPU8.byteOffset, module.HEAPU8.byteLength);
  let offered = false;

  const give = (bytes: Uint8Array | null, to: number, room: number): number => {
    if (bytes === null) return 0;
    if (to !== 0 && room >= bytes.length) module.HEAPU8.set(bytes, to);
    return bytes.length;
  };
  const weightOf = (handle: number): Weight => (handle === HANDLES.bold ? 'bold' : 'regular');
  /** In the order of the struct FPDF_SYSFONTINFO; the first of its words is a version. */
  const functions: readonly Callback[] = [
    { takes: 1, answers: false, run: () => undefined },
    { takes: 2, answers: false, run: () => undefined },
    { takes: 7, answers: true, run: (_source, weight) => (offered ? HANDLES[weight >= BOLD_FROM ? 'bold' : 'regular'] : 0) },
    { takes: 2, answers: true, run: () => 0 },
    {
      takes: 5,
      answers: true,
      run: (_source, handle, table, to, room) => give(partOf(standIns.file(weightOf(handle)), table), to, room),
    },
    { takes: 4, answers: true, run: (_source, handle, to, room) => give(Buffer.from(`KorobStandIn-${weightOf(handle)}\0`), to, room) },
    { takes: 2, answers: true, run: () => ANSI_CHARSET },
    { takes: 2, answers: false, run: () => undefined },
  ];
  const source = module._FPDF_GetDefaultSystemFontInfo();
  for (const [at, callback] of functions.entries())
    module.wasmExports.__indirect_function_table.set(memory().readInt32LE(source + 4 * (at + 1)), callable(callback));
  module._FPDF_SetSystemFontInfo(source);

  return {
    during(load) {
      offered = true;
      try {
        return load();
      } finally {
        offered = false;
      }
    },
  };
}

/** Table 0 is the whole file; any other is named by four letters. */
function partOf(file: Uint8Array, table: number): Uint8Array | null {
  if (table === 0) return file;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16;
    if (view.getUint32(entry) === table >>> 0)
      return file.subarray(view.getUint32(entry + 8), view.getUint32(entry + 8) + view.getUint32(entry + 12));
  }
  return null;
}

/** How every module begins: its name and version. */
const MODULE = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

interface Callback {
  readonly takes: number;
  readonly answers: boolean;
  readonly run: (...words: readonly number[]) => number | undefined;
}

/** A table of WebAssembly takes no function of JavaScript, but one that a module imports and exports again. All words are 32 bits. */
function callable({ takes, answers, run }: Callback): unknown {
  const word = 0x7f;
  const type = [0x60, takes, ...Array.from({ length: takes }, () => word), ...(answers ? [1, word] : [0])];
  const letter = (text: string) => [1, text.charCodeAt(0)];
  const section = (id: number, body: readonly number[]) => [id, body.length, ...body];
  const bytes = [
    ...MODULE,
    ...section(1, [1, ...type]),
    ...section(2, [1, ...letter('e'), ...letter('f'), 0, 0]),
    ...section(7, [1, ...letter('f'), 0, 0]),
  ];
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), { e: { f: run } }).exports['f'];
}
