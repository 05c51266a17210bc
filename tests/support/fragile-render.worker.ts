import { parentPort } from 'node:worker_threads';

import type { RenderAnswer, RenderTask } from '#electron/printing/renderer.ts';

/** A drawing thread that answers with no sheets, and dies of a test label whose code is DEADLY. */
parentPort?.on('message', ({ id, source }: RenderTask) => {
  if (source.kind === 'test' && source.code === 'DEADLY') process.exit(1);
  parentPort?.postMessage({ id, rendered: { sheets: [] } } satisfies RenderAnswer);
});
