import type { TestCode } from '../../scan/index.ts';

import classes from './station.module.css';

/** Always dark on light, whatever the theme: scanners expect it. Bars are as high as a third of their width. */
export function TestCodePicture({ code, label }: { readonly code: TestCode; readonly label: string }) {
  const { rows, quiet } = code;
  const columns = rows[0]?.length ?? 0;
  const bars = rows.length === 1;
  const height = bars ? Math.round(columns / 3) : rows.length;
  const path = rows.flatMap((row, y) =>
    Array.from(row, (bit, x) => (bit === '1' ? `M${x + quiet} ${y + quiet}h1v${bars ? height : 1}h-1z` : '')),
  );
  return (
    <svg
      className={bars ? classes.bars : classes.square}
      viewBox={`0 0 ${columns + 2 * quiet} ${height + 2 * quiet}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={columns + 2 * quiet} height={height + 2 * quiet} fill="#fff" />
      <path d={path.join('')} fill="#000" />
    </svg>
  );
}
