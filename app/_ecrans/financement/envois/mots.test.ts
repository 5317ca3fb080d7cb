import { expect, test } from 'vitest';
import type { PageEnvois } from '#shared/contrats/financement/envoi';
import { ceQuiViendra } from './mots';

const page = (closes: readonly boolean[], peutEnvoyer: boolean): Pick<PageEnvois, 'antennes' | 'peutEnvoyer'> => ({
  peutEnvoyer,
  antennes: closes.map((close, n) => ({ antenne: n === 0 ? 'EST' : 'SUD', close, proForma: 'ATTENTE' })),
});

test('[CL-6] until what it waits for is closed, a destination says what will come, whoever reads', () => {
  for (const peut of [true, false]) {
    expect(ceQuiViendra(page([true, false], peut), 'DASES', false)).toContain('une fois le mois clos partout');
    expect(ceQuiViendra(page([false, false], peut), 'MILLESIME', false)).toContain('une fois son mois clos');
  }
});

test('[CL-6] then who sends is told what to do; who only follows, who does it', () => {
  const clos = [true, true];
  expect(ceQuiViendra(page(clos, true), 'DASES', false)).toBe('Préparez les fichiers pour les contrôler.');
  expect(ceQuiViendra(page(clos, true), 'DASES', true)).toBe(
    'Préparez les fichiers pour les contrôler, ou envoyez-les.',
  );
  expect(ceQuiViendra(page(clos, false), 'DASES', true)).toBe('Le service central les prépare, puis les envoie.');
  expect(ceQuiViendra(page([true, false], false), 'MILLESIME', true)).toContain('Le service central');
});
