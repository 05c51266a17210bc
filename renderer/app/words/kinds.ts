import type { MessageDescriptor } from '@lingui/core';

/** What happened, what it means, what to do. */
export interface Words {
  readonly what: MessageDescriptor;
  readonly means: MessageDescriptor;
  readonly next: MessageDescriptor;
}
