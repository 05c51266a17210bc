import { useEffect } from 'react';

import { call, newId, onEvent, useCall } from '../bridge/index.ts';
import { offer } from '../scan/index.ts';

/** Which window this is to the host, as long as it lives. */
const WINDOW = newId();

/** Scans of the serial scanner of this place, into the same hub as the keyboard's. The event only says that there is something to take. */
export function SerialScans() {
  const session = useCall('session.get', {});
  const stationId = session.data?.stationId;
  useEffect(() => {
    if (stationId === undefined) return undefined;
    let last = 0;
    let again = false;
    let busy = false;
    const pull = async (): Promise<void> => {
      again = true;
      if (busy) return;
      busy = true;
      while (again) {
        again = false;
        // Of several tabs the one that is looked at gets them; the desktop has one window, seen or not.
        if (window.korob === undefined && document.visibilityState !== 'visible') break;
        const answer = await call('station.takeScans', { window: WINDOW, after: last });
        const fresh = answer.ok ? answer.value.scans.filter(({ seq }) => seq > last) : [];
        for (const { seq, code } of fresh) {
          last = seq;
          offer({ code, by: 'scanner' });
        }
        // What was taken is told to the host, so that it forgets it.
        if (fresh.length > 0) again = true;
      }
      busy = false;
    };
    const stop = onEvent((event) => {
      if (event === null || (event.topic === 'scan' && event.ids.includes(stationId))) void pull();
    });
    const seen = () => void pull();
    document.addEventListener('visibilitychange', seen);
    void pull();
    return () => {
      stop();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [stationId]);
  return null;
}
