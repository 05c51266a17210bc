export const CabinetsScreen = () => null;
