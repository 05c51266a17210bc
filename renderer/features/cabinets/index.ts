export { CabinetsScreen } from './cabinets-screen.tsx';
