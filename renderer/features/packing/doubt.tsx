import { Trans } from '@lingui/react/macro';

import type { PackingState } from './use-packing.ts';

import classes from './packing.module.css';

type Doubted = NonNullable<NonNullable<PackingState['parcel']>['doubt']>;

/** The thing that must be in the hand above those it is taken for, the words that differ made loud, or the articles where none does. */
export function Doubt({ doubt }: { readonly doubt: Doubted }) {
  const { article, name, others, bin } = doubt;
  return (
    <div className={classes.doubt} data-testid="doubt">
      <div>
        <span className={classes.dim}>
          <Trans>Нужна эта вещь</Trans>
        </span>
        <div className={classes.name}>
          <Loud text={name} against={others.map((other) => other.name)} />
        </div>
        <div className={classes.facts}>
          <div>
            <span>
              <Trans>артикул</Trans>
            </span>
            <b>{others.some((other) => other.name === name) ? <mark className={classes.loud}>{article}</mark> : article}</b>
          </div>
          {bin === null ? null : (
            <div>
              <span>
                <Trans>ячейка</Trans>
              </span>
              <b>{bin}</b>
            </div>
          )}
        </div>
      </div>
      {others.length === 0 ? null : (
        <div>
          <span className={classes.dim}>
            <Trans>а не эта</Trans>
          </span>
          {others.map((other) => (
            <div key={other.article} className={classes.other}>
              <Loud text={other.name} against={[name]} /> ·{' '}
              {other.name === name ? <mark className={classes.loud}>{other.article}</mark> : other.article}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Words of the text that some of the others lack. */
function Loud({ text, against }: { readonly text: string; readonly against: readonly string[] }) {
  const sets = against.map((other) => new Set(other.split(/\s+/u)));
  return text.split(/\s+/u).map((word, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the words of one name never change places
    <span key={index}>
      {index === 0 ? null : ' '}
      {sets.some((words) => !words.has(word)) ? <mark className={classes.loud}>{word}</mark> : word}
    </span>
  ));
}
