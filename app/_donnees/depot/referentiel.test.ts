import { expect, test } from 'vitest';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { ETAT_VIDE } from './etat-depot';
import { dejaConnu, type Referentiel } from './referentiel';

const lu = (): Referentiel => ({
  parametres: [
    {
      _id: 'parametre:fenetreMois:2026-01-01',
      type: 'parametre',
      cle: 'fenetreMois',
      depuis: '2026-01-01',
      valeur: PARAMETRES.fenetreMois.defaut,
    } as never,
  ],
  financeurs: [{ code: 'APA', libelle: 'APA' } as never],
  auteurs: { marie: 'Marie Dupont' },
  collegues: { EST: ['marie'] } as never,
});
const connu = { ...ETAT_VIDE, ...lu() };

test('what the server says again is known, whatever object says it', () => {
  expect(dejaConnu(connu, lu())).toBe(true);
  expect(dejaConnu(connu, { parametres: lu().parametres, financeurs: lu().financeurs })).toBe(true);
});

test('one parameter, rate, name or colleague that differs is news', () => {
  expect(dejaConnu(ETAT_VIDE, lu())).toBe(false);
  expect(dejaConnu(connu, { ...lu(), parametres: [] })).toBe(false);
  expect(dejaConnu(connu, { ...lu(), financeurs: [{ code: 'APA', libelle: 'Allocation' } as never] })).toBe(false);
  expect(dejaConnu(connu, { ...lu(), auteurs: { marie: 'Marie Durand' } })).toBe(false);
  expect(dejaConnu(connu, { ...lu(), collegues: { EST: ['marie', 'anne'] } as never })).toBe(false);
});
