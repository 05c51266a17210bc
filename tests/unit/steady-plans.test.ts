import { expect, test } from 'vitest';

import { hideParameters } from '#electron/db/steady-plans.ts';

import { openTestDatabase } from '../support/database.ts';

test.each([
  ['SELECT id FROM orders WHERE id = ? LIMIT ?', 'SELECT id FROM orders WHERE id = +? LIMIT +?'],
  ['VALUES (?1, @name, :name, $name)', 'VALUES (+?1, +@name, +:name, +$name)'],
  ["WHERE a = '?' AND b = 'it''s @home' AND c = ?", "WHERE a = '?' AND b = 'it''s @home' AND c = +?"],
  ['SELECT x AS "why?" -- really?\nFROM t WHERE id = ?', 'SELECT x AS "why?" -- really?\nFROM t WHERE id = +?'],
  ['SELECT /* @a ? */ @a', 'SELECT /* @a ? */ +@a'],
])('every parameter is hidden from the planner, and nothing else changes: %s', (text, hidden) => {
  expect(hideParameters(text)).toBe(hidden);
});

test('a hidden parameter keeps its value and its type, and still finds by index', () => {
  const { sql, close } = openTestDatabase();
  const types = sql.prepare('SELECT typeof(@text) AS a, typeof(@whole) AS b, typeof(@none) AS c');
  expect(types.get({ text: '1', whole: 5n, none: null })).toEqual({ a: 'text', b: 'integer', c: 'null' });
  const plan = sql.prepare<[string], { detail: string }>('EXPLAIN QUERY PLAN SELECT name FROM location WHERE id = ?').all('1');
  expect(plan[0]!.detail).toContain('SEARCH');
  expect(sql.prepare("SELECT id FROM location WHERE kind = ? AND id = '' || ?").get('loss', 'loss')).toEqual({ id: 'loss' });
  close();
});
