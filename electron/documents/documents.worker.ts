import { parentPort, workerData } from 'node:worker_threads';

import type { PaperData, PaperLanguage } from '#electron/ports/documents.ts';

import { inlineDocuments, type PaperAnswer } from './documents.ts';

/** Draws one paper and ends, see `threadDocuments`. */
const { resourcesDir, paper, language } = workerData as {
  readonly resourcesDir: string;
  readonly paper: PaperData;
  readonly language: PaperLanguage;
};

inlineDocuments(resourcesDir)
  .draw(paper, language)
  .then((pdf): PaperAnswer => ({ pdf }))
  .catch((error: unknown): PaperAnswer => ({ failure: String(error) }))
  .then((answer) => parentPort?.postMessage(answer))
  .catch(() => undefined);
