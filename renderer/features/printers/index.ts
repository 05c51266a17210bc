export const PrintersScreen = () => null;
