import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** `node run.ts <entry.js>`: the entry is evaluated whole before anything is ready, as in Electron. */
const double = pathToFileURL(path.join(import.meta.dirname, 'electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context)),
});

const entry = process.argv[2];
if (entry === undefined) throw new Error('name the entry of the bundle');
await import(pathToFileURL(path.resolve(entry)).href);
const { becomeReady } = await import('./app.ts');
await becomeReady();
