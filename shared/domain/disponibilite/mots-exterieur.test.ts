import { expect, test } from 'vitest';
import { RAISONS, RAISONS_EXTERIEURES } from '../../contrats/exploitation/sonde-exterieure';
import type { Instant } from '../../temps/types';
import { detailPanne, direCauses, direEssai, phraseCauses, phraseEssais } from './mots-exterieur';

const lire = (t: string): string => t.replaceAll('\u00a0', ' ');
const instant = '2026-11-25T09:00:07Z' as Instant;

test.each([
  [[0, 0, 0, 0], 'Aucun appel d’essai par l’opérateur n’a encore de réponse'],
  [[49, 1, 0, 0], '98,00 % (49 réussis sur 50 appels d’essai)'],
  [
    [1, 0, 2, 1],
    '50,00 % au moins (1 réussi sur 2 appels d’essai), 100,00 % de ceux qui ont été faits (1 réussi sur 1 appel d’essai) ; 2 appels d’essai en maintenance prévue ; 1 appel d’essai non fait',
  ],
] as const)(
  '[RG] [DI-3] the rate of the checks has its figures beside it: %j',
  ([reussies, echecs, maintenance, nonMesurees], dit) => {
    expect(lire(phraseEssais({ reussies, echecs, maintenance, nonMesurees }))).toBe(dit);
  },
);

test('[DI-2] every reason is said, with whose failure it is', () => {
  for (const raison of RAISONS) {
    const dit = direEssai({ instant, issue: 'ECHEC', raison });
    expect(dit).toMatch(/^en échec, (de notre côté|chez l’opérateur|sur le numéro) : /);
    expect(dit).toContain(RAISONS_EXTERIEURES[raison].mots);
  }
  expect(lire(direEssai({ instant, issue: 'REUSSI', secondes: 21 }))).toBe('réussi, confirmé en 21 secondes');
  expect(direEssai({ instant, issue: 'ATTENTE' })).toBe('en cours');
  expect(lire(phraseCauses({ NOUS: 2, OPERATEUR: 0, NUMERO: 3 }))).toBe('2 de notre côté, 3 sur le numéro');
  expect(direCauses(['NOUS', 'OPERATEUR'])).toBe('de notre côté, chez l’opérateur');
});

test('[DI-3] an outage says what each measure saw of it', () => {
  const panne = { debut: instant, minutes: 12, essais: 1, causes: [], raisons: ['SVI' as const] };
  expect(lire(detailPanne(panne))).toBe(
    '12 minutes de service en échec à notre porte ; 1 appel d’essai en échec par l’opérateur : le SVI ne répondait pas',
  );
  expect(lire(detailPanne({ ...panne, minutes: 0, essais: 2, raisons: ['OCCUPE', 'AILLEURS'] }))).toBe(
    '2 appels d’essai en échec par l’opérateur : le numéro sonne occupé ; le numéro décroche ailleurs que chez nous',
  );
});
