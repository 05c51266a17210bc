export { FulfilmentScreen } from './fulfilment-screen.tsx';
