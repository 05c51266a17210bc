import { describe, expect, test } from 'vitest';

import type { LabelTemplate } from '#shared/domain/label-template.ts';

import {
  added,
  changed,
  chosen,
  duplicated,
  type Editing,
  moved,
  nudged,
  opened,
  redone,
  removed,
  undone,
  withElement,
} from '../../../renderer/features/templates/editing.ts';

const template: LabelTemplate = {
  id: 'one',
  name: 'Проба',
  kind: 'product',
  widthMm: 58,
  heightMm: 40,
  elements: [
    { kind: 'line', id: 'a', xMm: 2, yMm: 3, widthMm: 10, heightMm: 0.3 },
    { kind: 'eac', id: 'b', xMm: 20, yMm: 3.2, widthMm: 6, heightMm: 6 },
  ],
};
const start = chosen(opened(template), 'a');
const at = (state: Editing, id = 'a') => {
  const element = state.template.elements.find((one) => one.id === id);
  return element === undefined ? null : [element.xMm, element.yMm];
};

describe('the hand on a label', () => {
  test('arrows move what is held by half a millimetre, from wherever it stood', () => {
    expect(at(nudged(nudged(start, 1, 0), 0, -1))).toEqual([2.5, 2.5]);
    expect(at(nudged(chosen(start, 'b'), 0, 1), 'b')).toEqual([20, 3.7]);
    expect(nudged(chosen(start, null), 1, 0).template).toBe(template);
  });

  test('a drag, however many moves it had, is undone at once; the next one is another', () => {
    const dragged = moved(moved(moved(start, 'a', 3, 3, 'drag 1'), 'a', 4, 4, 'drag 1'), 'a', 9, 9, 'drag 1');
    const twice = moved(dragged, 'a', 12, 12, 'drag 2');
    expect(at(undone(twice))).toEqual([9, 9]);
    expect(at(undone(undone(twice)))).toEqual([2, 3]);
    expect(at(redone(redone(undone(undone(twice)))))).toEqual([12, 12]);
  });

  test('what is done after an undo forgets what was undone', () => {
    const other = nudged(undone(nudged(start, 1, 0)), 0, 1);
    expect(redone(other)).toBe(other);
  });

  test('there is nothing to undo before the first change, and nothing to redo after the last', () => {
    expect(undone(start)).toBe(start);
    expect(redone(start)).toBe(start);
  });

  test('adds, repeats beside and removes, and holds what it made', () => {
    const text = added(start, 'text', 'c');
    expect([text.selected, text.template.elements.length]).toEqual(['c', 3]);
    const copy = duplicated(chosen(text, 'b'), 'd');
    expect([copy.selected, at(copy, 'd')]).toEqual(['d', [22, 5.2]]);
    const gone = removed(copy);
    expect([gone.selected, at(gone, 'd')]).toEqual([null, null]);
    expect(at(undone(gone), 'd')).toEqual([22, 5.2]);
  });

  test('letters of one field are one step, another choice ends it', () => {
    const typed = withElement(withElement(start, 'a', { widthMm: 11 }, 'width a'), 'a', { widthMm: 12 }, 'width a');
    expect(undone(typed).template).toBe(template);
    const later = withElement(chosen(typed, 'a'), 'a', { widthMm: 13 }, 'width a');
    expect(undone(later).template).toBe(typed.template);
  });

  test('keeps a long past, but not for ever', () => {
    let state = start;
    for (let step = 0; step < 500; step += 1) state = changed(state, { ...template, name: `Проба ${step}` });
    expect(state.past.length).toBe(200);
  });
});
