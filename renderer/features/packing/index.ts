export { PackingScreen } from './packing-screen.tsx';
