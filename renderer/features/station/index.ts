export { StationScreen } from './station-screen.tsx';
