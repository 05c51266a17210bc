import { CSPProvider } from '@base-ui/react/csp-provider';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';

import { followEvents, queryClient, useCall } from '../bridge/index.ts';
import { listenForScans, useHabits } from '../scan/index.ts';
import { allowSound } from '../scan/sound.ts';
import { allowVoice } from '../scan/voice.ts';
import { listenForHotkeys } from '../ui/hotkeys.ts';
import { speak } from './language.ts';
import { router } from './router.tsx';

export function App() {
  useEffect(() => {
    const stops = [listenForScans(), listenForHotkeys(), followEvents()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <I18nProvider i18n={i18n}>
          <Preferences />
          <RouterProvider router={router} />
        </I18nProvider>
      </QueryClientProvider>
    </CSPProvider>
  );
}

const KEPT = 'korob.look';

/** Language and theme of the installation; the last look is kept beside, so that the first paint is already right. */
function Preferences() {
  const session = useCall('session.get', {});
  const language = session.data?.language;
  const theme = session.data?.theme;
  const sounds = session.data?.sounds;
  useEffect(() => {
    if (language === undefined || theme === undefined) return undefined;
    localStorage.setItem(KEPT, JSON.stringify({ language, theme }));
    dress(language, theme);
    const media = matchMedia('(prefers-color-scheme: dark)');
    const again = () => dress(language, theme);
    media.addEventListener('change', again);
    return () => media.removeEventListener('change', again);
  }, [language, theme]);
  const station = session.data?.station;
  const volume = station?.volume ?? 100;
  useEffect(() => allowSound(sounds ?? true, volume), [sounds, volume]);
  useEffect(
    () => allowVoice(station?.voice === true && sounds !== false, language ?? 'ru', volume),
    [station?.voice, sounds, language, volume],
  );
  useHabits(station?.scanner ?? null);
  return null;
}

export function dressAsBefore(): void {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as { language?: string; theme?: string };
  dress(kept.language ?? 'ru', kept.theme ?? 'system');
}

function dress(language: string, theme: string): void {
  speak(language);
  document.documentElement.lang = language;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset['theme'] = theme === 'system' ? (dark ? 'dark' : 'light') : theme;
}
