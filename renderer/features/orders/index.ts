export const OrdersScreen = () => null;
export const OrderScreen = () => null;
