import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from '@playwright/test';

import { openDesktop } from '../support/desktop-double.ts';
import { ask, eventually } from '../support/station.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'korob-modes-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('training opens behind the same window on a database of its own, and leaves the real one as it was', async () => {
  const desktop = await openDesktop(folder);
  try {
    const page = await desktop.page();
    await expect(page.getByRole('navigation').first()).toBeVisible();
    // The window loads anew in between: a question that fell into the gap is asked again.
    const mode = () =>
      ask(page, 'session.get', {}).then(
        ({ mode: now }) => now,
        () => 'between',
      );
    expect(await mode()).toBe('live');
    expect(await ask(page, 'training.start', {})).toEqual({ url: null });
    await eventually('training stands behind the window', mode, 90_000).toBe('training');
    await expect(page.getByText('УЧЕБНЫЙ РЕЖИМ · всё здесь ненастоящее')).toBeVisible();
    expect((await ask(page, 'product.list', {})).total).toBeGreaterThanOrEqual(300);
    await ask(page, 'training.stop', {});
    await eventually('real work stands behind the window again', mode, 60_000).toBe('live');
    await expect(page.getByText('УЧЕБНЫЙ РЕЖИМ · всё здесь ненастоящее')).toBeHidden();
    expect((await ask(page, 'product.list', {})).total).toBe(0);
  } finally {
    await desktop.stop();
  }
});

test('a database that is no database is left untouched, and the window says what to do', async () => {
  const file = path.join(folder, 'korob.sqlite');
  writeFileSync(file, 'это не база данных, но в ней что-то лежит'.repeat(200));
  const desktop = await openDesktop(folder);
  try {
    const page = await desktop.page();
    await expect(page.getByRole('heading', { name: 'Файл базы повреждён' })).toBeVisible();
    await expect(page.getByText('Ничего не удаляйте.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'The database file is damaged' })).toBeVisible();
    expect(readFileSync(file, 'utf8').startsWith('это не база')).toBe(true);
  } finally {
    await desktop.stop();
  }
});
