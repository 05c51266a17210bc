/** What a test asks of the double over the child-process channel. */
export type Command =
  | { readonly do: 'crash' }
  | { readonly do: 'resume' }
  | { readonly do: 'quit' }
  | { readonly do: 'facts' }
  | { readonly do: 'permission'; readonly permission: string };

/** What the double saw; the answer to every command. */
export interface Facts {
  readonly windows: readonly { readonly webPreferences: Readonly<Record<string, unknown>>; readonly shown: boolean }[];
  readonly denied: readonly string[];
  readonly secondInstances: number;
  readonly sandboxed: boolean;
  readonly schemes: readonly unknown[];
  readonly crashes: number;
  readonly permission: boolean | null;
}
