export { asCallError, CallFailure } from './failure.ts';
export { askOrThrow, type CallOptions, type Doing, useAction, useAsk, useCall, useCommand } from './hooks.ts';
export { newId } from './operation-id.ts';
export { followEvents, onEvent, queryClient } from './query-client.ts';
export { type CommandInput, send } from './send.ts';
export type { ActionName, CommandName, QueryName } from './topics.ts';
export { useWindowRows, type WindowName, type WindowRow, type WindowRows } from './window-rows.ts';
export { call, type KorobBridge } from './wire.ts';
