import { expect, test } from 'vitest';
import { evaluerMotDePasse, LONGUEUR_MAX } from './evaluer';

const avis = (m: string) => evaluerMotDePasse(m, ['jmartin', 'Jeanne Martin']);

test.each([
  'cheval-agrafe-correct-9',
  'ab3k9mzx2qwe',
  'trois lampes sous la pluie',
  'lanterne-bocal-fourmi-8',
  'kw3h8m2xtr7d',
  '8401937265184',
])('« %s » is taken, with nothing to say', (m) => {
  expect(avis(m)).toMatchObject({ accepte: true, conseils: [] });
});

test.each([
  ['', /10 caractères/],
  ['aZ9!k', /10 caractères/],
  ['motdepasse', /couramment/],
  ['azertyuiop', /./],
  ['abcdefghijkl', /séquences/],
  ['jeanne.martin2026', /données personnelles/],
  ['telegestion75', /données personnelles/],
  ['Password-2026-Paris', /côte à côte/],
  ['Motdepasse2026!', /côte à côte/],
  ['Soleil2026Paris', /côte à côte/],
  ['Bienvenue.2026', /côte à côte/],
  ['Telegestion-2026-Dases', /côte à côte/],
  ['Ete2026-Hiver2027', /côte à côte/],
  ['Jeanne-1978-Martin!', /./],
  ['a'.repeat(LONGUEUR_MAX + 1), /128 caractères au plus/],
])('« %s » is refused, with what to do in French', (m, conseil) => {
  const lu = avis(m);
  expect(lu.accepte).toBe(false);
  expect(lu.conseils.join(' ')).toMatch(conseil);
  for (const c of lu.conseils) expect(c).toMatch(/[.!?)]$/);
});
