import type { LabelElement, LabelTemplate } from '#shared/domain/label-template.ts';

/** A template under the hand: what it is now, what it was, and which element is held. */
export interface Editing {
  readonly template: LabelTemplate;
  readonly selected: string | null;
  readonly past: readonly LabelTemplate[];
  readonly future: readonly LabelTemplate[];
  /** Moves of one series (a drag, letters of one field, nudges) are undone at once. */
  readonly series: string | null;
}

/** Steps kept for undo. */
const KEPT = 200;
/** The grid elements are moved by. */
export const STEP_MM = 0.5;

export const opened = (template: LabelTemplate): Editing => ({ template, selected: null, past: [], future: [], series: null });

export function changed(state: Editing, template: LabelTemplate, series: string | null = null): Editing {
  if (series !== null && series === state.series) return { ...state, template, future: [] };
  return { ...state, template, past: [...state.past.slice(1 - KEPT), state.template], future: [], series };
}

export const chosen = (state: Editing, selected: string | null): Editing => ({ ...state, selected, series: null });

export function undone(state: Editing): Editing {
  const before = state.past.at(-1);
  if (before === undefined) return state;
  return { ...state, template: before, past: state.past.slice(0, -1), future: [state.template, ...state.future], series: null };
}

export function redone(state: Editing): Editing {
  const [next, ...rest] = state.future;
  if (next === undefined) return state;
  return { ...state, template: next, past: [...state.past, state.template], future: rest, series: null };
}

/** Changes of one element; those that it has no name for are left out by the caller's types. */
export function withElement(state: Editing, id: string, change: Partial<LabelElement>, series: string | null = null): Editing {
  const elements = state.template.elements.map((element) => (element.id === id ? ({ ...element, ...change } as LabelElement) : element));
  return changed(state, { ...state.template, elements }, series);
}

export function moved(state: Editing, id: string, xMm: number, yMm: number, series: string): Editing {
  return withElement(state, id, { xMm: onGrid(xMm, 0.1), yMm: onGrid(yMm, 0.1) }, series);
}

/** By whole steps from where it stands, so that what was placed by numbers stays off the grid as it was. */
export function nudged(state: Editing, dx: number, dy: number): Editing {
  const element = state.template.elements.find((one) => one.id === state.selected);
  if (element === undefined) return state;
  return moved(state, element.id, element.xMm + dx * STEP_MM, element.yMm + dy * STEP_MM, `nudge ${element.id}`);
}

export function added(state: Editing, kind: LabelElement['kind'], id: string): Editing {
  const { widthMm, heightMm } = state.template;
  const element = fresh(kind, id, widthMm, heightMm);
  return { ...changed(state, { ...state.template, elements: [...state.template.elements, element] }), selected: id };
}

function fresh(kind: LabelElement['kind'], id: string, width: number, height: number): LabelElement {
  const at = { id, xMm: 2, yMm: 2, widthMm: Math.max(5, width - 4), heightMm: 5 };
  switch (kind) {
    case 'text':
      return { ...at, kind, content: '', capMm: 2, weight: 'regular', align: 'left', fit: 'shrink' };
    case 'code':
      return { ...at, kind, heightMm: Math.min(15, height - 4), symbology: 'auto', content: '', digits: true };
    case 'line':
      return { ...at, kind, heightMm: 0.3 };
    case 'box':
      return { ...at, kind, heightMm: Math.max(5, height - 4), thickMm: 0.3 };
    case 'eac':
      return { ...at, kind, widthMm: 6, heightMm: 6 };
  }
}

export function duplicated(state: Editing, newId: string): Editing {
  const element = state.template.elements.find((one) => one.id === state.selected);
  if (element === undefined) return state;
  const copy = { ...element, id: newId, xMm: element.xMm + 2, yMm: element.yMm + 2 };
  return { ...changed(state, { ...state.template, elements: [...state.template.elements, copy] }), selected: newId };
}

export function removed(state: Editing): Editing {
  if (state.selected === null) return state;
  const elements = state.template.elements.filter((element) => element.id !== state.selected);
  return { ...changed(state, { ...state.template, elements }), selected: null };
}

export const onGrid = (value: number, step: number): number => Math.round(Math.round(value / step) * step * 100) / 100;
