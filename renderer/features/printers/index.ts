export { PrintersScreen } from './printers-screen.tsx';
