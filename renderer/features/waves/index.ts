export { WaveScreen } from './wave-screen.tsx';
export { WavesScreen } from './waves-screen.tsx';
