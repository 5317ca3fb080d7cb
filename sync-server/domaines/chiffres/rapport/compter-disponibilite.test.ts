import { expect, test } from 'vitest';
import type { RapportDisponibilite } from '#shared/contrats/exploitation/disponibilite';
import type { MesureExterieure } from '#shared/contrats/exploitation/sonde-exterieure';
import { tauxDe } from '#shared/domain/disponibilite/bilan';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { type MoisMesure, resumeExterieure, sectionsDisponibilite } from './compter-disponibilite';

const total = { reussies: 740, echecs: 10, maintenance: 0, nonMesurees: 0 };
const mesure = (mois: string, plus: Partial<RapportDisponibilite>): MoisMesure => ({
  service: 'SVI',
  mois: mois as Mois,
  r: {
    ...{ mois: mois as Mois, jusqua: paris('2026-12-31 23:00'), visee: 99, fenetre: { debut: '08:00', fin: '20:30' } },
    ...{ total, taux: tauxDe(total), jours: [], coupures: [], autres: [] },
    ...plus,
  },
});
const exterieure = (essais: number, coupures: MesureExterieure['coupures']): MesureExterieure => ({
  ...{ pas: 15, total: { reussies: 97, echecs: essais, maintenance: 0, nonMesurees: 0 } },
  ...{ parCause: { NOUS: 0, OPERATEUR: 0, NUMERO: essais }, coupures },
});

test('[DI-3] both measures side by side, causes told apart, and an outage over the end of a month once', () => {
  const [debut, fin] = [paris('2026-11-30 20:00'), paris('2026-12-01 08:30')];
  const longue = (essais: number) => ({
    ...{ debut, fin, essais },
    ...{ causes: ['NUMERO' as const], raisons: ['OCCUPE' as const] },
  });
  const mesures = [
    mesure('2026-11', {
      coupures: [{ debut: paris('2026-11-30 20:10'), fin: paris('2026-11-30 20:20'), minutes: 10 }],
      exterieure: exterieure(2, [longue(2)]),
    }),
    mesure('2026-12', { exterieure: exterieure(1, [longue(1)]) }),
  ];
  const sections = sectionsDisponibilite(mesures);
  const lignes = (nom: string) => sections.find((s) => s.nom === nom)?.table?.lignes;
  expect(lignes('Disponibilité')?.map((l) => [l.service, l.mois, l.reussies, l.echecs])).toEqual([
    ['Téléphone (SVI)', '2026-11', 740, 10],
    ['Téléphone, par l’opérateur (appels d’essai)', '2026-11', 97, 2],
    ['Téléphone (SVI)', '2026-12', 740, 10],
    ['Téléphone, par l’opérateur (appels d’essai)', '2026-12', 97, 1],
  ]);
  expect(lignes('Par l’opérateur')).toEqual([
    { mois: '2026-11', essais: 99, echecs: 2, nous: 0, operateur: 0, numero: 2 },
    { mois: '2026-12', essais: 98, echecs: 1, nous: 0, operateur: 0, numero: 1 },
  ]);
  expect(lignes('Pannes')).toEqual([
    { quoi: 'Téléphone (SVI)', debut, fin, minutes: 10, essais: 3, cause: 'de notre côté, sur le numéro' },
  ]);
  expect(resumeExterieure(mesures)[0]?.detail.replaceAll('\u00a0', ' ')).toBe(
    '98,47 % (194 réussis sur 197 appels d’essai)',
  );
});

test('[DI-3] without any check through the operator, nothing is said of them', () => {
  const mesures = [mesure('2026-11', { coupures: [{ debut: paris('2026-11-30 20:10'), minutes: 10 }] })];
  const sections = sectionsDisponibilite(mesures);
  expect(sections.map((s) => s.nom)).toEqual(['Disponibilité', 'Pannes', 'Temps des pages']);
  const pannes = sections.find((s) => s.nom === 'Pannes')?.table;
  expect(pannes?.colonnes.map((c) => c.cle)).toEqual(['quoi', 'debut', 'fin', 'minutes']);
  expect(pannes?.lignes.map((l) => Object.keys(l))).toEqual([['quoi', 'debut', 'fin', 'minutes']]);
  expect(resumeExterieure(mesures)).toEqual([]);
});
