import { expect, it } from 'vitest';
import type { Prise } from '#shared/contrats/corrections/equipe';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { intervention, jour, paris, prise } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserJour, poserSaisies } from '../../../_donnees/depot/etat-depot';
import { visitesAMoi } from './a-moi';

const MAINTENANT = paris('2026-11-25 10:00');
const visite = (date: string): Intervention =>
  intervention(date, {
    visite: {
      id: `V${date}`,
      intervenantId: 'I1',
      debut: paris(`${date} 09:00`),
      fin: paris(`${date} 10:00`),
      codePrestation: 'AD',
    },
  });
const prendre = (id: string, date: string, plus: Partial<Prise> = {}): Prise =>
  prise(id, jour(date), {
    auteur: 'anne',
    instant: paris('2026-11-25 09:00'),
    objet: { genre: 'VISITE', id: `V${date}` },
    ...plus,
  });
const DATES = ['2026-10-06', '2026-10-07', '2026-11-02', '2026-11-03'];
const etat: EtatDepot = poserSaisies(
  DATES.reduce((e, d) => poserJour(e, d, { [`intervention:${d}:V${d}`]: visite(d) as never }, undefined), ETAT_VIDE),
  [
    prendre('a', '2026-10-06', { geste: 'CONFIER', a: 'bea' }),
    prendre('b', '2026-10-07'),
    prendre('c', '2026-11-02', { auteur: 'bea' }),
    prendre('d', '2026-11-03', { auteur: 'bea' }),
    prendre('e', '2026-11-03', { auteur: 'bea', geste: 'RENDRE' }),
    // A failed call that was dealt with is no visit.
    prendre('f', '2026-11-02', { auteur: 'bea', objet: { genre: 'NUMERO', id: 'A1' } }),
  ],
);

it('ce qui est à soi se compte mois par mois : pris ou confié, ni rendu, ni à d’autres, ni un appel', () => {
  expect(visitesAMoi(etat, 'bea', MAINTENANT)).toEqual([
    { mois: '2026-10', nombre: 1, confiees: 1 },
    { mois: '2026-11', nombre: 1, confiees: 0 },
  ]);
  expect(visitesAMoi(etat, 'anne', MAINTENANT)).toEqual([{ mois: '2026-10', nombre: 1, confiees: 0 }]);
  expect(visitesAMoi(etat, 'cleo', MAINTENANT)).toEqual([]);
});
