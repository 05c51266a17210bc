export const SuppliesScreen = () => null;
export const SupplyScreen = () => null;
