import { Trans } from '@lingui/react/macro';

import { isBadge } from '#shared/domain/person.ts';

import { call, useAction, useCall } from '../bridge/index.ts';
import { play, useScan, useScanGuard } from '../scan/index.ts';
import { toast } from '../ui/index.ts';
import { ErrorBanner } from './error-banner.tsx';
import { ForgottenPin } from './forgotten-pin.tsx';
import { NameAndPin } from './name-and-pin.tsx';

import classes from './sign-in.module.css';

/** A badge of ours changes the person at the table on any screen, in one scan. */
export function BadgeScans() {
  const session = useCall('session.get', {});
  useScanGuard(async ({ code }) => {
    if (!isBadge(code) || session.data?.signInNeeded !== false || session.data.person === null) return false;
    const answer = await call('person.signIn', { badge: code });
    play(answer.ok ? 'right' : 'wrong');
    if (answer.ok) toast('right', <Trans>За столом {answer.value.person.name}</Trans>);
    else toast('wrong', <Trans>Этого бейджа Короб не знает</Trans>);
    return true;
  });
  return null;
}

/** People are entered and nobody stands here: the next scan says who does. */
export function SignIn() {
  const signIn = useAction('person.signIn');
  const enter = async (proof: Parameters<typeof signIn.run>[0]) => {
    const answer = await signIn.run(proof);
    play(answer.ok ? 'right' : 'wrong');
  };
  useScan(({ code }) => enter({ badge: code }));
  return (
    <div className={classes.cover} data-testid="sign-in">
      <section className={classes.sheet}>
        <h1 className={classes.title}>
          <Trans>Кто за столом?</Trans>
        </h1>
        <p className={classes.note}>
          <Trans>Отсканируйте бейдж. Без бейджа выберите имя и наберите ПИН.</Trans>
        </p>
        <NameAndPin pending={signIn.pending} word={<Trans>Войти</Trans>} onDone={(proof) => void enter(proof)} />
        <ErrorBanner error={signIn.error} />
        <ForgottenPin />
      </section>
    </div>
  );
}
