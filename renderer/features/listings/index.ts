export const ListingsScreen = () => null;
