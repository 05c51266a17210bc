import path from 'node:path';
import { Worker } from 'node:worker_threads';

import type { Documents, PaperData } from '#electron/ports/documents.ts';

import { drawSheet } from './draw.ts';
import { sheetOf } from './sheets.ts';

/** Papers drawn where they are asked for: for tests and scripts. `resourcesDir` holds `fonts/`. */
export const inlineDocuments = (resourcesDir: string): Documents => ({
  draw: (paper, language) => drawSheet(sheetOf(paper, language), path.join(resourcesDir, 'fonts')),
});

export type PaperAnswer = { readonly pdf: Uint8Array } | { readonly failure: string };

/** A thread for each paper: a list of four hundred lines takes longer than a scan may wait, and papers are rare. */
export const threadDocuments = (worker: URL, resourcesDir: string): Documents => ({
  draw: (paper: PaperData, language) =>
    new Promise((resolve, reject) => {
      const thread = new Worker(worker, { workerData: { resourcesDir, paper, language } });
      thread.once('message', (answer: PaperAnswer) => ('pdf' in answer ? resolve(answer.pdf) : reject(new Error(answer.failure))));
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the thread that draws papers stopped')));
    }),
});
