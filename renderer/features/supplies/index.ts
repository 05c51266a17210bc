export { SuppliesScreen } from './supplies-screen.tsx';
export { SupplyScreen } from './supply-screen.tsx';
