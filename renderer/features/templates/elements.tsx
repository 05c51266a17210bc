import { Trans, useLingui } from '@lingui/react/macro';

import type { LabelElement, LabelTemplate } from '#shared/domain/label-template.ts';

import { elementNames } from '../../app/words/labels.ts';
import { Name } from '../../app/words/name.tsx';
import { Button, Card } from '../../ui/index.ts';
import { elementName } from './canvas.tsx';

import classes from './templates.module.css';

const KINDS: readonly LabelElement['kind'][] = ['text', 'code', 'line', 'box', 'eac'];

/** What the label is made of, and what may be added. */
export function Elements({
  template,
  selected,
  warned,
  onSelect,
  onAdd,
}: {
  readonly template: LabelTemplate;
  readonly selected: string | null;
  readonly warned: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
  readonly onAdd: (kind: LabelElement['kind']) => void;
}) {
  const { i18n } = useLingui();
  return (
    <Card title={<Trans>Состоит из</Trans>}>
      <div className={classes.list}>
        {template.elements.map((element) => (
          <button
            key={element.id}
            type="button"
            className={`${classes.item} ${element.id === selected ? classes.current : ''}`}
            onClick={() => onSelect(element.id)}
          >
            {warned.has(element.id) ? <span className={classes.alarm}>!</span> : null}
            {elementName(element, i18n._(elementNames[element.kind]!))}
          </button>
        ))}
      </div>
      <div className={classes.adding}>
        {KINDS.map((kind) => (
          <Button key={kind} size="small" onClick={() => onAdd(kind)}>
            + <Name of={kind} names={elementNames} />
          </Button>
        ))}
      </div>
    </Card>
  );
}
