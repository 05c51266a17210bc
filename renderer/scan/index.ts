export { listenForScans, offer, type Scan, useScan, useScanGuard, useTyped } from './hub.ts';
export { play } from './sound.ts';
