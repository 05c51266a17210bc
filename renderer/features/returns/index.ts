export { ReturnsScreen } from './returns-screen.tsx';
