import { resolve } from 'node:path';

import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import type { PluginOption, UserConfig } from 'vite';

process.env['LINGUI_SUPPRESS_BABEL_WARNING'] = '1';

/**
 * Plugins of the screens, in the only order that works: Lingui's macros are expanded before the React compiler sees the code.
 * `release` refuses a build in which a sentence has no translation.
 */
export const rendererPlugins = (options: { readonly release: boolean } = { release: false }): PluginOption[] => [
  babel({ presets: [linguiTransformerBabelPreset()] }),
  react({ compiler: true }),
  lingui({ failOnCompileError: true, failOnMissing: options.release }),
];

/** Words of components under test: the macros and the catalogues, without React's compiler. */
export const wordPlugins = (): PluginOption[] => [babel({ presets: [linguiTransformerBabelPreset()] }), lingui()];

/** The renderer as vite builds it; paths start at the working directory, the root of the repository. */
export const rendererConfig = (options: { readonly release: boolean } = { release: false }): UserConfig => ({
  root: resolve('renderer'),
  base: './',
  publicDir: resolve('resources/icons'),
  plugins: rendererPlugins(options),
  build: {
    outDir: resolve('out/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // A strict CSP: nothing inline, no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: resolve('renderer/index.html') },
  },
});
