import { expect, test } from 'vitest';
import { jour } from '#shared/testing/constructeurs';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import { etat, geste, usager } from '../../pointages/numeros/testing/constructeurs';
import { nomCivil, partageDe } from './partage';

const NUMERO = '+33199000001';
const elle = usager('U2', { prenom: 'Jeanne', telephones: [NUMERO] });
const lui = usager('U1', { civilite: 'M', prenom: 'Paul', telephones: [NUMERO] });

test('[PT-5] who shares a telephone, in the order of the keys of the SVI; a number alone is shared with nobody', () => {
  const partage = (usagers: (typeof elle)[], gestes: ReturnType<typeof geste>[] = []) => {
    const e = etat({ usagers, gestes });
    return partageDe(elle, jour('2026-11-25'), e.usagers, numerosDuPoste(e, 'PC'));
  };
  expect(partage([elle, lui])).toEqual(['M.\u00a0Paul MARTIN', 'Mme\u00a0Jeanne MARTIN']);
  expect(partage([elle])).toEqual([]);
  expect(partage([elle, lui], [geste('U1', { geste: 'DETACHER', numero: NUMERO })])).toEqual([]);
});

test('a name as people say it', () => {
  expect(nomCivil({ civilite: 'MME', prenom: 'Monique', nom: 'Aubert' })).toBe('Mme\u00a0Monique AUBERT');
});
