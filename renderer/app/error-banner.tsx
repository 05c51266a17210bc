import { useLingui } from '@lingui/react';
import type { ReactNode } from 'react';

import type { CallError } from '#shared/contract/call.ts';

import { Banner } from '../ui/index.ts';
import { Approval } from './approval.tsx';
import { describeError } from './errors.ts';

/** What happened, what it means, what to do; the code stands last for whoever is asked for help. */
export function ErrorBanner({ error, actions }: { readonly error: CallError | null | undefined; readonly actions?: ReactNode }) {
  const { i18n } = useLingui();
  if (error === null || error === undefined) return null;
  const story = describeError(error, i18n);
  return (
    <Banner tone="stop" title={story.what} actions={error.code === 'forbidden' ? <Approval /> : actions}>
      <div>{story.means}</div>
      <div>
        <b>{story.next}</b> <small>[{error.code}]</small>
      </div>
    </Banner>
  );
}
