import { parentPort, workerData } from 'node:worker_threads';

import { type RenderAnswer, type RenderTask, inlineRenderer } from './renderer.ts';

/** The drawing thread: one label after another, see `threadRenderer`. */
const { resourcesDir } = workerData as { readonly resourcesDir: string };
const renderer = inlineRenderer(resourcesDir);

parentPort?.on('message', (task: RenderTask) => {
  renderer
    .render(task.source, task.paper)
    .then((rendered): RenderAnswer => ({ id: task.id, rendered }))
    .catch((error: unknown): RenderAnswer => ({ id: task.id, failure: String(error) }))
    .then((answer) => parentPort?.postMessage(answer))
    .catch(() => undefined);
});
