export { SaleScreen } from './sale-screen.tsx';
