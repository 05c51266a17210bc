export const GuideScreen = () => null;
