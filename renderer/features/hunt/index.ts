export { HuntScreen } from './hunt-screen.tsx';
