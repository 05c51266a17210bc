import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

const HEADER = /^[\s\S]*?\n\n/u;
const body = (file: string) => readFileSync(file, 'utf8').replace(HEADER, '');

describe('catalogues of words', () => {
  test('hold every sentence of the screens and no other (else the screen shows its id): npm run words', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'korob-words-'));
    try {
      for (const locale of ['ru', 'en']) cpSync(`renderer/locales/${locale}.po`, path.join(folder, `${locale}.po`));
      const run = spawnSync(process.execPath, ['node_modules/@lingui/cli/dist/lingui.js', 'extract', '--clean'], {
        env: { ...process.env, KOROB_CATALOGUES: folder, LINGUI_SUPPRESS_BABEL_WARNING: '1' },
        encoding: 'utf8',
      });
      expect(run.status, run.stderr).toBe(0);
      for (const locale of ['ru', 'en']) expect(body(path.join(folder, `${locale}.po`))).toBe(body(`renderer/locales/${locale}.po`));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('English has no gaps and keeps every figure of the Russian sentence', () => {
    const entries = [...readFileSync('renderer/locales/en.po', 'utf8').matchAll(/^msgid ((?:"[^\n]*"\n?)+)msgstr ((?:"[^\n]*"\n?)+)/gmu)]
      .map((match) => [text(match[1] ?? ''), text(match[2] ?? '')] as const)
      .filter(([id]) => id !== '');
    expect(entries.length).toBeGreaterThan(900);
    expect(entries.filter(([, english]) => english === '')).toEqual([]);
    expect(entries.filter(([id, english]) => figures(id) !== figures(english))).toEqual([]);
  });
});

const text = (lines: string): string => [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map((match) => match[1]).join('');

/** Names of values and tags that a sentence holds. */
const figures = (sentence: string): string =>
  [...new Set([...sentence.matchAll(/\{(\w+)[,}]|<(\d+)\/?>/gu)].map((match) => match[1] ?? `<${match[2]}>`))].sort().join(' ');
