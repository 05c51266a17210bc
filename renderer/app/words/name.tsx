import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react';

/** A word for a code; a code without a word is shown as it is, so that nothing crashes on what a marketplace adds. */
export function Name({ of, names }: { readonly of: string; readonly names: Readonly<Record<string, MessageDescriptor>> }) {
  const { i18n } = useLingui();
  const word = names[of];
  return word === undefined ? of : i18n._(word);
}
