import { defineConfig } from 'vite';

import { rendererConfig } from './build/vite-renderer.ts';

/** The screens alone; the desktop bundle takes the same plugins through electron.vite.config.ts. */
export default defineConfig(({ mode }) => ({ ...rendererConfig({ release: mode === 'release' }), base: '/' }));
