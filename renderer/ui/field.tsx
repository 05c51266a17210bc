import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from 'react';

import classes from './field.module.css';

interface Around {
  readonly label: ReactNode;
  /** The label is for ears only: the choice itself says what it is. */
  readonly bare?: boolean | undefined;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
}

const Frame = ({ label, bare = false, hint, error, children }: Around & { readonly children: ReactNode }) => (
  <label className={classes.field}>
    <span className={bare ? classes.unseen : classes.label}>{label}</span>
    {children}
    {error ? <span className={classes.error}>{error}</span> : hint ? <span className={classes.hint}>{hint}</span> : null}
  </label>
);

/** A text field. `data-scan="take"` makes a scan its value; elsewhere a scan goes to the screen and the field keeps its text. */
export const Field = ({
  label,
  hint,
  error,
  ...input
}: Around & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) => (
  <Frame label={label} hint={hint} error={error}>
    <input className={classes.input} autoComplete="off" spellCheck={false} {...input} />
  </Frame>
);

export const TextArea = ({
  label,
  hint,
  error,
  ...input
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) => (
  <Frame label={label} hint={hint} error={error}>
    <textarea className={classes.input} spellCheck={false} {...input} />
  </Frame>
);

export interface Option<V extends string> {
  readonly value: V;
  readonly text: string;
}

export const Select = <V extends string>({
  label,
  bare,
  hint,
  error,
  value,
  options,
  onChange,
  disabled,
}: Around & {
  readonly value: V;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean;
}) => (
  <Frame label={label} bare={bare} hint={hint} error={error}>
    <select className={classes.input} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value as V)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  </Frame>
);

export const Check = ({
  label,
  checked,
  onChange,
  disabled,
}: {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}) => (
  <label className={classes.check}>
    <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
    <span>{label}</span>
  </label>
);
