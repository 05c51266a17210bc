import { spawn } from 'node:child_process';
import path from 'node:path';

/** The folder that holds package.json; every script is started from anywhere and works there. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Every checker makes all types of a project anew, so one for each of two projects at a time is a fifth of the work of the defaults. */
export const TYPES = ['-b', '--builders', '2', '--checkers', '1'] as const;

/** A colour code for every dot is a flood in a file or a log. */
export const QUIET = { NO_COLOR: '1', FORCE_COLOR: '0' } as const;

/** Runs a tool of node_modules/.bin with its output shown, and answers its exit code. */
export function run(tool: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const windows = process.platform === 'win32';
  const command = path.join(ROOT, 'node_modules', '.bin', windows ? `${tool}.cmd` : tool);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell: windows, env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
