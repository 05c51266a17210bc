import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import type { Output } from '#shared/contract/index.ts';

import { ErrorBanner } from '../../app/error-banner.tsx';
import { asCallError, newId, useCall, useCommand } from '../../bridge/index.ts';
import { isTextField } from '../../ui/hotkeys.ts';
import { Button, Card, Page, PageHeader, StatusChip, toast, Toolbar } from '../../ui/index.ts';
import { Canvas } from './canvas.tsx';
import { added, changed, chosen, duplicated, type Editing, nudged, opened, redone, removed, undone, withElement } from './editing.ts';
import { Elements } from './elements.tsx';
import { Label } from './label-fields.tsx';
import { Proof, useProof } from './proof.tsx';
import { Properties } from './properties.tsx';

import classes from './templates.module.css';

/** Drafts outlive the screen: whoever goes back and comes again finds everything as it was left. */
const drafts = new Map<string, Editing>();

/** One template: by hand on its true dots, or by numbers. */
export function EditorScreen() {
  const { id = '' } = useParams({ strict: false });
  const answer = useCall('label.template', { id });
  if (answer.data === undefined) return <Page>{answer.error === null ? null : <ErrorBanner error={asCallError(answer.error)} />}</Page>;
  return <Editor key={id} stored={answer.data} />;
}

function Editor({ stored }: { readonly stored: Output<'label.template'> }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const save = useCommand('label.saveTemplate');
  const restore = useCommand('label.removeTemplate');
  const [state, setState] = useState<Editing>(() => drafts.get(stored.template.id) ?? opened(stored.template));
  const [productSearch, setProductSearch] = useState('');
  const [dpi, setDpi] = useState<203 | 300>(203);
  const { template } = state;
  const dirty = JSON.stringify(template) !== JSON.stringify(stored.template);
  const proof = useProof(template, dpi, productSearch);
  const warned = new Set(proof.warnings.map((warning) => warning.elementId));
  const held = template.elements.find((element) => element.id === state.selected) ?? null;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => void drafts.set(template.id, state), [template.id, state]);
  useEffect(() => root.current?.focus(), []);

  const store = async () => {
    if (!(await save.run({ template: template as Output<'label.template'>['template'] })).ok) return;
    drafts.delete(template.id);
    toast('right', t`Шаблон записан`);
  };
  const bringBack = async () => {
    if (!(await restore.run({ id: template.id })).ok) return;
    drafts.delete(template.id);
    toast('right', stored.builtIn ? t`Вернулся исходный шаблон` : t`Шаблон удалён`);
    void navigate({ to: '/templates' });
  };
  const select = (id: string | null) => {
    setState((now) => (now.selected === id ? now : chosen(now, id)));
    root.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const change = isTextField(event.target) ? null : keyChange(event);
    if (change === null) return;
    event.preventDefault();
    setState(change);
  };

  return (
    <Page>
      <div ref={root} className={classes.editor} tabIndex={-1} onKeyDown={onKeyDown}>
        <PageHeader
          title={template.name}
          note={
            <Trans>Тяните элементы мышью или двигайте стрелками по 0,5 мм. На этикетке те самые точки, которые напечатает принтер.</Trans>
          }
          actions={
            <>
              {dirty ? (
                <StatusChip tone="ask">
                  <Trans>не записано</Trans>
                </StatusChip>
              ) : null}
              <Button look="primary" hotkey="F9" disabled={!dirty || save.pending} onClick={() => void store()}>
                <Trans>Записать</Trans>
              </Button>
              <Button hotkey="Ctrl+Z" disabled={state.past.length === 0} onClick={() => setState(undone)}>
                <Trans>Отменить</Trans>
              </Button>
              <Button hotkey="Ctrl+Y" disabled={state.future.length === 0} onClick={() => setState(redone)}>
                <Trans>Вернуть</Trans>
              </Button>
              {stored.changed || !stored.builtIn ? (
                <Button look="quiet" onClick={() => void bringBack()}>
                  {stored.builtIn ? <Trans>Вернуть исходный</Trans> : <Trans>Удалить</Trans>}
                </Button>
              ) : null}
              <Button hotkey="Esc" look="quiet" onClick={() => (held === null ? void navigate({ to: '/templates' }) : select(null))}>
                <Trans>К шаблонам</Trans>
              </Button>
            </>
          }
        />
        <ErrorBanner error={save.error ?? restore.error} />
        <div className={classes.columns}>
          <Elements
            template={template}
            selected={state.selected}
            warned={warned}
            onSelect={select}
            onAdd={(kind) => setState((now) => added(now, kind, newId()))}
          />
          <div className={classes.middle}>
            <Canvas state={state} pngBase64={proof.pngBase64} warned={warned} onChange={setState} onSelect={select} />
            <Proof
              proof={proof}
              template={template}
              dpi={dpi}
              search={productSearch}
              onDpi={setDpi}
              onSearch={setProductSearch}
              onSelect={select}
            />
          </div>
          <div className={classes.side}>
            {held === null ? (
              <Card title={<Trans>Этикетка</Trans>}>
                <Label template={template} onChange={(next, series) => setState((now) => changed(now, next, series))} />
              </Card>
            ) : (
              <Card title={<Trans>Элемент</Trans>}>
                <Toolbar>
                  <Button size="small" hotkey="Ctrl+D" onClick={() => setState((now) => duplicated(now, newId()))}>
                    <Trans>Повторить</Trans>
                  </Button>
                  <Button size="small" hotkey="Del" onClick={() => setState(removed)}>
                    <Trans>Убрать</Trans>
                  </Button>
                </Toolbar>
                <Properties
                  key={held.id}
                  element={held}
                  kind={template.kind}
                  onChange={(change, series) => setState((now) => withElement(now, held.id, change, series))}
                />
              </Card>
            )}
          </div>
        </div>
      </div>
    </Page>
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrows repeat while they are held; with Shift a step is ten. */
function keyChange(event: KeyboardEvent): ((state: Editing) => Editing) | null {
  const arrow = ARROWS[event.key];
  if (arrow === undefined || event.ctrlKey || event.altKey) return null;
  const far = event.shiftKey ? 10 : 1;
  return (state) => nudged(state, arrow[0] * far, arrow[1] * far);
}
