import { describe, expect, test } from 'vitest';

import type { Outcome } from '#electron/channels/channel.ts';
import { question } from '#electron/engine/question.ts';

import { openTestDatabase } from '../support/database.ts';
import { FakeTime, settle } from '../support/fake-time.ts';
import { problem } from '../support/scripted-channel.ts';

const done: Outcome<string> = { kind: 'done', value: 'пункт' };

/** A person waits at the screen while the marketplace is asked. */
describe('a question a person asks of a marketplace', () => {
  const asking = () => {
    const { database: db, make } = openTestDatabase();
    const time = new FakeTime();
    return { db, time, accountId: make.account(), context: { db, clock: time, timers: time } };
  };

  test('waits for its turn behind the loop, and is then answered', async () => {
    const { time, context, accountId } = asking();
    const outcomes: Outcome<string>[] = [{ kind: 'limited', untilMs: time.nowMs() + 1500 }, done];
    const answer = question(context, accountId, () => Promise.resolve(outcomes.shift() ?? done));
    await time.advance(1400);
    expect(outcomes).toHaveLength(1);
    await time.advance(200);
    expect(await answer).toEqual({ ok: true, value: 'пункт' });
  });

  test('does not wait for a turn that is far away: it says until when', async () => {
    const { time, context, accountId } = asking();
    const untilMs = time.nowMs() + 600_000;
    const answer = await question(context, accountId, () => Promise.resolve({ kind: 'limited', untilMs }));
    expect(answer).toEqual({
      ok: false,
      error: { code: 'channel-failed', params: { problem: 'too-many-requests', untilMs, words: null } },
    });
  });

  test('ends with words even when nobody ever answers', async () => {
    const { time, context, accountId } = asking();
    let heard: unknown = null;
    void question(context, accountId, () => new Promise<never>(() => undefined)).then((answer) => (heard = answer));
    await time.advance(39_000);
    expect(heard).toBeNull();
    await time.advance(2000);
    expect(heard).toEqual({ ok: false, error: { code: 'no-network', params: { problem: 'timeout' } } });
  });

  test('held back by a closed way it says what closed it, not that there were too many requests', async () => {
    const { db, time, context, accountId } = asking();
    const untilMs = time.nowMs() + 4000;
    const held = () => question(context, accountId, () => Promise.resolve<Outcome<string>>({ kind: 'limited', untilMs }));
    db.write(({ sync }) => sync.saveBreaker(accountId, 'transport', { failures: 5, openUntilMs: untilMs }));
    expect(await held()).toMatchObject({ ok: false, error: { code: 'no-network' } });
    db.write(({ sync }) => sync.saveBreaker(accountId, 'auth', { failures: 1, openUntilMs: untilMs }));
    expect(await held()).toMatchObject({ ok: false, error: { params: { problem: 'token-refused' } } });
  });

  test('a refusal keeps the marketplace’s own words', async () => {
    const { context } = asking();
    const refusal = { ...problem('bad-request'), channelMessage: 'город не найден' };
    const answer = await question(context, null, () => Promise.resolve({ kind: 'rejected', problem: refusal }));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'channel-failed', params: { problem: 'bad-request', words: 'город не найден' } },
    });
  });

  test('a throw is a bug and is not swallowed', async () => {
    const { context } = asking();
    await expect(question(context, null, () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
    await settle();
  });
});
