import { expect, test } from 'vitest';
import { centimes, type LignePrefacturation } from '../../contrats/financement/prefacturation';
import type { Minutes } from '../../temps/types';
import { jour, pec } from '../../testing/constructeurs';
import { etatFige } from '../../testing/releves';
import { composerProForma } from './composer-pro-forma';

test('[CL-6] [FI-10] of a plan that changes within the month, the cap that it ends with, and what each version could pay', () => {
  const version = (de: string, a: string | undefined, heures: number, salsaOuvert: boolean) =>
    pec('P300002A', 'DASES_APA', {
      dateDebut: jour(de),
      ...(a ? { dateFin: jour(a) } : {}),
      minutesMax: (heures * 60) as Minutes,
      salsaOuvert,
    });
  const prisesEnCharge = [
    version('2026-01-01', '2026-10-10', 5, false),
    version('2026-10-11', '2026-10-31', 8, true),
    version('2026-11-01', undefined, 30, false),
  ];
  const etat = etatFige('U1', { prisesEnCharge });
  const ligne: LignePrefacturation = {
    usagerId: 'U1',
    numeroPec: 'P300002A',
    codeFinanceur: 'DASES_APA',
    financeur: 'APA',
    dispositif: 'APA',
    intervenantId: 'I1',
    intervenant: 'AUBERT',
    tarif: centimes(2458),
    minutes: 480 as Minutes,
    visites: 8,
    montant: centimes(19_664),
  };
  const commun = { antenne: etat.antenne, mois: etat.mois, dispositif: 'APA' as const, complements: [] };
  const { lignes, total } = composerProForma({ ...commun, etats: [etat], lignes: [ligne] });
  const faites = etat.visites.reduce((n, v) => n + v.duree + v.minutesComplementaires, 0);
  expect(lignes).toMatchObject([{ accordees: 480, salsaOuvert: true, realisees: faites, facturees: 480 }]);
  expect(total.realisees).toBe(faites);
  expect(etat.visites.flatMap((v) => v.parts).reduce((n, p) => n + (p.numeroPec ? p.minutes : 0), 0)).toBe(480);
});
