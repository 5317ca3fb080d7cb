import { expect, test } from 'vitest';
import type { ColonneEtat, TableauEtat } from '#shared/etats/contrat';
import { jour } from '#shared/testing/constructeurs';
import { resumeAppels, resumeCorrections, resumeHeures, sectionAppels, sectionEtat } from './compter';
import { HEURES } from './faits';

test.each([
  ['par le téléphone seul', { SVI: 1_250 }, '1\u00a0250 par téléphone', /^0\sappel sans pointage/],
  ['sans un pointage', {}, '0 par téléphone', /^0\sappel sans pointage/],
  ['d’avant le service', { REPRISE: 12 }, '12 de l’ancien système', /^0\sappel sans pointage/],
  [
    'du mois de la bascule',
    { SVI: 3, REPRISE: 12 },
    '3 par téléphone',
    /^12 de l’ancien système, 0\sappel sans pointage/,
  ],
])('les pointages %s se disent d’où ils viennent', (_, pointages, combien, detail) => {
  expect(resumeAppels({ pointages, appels: {}, passages: {} })).toMatchObject({
    combien,
    detail: expect.stringMatching(detail),
  });
});

test('[PT-10] what the page « Pointer » refused is no call: it has its own lines, and the summary says what the lines add up to', () => {
  const comptes = {
    pointages: { SVI: 10 },
    appels: { CODE_ERRONE: 2, SILENCE: 3 },
    passages: { CODE_ERRONE: 4, FUTUR: 1 },
  };
  expect(espaces(resumeAppels(comptes)).detail).toBe(
    '5 appels sans pointage, 5 passages sans téléphone refusés, 0 pointage de fiche',
  );
  const lignes = sectionAppels(comptes).table?.lignes ?? [];
  const dites = (debut: string) =>
    lignes.flatMap(({ nature, nombre }) =>
      String(nature).startsWith(debut) && nombre !== 0 ? [[nature, nombre]] : [],
    );
  expect(dites('Appels sans pointage')).toEqual([
    ['Appels sans pointage : code erroné', 2],
    ['Appels sans pointage : silence', 3],
  ]);
  expect(dites('Passages')).toEqual([
    ['Passages sans téléphone refusés : code erroné', 4],
    ['Passages sans téléphone refusés : heure à venir', 1],
  ]);
});

const tableau = (unites: Record<string, ColonneEtat['unite']>, totaux: TableauEtat['totaux']): TableauEtat => ({
  ...{ etat: 'e', titre: '', sousTitre: '', antenne: 'TOUTES', lignes: [], avertissements: [], totaux },
  periode: { du: jour('2026-10-01'), au: jour('2026-10-31') },
  colonnes: Object.entries(unites).map(([cle, unite]) => ({ cle, titre: cle, unite })),
});
const espaces = <T extends object>(r: T): T => JSON.parse(JSON.stringify(r).replaceAll('\u00a0', ' ')) as T;

test.each([
  [
    { duree: 45, visites: 1, usagers: 1, intervenants: 1 },
    ['0 h 45 réalisée', '1 visite, 1 usager, 1 aide à domicile'],
  ],
  [
    { duree: 74_100, visites: 1234, usagers: 40, intervenants: 2 },
    ['1 235 h 00 réalisées', '1 234 visites, 40 usagers, 2 aides à domicile'],
  ],
  [{ duree: 0, visites: 0, usagers: 0, intervenants: 0 }, ['0 h 00 réalisée', '0 visite, 0 usager, 0 aide à domicile']],
])('les heures %o s’accordent', (totaux, [combien, detail]) => {
  const unites = { duree: 'minutes', visites: 'nombre', usagers: 'nombre', intervenants: 'nombre' } as const;
  expect(espaces(resumeHeures(tableau(unites, totaux)))).toEqual({ quoi: 'Heures', combien, detail });
});

test.each([
  [
    { taux: 1000, corrigees: 1, incompletes: 1, creees: 1 },
    ['100,0 % des appels incomplets', '1 corrigé sur 1, 1 visite créée sans pointage'],
  ],
  [
    { taux: 500, corrigees: 1234, incompletes: 2468, creees: 2 },
    ['50,0 % des appels incomplets', '1 234 corrigés sur 2 468, 2 visites créées sans pointage'],
  ],
  [{ taux: null, corrigees: 0, incompletes: 0, creees: 0 }, ['aucun appel incomplet', '0 visite créée sans pointage']],
])('les corrections %o s’accordent, et sans appel incomplet aucun taux n’est dit', (totaux, [combien, detail]) => {
  const unites = { taux: 'pourcent', corrigees: 'nombre', incompletes: 'nombre', creees: 'nombre' } as const;
  expect(espaces(resumeCorrections(tableau(unites, totaux)))).toEqual({ quoi: 'Corrections', combien, detail });
});

test('[CL-4] hours paid late of months before are in the table of the hours and at a glance; where there are none nothing is said', () => {
  const unites = { antenne: 'texte', visites: 'nombre', duree: 'minutes', regularisees: 'minutes' } as const;
  const { regularisees: _, ...sansUnite } = unites;
  const [avec, sans] = [
    { visites: 3, duree: 120, regularisees: 720 },
    { visites: 3, duree: 120 },
  ];
  const section = (u: Record<string, ColonneEtat['unite']>, t: TableauEtat['totaux']) =>
    sectionEtat('Heures', 'Heures par antenne', tableau(u, t), HEURES).table;
  expect(section(unites, avec)).toMatchObject({ total: { regularisees: 720 } });
  expect(section(unites, avec)?.colonnes.map((c) => c.cle)).toContain('regularisees');
  expect(Object.keys(section(sansUnite, sans)?.total ?? {})).not.toContain('regularisees');
  expect(espaces(resumeHeures(tableau(unites, avec))).detail).toContain('12 h 00 régularisées sur des mois antérieurs');
  expect(resumeHeures(tableau(sansUnite, sans)).detail).not.toContain('régularisée');
});
