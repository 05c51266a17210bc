import { parentPort, workerData } from 'node:worker_threads';

import type { PaperData } from '#electron/ports/documents.ts';

import { inlineDocuments, type PaperAnswer } from './documents.ts';

/** Draws one paper and ends, see `threadDocuments`. */
const { resourcesDir, paper } = workerData as { readonly resourcesDir: string; readonly paper: PaperData };

inlineDocuments(resourcesDir)
  .draw(paper)
  .then((pdf): PaperAnswer => ({ pdf }))
  .catch((error: unknown): PaperAnswer => ({ failure: String(error) }))
  .then((answer) => parentPort?.postMessage(answer))
  .catch(() => undefined);
