export { listenForScans, offer, type Scan, useScan, useTyped } from './hub.ts';
export { play } from './sound.ts';
