export const DiagnosticsScreen = () => null;
