export const ProductsScreen = () => null;
export const ProductScreen = () => null;
