import './ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App, dressAsBefore } from './app/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
dressAsBefore();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
