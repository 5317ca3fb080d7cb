import { expect, test } from 'vitest';
import { frapper } from './frappe';

const touche = (key: string, plus: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, ...plus });
const taper = (...touches: string[]): string => touches.reduce((t, k) => frapper(t, touche(k)) ?? t, '');

test('ce qui est tapé avant le champ est gardé dans l’ordre, et s’efface', () => {
  expect(taper('m', 'a', 'r')).toBe('mar');
  expect(taper('m', 'x', 'Backspace', 'a', ' ', '1')).toBe('ma 1');
  expect(taper('Backspace', 'é')).toBe('é');
});

test('une touche qui n’écrit rien, ou un accord, reste à l’écran', () => {
  for (const key of ['Enter', 'Escape', 'ArrowDown', 'Shift', 'Tab']) expect(frapper('m', touche(key))).toBeUndefined();
  expect(frapper('m', touche('k', { ctrlKey: true }))).toBeUndefined();
  expect(frapper('m', touche('v', { metaKey: true }))).toBeUndefined();
});
