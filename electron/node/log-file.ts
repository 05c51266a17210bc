import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

import type { Log } from '#electron/ports/log.ts';

export interface LogFile extends Log {
  /** The last lines, oldest first. */
  tail(lines: number): readonly string[];
}

const FILES_KEPT = 5;
const LINES_IN_MEMORY = 2000;

/**
 * One JSON object a line in `korob.log`; at `maxBytes` it becomes `korob.1.log`, and so on up to five.
 * Whatever looks like a key is removed before a line is made. A log that cannot be written never stops the work.
 */
export function openLogFile(folder: string, nowMs: () => number, maxBytes = 5_000_000): LogFile {
  const file = path.join(folder, 'korob.log');
  const recent: string[] = [];
  let size = 0;
  try {
    mkdirSync(folder, { recursive: true });
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0) recent.push(...readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(-LINES_IN_MEMORY));
  } catch {
    size = 0;
  }
  return {
    write(level, event, details = {}) {
      const at = new Date(nowMs()).toISOString();
      const line = JSON.stringify({ at, level, event, ...(withoutSecrets(details) as object) });
      recent.push(line);
      if (recent.length > LINES_IN_MEMORY * 2) recent.splice(0, recent.length - LINES_IN_MEMORY);
      try {
        if (size + line.length > maxBytes) {
          rotate(folder);
          size = 0;
        }
        appendFileSync(file, `${line}\n`);
        size += Buffer.byteLength(line) + 1;
      } catch {
        // A full disk is told through the database, which matters more than the log.
      }
    },
    tail: (lines) => recent.slice(-Math.max(0, lines)),
  };
}

function rotate(folder: string): void {
  const name = (index: number): string => path.join(folder, index === 0 ? 'korob.log' : `korob.${index}.log`);
  for (let index = FILES_KEPT - 2; index >= 0; index -= 1) {
    if (statSync(name(index), { throwIfNoEntry: false }) !== undefined) renameSync(name(index), name(index + 1));
  }
}

const SECRET_NAME = /token|secret|password|authorization|cookie|api-?key|^key$/iu;
const SECRET_NAME_EXEMPT = /^token(?:Kind|Id|ExpiresAtMs)$/u;
/** Bearer headers, JSON Web Tokens (every key of Wildberries is one), tokens of our own API. */
const SECRET_TEXT = /Bearer\s+\S+|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|korob_[0-9a-f]{16,}/gu;
const REMOVED = '[removed]';

/** A copy with everything that looks like a key taken out, at any depth. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll(SECRET_TEXT, REMOVED).slice(0, 4000);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Error) return withoutSecrets(value.stack ?? value.message, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAME.test(name) && !SECRET_NAME_EXEMPT.test(name) ? REMOVED : withoutSecrets(item, depth + 1),
    ]),
  );
}
