import type { ReactNode } from 'react';

import classes from './page.module.css';

/** What a colour says, everywhere: done, a question, nothing happened, put it down. */
export type Tone = 'right' | 'ask' | 'wrong' | 'stop' | 'plain';

interface Children {
  readonly children: ReactNode;
}

export const Page = ({ children }: Children) => <div className={classes.page}>{children}</div>;

/** `handheldActions`: beneath all else where there is one column, so that the scan is what stands first. */
export const PageHeader = ({
  title,
  note,
  actions,
  handheldActions = 'top',
}: {
  readonly handheldActions?: 'top' | 'bottom';
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <header className={classes.header} data-actions={handheldActions}>
    <div>
      <h1 className={classes.title}>{title}</h1>
      {note === undefined ? null : <p className={classes.note}>{note}</p>}
    </div>
    {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
  </header>
);

export const Toolbar = ({ children }: Children) => <div className={classes.toolbar}>{children}</div>;

/** `handheldFirst`: which of the two is on top where there is room for one column only. */
export const SplitPane = ({
  main,
  side,
  handheldFirst = 'main',
}: {
  readonly main: ReactNode;
  readonly side: ReactNode;
  readonly handheldFirst?: 'main' | 'side';
}) => (
  <div className={classes.split} data-first={handheldFirst}>
    <div className={classes.pane}>{main}</div>
    <div className={classes.pane}>{side}</div>
  </div>
);

export const Card = ({ title, children }: Children & { readonly title?: ReactNode }) => (
  <section className={classes.card}>
    {title === undefined ? null : <h2 className={classes.cardTitle}>{title}</h2>}
    {children}
  </section>
);

/** An empty screen says what to do next. */
export const EmptyState = ({ title, children, action }: Children & { readonly title: ReactNode; readonly action?: ReactNode }) => (
  <div className={classes.empty}>
    <h2 className={classes.emptyTitle}>{title}</h2>
    <div>{children}</div>
    {action}
  </div>
);

export const StatusChip = ({ tone = 'plain', children }: Children & { readonly tone?: Tone }) => (
  <span className={`${classes.chip} ${tone === 'plain' ? '' : classes[tone]}`}>{children}</span>
);

export const Banner = ({
  tone = 'plain',
  title,
  children,
  actions,
}: {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <div className={`${classes.banner} ${tone === 'plain' ? '' : classes[tone]}`} role={tone === 'stop' ? 'alert' : 'status'}>
    <div className={classes.bannerText}>
      {title === undefined ? null : <div className={classes.strong}>{title}</div>}
      {children}
    </div>
    {actions === undefined || actions === null ? null : <div className={classes.toolbar}>{actions}</div>}
  </div>
);
