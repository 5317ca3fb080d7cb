import { expect, test } from 'vitest';
import { dateParis } from '../../temps/paris';
import type { Minutes } from '../../temps/types';
import { jour, paris, pec } from '../../testing/constructeurs';
import { etatFige, FINANCEURS, MOIS } from '../../testing/releves';
import { tableFinanceurs } from '../ventilation/financeurs';
import { composerProForma } from './composer-pro-forma';
import { lignesPrefacturation } from './lignes';

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
  const financeurs = tableFinanceurs(FINANCEURS);
  if (!financeurs.ok) throw new Error(financeurs.refus.message);
  const prefacturees = lignesPrefacturation([etat], financeurs.valeur);
  const commun = {
    antenne: etat.antenne,
    mois: etat.mois,
    dispositif: 'APA' as const,
    complements: [],
    financeurs: financeurs.valeur,
  };
  const { lignes, total, transmis, nonOuvert } = composerProForma({ ...commun, etats: [etat], lignes: prefacturees });
  const faites = etat.visites.reduce((n, v) => n + v.duree + v.minutesComplementaires, 0);
  // [CL-5] Each visit by the version of its day: those before the 11th are billed, and not told to the DASES.
  const avant = etat.visites
    .filter((v) => dateParis(v.debut) < '2026-10-11')
    .flatMap((v) => v.parts)
    .reduce((n, p) => n + (p.numeroPec ? p.minutes : 0), 0);
  expect([avant > 0, avant < 480]).toEqual([true, true]);
  expect(lignes).toMatchObject([{ accordees: 480, nonOuvertes: avant, realisees: faites, facturees: 480 }]);
  expect([transmis.minutes, nonOuvert.minutes]).toEqual([480 - avant, avant]);
  expect([transmis.montant + nonOuvert.montant, nonOuvert.montant > 0]).toEqual([total.montant, true]);
  expect([transmis.usagers, nonOuvert.usagers, total.usagers]).toEqual([1, 1, 1]);
  expect(total.realisees).toBe(faites);
  expect(etat.visites.flatMap((v) => v.parts).reduce((n, p) => n + (p.numeroPec ? p.minutes : 0), 0)).toBe(480);
});

test('[CL-6] the lines stand in the French order of names, by dossier where two bear the same one, then by prise en charge', () => {
  const financeurs = tableFinanceurs(FINANCEURS);
  if (!financeurs.ok) throw new Error(financeurs.refus.message);
  const prises = ['P1', 'P2'].map((n) => pec(n, 'DASES_APA', { minutesMax: 600 as Minutes }));
  const etats = [
    etatFige('U4', { nom: 'EVRARD', prisesEnCharge: prises }),
    etatFige('U3', { nom: 'Évrard', prisesEnCharge: prises }),
    etatFige('U2', { nom: 'Zimmer' }),
    etatFige('U1', { nom: 'Fabre' }),
  ];
  const { lignes } = composerProForma({
    antenne: 'EST',
    mois: MOIS,
    dispositif: 'APA',
    etats,
    lignes: lignesPrefacturation(etats, financeurs.valeur),
    complements: [],
    financeurs: financeurs.valeur,
  });
  expect(lignes.map((l) => `${l.usager} ${l.usagerId} ${l.numeroPec}`)).toEqual([
    'ÉVRARD Françoise U3 P1',
    'ÉVRARD Françoise U3 P2',
    'EVRARD Françoise U4 P1',
    'EVRARD Françoise U4 P2',
    'FABRE Françoise U1 P300002A',
    'ZIMMER Françoise U2 P300002A',
  ]);
});

test('[CL-6] [FI-7] [FI-8] of a night on which the funder changes, the APA could pay its own side of midnight alone', () => {
  const financeurs = tableFinanceurs(FINANCEURS);
  if (!financeurs.ok) throw new Error(financeurs.refus.message);
  const realisees = (avant: string, apres: string) => {
    const etat = etatFige('U1', {
      prisesEnCharge: [
        pec('P1', avant, { dateFin: jour('2026-10-14') }),
        pec('P2', apres, { dateDebut: jour('2026-10-15') }),
      ],
    });
    const [premiere] = etat.visites;
    if (!premiere) throw new Error('aucune visite');
    const parts = [
      ['P1', avant],
      ['P2', apres],
    ].map(([numeroPec, codeFinanceur]) => ({
      numeroPec,
      codeFinanceur: codeFinanceur ?? '',
      minutes: 60 as Minutes,
      moisPlafond: MOIS,
    }));
    const nuit = {
      ...premiere,
      debut: paris('2026-10-14 23:00'),
      fin: paris('2026-10-15 01:00'),
      duree: 120 as Minutes,
      minutesComplementaires: 0 as Minutes,
      parts,
    };
    const seule = { ...etat, visites: [nuit] };
    const { lignes, total } = composerProForma({
      antenne: etat.antenne,
      mois: etat.mois,
      dispositif: 'APA',
      etats: [seule],
      lignes: lignesPrefacturation([seule], financeurs.valeur),
      complements: [],
      financeurs: financeurs.valeur,
    });
    return [...lignes.map((l) => [l.numeroPec, l.realisees, l.facturees]), [total.realisees, total.minutes]];
  };
  expect(realisees('CNAV', 'DASES_APA')).toEqual([
    ['P2', 60, 60],
    [60, 60],
  ]);
  expect(realisees('DASES_APA', 'CNAV')).toEqual([
    ['P1', 60, 60],
    [60, 60],
  ]);
});
