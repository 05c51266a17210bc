import { Worker } from 'node:worker_threads';

import { type Paper, render, type Rendered, type Source } from './render.ts';
import { createWords } from './words.ts';

/** Draws labels, on a thread of its own where there is one: reading codes back takes longer than a scan may wait. */
export interface Renderer {
  render(source: Source, paper: Paper): Promise<Rendered>;
  close(): Promise<void>;
}

export interface RenderTask {
  readonly id: number;
  readonly source: Source;
  readonly paper: Paper;
}
export type RenderAnswer = { readonly id: number } & ({ readonly rendered: Rendered } | { readonly failure: string });

export function inlineRenderer(resourcesDir: string): Renderer {
  const words = createWords(resourcesDir);
  return { render: (source, paper) => render(source, paper, words), close: () => Promise.resolve() };
}

interface Waiting {
  readonly task: RenderTask;
  resolve(rendered: Rendered): void;
  reject(error: Error): void;
}

/** The thread is started with the first label and has one at a time; should it die, that label is refused and the next one starts another. */
export function threadRenderer(worker: URL, resourcesDir: string): Renderer {
  let thread: Worker | null = null;
  let drawing: Waiting | null = null;
  let waiting: Waiting[] = [];
  let last = 0;

  const start = (): Worker => {
    const started = new Worker(worker, { workerData: { resourcesDir } });
    started.on('message', (answer: RenderAnswer) => {
      const asked = drawing;
      drawing = null;
      next();
      if ('rendered' in answer) asked?.resolve(answer.rendered);
      else asked?.reject(new Error(answer.failure));
    });
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (thread !== started) return;
      thread = null;
      const asked = drawing;
      drawing = null;
      next();
      asked?.reject(new Error('the drawing thread stopped'));
    });
    return started;
  };
  const next = (): void => {
    if (drawing !== null) return;
    drawing = waiting.shift() ?? null;
    if (drawing === null) {
      thread?.unref();
      return;
    }
    thread ??= start();
    thread.ref();
    thread.postMessage(drawing.task);
  };

  return {
    render: ({ ...source }, paper) =>
      new Promise((resolve, reject) => {
        last += 1;
        const { name, dpi, widthMm, heightMm, settings } = paper;
        waiting.push({ task: { id: last, source, paper: { name, dpi, widthMm, heightMm, settings } }, resolve, reject });
        next();
      }),
    async close() {
      const unanswered = drawing === null ? waiting : [drawing, ...waiting];
      const stopped = thread;
      [thread, drawing, waiting] = [null, null, []];
      for (const asked of unanswered) asked.reject(new Error('the drawing thread stopped'));
      await stopped?.terminate();
    },
  };
}
