// The library first: its listener has to be there before main sends the port.
import './library/connect';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { followTheme } from './features/appearance/apply-appearance';
import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');
followTheme();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
