import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { antenneSchema, type FicheAntenne } from '#shared/contrats/antenne';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes, poserRegistre, registreEnPlace } from '#shared/domain/antenne/registre';
import type { Agregat } from '#shared/etats/agregat';
import { ETATS } from '#shared/etats/registre';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { jour, paris, sansTelegestion } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage } from '../../../store/lire';
import { rattraper } from '../../../transitions/rattraper';
import { cloturer } from '../../cloture/clore/cloturer';
import { type Banc, ouvrirBanc } from '../../dossiers/testing/banc-import';
import { calculerEtat, calculerPlannings, detaillerEtat } from './calculer';
import { appelsSelonLesDeux, selonLePilotage, selonLeRapport, selonLesEtats } from './testing/accorder';
import { recompter } from './testing/recompter';
import { enTexte, selonEtats } from './testing/selon-etats';

const mois = '2026-10' as Mois;
const horloge = () => '2026-11-05T08:00:00Z' as Instant;
const PETIT = fileURLToPath(new URL('../../dossiers/testing/fixtures/petit', import.meta.url));

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importerDossier(PETIT);
  const absence = (id: string, usagerId: string, nature: string, du: string, au?: string) => ({
    _id: `absence:${du}:${id}`,
    ...{ type: 'absence', id, date: du, antenne: 'EST', auteur: 'essai', instant: '2026-10-20T08:00:00Z', poste: 'p' },
    ...{ usagerId, nature, du, ...(au === undefined ? {} : { au }) },
  });
  await ecrireTout(b.magasin, baseAntenne('EST'), [
    absence('A1', 'M200000', 'VACANCES', '2026-09-20', '2026-10-03'),
    absence('A2', 'M200000', 'HOSPITALISATION', '2026-10-10', '2026-10-12'),
    absence('A3', 'M200006', 'EHPAD', '2026-10-28'),
    absence('A4', 'M200006', 'VACANCES', '2026-08-01', '2026-08-03'),
  ]);
  // [PT-10] Refused by the page « Pointer »: no call of the telephone.
  const refus = (id: string, source: 'QR' | 'LIEN', plus: object) => ({
    _id: `appel:2026-10-14T08:00:00Z:${id}`,
    ...{ type: 'appel', id, source, instant: '2026-10-14T08:00:00Z', recuLe: '2026-10-14T08:00:00Z', ...plus },
  });
  await ecrireTout(b.magasin, 'tg-pointages-2026', [
    refus('R1', 'QR', { usagerId: 'M200000', etape: 'DEPART', issue: 'LIEN_FERME' }),
    refus('R2', 'LIEN', { etape: 'CODE', issue: 'CODE_ERRONE' }),
  ]);
  await rattraper(b.magasin, horloge);
});
afterAll(() => b.fermer());

const comparer = async (...antennes: readonly ('TOUTES' | 'EST')[]): Promise<void> => {
  for (const antenne of antennes) {
    const autrement = await recompter(b.magasin, horloge, mois, PETIT, antenne === 'TOUTES' ? undefined : antenne);
    const usagers = (autrement['planning-usager'] ?? []).map(([id]) => String(id));
    const etats = await selonEtats(b.magasin, horloge, mois, antenne, usagers);
    expect({ antenne, ...enTexte(etats) }).toEqual({ antenne, ...enTexte(autrement) });
  }
};

/** States, dashboards and report: sums of the same counts. */
const accorder = async (): Promise<void> => {
  const deLEst = await selonLesEtats(b.magasin, horloge, mois, 'EST');
  expect(await selonLePilotage(b.magasin, horloge, mois, 'EST')).toEqual(deLEst);
  const toutes = await selonLesEtats(b.magasin, horloge, mois, 'TOUTES');
  expect(await selonLePilotage(b.magasin, horloge, mois, 'TOUTES')).toEqual(toutes);
  expect(await selonLeRapport(b.magasin, horloge, mois)).toEqual(toutes);
  const { pilotage, rapport } = await appelsSelonLesDeux(b.magasin, horloge, mois);
  expect(pilotage).toEqual(rapport);
  // The invented service has of everything.
  expect(Object.entries(toutes).filter(([, n]) => Number(n) === 0)).toEqual([]);
};

const tous = async (du: DateCivile, au: DateCivile, ids?: readonly string[]): Promise<unknown[]> => {
  const tableaux: unknown[] = [];
  for (const e of ETATS.filter((x) => (ids ? ids.includes(x.id) : x.id !== 'planning-usager'))) {
    const r = await calculerEtat(b.magasin, { etat: e.id, antenne: 'TOUTES', du, au }, horloge);
    tableaux.push(r.ok ? { lignes: r.valeur.lignes, totaux: r.valeur.totaux } : r.refus.code);
  }
  return tableaux;
};

/** Of each way of counting, one. */
const DE_LA_SEMAINE = ['heures-usagers', 'taux-correction', 'planning-intervenants'];
const SEMAINE = ['2026-10-05', '2026-10-11'] as [DateCivile, DateCivile];
let ouvert: { mois: unknown[]; semaine: unknown[] };

test('[RG] an open month: every state equals a count made another way', async () => {
  await comparer('TOUTES', 'EST');
  ouvert = { mois: await tous(premierJour(mois), dernierJour(mois)), semaine: await tous(...SEMAINE, DE_LA_SEMAINE) };
});

test('[RG] an open month: the states, the dashboards and the report say the same, of one antenna and of all', accorder);

test('every figure opens the rows behind it: as many visits, as many minutes', async () => {
  const periode = { antenne: 'TOUTES' as const, du: premierJour(mois), au: dernierJour(mois) };
  for (const etat of [
    'heures-usagers',
    'heures-intervenants',
    'recapitulatif-mensuel',
    'usagers-financeurs',
    'profil-usagers',
  ]) {
    const d = { etat, ...periode };
    const r = await calculerEtat(b.magasin, d, horloge);
    if (!r.ok) throw new Error(r.refus.message);
    for (const l of r.valeur.lignes.filter((x) => x.detail).slice(0, 4)) {
      const x = await detaillerEtat(b.magasin, d, l.cle, horloge);
      if (!x.ok) throw new Error(x.refus.message);
      expect([etat, l.cle, x.valeur.total]).toEqual([etat, l.cle, x.valeur.lignes.length]);
      if (l.valeurs.visites !== undefined) expect([l.cle, x.valeur.total]).toEqual([l.cle, l.valeurs.visites]);
      for (const cle of ['duree', 'brutes', 'reelles']) {
        const somme = x.valeur.lignes.reduce((n, v) => n + Number(v.valeurs[cle]), 0);
        if (l.valeurs[cle] !== undefined) expect([l.cle, cle, somme]).toEqual([l.cle, cle, l.valeurs[cle]]);
      }
    }
  }
  for (const vue of ['intervenant', 'antenne']) {
    const d = { etat: 'taux-correction', vue, ...periode };
    const r = await calculerEtat(b.magasin, d, horloge);
    if (!r.ok) throw new Error(r.refus.message);
    for (const { cle, valeurs: v } of r.valeur.lignes.slice(0, 3)) {
      const x = await detaillerEtat(b.magasin, d, cle, horloge);
      const dits = Number(v.incompletes) + Number(v.toutesCorrigees) - Number(v.corrigees) + Number(v.creees);
      expect([cle, x.ok && x.valeur.total]).toEqual([cle, dits]);
    }
  }
  const faux = await detaillerEtat(b.magasin, { etat: 'absences', ...periode }, 'nimporte=quoi', horloge);
  expect(faux.ok ? '' : faux.refus.code).toBe('CLE');
});

test('the plannings of an antenna in one go: each person’s is that of the person alone, by name, and nobody is forgotten', async () => {
  const periode = { antenne: 'EST' as const, du: premierJour(mois), au: dernierJour(mois) };
  const seul = async (plus: { etat: string; usager?: string; intervenant?: string }) => {
    const r = await calculerEtat(b.magasin, { ...periode, ...plus }, horloge);
    if (!r.ok) throw new Error(r.refus.message);
    return r.valeur;
  };
  const tout = await seul({ etat: 'planning-intervenants' });
  for (const [etat, cle] of [
    ['planning-usager', 'usager'],
    ['planning-intervenants', 'intervenant'],
  ] as const) {
    const r = await calculerPlannings(b.magasin, { etat, ...periode }, horloge);
    if (!r.ok) throw new Error(r.refus.message);
    const { pages } = r.valeur;
    const noms = pages.map((p) => p.nom);
    expect(noms).toEqual(noms.toSorted(new Intl.Collator('fr').compare));
    expect(pages.filter((p) => p.tableau.lignes.length === 0)).toEqual([]);
    expect(noms).toEqual(expect.arrayContaining([...new Set(tout.lignes.map((l) => l.valeurs[cle]))]));
    // Whose visits another made, and every so many of the others.
    const cedees = pages.filter((p) =>
      p.tableau.lignes.some((l) => cle === 'intervenant' && /^Faite par /.test(String(l.valeurs.statut))),
    );
    for (const p of [...cedees.slice(0, 2), ...pages.filter((_, i) => i % 12 === 0)])
      expect(p.tableau).toEqual(await seul({ etat, [cle]: p.id }));
    if (cle === 'intervenant') expect(cedees).not.toEqual([]);
  }
});

test('a month half closed says which antennas are still open; whole, it says nothing more', async () => {
  const clore = async (antennes: readonly Antenne[]) => {
    const p = { magasin: b.magasin, horloge, rattraper: () => rattraper(b.magasin, horloge) };
    const r = await cloturer(p, { mois, antennes, motif: 'essai', auteur: 'essai' });
    if (!r.ok) throw new Error(r.refus.message);
  };
  /** Of closings: which minutes are counted is said after them. */
  const avertissements = async () => {
    const d = {
      etat: 'recapitulatif-mensuel',
      antenne: 'TOUTES' as const,
      du: premierJour(mois),
      au: dernierJour(mois),
    };
    const r = await calculerEtat(b.magasin, d, horloge);
    return r.ok ? r.valeur.avertissements.filter((a) => !/minutes réelles/.test(a)) : [];
  };
  expect(await avertissements()).toEqual([expect.stringMatching(/^Chiffres provisoires : octobre 2026/)]);
  await clore(['EST', 'SUD']);
  expect(await avertissements()).toEqual([
    'Octobre 2026 n’est clos qu’en partie : encore ouvert pour Centre, Nord-Est, Ouest, Nord-Ouest, dont les chiffres sont provisoires.',
  ]);
  await clore(codesAntennes());
  expect(await avertissements()).toEqual([]);
  // Nor of an antenna that opens after it, or that had closed before it.
  const autre = { libelle: 'Autre', arrondissements: [], adresse: ['', ''] as [string, string] };
  const autres: FicheAntenne[] = [
    { ...autre, code: antenneSchema.parse('ZZ_NEUVE'), ouverteLe: '2026-12-01' as DateCivile },
    { ...autre, code: antenneSchema.parse('ZZ_VIEILLE'), fermeeLe: '2026-10-01' as DateCivile },
  ];
  for (const { code } of autres) await b.magasin.creerBase(baseAntenne(code));
  const ancien = poserRegistre([...registreEnPlace(), ...autres]);
  try {
    expect(await avertissements()).toEqual([]);
  } finally {
    poserRegistre(ancien);
  }
});

test('[CL-2] closed, the month gives the same figures from what was frozen, whole or by the week', async () => {
  await comparer('TOUTES');
  expect(await tous(premierJour(mois), dernierJour(mois))).toEqual(ouvert.mois);
  expect(await tous(...SEMAINE, DE_LA_SEMAINE)).toEqual(ouvert.semaine);
});

test('[RG] [CL-2] closed, they still say the same', async () => {
  await rattraper(b.magasin, horloge);
  await accorder();
});

test('[CL-2] [PT-7] the counts kept with a closing, lost or never made, are made again the same, whatever was marked since', async () => {
  const apres = { depuis: jour('2026-10-01'), instant: paris('2026-11-05 10:00') };
  await ecrireTout(b.magasin, baseAntenne('EST'), [
    sansTelegestion('S1', jour('2026-11-04'), { usagerId: 'M200000', ...apres }),
  ]);
  const lire = () => lirePlage<Agregat>(b.magasin, baseAntenne('EST'), { debut: 'agregat:', fin: 'agregat;' });
  const [garde] = await lire();
  if (!garde) throw new Error('aucun agrégat');
  await ecrireTout(b.magasin, baseAntenne('EST'), [{ _id: garde._id, _rev: garde._rev, _deleted: true }]);
  expect(await tous(premierJour(mois), dernierJour(mois))).toEqual(ouvert.mois);
  expect(await tous(...SEMAINE, DE_LA_SEMAINE)).toEqual(ouvert.semaine);
  const [refait] = await lire();
  expect({ ...refait, _rev: '' }).toEqual({ ...garde, _rev: '' });

  // Counted by older definitions: the frozen state is counted again, each GIR as it then was.
  if (!refait) throw new Error('aucun agrégat');
  const [premier, ...autres] = refait.usagers;
  if (!premier) throw new Error('aucun usager');
  const visites = premier.visites.map(({ brutes, reelles, ...v }) => v);
  const { regle: _, ...ancien } = { ...refait, usagers: [{ ...premier, gir: 6, visites, pointages: [] }, ...autres] };
  await ecrireTout(b.magasin, baseAntenne('EST'), [ancien]);
  await tous(premierJour(mois), dernierJour(mois), ['taux-correction']);
  const [recompte] = await lire();
  expect({ ...recompte, _rev: '' }).toEqual({
    ...{ ...garde, _rev: '' },
    usagers: [{ ...premier, gir: 6 }, ...autres],
  });
});

test('months to come, or before the service: no figure, and a sentence', async () => {
  for (const [du, au] of [
    ['2027-02-01', '2027-02-28'],
    ['2019-01-01', '2019-12-31'],
  ] as [DateCivile, DateCivile][]) {
    const r = await calculerEtat(b.magasin, { etat: 'taux-correction', antenne: 'EST', du, au }, horloge);
    if (!r.ok) throw new Error(r.refus.message);
    expect([r.valeur.lignes, r.valeur.totaux.taux, r.valeur.totaux.tauxCreees]).toEqual([[], null, null]);
    expect(r.valeur.avertissements[0]).toMatch(/^Rien sur cette période/);
  }
});

test.each([
  ['ETAT_INCONNU', { etat: 'rien' }],
  ['PERIODE', { etat: 'absences', au: '2026-09-01' }],
  ['PERIODE_LONGUE', { etat: 'absences', au: '2028-10-01' }],
  ['PERIODE_LONGUE', { etat: 'planning-intervenants', au: '2026-11-15' }],
  ['PERIODE_LONGUE', { etat: 'heures-usagers', vue: 'visite', au: '2026-12-31' }],
  ['MOIS_ENTIERS', { etat: 'suivi-plans', du: '2026-10-02' }],
  ['PARAMETRE', { etat: 'planning-usager' }],
  ['PARAMETRE', { etat: 'heures-usagers', vue: 'nimporte' }],
])('refused, and how to ask: %s', async (code, plus) => {
  const d = { antenne: 'EST' as const, du: premierJour(mois), au: dernierJour(mois), ...plus };
  const r = await calculerEtat(b.magasin, d as Parameters<typeof calculerEtat>[1], horloge);
  expect(r.ok ? '' : r.refus.code).toBe(code);
});
