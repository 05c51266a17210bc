import path from 'node:path';

import { defineConfig } from 'electron-vite';

import { rendererConfig } from './build/vite-renderer.ts';

/** What is bundled and what stays outside: `dependencies` of package.json are native or carry wasm, and stay. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node24',
      externalizeDeps: { include: ['vite'] },
      rolldownOptions: {
        input: {
          index: path.resolve('electron/main/index.ts'),
          web: path.resolve('electron/web/index.ts'),
          'reader.worker': path.resolve('electron/db/reader.worker.ts'),
          'documents.worker': path.resolve('electron/documents/documents.worker.ts'),
          'render.worker': path.resolve('electron/printing/render.worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path.resolve('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: rendererConfig({ release: false }),
});
