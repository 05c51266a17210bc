import { run } from './run.ts';

/** `npm run build`: main, preload and screens into out/. */
process.exit(await run('electron-vite', ['build', '--logLevel', process.env['KOROB_BUILD_LOG'] ?? 'warn']));
