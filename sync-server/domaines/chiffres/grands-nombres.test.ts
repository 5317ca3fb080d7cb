import { expect, test } from 'vitest';
import type { FaitsRapport } from '#shared/contrats/chiffres/rapport';
import type { Antenne } from '#shared/contrats/commun';
import type { TableauEtat } from '#shared/etats/contrat';
import type { CarteAntenne, TableauPilotage } from '#shared/pilotage/contrat';
import type { Mesures } from '#shared/pilotage/mesures';
import { jour, paris } from '#shared/testing/constructeurs';
import { etatFige, MOIS } from '#shared/testing/releves';
import { chargerPolices } from '../../adapters/pdf/polices';
import { textesDuPdf, trousDuPdf } from '../../adapters/pdf/testing/texte';
import { rendreJustificatif } from './etats/sortie-justificatif';
import { rendreEtat } from './etats/sortie-pdf';
import { rendrePilotage } from './pilotage/sortie-pdf';
import { resumeAppels, sectionAppels } from './rapport/compter';
import { resumeDisponibilite, sectionsDisponibilite } from './rapport/compter-disponibilite';
import { rendreRapport } from './rapport/pdf';

// On paper a figure by thousands has the space that the font of the documents draws, whoever wrote the sentence.

const polices = chargerPolices();
const INSTANT = paris('2026-11-04 17:09');

const carte = (antenne: Antenne, mesures: Mesures): CarteAntenne => ({
  antenne,
  mois: {
    antenne,
    mois: MOIS,
    usagers: 1234,
    intervenants: 1000,
    mesures,
    appels: { pointages: { 8: 12_345 }, echecs: { 8: 1234 } },
  },
  alertes: { APPEL_INCOMPLET: 2345 },
  postes: { enRetard: 1001, saisies: 4567 },
});

const lire = async (pdf: Promise<Buffer>): Promise<string> => {
  const octets = await pdf;
  expect(trousDuPdf(octets)).toEqual([]);
  return textesDuPdf(octets).flat().join(' ');
};

test('of the dashboards: what an antenna is looked at for, its alerts, its PCs', async () => {
  const commun = { visites: 20_000, achevees: 18_000, minutesDues: 1_200_000, minutesFaites: 1_190_000 };
  const calme = carte('SUD', commun);
  const pire = carte('EST', {
    ...commun,
    minutesFaites: 900_000,
    incompletes: 5432,
    nonPointees: 1234,
    conflits: 1111,
  });
  const t: TableauPilotage = {
    mois: MOIS,
    vuLe: paris('2026-10-31 20:00'),
    antennes: [calme, pire],
    service: { alertes: { APPEL_INCOMPLET: 4690 }, postes: { enRetard: 2002, saisies: 9134 } },
    tendance: [calme, pire].flatMap(({ mois: m }) => (m ? [m, { ...m, mois: '2026-09' as typeof MOIS }] : [])),
  };
  const dit = await lire(rendrePilotage(polices, t));
  for (const texte of ['1 234 visites non pointées', '5 432 appels incomplets à corriger', '1 111 conflits à régler'])
    expect(dit).toContain(texte);
  expect(dit).toContain('1 001 postes en retard · 4 567 saisies');
  expect(dit).toContain('24 690 pointages, 2 468 appels sans pointage');
});

test('of a state, and of a proof', async () => {
  const t: TableauEtat = {
    ...{ etat: 'essai', titre: 'Essai', sousTitre: 'Est, octobre 2026', antenne: 'EST' },
    periode: { du: jour('2026-10-01'), au: jour('2026-10-31') },
    colonnes: [
      { cle: 'nom', titre: 'Nom', unite: 'texte' },
      { cle: 'n', titre: 'Visites', unite: 'nombre' },
      { cle: 'm', titre: 'Heures', unite: 'minutes' },
      { cle: 'p', titre: 'Taux', unite: 'pourcent' },
      { cle: 'e', titre: 'Montant', unite: 'centimes' },
    ],
    lignes: [{ cle: 'a', detail: false, valeurs: { nom: 'A', n: 12_345, m: 98_765_4, p: 12_345, e: 1_234_567 } }],
    totaux: { n: 12_345, m: 987_654, p: 12_345, e: 1_234_567 },
    graphique: { genre: 'barres', axe: 'nom', series: ['n'] },
    avertissements: [],
  };
  expect(await lire(rendreEtat(polices, t, INSTANT))).toContain('12 345');
  const { visites, usager } = etatFige('U1', {}, 1);
  await lire(
    rendreJustificatif(polices, {
      ...{ antenne: 'EST', mois: MOIS, instant: INSTANT, financeur: 'CNAV', usagerId: 'U1', nom: 'A', usager },
      rectifications: [],
      prises: [],
      visites: visites.map((visite) => ({ visite, numeros: [], minutes: 987_654 })),
      minutes: 987_654,
    }),
  );
});

test('of the activity report', async () => {
  const total = { reussies: 22_000, echecs: 1234, maintenance: 1500, nonMesurees: 2345 };
  const fenetre = { debut: '08:00', fin: '20:30' };
  const mesure = { service: 'SVI' as const, mois: MOIS, r: { fenetre, visee: 99, total, coupures: [], autres: [] } };
  const mesures = [mesure] as unknown as Parameters<typeof sectionsDisponibilite>[0];
  const appels = { pointages: { SVI: 12_345, REPRISE: 2345, FICHE: 1234 }, appels: { SILENCE: 4321 }, passages: {} };
  const r: FaitsRapport = {
    ...{ periode: MOIS, titre: 'Rapport d’activité, octobre 2026' },
    ...{ du: jour('2026-10-01'), au: jour('2026-10-31') },
    resume: [resumeAppels(appels), resumeDisponibilite(mesures, 'SVI')],
    sections: [sectionAppels(appels), ...sectionsDisponibilite(mesures)],
  };
  expect(await lire(rendreRapport(polices, r))).toContain('12 345 par téléphone');
});
