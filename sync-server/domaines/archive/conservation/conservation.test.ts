import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne, basePointages } from '#shared/contrats/ids';
import { type DateCivile, type Instant, instantSchema, type Mois, moisSchema } from '#shared/temps/types';
import { absence, correction, note as parole, pointage, usager } from '#shared/testing/constructeurs';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import { assurerBases } from '../../../store/bases';
import { ecrireTout } from '../../../store/ecrire';
import { lireIds, lirePlage, lireUn } from '../../../store/lire';
import { ecrireEnUneFois } from '../../../store/lots';
import { ouvrirMagasin } from '../../../store/ouvrir';
import { preparerBases } from '../../../store/preparer-bases';
import { lireAudit } from '../../audit/lire';
import { annoncerElimination, lireChaine } from '../../dossiers';
import { importer } from '../../dossiers/importer/importer';
import { csv } from '../../dossiers/testing/banc-import';
import { archiver } from '../releves/archiver';
import { verifierReleves } from '../reprise/verifier-releves';
import { clore } from '../testing/petite-archive';
import { leverGel, lireGels, poserGel } from './gels';
import { lirePurges } from './journal';
import { purger } from './purger';
import { chercherOctets } from './testing/octets';

const EST = baseAntenne('EST');
const VERIFIER = fileURLToPath(new URL('../../../../bin/verifier-archive', import.meta.url));
const I = (t: string): Instant => instantSchema.parse(t);
const M = (t: string): Mois => moisSchema.parse(t);
const MAINTENANT = I('2026-11-25T03:00:00Z');
const ANCIEN = 'UANCIEN';
const VIVANT = 'UVIVANT';

/** A text that has nothing in common with another: compression leaves its first copy as it is. */
const unique = (id: string, champ: string): string =>
  createHash('sha256')
    .update(`${id} ${champ}`)
    .digest('base64')
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 20);

/** What nobody else bears: found in a file, it is this usager's. */
const canaris = (id: string) => ({
  nom: unique(id, 'nom'),
  prenom: unique(id, 'prenom'),
  adresse: unique(id, 'adresse'),
  telephone: `+331${[...unique(id, 'telephone')]
    .map((c) => c.charCodeAt(0) % 10)
    .join('')
    .slice(0, 9)}`,
  note: unique(id, 'note'),
  commentaire: unique(id, 'commentaire'),
  refus: unique(id, 'refus'),
});
const textes = (id: string): string[] => Object.values(canaris(id));

let dataDir: string;
let magasin: Awaited<ReturnType<typeof ouvrirMagasin>>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tg-conservation-'));
  magasin = await ouvrirMagasin({ dataDir });
  await preparerBases(magasin, MAINTENANT);
});
afterEach(async () => {
  await magasin.fermer();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const ports = (instant = MAINTENANT) => ({
  magasin,
  horloge: () => instant,
  dossier: join(dataDir, 'archive'),
  fichiers: {
    depot: join(dataDir, 'depot'),
    reserve: join(dataDir, 'envois'),
    relevesRepris: join(dataDir, 'releves-repris'),
  },
});
const purge = async (aBlanc = false, instant = MAINTENANT) => {
  const r = await purger(ports(instant), { auteur: 'essai', aBlanc });
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};

const fichiersAvec = (cherches: readonly string[]) => chercherOctets(dataDir, cherches);

const ecrire = async (base: string, docs: readonly object[]): Promise<void> => {
  await ecrireTout(magasin, base, docs);
};

const personne = (id: string, absentDepuis?: string) => ({
  ...usager(id, { nom: canaris(id).nom, prenom: canaris(id).prenom, adresse: canaris(id).adresse }),
  telephones: [canaris(id).telephone],
  vuLe: I('2019-01-05T05:00:00Z'),
  prisesEnCharge: [],
  ...(absentDepuis ? { absentDepuis } : {}),
});

/** Another month of that year, one for each. */
const autreMois = (jour: string): string => `${jour.slice(0, 5)}0${Number(jour.slice(5, 7)) - 8}`;

/** A life in the service: a visit, its punches, a correction, a note, an import that refused a row, a frozen month. */
const vivre = async (id: string, jour: string, absentDepuis?: string): Promise<void> => {
  const date = jour as DateCivile;
  const { telephone, commentaire, note, refus } = canaris(id);
  const p = pointage('A', `${jour} 08:30`, { usagerId: id, numeroAppelant: telephone });
  const base = `tg-pointages-${jour.slice(0, 4)}`;
  await assurerBases(magasin, [base]);
  await ecrire(base, [p]);
  const rapport = { lus: 1, refuses: [{ ligne: 2, valeur: refus }], avertissements: [], listeAbsents: [] };
  const recu = { type: 'import', lot: id, instant: p.instant, nom: `USAGERS_${id}.csv`, rapport };
  // By way of what an import stages, since that is where its bodies pass.
  await ecrireEnUneFois(magasin, { ...recu, _id: `import:USAGERS_${id}.csv:${p.instant}:000001` }, [
    { base: EST, doc: personne(id, absentDepuis) },
  ]);
  const doc = (type: string, plus: object) => ({ _id: `${type}:${jour}:${id}`, type, usagerId: id, date, ...plus });
  await ecrire(EST, [
    doc('intervention', { arrivee: { numeroAppelant: telephone } }),
    { ...correction('HORAIRE', { id: `C${id}`, date, commentaire }), _id: `correction:${jour}:C${id}` },
    parole(id, date, { usagerId: id, texte: note }),
    absence(id, date, { usagerId: id, commentaire: note }),
    doc('attente', { numeroAppelant: telephone }),
    { _id: `cloture:${jour.slice(0, 7)}`, type: 'cloture', plafonds: { [id]: { P1: 60 } } },
    // As a closing is written today: its frame apart.
    {
      _id: `cadre-clos:${autreMois(jour)}`,
      type: 'cadre-clos',
      plafonds: { [id]: {} },
      prises: { [id]: [{ numero: note }] },
    },
    { _id: `cloture:${autreMois(jour)}`, type: 'cloture' },
  ]);
};

const archiverMois = async (mois: string, id: string): Promise<void> => {
  const { nom, prenom, adresse } = canaris(id);
  await clore(magasin, 'SUD', M(mois), [id], I(`${mois.slice(0, 4)}-12-03T09:00:00Z`), { nom, prenom, adresse });
  const r = await archiver(ports(), { mois: M(mois), antennes: ['SUD'], auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
};

test('[RE] past its clock, no byte of a usager is left in the data folder, save in the archive of ten years', async () => {
  await vivre(ANCIEN, '2020-10-12', '2020-12-01');
  await vivre(VIVANT, '2026-10-12');
  await archiverMois('2020-10', ANCIEN);
  const avant = await fichiersAvec(textes(ANCIEN));
  for (const t of textes(ANCIEN))
    expect(avant.filter((f) => !f.fichier.startsWith('archive')).map((f) => f.texte)).toContain(t);

  const essai = await purge(true);
  expect(await lireUn(magasin, EST, `usager:${ANCIEN}`)).toBeDefined();
  expect(await lirePurges(magasin)).toEqual([]);
  const faite = await purge();
  expect(faite.lignes).toEqual(essai.lignes);
  expect(faite.limites).toEqual({ INTERVENTIONS: '2021-01-01', DOSSIERS: '2024-11-25', RELEVES: '2016-11' });
  expect(await magasin.bases()).not.toContain('tg-pointages-2020');

  const apres = await fichiersAvec(textes(ANCIEN));
  expect(apres.filter((f) => !f.fichier.startsWith('archive'))).toEqual([]);
  expect(new Set(apres.map((f) => f.texte))).toEqual(new Set(textes(ANCIEN).slice(0, 3)));
  // Who lives is as before.
  expect(await lireIds(magasin, EST, { debut: 'usager:', fin: 'usager;' })).toEqual([`usager:${VIVANT}`]);
  const vivant = new Set((await fichiersAvec(textes(VIVANT))).map((f) => f.texte));
  expect(vivant.size).toBe(textes(VIVANT).length);
  expect(await lireUn(magasin, EST, 'cloture:2020-10')).toMatchObject({ plafonds: {}, purgee: MAINTENANT });
  expect(await lireUn(magasin, EST, 'cloture:2020-02')).toMatchObject({ purgee: MAINTENANT });
  expect(await lireUn(magasin, EST, 'cadre-clos:2020-02')).toMatchObject({ plafonds: {}, prises: {} });
  expect(await lireUn(magasin, EST, 'cloture:2026-10')).toMatchObject({ plafonds: { [VIVANT]: { P1: 60 } } });
});

test('[RE] the journal and the audit of a purge name no one; run again, it finds nothing more', async () => {
  await vivre(ANCIEN, '2020-10-12', '2020-12-01');
  await purge();
  const [journal] = await lirePurges(magasin);
  const texte = JSON.stringify(journal);
  for (const t of [ANCIEN, ...textes(ANCIEN)]) expect(texte).not.toContain(t);
  expect(journal?.lignes).toContainEqual(
    expect.objectContaining({ base: EST, genre: 'note', nombre: 1, debut: '2020-10-12', fin: '2020-10-12' }),
  );
  const trace = (await lireAudit(magasin, { action: 'PURGE' })).entrees[0];
  expect(trace?.objet).toMatch(/^\d+\seffacés, 0\sgelé$/);
  expect((await purge(false, I('2026-11-25T04:00:00Z'))).lignes).toEqual([]);
});

test('[RE] a file lasts two years after the last contact: gone from Millésime’s files, no visit, no gesture since', async () => {
  const ficheDe = (id: string, absentDepuis?: string) => ({ ...personne(id, absentDepuis) });
  // Dead in 2024, of an aid that was granted until 2027.
  const accordee = {
    ...{ numero: 'P1', codeFinanceur: 'DEP75', codePrestation: '*', priorite: 1 },
    ...{ dateDebut: '2023-01-01', dateFin: '2027-12-31', salsaOuvert: false },
  };
  await ecrire(EST, [
    ficheDe('UPRESENT'),
    { ...ficheDe('UACCORD', '2024-11-20'), prisesEnCharge: [accordee] },
    { ...ficheDe('UENCORE'), prisesEnCharge: [{ ...accordee, dateFin: '2023-12-31' }] },
    ficheDe('URECENT', '2025-01-10'),
    ficheDe('UOUBLIE', '2024-11-20'),
    ficheDe('UVISITE', '2024-11-20'),
    ficheDe('UNOTE', '2024-11-20'),
    { _id: 'fige:2025-03:UVISITE', type: 'fige', mois: '2025-03', usagerId: 'UVISITE', antenne: 'EST' },
    parole('N', '2026-02-02' as DateCivile, { usagerId: 'UNOTE' }),
  ]);
  await purge();
  const restes = await lireIds(magasin, EST, { debut: 'usager:', fin: 'usager;' });
  expect(restes.map((id) => id.slice(7))).toEqual(['UENCORE', 'UNOTE', 'UPRESENT', 'URECENT', 'UVISITE']);
});

const aide = (id: string, absentDepuis?: string) => ({
  _id: `intervenant:${id}`,
  type: 'intervenant',
  id,
  civilite: 'MME',
  nom: canaris(id).nom,
  prenom: canaris(id).prenom,
  antenne: 'EST',
  codeSvi: '40718',
  telephone: canaris(id).telephone,
  dateDebut: '2015-01-05',
  vuLe: I('2019-01-05T05:00:00Z'),
  ...(absentDepuis ? { absentDepuis } : {}),
});

test('[RE] an aide who left: her own number goes with the clock of the files, the rest with the last of her visits, in each antenna', async () => {
  const SUD = baseAntenne('SUD');
  const parties = ['INOMMEE', 'IPREVUE', 'ICLOSE', 'ITENUE', 'IANCIENNE'].map((id) => aide(id, '2020-12-15'));
  await ecrire(EST, [aide('IPRESENTE'), aide('IRECENTE', '2025-01-10'), aide('IPARTIE', '2024-11-20'), ...parties]);
  await ecrire(SUD, [aide('IPARTIE', '2024-11-20'), aide('IANCIENNE', '2020-12-15')]);
  const visite = (date: string, plus: object) => ({
    _id: `intervention:${date}:V`,
    type: 'intervention',
    date,
    ...plus,
  });
  await ecrire(EST, [
    visite('2020-10-12', { usagerId: ANCIEN, intervenantId: 'ITENUE' }),
    visite('2020-10-13', { usagerId: VIVANT, intervenantId: 'IANCIENNE' }),
    { _id: 'cloture:2021-01', type: 'cloture' },
    { _id: 'agregat:2021-01:EST', type: 'agregat', intervenants: { ICLOSE: '' }, usagers: [] },
  ]);
  await ecrire(SUD, [
    visite('2021-02-03', { usagerId: VIVANT, intervenantId: 'INOMMEE' }),
    visite('2026-12-04', { usagerId: VIVANT, intervenantId: 'I1', visite: { intervenantId: 'IPREVUE' } }),
  ]);
  const gel = { objet: { usagerId: ANCIEN }, motif: 'contentieux', auteur: 'essai' };
  await poserGel(ports(), gel);
  const numeros = async (): Promise<string[]> =>
    (await lirePlage<{ id: string; telephone?: string }>(magasin, EST, { debut: 'intervenant:', fin: 'intervenant;' }))
      .map((i) => `${i.id}${i.telephone === undefined ? '' : ' et son numéro'}`)
      .sort();

  const essai = await purge(true);
  const faite = await purge();
  expect(faite.lignes).toEqual(essai.lignes);
  expect(faite.lignes.map((l) => `${l.horloge} ${l.base} ${l.nombre} ${l.genre}`)).toEqual(
    expect.arrayContaining([
      `DOSSIERS ${EST} 5 téléphones des aides`,
      `DOSSIERS ${SUD} 1 téléphones des aides`,
      `INTERVENTIONS ${EST} 1 intervenant`,
      `INTERVENTIONS ${SUD} 1 intervenant`,
    ]),
  );
  expect(await numeros()).toEqual([
    'ICLOSE',
    'INOMMEE',
    'IPARTIE',
    'IPRESENTE et son numéro',
    'IPREVUE',
    'IRECENTE et son numéro',
    'ITENUE',
  ]);
  expect(await lireIds(magasin, SUD, { debut: 'intervenant:', fin: 'intervenant;' })).toEqual(['intervenant:IPARTIE']);
  const { nom, prenom, telephone } = canaris('IANCIENNE');
  expect(await fichiersAvec([nom, prenom, telephone, canaris('IPARTIE').telephone])).toEqual([]);

  await leverGel(ports(I('2026-11-26T03:00:00Z')), gel);
  expect((await purge(false, I('2026-11-27T03:00:00Z'))).lignes).toContainEqual(
    expect.objectContaining({ base: EST, genre: 'intervenant', nombre: 1 }),
  );
  expect(await numeros()).not.toContain('ITENUE');
  // Years later only what was planned for one of them still names her.
  await purge(false, I('2031-01-04T03:00:00Z'));
  expect(await numeros()).toEqual(['IPRESENTE et son numéro', 'IPREVUE']);
});

test('[RE] an aide of whom one antenna still has the present file is known: nothing of hers goes', async () => {
  await ecrire(EST, [aide('I1', '2020-12-15')]);
  await ecrire(baseAntenne('SUD'), [aide('I1')]);
  expect((await purge()).lignes).toEqual([]);
});

test('[RE] what is held is kept, whole; lifted, it goes with the next purge', async () => {
  await vivre(ANCIEN, '2020-10-12', '2020-12-01');
  await vivre('UAUTRE', '2020-11-12', '2020-12-01');
  await archiverMois('2015-10', ANCIEN);
  const gel = { objet: { usagerId: ANCIEN }, motif: 'contentieux 26/118', auteur: 'essai' };
  expect(await poserGel(ports(), { ...gel, motif: ' ' })).toMatchObject({ refus: { code: 'MOTIF' } });
  expect((await poserGel(ports(), gel)).ok).toBe(true);
  expect(await poserGel(ports(), gel)).toMatchObject({ refus: { code: 'DEJA_GELE' } });
  const retenue = await purge();
  expect(retenue.retenus).toBeGreaterThan(4);
  const siens = await fichiersAvec(textes(ANCIEN));
  for (const t of textes(ANCIEN)) expect(siens.map((f) => f.texte)).toContain(t);
  // The year's punches are kept whole; of who is not held, nothing else is.
  expect(await lireIds(magasin, 'tg-pointages-2020', { debut: '', fin: '\uffff' })).toHaveLength(2);
  expect(new Set((await fichiersAvec(textes('UAUTRE'))).map((f) => f.texte))).toEqual(
    new Set([canaris('UAUTRE').telephone]),
  );

  const leve = { objet: gel.objet, motif: 'jugement définitif', auteur: 'essai' };
  expect((await leverGel(ports(I('2026-11-26T03:00:00Z')), leve)).ok).toBe(true);
  expect(await leverGel(ports(), leve)).toMatchObject({ refus: { code: 'PAS_GELE' } });
  expect(await lireGels(magasin)).toMatchObject([
    { motif: 'contentieux 26/118', leve: { motif: 'jugement définitif' } },
  ]);
  await purge(false, I('2026-11-27T03:00:00Z'));
  expect(await fichiersAvec(textes(ANCIEN))).toEqual([]);
  expect(await magasin.bases()).not.toContain('tg-pointages-2020');
});

test('[RE] a report of an import that quotes a row of a held usager keeps its rows, until the hold is lifted', async () => {
  const rapport = (valeur: string) => ({
    lus: 1,
    refuses: [{ ligne: 2, valeur }],
    avertissements: [],
    listeAbsents: [],
  });
  const recu = (n: number, valeur: string) => ({
    _id: `import:VISITES_${n}.csv:2020-10-12T06:00:00Z:00000${n}`,
    ...{ type: 'import', lot: String(n), instant: I('2020-10-12T06:00:00Z'), nom: `VISITES_${n}.csv` },
    rapport: rapport(valeur),
  });
  await ecrire(BASE_CENTRALE, [recu(1, `V1;${ANCIEN};12/10/2020`), recu(2, `V2;${ANCIEN}X;12/10/2020`)]);
  const gel = { objet: { usagerId: ANCIEN }, motif: 'contentieux', auteur: 'essai' };
  await poserGel(ports(), gel);
  const lignes = async () =>
    (
      await lirePlage<{ rapport: { refuses: object[] } }>(magasin, BASE_CENTRALE, { debut: 'import:', fin: 'import;' })
    ).map((d) => d.rapport.refuses.length);
  expect((await purge()).retenus).toBe(1);
  expect(await lignes()).toEqual([1, 0]);
  await leverGel(ports(I('2026-11-26T03:00:00Z')), gel);
  await purge(false, I('2026-11-27T03:00:00Z'));
  expect(await lignes()).toEqual([0, 0]);
});

/** A visit of that usager, whose calls said no usager: their number was attached to them later [PT-5]. */
const visiteRattachee = async (id: string, arrivee: string, depart: string): Promise<void> => {
  const appel = (sens: 'A' | 'D', quand: string) => ({
    ...pointage(sens, quand, { numeroAppelant: canaris(id).telephone }),
    usagerId: undefined,
  });
  const [a, d] = [appel('A', arrivee), appel('D', depart)];
  for (const p of [a, d]) {
    const base = basePointages(p.instant);
    await assurerBases(magasin, [base]);
    await ecrire(base, [p]);
  }
  const date = arrivee.slice(0, 10);
  const doc = { _id: `intervention:${date}:${id}`, type: 'intervention', date, usagerId: id };
  await ecrire(EST, [{ ...doc, arrivee: { id: a.id, instant: a.instant }, depart: { id: d.id, instant: d.instant } }]);
};

test('[RE] [PT-5] the punches of a held usager are kept though none of them names anybody, with their whole year', async () => {
  await visiteRattachee(ANCIEN, '2018-12-31 23:00', '2019-01-01 02:30');
  await visiteRattachee('UAUTRE', '2018-06-01 08:00', '2018-06-01 09:00');
  await visiteRattachee('UAUTRE', '2020-06-01 08:00', '2020-06-01 09:00');
  await poserGel(ports(), { objet: { usagerId: ANCIEN }, motif: 'contentieux', auteur: 'essai' });
  const essai = await purge(true);
  const faite = await purge();
  expect([faite.lignes, faite.retenus]).toEqual([essai.lignes, essai.retenus]);
  const restes = async (annee: number) =>
    (await magasin.bases()).includes(`tg-pointages-${annee}`)
      ? (await lireIds(magasin, `tg-pointages-${annee}`, { debut: '', fin: '\uffff' })).length
      : undefined;
  // Who else called that year may be part of what is judged; the year that nothing held touches goes.
  expect([await restes(2018), await restes(2019), await restes(2020)]).toEqual([3, 1, undefined]);
  expect(faite.retenus).toBe(5);
  expect(await lireIds(magasin, EST, { debut: 'intervention:', fin: 'intervention;' })).toEqual([
    `intervention:2018-12-31:${ANCIEN}`,
  ]);
});

test('[RE] of a month that is held, the departures that came after its last midnight are kept', async () => {
  await visiteRattachee(ANCIEN, '2018-12-31 23:00', '2019-01-01 02:30');
  await poserGel(ports(), { objet: { mois: M('2018-12') }, motif: 'enquête', auteur: 'essai' });
  await purge();
  expect(await magasin.bases()).toEqual(expect.arrayContaining(['tg-pointages-2018', 'tg-pointages-2019']));
});

test('[RE] a month that is held stays: its punches, its visits, its statements', async () => {
  await vivre(ANCIEN, '2020-10-12', '2020-12-01');
  await archiverMois('2015-10', ANCIEN);
  await poserGel(ports(), { objet: { mois: M('2020-10') }, motif: 'enquête', auteur: 'essai' });
  await poserGel(ports(I('2026-11-25T03:00:01Z')), {
    objet: { mois: M('2015-10') },
    motif: 'enquête',
    auteur: 'essai',
  });
  await purge();
  expect(await lireUn(magasin, EST, `intervention:2020-10-12:${ANCIEN}`)).toBeDefined();
  expect(await magasin.bases()).toContain('tg-pointages-2020');
  expect(await readdir(join(dataDir, 'archive/chaines/SUD'))).toEqual(['2015-10.jsonl']);
});

test('[RE] statements past ten years go; the register keeps their hash, and what is left is still proved', async () => {
  await archiverMois('2015-10', ANCIEN);
  await archiverMois('2020-10', ANCIEN);
  const faite = await purge();
  expect(faite.lignes).toContainEqual(
    expect.objectContaining({ horloge: 'RELEVES', genre: 'relevés SUD', nombre: 1, debut: '2015-10' }),
  );
  expect(await readdir(join(dataDir, 'archive/chaines/SUD'))).toEqual(['2020-10.jsonl']);
  const rapport = JSON.parse(execFileSync(process.execPath, [VERIFIER, '--json', join(dataDir, 'archive')]).toString());
  expect(rapport).toMatchObject({ releves: 1, chaines: 1, elimines: [{ mois: 'SUD 2015-10' }], defauts: [] });
  expect(await archiver(ports(), { mois: M('2015-10'), antennes: ['SUD'], auteur: 'essai' })).toMatchObject({
    ok: false,
  });
});

test('[RE] files received and sent go with their clocks; that a file left stays written; a held usager keeps them', async () => {
  const recu = async (instant: string) => {
    const dossier = join(dataDir, 'depot/pris', instant);
    await mkdir(dossier, { recursive: true });
    await writeFile(join(dossier, 'USAGERS.csv'), canaris(ANCIEN).nom);
  };
  await recu('20241101T030000Z');
  await recu('20251101T030000Z');
  const reserve = ouvrirReserve(join(dataDir, 'envois'));
  const vieux = await reserve.garder([canaris(ANCIEN).adresse]);
  const recent = await reserve.garder([canaris(VIVANT).adresse]);
  const envoi = (mois: string, empreinte: string) => ({ _id: `envoi:${mois}:DASES:x.xml`, type: 'envoi', empreinte });
  await ecrire('tg-central', [envoi('2020-10', vieux.empreinte), envoi('2026-10', recent.empreinte)]);
  const gel = { objet: { usagerId: ANCIEN }, motif: 'contentieux', auteur: 'essai' };
  await poserGel(ports(), gel);
  expect((await purge()).retenus).toBe(2);
  await leverGel(ports(), gel);
  const { lignes } = await purge(false, I('2026-11-26T03:00:00Z'));
  expect(lignes.map((l) => [l.base, l.nombre, l.debut])).toEqual([
    ['réception', 1, '2024-11-01'],
    ['envois', 1, '2020-10'],
  ]);
  expect(await readdir(join(dataDir, 'depot/pris'))).toEqual(['20251101T030000Z']);
  expect([await reserve.intact(vieux.empreinte), await reserve.intact(recent.empreinte)]).toEqual([false, true]);
  expect(await lireIds(magasin, 'tg-central', { debut: 'envoi:', fin: 'envoi;' })).toHaveLength(2);
});

test('[RE] statements of the former system follow the ten years: their list says that they are no more, and names no one', async () => {
  await ecrire(EST, [personne(ANCIEN), personne(VIVANT)]);
  const source = join(dataDir, 'source');
  await mkdir(source);
  const pdf = (id: string): string => `%PDF-1.4 ${canaris(id).nom} %%EOF`;
  const ligne = (id: string, mois: string): string =>
    `${id};${mois};${id}.pdf;${createHash('sha256').update(pdf(id)).digest('hex')}`;
  for (const id of [ANCIEN, VIVANT]) await writeFile(join(source, `${id}.pdf`), pdf(id));
  await writeFile(
    join(source, 'RELEVES.csv'),
    csv('id_millesime;mois;fichier;sha256', [
      ligne(ANCIEN, '2015-09'),
      ligne(ANCIEN, '2015-10'),
      ligne(VIVANT, '2015-10'),
      ligne(VIVANT, '2020-10'),
    ]),
  );
  const dossier = join(dataDir, 'releves-repris');
  const importe = await importer(
    { ...ports(), hasard: () => 1, auteur: 'essai', rattraper: async () => undefined, releves: dossier },
    { dossier: source },
  );
  expect(importe.fichiers).toMatchObject([{ nom: 'RELEVES.csv', crees: 4 }]);
  expect(importe.ignores).toEqual([]);
  await rm(source, { recursive: true });
  const avant = await verifierReleves(dossier);
  await poserGel(ports(), { objet: { mois: M('2015-09') }, motif: 'enquête', auteur: 'essai' });
  expect((await purge(true)).lignes).toMatchObject([{ base: EST, genre: 'releve-repris', nombre: 2 }]);
  expect(await verifierReleves(dossier)).toEqual(avant);
  expect((await purge()).retenus).toBe(1);
  // One is held, the PDF of the other serves a later month still.
  expect(await verifierReleves(dossier)).toMatchObject({
    releves: 2,
    elimines: [{ mois: '2015-10' }, { mois: '2015-10' }],
    defauts: [],
  });
  const restes = async (id: string) => (await fichiersAvec([canaris(id).nom])).map((f) => f.fichier);
  expect((await restes(ANCIEN)).some((f) => f.startsWith('releves-repris'))).toBe(true);
  await leverGel(ports(), { objet: { mois: M('2015-09') }, motif: 'fin', auteur: 'essai' });
  await purge(false, I('2026-11-26T03:00:00Z'));
  const fini = await verifierReleves(dossier);
  expect(fini).toMatchObject({ releves: 1, defauts: [] });
  expect(fini?.elimines.map((e) => [e.mois, e.instant])).toEqual([
    ['2015-10', '2026-11-25T03:00:00Z'],
    ['2015-10', '2026-11-25T03:00:00Z'],
    ['2015-09', '2026-11-26T03:00:00Z'],
  ]);
  expect((await restes(ANCIEN)).filter((f) => f.startsWith('releves-repris'))).toEqual([]);
  expect((await restes(VIVANT)).some((f) => f.startsWith('releves-repris'))).toBe(true);
  const chaine = await readFile(join(dossier, 'chaine.jsonl'), 'utf8');
  expect(chaine).not.toContain(ANCIEN);
  // One that goes before its ten years is a defect, by name.
  const avance = annoncerElimination(lireChaine(chaine), [4], I('2026-11-27T03:00:00Z'));
  await writeFile(join(dossier, 'chaine.jsonl'), avance);
  expect((await verifierReleves(dossier))?.defauts[0]?.message).toMatch(/n° 4 \(octobre 2020\) .*avant ses dix ans/);
  // A line that nobody eliminated cannot be made to look so.
  const lignes = chaine.trimEnd().split('\n');
  const vive = lignes.findIndex((l) => l.includes('"pdf"'));
  const { n, antenne, mois, precedent, empreinte } = JSON.parse(lignes[vive] ?? '');
  lignes[vive] = JSON.stringify({ n, antenne, mois, efface: true, precedent, empreinte });
  await writeFile(join(dossier, 'chaine.jsonl'), `${lignes.join('\n')}\n`);
  expect((await verifierReleves(dossier))?.defauts[0]?.message).toContain('effacée sans que rien ne le dise');
});
