import type { ReactNode } from 'react';

import classes from './tabs.module.css';

export interface Tab<V extends string> {
  readonly value: V;
  readonly text: ReactNode;
  readonly count?: number | undefined;
}

/** Which part of a list is shown; the choice belongs in the address, so the caller keeps it. */
export const Tabs = <V extends string>({
  label,
  value,
  tabs,
  onChange,
}: {
  readonly label: string;
  readonly value: V;
  readonly tabs: readonly Tab<V>[];
  readonly onChange: (value: V) => void;
}) => (
  <div role="tablist" aria-label={label} className={classes.list}>
    {tabs.map((tab) => (
      <button
        key={tab.value}
        type="button"
        role="tab"
        aria-selected={tab.value === value}
        className={classes.tab}
        onClick={() => onChange(tab.value)}
      >
        {tab.text}
        {tab.count === undefined ? null : <span className={classes.count}>{tab.count}</span>}
      </button>
    ))}
  </div>
);
