export { EditorScreen } from './editor-screen.tsx';
export { TemplatesScreen } from './templates-screen.tsx';
