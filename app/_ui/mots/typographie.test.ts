import { expect, test } from 'vitest';
import { jsx, jsxs } from '../jsx-runtime';
import { insecables } from './typographie';

test.each([
  ['Motif : oubli', 'Motif\u00a0: oubli'],
  [' : ', '\u00a0: '],
  ['Rendre « Mme Petit » ? Oui ; non !', 'Rendre «\u00a0Mme Petit\u00a0»\u00a0? Oui\u00a0; non\u00a0!'],
  ['lundi à vendredi, 8 h 30 – 17 h', 'lundi à vendredi, 8\u00a0h\u00a030 – 17\u00a0h'],
  ['2 heures, 3 hommes – 1', '2 heures, 3 hommes – 1'],
  ['a:hover 8:05 oui?', 'a:hover 8:05 oui?'],
])('no line breaks before a mark, nor after «: %s', (texte, attendu) => {
  expect(insecables(texte)).toBe(attendu);
});

const proprietes = (e: unknown): unknown => (e as { props: unknown }).props;

test('what a component is given to say is written so; what it is given to hold is not', () => {
  expect(proprietes(jsx('input', { value: 'a : b', 'aria-label': 'Motif :', placeholder: 'Lequel ?' }))).toEqual({
    value: 'a : b',
    'aria-label': 'Motif\u00a0:',
    placeholder: 'Lequel\u00a0?',
  });
  expect(proprietes(jsxs('p', { children: ['Motif : ', 3, ' !'] }))).toEqual({
    children: ['Motif\u00a0: ', 3, '\u00a0!'],
  });
  const data = [
    { value: 'a : b', label: 'Motif : a' },
    { group: 'Quoi ?', items: [{ value: 'c', label: 'c !' }] },
    'd : e',
  ];
  expect(proprietes(jsx('select', { data }))).toEqual({
    data: [
      { value: 'a : b', label: 'Motif\u00a0: a' },
      { group: 'Quoi\u00a0?', items: [{ value: 'c', label: 'c\u00a0!' }] },
      'd : e',
    ],
  });
  const sans = [{ value: 'a', label: 'a' }];
  expect((proprietes(jsx('select', { data: sans })) as { data: unknown }).data).toBe(sans);
  expect(proprietes(jsx('style', { children: 'a :hover{}' }))).toEqual({ children: 'a :hover{}' });
});
