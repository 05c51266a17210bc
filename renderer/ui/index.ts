export { Button, KeyHint } from './button.tsx';
export { Dialog } from './dialog.tsx';
export { Check, Field, type Option, Select, TextArea } from './field.tsx';
export { DateTime, Figure, Money, RelativeTime, useNow } from './figure.tsx';
export { type Hotkey, useHotkey } from './hotkeys.ts';
export { Banner, Card, EmptyState, Page, PageHeader, SplitPane, StatusChip, type Tone, Toolbar } from './page.tsx';
export { type Choosing, type Column, Table } from './table.tsx';
export { type Tab, Tabs } from './tabs.tsx';
export { toast } from './toast.tsx';
