import { expect, test } from 'vitest';
import { apparier, contexte, correction, jour, paris, pointage, visite } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserSaisies } from '../../_donnees/depot/etat-depot';
import { lignesDe } from '../../_donnees/depot/plier';
import { appelsIncomplets } from './totaux';

const etat = (...dates: string[]): EtatDepot => ({
  ...ETAT_VIDE,
  pret: true,
  jours: new Map(
    dates.map((d) => [
      d,
      apparier({ visites: [visite(`V-${d}`, `${d} 08:30`, `${d} 09:30`)], pointages: [pointage('A', `${d} 08:31`)] }),
    ]),
  ),
});
const SAISIE = { instant: paris('2026-11-05 10:00') };
const compter = (e: EtatDepot) =>
  appelsIncomplets(lignesDe(e, jour('2026-11-01'), jour('2026-11-30'), contexte().maintenant));

test('[RG] an incomplete call that was corrected, or whose visit was annulled, is still one: said with how many were', () => {
  const e = etat('2026-11-02', '2026-11-03', '2026-11-04');
  expect(compter(e)).toEqual({ incomplets: 3, corriges: 0 });
  const sur = (d: string) => ({ date: jour(d), cible: { genre: 'POINTAGE', id: `A-${d} 08:31` } }) as const;
  const depart = correction('HORAIRE', { ...sur('2026-11-02'), fin: paris('2026-11-02 09:30'), ...SAISIE });
  const annulee = correction('SUPPRESSION', { ...sur('2026-11-03'), motif: 'AUTRE', commentaire: 'essai', ...SAISIE });
  expect(compter(poserSaisies(e, [depart, annulee]))).toEqual({ incomplets: 3, corriges: 2 });
});
