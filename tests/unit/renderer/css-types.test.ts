import { globSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { classNames, declarationOf, declarationPath } from '../../../build/scripts/css-types.ts';

const modules = globSync('renderer/**/*.module.css');

test('class names are read, numbers and strings are not', () => {
  expect(classNames(".a .b-c:hover { opacity: 0.5; content: '.no' } /* .nor */")).toEqual(['a', 'b-c']);
});

test.each(modules)('%s has fresh types', (file) => {
  expect(readFileSync(declarationPath(file), 'utf8')).toBe(declarationOf(readFileSync(file, 'utf8')));
});
