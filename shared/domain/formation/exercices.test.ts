import { describe, expect, test } from 'vitest';
import { type Appelant, EXERCICES, type Exercice, type PasFormation } from '../../contrats/exploitation/formation';
import { MODELES } from './exercices';

const NUMERO = '+33199000001';
const ICI: Appelant = { genre: 'USAGER', usagerId: 'U1', numero: NUMERO };
const MASQUE: Appelant = { genre: 'MASQUE' };
const AILLEURS: Appelant = { genre: 'INCONNU', numero: '+33639980001' };

const exercice = (id: Exercice['id']): Exercice => ({
  id,
  aide: { nom: 'ESSAI Aline', code: '71248' },
  usager: { id: 'U1', nom: 'MARTIN Jeanne', numero: NUMERO },
  codeUsager: '654321',
});
const pas = (plus: Partial<PasFormation>): PasFormation => ({
  appelId: 'a',
  phrases: [],
  etape: 'CONFIRME',
  erreurs: 0,
  corrections: 0,
  usagers: 1,
  arrivees: 0,
  departs: 0,
  ...plus,
});
const ARRIVE = pas({ arrivees: 1 });

describe('exercices du téléphone de formation', () => {
  test.each([
    ['POINTER_ARRIVEE', ICI, ARRIVE, true],
    ['POINTER_ARRIVEE', ICI, pas({ departs: 1 }), false],
    ['POINTER_ARRIVEE', AILLEURS, ARRIVE, false],
    ['COUPLE', ICI, pas({ arrivees: 2, usagers: 2 }), true],
    ['COUPLE', ICI, ARRIVE, false],
    ['NUMERO_MASQUE', MASQUE, ARRIVE, true],
    ['NUMERO_MASQUE', MASQUE, pas({ arrivees: 1, usagers: 0 }), false],
    ['NUMERO_MASQUE', ICI, ARRIVE, false],
    ['CORRIGER', ICI, pas({ corrections: 1, arrivees: 1 }), true],
    ['CORRIGER', ICI, pas({ corrections: 1, departs: 1 }), false],
    ['CORRIGER', ICI, ARRIVE, false],
    ['CODE_ERRONE', ICI, pas({ etape: 'CODE', erreurs: 2, issue: 'RACCROCHE_SVI' }), true],
    ['CODE_ERRONE', ICI, pas({ etape: 'CODE', erreurs: 2 }), false],
    ['CODE_ERRONE', ICI, pas({ etape: 'CODE', erreurs: 1, issue: 'RACCROCHE_APPELANT' }), false],
    ['CODE_ERRONE', ICI, pas({ arrivees: 1, issue: 'RACCROCHE_SVI' }), false],
  ] as const)('[PT-3] %s, %o: %s', (id, de, ou, attendu) => {
    expect(MODELES[id].reussi(exercice(id), de, ou)).toBe(attendu);
  });

  test('each says what to key: the aide’s code wherever one is given', () => {
    for (const id of EXERCICES) {
      const consignes = MODELES[id].consignes(exercice(id)).join(' ');
      expect(consignes.includes('71248')).toBe(id !== 'CODE_ERRONE');
      expect(consignes).not.toContain('undefined');
    }
  });
});
