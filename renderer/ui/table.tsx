import { Trans } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

import type { WindowRows } from '../bridge/index.ts';
import { Figure } from './figure.tsx';
import { useNarrow } from './handheld.ts';

import classes from './table.module.css';

export interface Column<R> {
  readonly key: string;
  readonly title: ReactNode;
  /** A track of CSS grid: `120px`, `minmax(160px, 2fr)`. */
  readonly width: string;
  /** Its track on a handheld. In a table where any column has one, those without are left out there. */
  readonly narrow?: string;
  readonly end?: boolean;
  /** Name the engine sorts by, where it can. */
  readonly sort?: string;
  readonly render: (row: R) => ReactNode;
}

export interface Choosing<R> {
  readonly isChosen: (row: R) => boolean;
  readonly choose: (rows: readonly R[], on: boolean) => void;
  readonly all: () => void;
  readonly allChosen: boolean;
}

interface Props<R> {
  readonly label: string;
  readonly rows: WindowRows<R>;
  readonly columns: readonly Column<R>[];
  readonly empty: ReactNode;
  readonly rowHeight?: number;
  readonly onOpen?: (row: R) => void;
  /** The blank key on a row: puts it into a selection or takes it out. */
  readonly onMark?: (row: R) => void;
  /** Rows are chosen by a tick, by Shift with arrows or with a click, and all of them by Ctrl+A. */
  readonly choosing?: Choosing<R>;
  readonly sort?: { readonly by: string; readonly descending: boolean };
  readonly onSort?: (by: string, descending: boolean) => void;
}

/** A long list: only the rows in sight exist, arrows and pages move, Enter opens. */
export function Table<R>({ label, rows, columns: all, empty, rowHeight = 44, onOpen, onMark, choosing, sort, onSort }: Props<R>) {
  const scroll = useRef<HTMLDivElement>(null);
  const isNarrow = useNarrow() && all.some(({ narrow }) => narrow !== undefined);
  const columns = isNarrow ? all.flatMap((column) => (column.narrow === undefined ? [] : [{ ...column, width: column.narrow }])) : all;
  const [active, setActive] = useState(0);
  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves this component alone, and it works so
  const virtual = useVirtualizer({ count: rows.total, getScrollElement: () => scroll.current, estimateSize: () => rowHeight, overscan: 8 });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { onRange } = rows;
  useEffect(() => onRange(first, last));

  /** Rows that were never on the screen are not known, so a stretch is chosen as far as it was seen. */
  const chooseBetween = (from: number, to: number) => {
    const stretch: R[] = [];
    for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
      const row = rows.rowAt(index);
      if (row !== undefined) stretch.push(row);
    }
    choosing?.choose(stretch, true);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.total - 1,
    };
    const to = moves[event.key];
    const row = rows.rowAt(active);
    if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
    if (event.key === ' ' && event.target === event.currentTarget && row !== undefined && onMark !== undefined) {
      event.preventDefault();
      onMark(row);
    }
    if (choosing !== undefined && event.target === event.currentTarget) {
      if (event.key === ' ' && row !== undefined) {
        event.preventDefault();
        choosing.choose([row], !choosing.isChosen(row));
      }
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyA') {
        event.preventDefault();
        choosing.all();
      }
    }
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(to, 0), Math.max(rows.total - 1, 0));
    if (event.shiftKey) chooseBetween(active, next);
    setActive(next);
    virtual.scrollToIndex(next);
  };

  const tracks = { gridTemplateColumns: [...(choosing === undefined ? [] : ['44px']), ...columns.map((column) => column.width)].join(' ') };
  if (rows.total === 0 && !rows.loading) return empty;
  return (
    <div className={classes.table} role="grid" aria-label={label} aria-rowcount={rows.total}>
      <div className={classes.head} style={tracks} role="row">
        {choosing === undefined ? null : (
          <div role="columnheader" className={classes.tick}>
            <Tick checked={choosing.allChosen} onChange={() => choosing.all()} />
          </div>
        )}
        {columns.map((column) => (
          <div key={column.key} role="columnheader" className={`${classes.cell} ${column.end === true ? classes.end : ''}`}>
            <Title column={column} sort={sort} onSort={onSort} />
          </div>
        ))}
      </div>
      {/* The list itself takes focus; rows are told apart by aria-rowindex. */}
      <div ref={scroll} className={classes.scroll} tabIndex={0} role="rowgroup" onKeyDown={onKeyDown}>
        <div className={classes.inner} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.rowAt(item.index);
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 1}
                aria-selected={item.index === active}
                className={`${classes.row} ${item.index === active ? classes.active : ''} ${onOpen === undefined ? '' : classes.open}`}
                style={{ ...tracks, height: rowHeight, transform: `translateY(${item.start}px)` }}
                onClick={(event) => {
                  setActive(item.index);
                  if (event.shiftKey && choosing !== undefined) chooseBetween(active, item.index);
                  else if (row !== undefined) onOpen?.(row);
                }}
              >
                {choosing === undefined ? null : (
                  <div role="gridcell" className={classes.tick}>
                    {row === undefined ? null : (
                      <Tick
                        checked={choosing.isChosen(row)}
                        onChange={(on, stretch) => {
                          if (stretch) chooseBetween(active, item.index);
                          else choosing.choose([row], on);
                          setActive(item.index);
                        }}
                      />
                    )}
                  </div>
                )}
                {columns.map((column) => (
                  <div key={column.key} role="gridcell" className={`${classes.cell} ${column.end === true ? classes.end : ''}`}>
                    {row === undefined ? null : column.render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <div className={classes.foot}>
        {rows.capped ? (
          <Trans>
            Первые <Figure value={rows.total} />. Нашлось больше — уточните поиск.
          </Trans>
        ) : (
          <Trans>
            Всего: <Figure value={rows.total} />
          </Trans>
        )}
      </div>
    </div>
  );
}

/** A tick as large as a finger; a click on it opens nothing. */
function Tick({ checked, onChange }: { readonly checked: boolean; readonly onChange: (on: boolean, stretch: boolean) => void }) {
  return (
    <label className={classes.tickHit} onClick={(event) => event.stopPropagation()}>
      <input
        type="checkbox"
        tabIndex={-1}
        checked={checked}
        onChange={(event) => onChange(event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)}
      />
    </label>
  );
}

function Title<R>({
  column,
  sort,
  onSort,
}: { readonly column: Column<R> } & { sort: Props<R>['sort'] | undefined; onSort: Props<R>['onSort'] | undefined }) {
  const by = column.sort;
  if (by === undefined || onSort === undefined) return column.title;
  const current = sort?.by === by;
  return (
    <button type="button" className={classes.sort} onClick={() => onSort(by, current ? !sort.descending : false)}>
      {column.title} {current ? (sort.descending ? '↓' : '↑') : ''}
    </button>
  );
}
