import { mkdir, rename, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

import { writePng } from '../png.ts';
import type { Transport } from './transport.ts';

/** Writes each job into a folder: the printer's bytes, and a picture of each sheet beside them. */
export const fileTransport = (): Transport => ({
  id: 'file',
  accepts: (address) => isAbsolute(address) && !address.includes('\u0000'),
  open: (printer) => ({
    async send(parcel) {
      const base = join(printer.address, parcel.jobId.replaceAll(/[^\w-]/gu, '_'));
      try {
        await mkdir(printer.address, { recursive: true });
        await writeFile(`${base}.part`, parcel.bytes);
      } catch {
        return { kind: 'not-sent', problem: 'folder-unwritable' };
      }
      try {
        await rename(`${base}.part`, `${base}.${printer.language}`);
        for (const [at, sheet] of parcel.sheets.entries()) await writeFile(`${base}-${at + 1}.png`, writePng(sheet));
        return { kind: 'sent' };
      } catch {
        return { kind: 'maybe', problem: 'folder-unwritable' };
      }
    },
    query: null,
    queue: null,
    paper: null,
    close: () => undefined,
  }),
  list: null,
});
