import { useLingui } from '@lingui/react';
import { type PointerEvent, useRef } from 'react';

import type { LabelElement } from '#shared/domain/label-template.ts';

import { elementNames } from '../../app/words/labels.ts';
import { type Editing, moved, onGrid, STEP_MM, withElement } from './editing.ts';

import classes from './templates.module.css';

interface Props {
  readonly state: Editing;
  readonly pngBase64: string | null;
  readonly warned: ReadonlySet<string>;
  readonly onChange: (change: (state: Editing) => Editing) => void;
  readonly onSelect: (id: string | null) => void;
}

interface Grip {
  readonly element: LabelElement;
  readonly how: 'move' | 'size';
  readonly fromX: number;
  readonly fromY: number;
  /** Millimetres in one pixel of the screen. */
  readonly mmPerPixel: number;
  readonly series: string;
}

/** The true dots of the label, and over them the frames of its elements to take hold of. */
export function Canvas({ state, pngBase64, warned, onChange, onSelect }: Props) {
  const { i18n } = useLingui();
  const sheet = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);
  const { template } = state;
  const ratio = template.widthMm / template.heightMm;
  const percent = (mm: number, of: number) => `${(mm / of) * 100}%`;

  const take = (event: PointerEvent, element: LabelElement, how: Grip['how']) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    onSelect(element.id);
    const mmPerPixel = template.widthMm / (sheet.current?.clientWidth ?? 1);
    grip.current = {
      element,
      how,
      fromX: event.clientX,
      fromY: event.clientY,
      mmPerPixel,
      series: `${how} ${element.id} ${event.timeStamp}`,
    };
  };
  const drag = (event: PointerEvent) => {
    const held = grip.current;
    if (held === null) return;
    const dx = onGrid((event.clientX - held.fromX) * held.mmPerPixel, STEP_MM);
    const dy = onGrid((event.clientY - held.fromY) * held.mmPerPixel, STEP_MM);
    const { id, xMm, yMm, widthMm, heightMm } = held.element;
    onChange((now) =>
      held.how === 'move'
        ? moved(now, id, xMm + dx, yMm + dy, held.series)
        : withElement(
            now,
            id,
            { widthMm: onGrid(Math.max(0.1, widthMm + dx), 0.1), heightMm: onGrid(Math.max(0.1, heightMm + dy), 0.1) },
            held.series,
          ),
    );
  };
  const letGo = () => {
    grip.current = null;
  };

  return (
    <div className={classes.desk} onPointerDown={() => onSelect(null)}>
      <div
        ref={sheet}
        className={classes.sheet}
        style={{ aspectRatio: ratio, width: `min(100%, calc((100vh - 400px) * ${ratio}))` }}
        data-testid="label-sheet"
      >
        {pngBase64 === null ? null : <img className={classes.dots} src={`data:image/png;base64,${pngBase64}`} alt="" draggable={false} />}
        {template.elements.map((element) => (
          <div
            key={element.id}
            role="button"
            tabIndex={-1}
            aria-label={elementName(element, i18n._(elementNames[element.kind]!))}
            aria-pressed={element.id === state.selected}
            className={`${classes.frame} ${element.id === state.selected ? classes.held : ''} ${warned.has(element.id) ? classes.warned : ''}`}
            style={{
              left: percent(element.xMm, template.widthMm),
              top: percent(element.yMm, template.heightMm),
              width: percent(element.widthMm, template.widthMm),
              height: percent(element.heightMm, template.heightMm),
            }}
            onPointerDown={(event) => take(event, element, 'move')}
            onPointerMove={drag}
            onPointerUp={letGo}
            onPointerCancel={letGo}
          >
            {element.id === state.selected ? (
              <span
                className={classes.corner}
                onPointerDown={(event) => take(event, element, 'size')}
                onPointerMove={(event) => {
                  event.stopPropagation();
                  drag(event);
                }}
                onPointerUp={letGo}
              />
            ) : null}
          </div>
        ))}
      </div>
    </div>
  );
}

/** «Текст: Арт. {article}». */
export const elementName = (element: LabelElement, kind: string): string =>
  'content' in element && element.content !== '' ? `${kind}: ${element.content}` : kind;
