import type { Clock } from '#electron/ports/clock.ts';

import type { Bitmap1 } from '../bitmap.ts';
import { writePng } from '../png.ts';
import type { Transport } from './transport.ts';

const SHEETS = 50;

/** A printer whose paper is on the screen: the last fifty sheets, in memory. */
export const virtualTransport = (clock: Clock): Transport => ({
  id: 'virtual',
  accepts: () => true,
  open() {
    const tray: { readonly jobId: string; readonly sheet: Bitmap1; readonly atMs: number }[] = [];
    return {
      send(parcel) {
        if (parcel.sheets.length === 0) return Promise.resolve({ kind: 'not-sent', problem: 'label-format-wrong' });
        for (const sheet of parcel.sheets) tray.unshift({ jobId: parcel.jobId, sheet, atMs: clock.nowMs() });
        tray.length = Math.min(tray.length, SHEETS);
        return Promise.resolve({ kind: 'sent' });
      },
      query: null,
      queue: null,
      paper: (limit) => tray.slice(0, limit).map(({ sheet, ...rest }) => ({ ...rest, png: writePng(sheet) })),
      close: () => undefined,
    };
  },
  list: null,
});
