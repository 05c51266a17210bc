import type { Output } from '#shared/contract/index.ts';

export type Wave = Output<'wave.get'>;
