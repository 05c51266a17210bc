import { randomBytes } from 'node:crypto';

import type { Papers } from '#electron/ports/documents.ts';

/** Papers laid out for a tab of the browser to take. */
export interface PaperShelf extends Papers {
  /** The paper at this path, null when it is gone or never was. */
  at(pathname: string): { readonly pdf: Uint8Array; readonly name: string } | null;
}

/** Papers kept at a time: a tab takes its own at once, and a reload may come a little later. */
const KEPT = 20;
const PLACE = '/papers/';

export function createPaperShelf(): PaperShelf {
  const shelf = new Map<string, { readonly pdf: Uint8Array; readonly name: string }>();
  return {
    show(pdf, name) {
      const url = `${PLACE}${randomBytes(16).toString('hex')}/${name}`;
      shelf.set(url, { pdf, name });
      if (shelf.size > KEPT) shelf.delete(shelf.keys().next().value!);
      return Promise.resolve({ url });
    },
    at: (pathname) => shelf.get(pathname) ?? null,
  };
}
