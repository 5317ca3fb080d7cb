import type { ElementType, Key, ReactElement } from 'react';
import * as react from 'react/jsx-runtime';
import { insecables } from './mots/typographie';

// Every element of the screens is made here (`jsxImportSource`): sentences are typed with plain spaces, wherever they come from, and
// their marks kept on the line at this one place.

export type { JSX } from 'react/jsx-runtime';
export const { Fragment } = react;

type Proprietes = Readonly<Record<string, unknown>>;

/** What is said, or read aloud; never what a field holds. */
const DITES = ['children', 'label', 'title', 'aria-label', 'placeholder', 'description', 'alt', 'error'] as const;
const dire = (v: unknown): unknown => (typeof v === 'string' ? insecables(v) : v);

const CHOIX: WeakMap<readonly unknown[], readonly unknown[]> = new WeakMap();
/** The choices of a list say their label and hold their value; one that is but a string is both, and stays. */
const direChoix = (choix: readonly unknown[]): readonly unknown[] => {
  const connus = CHOIX.get(choix);
  if (connus) return connus;
  const dits = choix.map(direUn);
  const suite = dits.some((d, n) => d !== choix[n]) ? dits : choix;
  CHOIX.set(choix, suite);
  return suite;
};
const direUn = (c: unknown): unknown => {
  if (c === null || typeof c !== 'object' || Array.isArray(c)) return c;
  let suite = c as Proprietes;
  for (const cle of ['label', 'group'] as const) {
    const dit = dire(suite[cle]);
    if (dit !== suite[cle]) suite = { ...suite, [cle]: dit };
  }
  if (!Array.isArray(suite.items)) return suite;
  const items = direChoix(suite.items);
  return items === suite.items ? suite : { ...suite, items };
};

const composer = (type: ElementType, props: Proprietes): Proprietes => {
  if (type === 'style' || type === 'script') return props;
  let suite = props;
  for (const cle of DITES) {
    const v = props[cle];
    const dite = Array.isArray(v) && v.some((e) => dire(e) !== e) ? v.map(dire) : dire(v);
    if (dite !== v) suite = { ...suite, [cle]: dite };
  }
  if (Array.isArray(props.data)) {
    const data = direChoix(props.data);
    if (data !== props.data) suite = { ...suite, data };
  }
  return suite;
};

export const jsx = (type: ElementType, props: Proprietes, key?: Key): ReactElement =>
  react.jsx(type, composer(type, props), key);
export const jsxs = (type: ElementType, props: Proprietes, key?: Key): ReactElement =>
  react.jsxs(type, composer(type, props), key);
