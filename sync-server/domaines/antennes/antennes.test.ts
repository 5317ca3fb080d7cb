import { afterEach, beforeEach, expect, test } from 'vitest';
import { antenneSchema } from '#shared/contrats/antenne';
import type { AntenneStockee, SaisieAntenne } from '#shared/contrats/exploitation/antenne';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import {
  antennesOuvertesEn,
  codesAntennes,
  ficheAntenne,
  libelleAntenne,
  nomAntenneAu,
  poserRegistre,
  REGISTRE_DE_DEPART,
} from '#shared/domain/antenne/registre';
import { lireNomFacture } from '#shared/domain/dases/nom-facture';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import { antennesDe } from '#shared/droits/droits';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { chargerAntennes, lireAntennes, semerAntennes } from '../../store/antennes';
import { apresChangement, changer } from '../../store/ecrire';
import { antennesAClore } from '../../store/lectures/antennes-a-clore';
import { lireComplements } from '../../store/lectures/clos';
import { sequenceDe } from '../../store/lire';
import { plageType } from '../../store/types';
import { creerCompte } from '../acces/comptes';
import { garderReperes } from '../cloture/retenir/remuants';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../cloture/testing/banc';
import { fichier } from '../dossiers/testing/banc-import';
import { refusMoisOuvert } from '../financement/dases/mois-figes';
import { type Acte, annulerFermeture, creerAntenne, fermerAntenne, renommerAntenne } from './antennes';

const ZZ = antenneSchema.parse('ZZ_NEUVE');
const LE = '2026-12-01' as DateCivile;
let b: BancCloture;
let acte: Acte;

beforeEach(async () => {
  b = await ouvrirBancCloture([ligneApa('M1', 20)]);
  acte = { magasin: b.b.magasin, horloge: b.maintenant, auteur: 'admin' };
});
afterEach(async () => {
  poserRegistre(REGISTRE_DE_DEPART);
  await b.b.fermer();
});

const creer = (code: string, plus: Partial<Parameters<typeof creerAntenne>[1]> = {}) =>
  creerAntenne(acte, { code, libelle: `Antenne ${code}`, ...plus });
const refus = (r: Awaited<ReturnType<typeof creer>>) => (r.ok ? undefined : r.refus);
const importerUsagers = (date: string, lignes: string[], confirmer = true) =>
  b.b.importer(
    { [`USAGERS_${date}.csv`]: fichier('USAGERS', lignes) },
    { a: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T06:00:00Z`, confirmer },
  );

test('a store of the former version has the first six without a document; they are written once, whoever begins', async () => {
  const m = b.b.magasin;
  expect(await lireAntennes(m)).toEqual([]);
  await Promise.all([semerAntennes(m, b.maintenant()), semerAntennes(m, b.maintenant())]);
  await semerAntennes(m, b.maintenant());
  expect((await lireAntennes(m)).map((a) => a.code)).toEqual(REGISTRE_DE_DEPART.map((a) => a.code));
  await chargerAntennes(m);
  expect(codesAntennes()).toEqual(REGISTRE_DE_DEPART.map((a) => a.code));
});

test('a seventh antenna lives as the others: usagers, a visit, a closing, its files, a manager who sees only it', async () => {
  expect(await creer(ZZ, { libelle: 'Neuve', arrondissements: [21] })).toMatchObject({ ok: true, valeur: { rang: 6 } });
  expect([codesAntennes().at(-1), libelleAntenne(ZZ)]).toEqual([ZZ, 'Neuve']);
  expect(await b.b.magasin.bases()).toContain(baseAntenne(ZZ));
  expect(basesAntennes()).toContain('tg-antenne-zz_neuve');

  const recu = await importerUsagers('20260901', [ligneApa('M1', 20), ligneApa('M7', 20, ZZ)]);
  expect(recu.fichiers.flatMap((f) => f.refuses)).toEqual([]);
  await b.pointer('p1', '2026-10-05T07:00:00Z', '2026-10-05T08:00:00Z', { usagerId: 'M7' });
  b.aller('2026-11-02T08:00:00Z');
  await b.tourner();
  expect(await b.interventions(ZZ)).toMatchObject([{ antenne: ZZ, usagerId: 'M7' }]);

  await b.clore('2026-10' as Mois, [ZZ]);
  const fichiers = await b.fichiers('2026-10' as Mois, [ZZ]);
  expect(Object.keys(fichiers)).toEqual(expect.arrayContaining(['SERVICE_FAIT_ZZ_NEUVE_202610.csv']));
  expect(fichiers['SERVICE_FAIT_ZZ_NEUVE_202610.csv']).toContain('M7;I1;05/10/2026 09:00;05/10/2026 10:00;60');

  const compte = await creerCompte(
    b.b.magasin,
    { auteur: 'admin', horloge: b.maintenant },
    {
      ...{ identifiant: 'zoe', nom: 'Zoé', role: 'GESTIONNAIRE', responsable: false, antennes: [ZZ] },
      motDePasse: 'un-mot-de-passe-long-7',
    },
  );
  expect(compte.ok && antennesDe(compte.valeur.compte)).toEqual([ZZ]);
  expect(antennesDe({ role: 'CENTRAL', antennes: [] })).toContain(ZZ);
});

test('what is refused at a creation says what to do: the form of a code, a word that means something else, what another has', async () => {
  const codes = await Promise.all(
    ['z', 'zz', 'Z-Z', '1A', 'X'.repeat(21), 'TOUTES', 'COMPLEMENTAIRE_X', 'EST'].map(
      async (c) => refus(await creer(c))?.code,
    ),
  );
  expect(codes).toEqual([...Array(7).fill('CODE'), 'CODE_PRIS']);
  expect(refus(await creer(ZZ, { libelle: 'nord-est' }))?.message).toBe(
    'L’antenne NORD_EST s’appelle déjà « Nord-Est » : choisissez un autre nom.',
  );
  expect(refus(await creer(ZZ, { arrondissements: [13] }))?.message).toBe(
    'L’arrondissement 13 est à l’antenne Sud : retirez-le-lui d’abord.',
  );
  expect(refus(await creer(ZZ, { libelle: '' }))?.code).toBe('LIBELLE');
  expect(codesAntennes()).not.toContain(ZZ);
});

test('another name is said at once, the code and the rest stay', async () => {
  expect(await renommerAntenne(acte, { code: 'SUD', libelle: 'Grand Sud' })).toMatchObject({
    ok: true,
    valeur: { code: 'SUD', libelle: 'Grand Sud', arrondissements: [13, 14] },
  });
  expect([libelleAntenne('SUD'), codesAntennes()[5]]).toEqual(['Grand Sud', 'SUD']);
  const avant = '2020-01-01T00:00:00Z' as Instant;
  expect([nomAntenneAu('SUD', avant).libelle, nomAntenneAu('SUD', b.maintenant()).libelle]).toEqual([
    'Sud',
    'Grand Sud',
  ]);
  // What is not its name is changed without a former one.
  await renommerAntenne(acte, { code: 'SUD', arrondissements: [13] });
  expect(ficheAntenne('SUD')?.avant).toHaveLength(1);
  expect(await renommerAntenne(acte, { code: 'LYON', libelle: 'x' })).toMatchObject({
    refus: { code: 'ANTENNE_INCONNUE' },
  });
  const dites = (await plageType(b.b.magasin, 'audit', {}))
    .flatMap((m) => m.entrees)
    .filter((e) => e.action === 'ANTENNE');
  expect(dites).toMatchObject([
    { auteur: 'admin', objet: 'renommer SUD' },
    { auteur: 'admin', objet: 'renommer SUD' },
  ]);
});

test('the arrondissements that it had are kept, each list until it changed', async () => {
  const actuelle = () => ficheAntenne('SUD');
  await renommerAntenne(acte, { code: 'SUD', libelle: 'Grand Sud', arrondissements: [14, 13] });
  expect(actuelle()?.arrondissementsAvant).toBeUndefined();
  b.aller('2026-12-01T08:00:00Z');
  await renommerAntenne(acte, { code: 'SUD', arrondissements: [13] });
  b.aller('2026-12-20T08:00:00Z');
  await renommerAntenne(acte, { code: 'SUD', arrondissements: [] });
  expect(actuelle()).toMatchObject({
    arrondissements: [],
    arrondissementsAvant: [
      { arrondissements: [14, 13], jusqua: expect.stringMatching(/^2026-12-01/) },
      { arrondissements: [13], jusqua: expect.stringMatching(/^2026-12-20/) },
    ],
  });
  await renommerAntenne(acte, { code: 'OUEST', arrondissements: [7, 15, 16, 14] });
  const { factures } = TABLE_PAR_DEFAUT;
  expect(lireNomFacture('FACTURE_APA_14_202611.pdf', factures)).toMatchObject({ valeur: { antenne: 'SUD' } });
  expect(lireNomFacture('FACTURE_APA_14_202612.pdf', factures)).toMatchObject({ valeur: { antenne: 'OUEST' } });
});

test('a sheet that another changed since it was opened is not put back as it was', async () => {
  const neuve: [string, string] = ['2 rue Neuve', '75014 Paris'];
  const vue: SaisieAntenne = {
    libelle: 'Sud',
    arrondissements: [13, 14],
    adresse: ['9 rue Furtado-Heine', '75014 Paris'],
  };
  const anne = { ...acte, auteur: 'anne' };
  expect(await renommerAntenne(anne, { code: 'SUD', ...vue, adresse: neuve, avant: vue })).toMatchObject({ ok: true });
  // Bruno’s sheet was opened before: it has the old address.
  const tard = { code: 'SUD', ...vue, libelle: 'Grand Sud' };
  expect(await renommerAntenne(acte, { ...tard, avant: vue })).toEqual({
    ok: false,
    refus: {
      code: 'CONFLIT',
      message:
        'La fiche de l’antenne Sud a changé entre-temps, par anne : rien n’est enregistré. Relisez, puis recommencez.',
    },
  });
  expect([libelleAntenne('SUD'), ficheAntenne('SUD')?.adresse]).toEqual(['Sud', neuve]);
  const relue = { ...vue, adresse: neuve };
  const issues = await Promise.all([
    renommerAntenne(anne, { code: 'SUD', ...relue, arrondissements: [13], avant: relue }),
    renommerAntenne(acte, { code: 'SUD', ...relue, libelle: 'Grand Sud', avant: relue }),
  ]);
  expect(issues.map((r) => (r.ok ? 'ok' : r.refus.code)).sort()).toEqual(['CONFLIT', 'ok']);
});

test('an antenna that has people or a month to close is not closed; then it takes nobody, and keeps what it has', async () => {
  await creer(ZZ, { libelle: 'Neuve' });
  await importerUsagers('20260901', [ligneApa('M1', 20), ligneApa('M7', 20, ZZ)]);
  await b.pointer('p1', '2026-10-05T07:00:00Z', '2026-10-05T08:00:00Z', { usagerId: 'M7' });
  b.aller('2026-11-02T08:00:00Z');
  await b.tourner();
  const fermer = () => fermerAntenne(acte, { code: ZZ, le: LE });
  expect(await fermer()).toMatchObject({
    refus: { code: 'USAGERS', message: expect.stringContaining('à l’antenne Neuve (M7) : donnez-leur') },
  });
  await importerUsagers('20261103', [ligneApa('M1', 20), ligneApa('M7', 20)]);
  expect(await fermer()).toMatchObject({
    refus: { code: 'MOIS', message: expect.stringContaining('2026 : à clore') },
  });
  await b.clore('2026-10' as Mois, [ZZ]);
  await creerCompte(
    b.b.magasin,
    { auteur: 'admin', horloge: b.maintenant },
    {
      ...{ identifiant: 'zoe', nom: 'Zoé', role: 'GESTIONNAIRE', responsable: false, antennes: [ZZ] },
      motDePasse: 'un-mot-de-passe-long-7',
    },
  );
  expect(await fermer()).toMatchObject({ ok: true, valeur: { comptes: [{ identifiant: 'zoe' }] } });
  expect(await fermer()).toMatchObject({
    refus: { code: 'DEJA_FERMEE', message: expect.stringMatching(/^L’antenne Neuve ferme déjà le 1er.décembre.2026/) },
  });

  const apres = await importerUsagers('20261202', [ligneApa('M1', 20), ligneApa('M7', 20), ligneApa('M8', 20, ZZ)]);
  expect(apres.fichiers.flatMap((f) => f.refuses)).toMatchObject([
    { colonne: 'antenne', valeur: ZZ, raison: expect.stringContaining('l’antenne Neuve est fermée depuis le 1') },
  ]);
  expect(codesAntennes()).toContain(ZZ);
  // Months before it opened and after it closed are not asked of it: the DASES's files do not wait for them.
  const mois = ['2026-07', '2026-08', '2026-11', '2026-12'] as Mois[];
  expect(mois.map((m) => antennesOuvertesEn(m).includes(ZZ))).toEqual([false, true, true, false]);
  expect(await b.interventions(ZZ)).toHaveLength(1);
  expect(Object.keys(await b.fichiers('2026-10' as Mois, [ZZ])).length).toBeGreaterThan(0);
});

test('[CL-1] what holds an antenna open is a visit that it has still: not one that left with its usager, nor one that Millésime plans no more', async () => {
  await creer(ZZ, { libelle: 'Neuve' });
  await importerUsagers('20260901', [ligneApa('M1', 20, ZZ), ligneApa('M7', 20, ZZ)]);
  const [partie, prevue] = [
    'P1;M1;I1;05/12/2026 08:30;05/12/2026 09:30;AD',
    'P7;M7;I1;06/12/2026 08:30;06/12/2026 09:30;AD',
  ];
  const planning = (...lignes: string[]) =>
    b.b.importer({ 'PLANNING_202612.csv': fichier('PLANNING', lignes) }, { a: '2026-11-01T06:00:00Z' });
  await planning(partie, prevue);
  await importerUsagers('20261101', [ligneApa('M1', 20), ligneApa('M7', 20)]);
  expect(await plageType(b.b.magasin, 'visite', { antenne: ZZ })).toHaveLength(2);
  b.aller('2026-11-02T08:00:00Z');
  expect(await fermerAntenne(acte, { code: ZZ, le: LE })).toMatchObject({ ok: true });
});

test('[CL-1] a visit that Millésime has taken out of its planning holds no antenna open: the remedy that the refusal names works', async () => {
  await creer(ZZ, { libelle: 'Neuve' });
  await importerUsagers('20260901', [ligneApa('M1', 20), ligneApa('M7', 20, ZZ)]);
  const planning = (...lignes: string[]) =>
    b.b.importer({ 'PLANNING_202612.csv': fichier('PLANNING', lignes) }, { a: '2026-11-01T06:00:00Z' });
  const AUTRE = 'P1;M1;I1;05/12/2026 08:30;05/12/2026 09:30;AD';
  await planning(AUTRE, 'P7;M7;I1;06/12/2026 08:30;06/12/2026 09:30;AD');
  await importerUsagers('20261101', [ligneApa('M1', 20)]);
  b.aller('2026-11-02T08:00:00Z');
  const fermer = () => fermerAntenne(acte, { code: ZZ, le: LE });
  expect(await fermer()).toMatchObject({
    refus: { code: 'VISITES', message: expect.stringContaining('(2026-12-06)') },
  });
  await planning(AUTRE);
  expect(await fermer()).toMatchObject({ ok: true });
});

test('[CL-1] a month that has visits of an antenna is closed of it, though its first day was given later', async () => {
  await creer(ZZ, { ouverteLe: '2026-11-02' as DateCivile });
  await importerUsagers('20260901', [ligneApa('M1', 20), ligneApa('M7', 20, ZZ)]);
  await b.pointer('p1', '2026-10-05T07:00:00Z', '2026-10-05T08:00:00Z', { usagerId: 'M7' });
  b.aller('2026-11-02T08:00:00Z');
  await b.tourner();
  const mois = ['2026-09', '2026-10', '2026-11'] as Mois[];
  const prises = await Promise.all(mois.map(async (m) => (await antennesAClore(b.b.magasin, m)).includes(ZZ)));
  expect(prises).toEqual([false, true, true]);
});

test('[CL-4] what is corrected of an antenna once it is closed is told by the next month that the others close', async () => {
  await creer(ZZ);
  await importerUsagers('20260901', [ligneApa('M1', 20), ligneApa('M7', 20, ZZ)]);
  await b.pointer('p1', '2026-10-05T07:00:00Z', '2026-10-05T08:00:00Z', { usagerId: 'M7' });
  b.aller('2026-11-02T08:00:00Z');
  await b.tourner();
  await b.clore('2026-10' as Mois, [ZZ]);
  await importerUsagers('20261115', [ligneApa('M1', 20), ligneApa('M7', 20)]);
  b.aller('2026-12-01T08:00:00Z');
  expect(await fermerAntenne(acte, { code: ZZ, le: LE })).toMatchObject({ ok: true });
  const demandee = async (mois: string) => (await antennesAClore(b.b.magasin, mois as Mois)).includes(ZZ);
  expect([await demandee('2026-12'), await demandee('2026-11')]).toEqual([false, true]);
  await b.clore('2026-11' as Mois, [ZZ]);

  const corriger = async (fin: string) => {
    const [i] = await b.interventions(ZZ);
    if (!i) throw new Error('pas de visite');
    await b.corriger(i, 'HORAIRE', { fin: fin as Instant });
    await b.tourner();
  };
  await corriger('2026-10-05T08:30:00Z');
  expect(await demandee('2026-12')).toBe(true);
  const attend = await refusMoisOuvert(b.b.magasin, '2026-12' as Mois);
  expect(attend?.refus.message).toMatch(/De ce qui est fermé \(Antenne ZZ_NEUVE\), des mois clos ont peut-être changé/);
  b.aller('2027-01-02T08:00:00Z');
  await b.clore('2026-12' as Mois, [ZZ]);
  expect(await lireComplements(b.b.magasin, ZZ, '2026-12' as Mois)).toMatchObject([
    { usagerId: 'M7', visites: [{ moisOrigine: '2026-10' }] },
  ]);
  // Told, nothing more is asked; what was closed of it is one of that month's files.
  expect([await demandee('2026-12'), await demandee('2027-01')]).toEqual([true, false]);

  // Once all the others have closed a month, its files may have left: the one after is asked.
  b.aller('2027-02-02T08:00:00Z');
  await b.clore(
    '2027-01' as Mois,
    REGISTRE_DE_DEPART.map((a) => a.code),
  );
  await corriger('2026-10-05T08:40:00Z');
  expect([await demandee('2027-01'), await demandee('2027-02')]).toEqual([false, true]);

  // Told; nothing more, unless its last closing withheld a visit that another antenna still told.
  b.aller('2027-03-02T08:00:00Z');
  await b.clore('2027-02' as Mois, [ZZ]);
  expect([await demandee('2027-03'), await demandee('2027-03')]).toEqual([false, false]);
  const sequences = new Map(
    await Promise.all(
      basesAntennes().map(async (base) => [base, (await sequenceDe(b.b.magasin, base)) ?? '0'] as const),
    ),
  );
  await garderReperes(b.b.magasin, ZZ, sequences, { tenues: new Set(['2026-10' as Mois]) });
  expect(await demandee('2027-03')).toBe(true);
});

test('an antenna is not closed before its first day', async () => {
  await creer(ZZ, { libelle: 'Neuve', ouverteLe: LE });
  expect(await fermerAntenne(acte, { code: ZZ, le: '2026-11-30' as DateCivile })).toMatchObject({
    refus: { code: 'AVANT_OUVERTURE', message: expect.stringMatching(/Neuve ouvre le 1er.décembre.2026 : fermez-la/) },
  });
  expect(await fermerAntenne(acte, { code: ZZ, le: LE, lointaine: true })).toMatchObject({ ok: true });
});

const jour = (d: string) => d as DateCivile;
const notees = async () =>
  (await plageType(b.b.magasin, 'audit', {}))
    .flatMap((m) => m.entrees)
    .flatMap((e) => (e.action === 'ANTENNE' ? [e.objet] : []));

test('a closing dated a year too late asks once more; still to come, it takes another day or none', async () => {
  b.aller('2026-11-20T08:00:00Z');
  await creer(ZZ, { libelle: 'Neuve', arrondissements: [21] });
  const fermer = (le: string, plus: object = {}) => fermerAntenne(acte, { code: ZZ, le: jour(le), ...plus });
  expect(await fermer('2027-12-01')).toMatchObject({
    refus: {
      code: 'LOINTAINE',
      message: expect.stringMatching(/^Le 1er.décembre.2027 est dans plus de trois mois : vérifiez l’année/),
    },
  });
  expect(await fermer('2027-02-20')).toMatchObject({ ok: true });
  expect(await fermer('2027-12-01')).toMatchObject({ refus: { code: 'LOINTAINE' } });
  expect(await fermer('2027-12-01', { lointaine: true })).toMatchObject({ ok: true });
  // The same again, its answer having been lost: it is answered as done.
  expect(await fermer('2027-12-01', { lointaine: true, prevue: jour('2027-02-20') })).toMatchObject({ ok: true });
  // A page that shows no closing, or another day, does not date it again unseen.
  expect(await fermer('2026-12-01', { prevue: null })).toMatchObject({ refus: { code: 'CONFLIT' } });
  expect(await fermer('2026-12-01', { prevue: jour('2027-02-20') })).toMatchObject({ refus: { code: 'CONFLIT' } });
  // Judged again, upon the new day.
  await importerUsagers('20261121', [ligneApa('M1', 20), ligneApa('M7', 20, ZZ)]);
  expect(await fermer('2026-12-01')).toMatchObject({ refus: { code: 'USAGERS' } });
  await importerUsagers('20261122', [ligneApa('M1', 20), ligneApa('M7', 20)]);
  expect(await fermer('2026-12-01', { prevue: jour('2027-12-01') })).toMatchObject({
    valeur: { antenne: { fermeeLe: '2026-12-01' }, avant: '2027-12-01' },
  });
  expect(antennesOuvertesEn('2026-12' as Mois)).not.toContain(ZZ);
  expect(await annulerFermeture(acte, { code: ZZ, prevue: jour('2027-12-01') })).toMatchObject({
    refus: { code: 'CONFLIT' },
  });
  expect(await annulerFermeture(acte, { code: ZZ })).toMatchObject({ ok: true });
  expect(ficheAntenne(ZZ)).not.toHaveProperty('fermeeLe');
  expect(antennesOuvertesEn('2026-12' as Mois)).toContain(ZZ);
  expect(await annulerFermeture(acte, { code: ZZ })).toMatchObject({ refus: { code: 'PAS_FERMEE' } });
  expect((await notees()).slice(1)).toEqual([
    'fermer ZZ_NEUVE 2027-02-20',
    'redater-fermeture ZZ_NEUVE 2027-12-01',
    'redater-fermeture ZZ_NEUVE 2026-12-01',
    'annuler-fermeture ZZ_NEUVE',
  ]);
});

test('a closing is not withdrawn where another antenna has taken its arrondissements, nor once its day has come', async () => {
  b.aller('2026-11-20T08:00:00Z');
  await creer(ZZ, { libelle: 'Neuve', arrondissements: [21] });
  await fermerAntenne(acte, { code: ZZ, le: LE });
  await creer('YY', { libelle: 'Autre', arrondissements: [21] });
  expect(await annulerFermeture(acte, { code: ZZ })).toMatchObject({
    refus: {
      code: 'ARRONDISSEMENTS',
      message: 'L’arrondissement 21 est à l’antenne Autre : retirez-le-lui d’abord.',
    },
  });
  await renommerAntenne(acte, { code: 'YY', arrondissements: [] });
  b.aller('2026-12-01T08:00:00Z');
  const fermee = {
    refus: { code: 'DEJA_FERMEE', message: expect.stringMatching(/est fermée depuis le 1er.décembre/) },
  };
  expect(await annulerFermeture(acte, { code: ZZ })).toMatchObject(fermee);
  expect(await fermerAntenne(acte, { code: ZZ, le: jour('2026-12-15') })).toMatchObject(fermee);
});

test('where one antenna alone stays open, the day of another that closes may still be changed', async () => {
  b.aller('2026-11-20T08:00:00Z');
  for (const code of ['CENTRE', 'NORD_EST', 'OUEST', 'NORD_OUEST'])
    expect(await fermerAntenne(acte, { code, le: LE })).toMatchObject({ ok: true });
  // It has an aide, whom no file of this test gives another.
  const est = await changer<AntenneStockee>(b.b.magasin, BASE_CENTRALE, 'antenne:EST', (a) => ({ ...a, fermeeLe: LE }));
  expect(apresChangement(est)?.fermeeLe).toBe(LE);
  expect(await fermerAntenne(acte, { code: 'OUEST', le: jour('2026-12-15') })).toMatchObject({ ok: true });
  expect(await fermerAntenne(acte, { code: 'SUD', le: LE })).toMatchObject({ refus: { code: 'DERNIERE' } });
});

test('a closed antenna whose arrondissements another took over is still given another name or address', async () => {
  await creer(ZZ, { libelle: 'Neuve', arrondissements: [21], ouverteLe: LE });
  expect(await fermerAntenne(acte, { code: ZZ, le: LE, lointaine: true })).toMatchObject({ ok: true });
  expect(await creer('ZZ_DEUX', { libelle: 'Neuve deux', arrondissements: [21] })).toMatchObject({ ok: true });
  expect(await renommerAntenne(acte, { code: ZZ, libelle: 'Ancienne' })).toMatchObject({
    ok: true,
    valeur: { libelle: 'Ancienne', arrondissements: [21] },
  });
  expect(refus(await renommerAntenne(acte, { code: ZZ, libelle: 'Neuve deux' }))?.code).toBe('LIBELLE');
});

test('sixty antennas: each has its database, its place in lists, and its day', async () => {
  const codes = Array.from({ length: 54 }, (_, n) => `A${String(n + 10)}`);
  for (const code of codes) expect((await creer(code)).ok).toBe(true);
  expect(codesAntennes()).toHaveLength(60);
  expect(codesAntennes().slice(6)).toEqual(codes);
  const lignes = codes.map((code, n) => ligneApa(`N${n}`, 20, antenneSchema.parse(code)));
  const recu = await importerUsagers('20260901', [ligneApa('M1', 20), ...lignes]);
  expect(recu.fichiers.flatMap((f) => f.refuses)).toEqual([]);
  await b.pointer('p1', '2026-10-05T07:00:00Z', '2026-10-05T08:00:00Z', { usagerId: 'N53' });
  b.aller('2026-10-06T08:00:00Z');
  await b.tourner();
  expect(await b.interventions(antenneSchema.parse('A63'))).toHaveLength(1);
  expect(antennesDe({ role: 'CENTRAL', antennes: [] })).toHaveLength(60);
});

test('a code that this process does not know loses nothing: its name is its code, its documents are read', async () => {
  const inconnue = antenneSchema.parse('LOINTAINE');
  expect(libelleAntenne(inconnue)).toBe('LOINTAINE');
  await b.b.magasin.creerBase(baseAntenne(inconnue));
  expect(await plageType(b.b.magasin, 'usager', { antenne: inconnue })).toEqual([]);
  const recu = await importerUsagers('20260901', [ligneApa('M1', 20), ligneApa('M7', 20, inconnue)]);
  expect(recu.fichiers.flatMap((f) => f.refuses)).toMatchObject([
    { colonne: 'antenne', raison: expect.stringContaining('antenne inconnue ; attendu : CENTRE') },
  ]);
});
