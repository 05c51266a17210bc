import { existsSync, readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';

/** Where Electron's own program lies, or null. Never `require('electron')`: that starts a download by itself. */
export function electronBinary(root: string): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  const name = path.join(folder, 'path.txt');
  if (!existsSync(name) || !existsSync(path.join(folder, 'dist', 'version'))) return null;
  const file = path.join(folder, 'dist', readFileSync(name, 'utf8').trim());
  return existsSync(file) ? file : null;
}

/** Whether the place Electron is downloaded from answers within `timeoutMs`. */
export function downloadAnswers(version: string, timeoutMs: number): Promise<boolean> {
  const url = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  return new Promise((resolve) => {
    const deadline = setTimeout(() => request.destroy(new Error('too slow')), timeoutMs);
    const settle = (answers: boolean): void => {
      clearTimeout(deadline);
      resolve(answers);
    };
    const request = https.request(url, { method: 'HEAD' }, (response) => {
      response.resume();
      settle((response.statusCode ?? 500) < 400);
    });
    request.on('error', () => settle(false));
    request.end();
  });
}
