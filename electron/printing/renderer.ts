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
  resolve(rendered: Rendered): void;
  reject(error: Error): void;
}

/** The thread is started with the first label; should it die, the label that killed it is refused and the next one starts another. */
export function threadRenderer(worker: URL, resourcesDir: string): Renderer {
  let thread: Worker | null = null;
  const waiting = new Map<number, Waiting>();
  let last = 0;

  const start = (): Worker => {
    const started = new Worker(worker, { workerData: { resourcesDir } });
    started.on('message', (answer: RenderAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('rendered' in answer) asked?.resolve(answer.rendered);
      else asked?.reject(new Error(answer.failure));
      if (waiting.size === 0) started.unref();
    });
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (thread === started) thread = null;
      for (const asked of waiting.values()) asked.reject(new Error('the drawing thread stopped'));
      waiting.clear();
    });
    return started;
  };

  return {
    render: ({ ...source }, paper) =>
      new Promise((resolve, reject) => {
        thread ??= start();
        thread.ref();
        last += 1;
        waiting.set(last, { resolve, reject });
        const { name, dpi, widthMm, heightMm, settings } = paper;
        thread.postMessage({ id: last, source, paper: { name, dpi, widthMm, heightMm, settings } } satisfies RenderTask);
      }),
    async close() {
      await thread?.terminate();
    },
  };
}
