export { HandoverScreen } from './handover-screen.tsx';
export { HandoversScreen } from './handovers-screen.tsx';
