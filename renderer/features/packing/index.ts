export const PackingScreen = () => null;
