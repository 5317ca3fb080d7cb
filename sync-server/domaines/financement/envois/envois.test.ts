import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Envoi } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { alerteEnvoi } from '#shared/domain/alerte/envois';
import { ATTENTES_MIN } from '#shared/domain/dases/envoi';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import { epochMs, instantDe } from '#shared/temps/paris';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { ecrireTout } from '../../../store/ecrire';
import { reconstruire } from '../../../transitions/reconstruire';
import { lireAudit } from '../../audit/lire';
import { APRES, type BancEnvois, MOIS, ouvrirBancEnvois, TABLE_REGLEE } from '../testing/banc-envois';
import { ecrireEnvoi, lireEnvois } from './documents';
import { envoyer, renvoyer, reprendreEnvois } from './envoyer';
import { listerEnvois } from './lister';
import type { PortsEnvois } from './ports';
import { preparer } from './preparer';
import { releverRetours } from './retours';

let b: BancEnvois;
let maintenant = APRES;
const plusTard = (minutes: number): void => {
  maintenant = instantDe(epochMs(maintenant) + minutes * 60_000);
};
const auteur = 'siege';
const partir = (plus: Partial<PortsEnvois> = {}) =>
  envoyer({ ...b.ports, ...plus }, { mois: MOIS, destination: 'DASES', auteur });
const codeDe = async (r: Promise<{ ok: boolean } | { ok: false; refus: { code: string } }>): Promise<string> => {
  const lu = await r;
  return 'refus' in lu ? lu.refus.code : 'OK';
};
const etats = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await lireEnvois(b.magasin, MOIS)).map((e) => [e.nom, e.etat]));
const envoiDe = async (nom: string): Promise<Envoi> => {
  const e = (await lireEnvois(b.magasin, MOIS)).find((x) => x.nom === nom);
  if (!e) throw new Error(`pas d’envoi ${nom}`);
  return e;
};
const tous = (etat: string) => ({
  'DASES_202610.xml': etat,
  'DASES_BRUTES_202610.csv': etat,
  'DASES_CORRIGEES_202610.csv': etat,
});
const repondre = async (nom: string, lignes: readonly string[], fin = lignes.length): Promise<void> => {
  await mkdir(join(b.depot, 'retours'), { recursive: true });
  const texte = ['fichier;statut;motif;ligne', ...lignes, `#FIN;${fin}`, ''].join('\r\n');
  await writeFile(join(b.depot, 'retours', nom), texte);
};

beforeAll(async () => {
  b = await ouvrirBancEnvois({ horloge: () => maintenant });
});
afterAll(() => b.fermer());

it('[CL-6] nothing leaves for the DASES before the month is closed and each antenna has validated its pro forma', async () => {
  expect(await codeDe(partir())).toBe('MOIS_OUVERT');
  await b.clore();
  const attente = await partir();
  expect(attente.ok ? '' : attente.refus.message).toMatch(/d’octobre 2026 n’est pas encore validé par Centre, .*Sud/);
  await b.valider('REFUSE');
  const refusee = await partir();
  expect(refusee.ok ? '' : refusee.refus.message).toMatch(/refusé par Sud \(« Une heure de trop »\)/);
  expect(await readdir(b.depot)).toEqual([]);
  expect(await etats()).toEqual({});
});

it('what is not set is said: the depot, the codes that the Département has not given', async () => {
  await b.valider();
  expect(await codeDe(partir({ depots: {} }))).toBe('DEPOT_NON_REGLE');
  const codes = await partir({ table: TABLE_PAR_DEFAUT });
  expect(codes.ok ? '' : codes.refus.message).toMatch(/Département : structure\.id, structure\.siret\. Donnez/);
});

it('a depot that fails: each file waits longer and longer, then a person decides; nothing is sent twice', async () => {
  const perdu = { depots: { DASES: depotDossier(join(b.depot, 'absent')) } };
  const r = await partir(perdu);
  expect(r.ok && r.valeur.map((x) => [x.etat, x.raison])).toEqual(
    Array.from({ length: 3 }, () => ['PREPARE', expect.stringContaining('n’existe pas')]),
  );
  expect(await etats()).toEqual(tous('PREPARE'));
  // Before its time, nothing is tried.
  expect(await reprendreEnvois(b.ports)).toBe(0);
  for (const minutes of ATTENTES_MIN.slice(1)) {
    plusTard(minutes);
    await reprendreEnvois({ ...b.ports, ...perdu });
  }
  plusTard(ATTENTES_MIN[0]);
  plusTard(600);
  await reprendreEnvois({ ...b.ports, ...perdu });
  expect((await envoiDe('DASES_202610.xml')).demande).toMatchObject({ abandon: true, essais: ATTENTES_MIN.length + 1 });
  expect(await reprendreEnvois(b.ports)).toBe(0);
});

it('an answer to a file that is being sent waits in its box: it may have left, and that not been noted', async () => {
  const perdu = { depots: { DASES: depotDossier(join(b.depot, 'absent')) } };
  await partir(perdu);
  await repondre('RETOUR_DASES_202610.csv', ['DASES_202610.xml;ACQUITTE;;']);
  const r = await releverRetours(b.ports, 'DASES');
  expect([r.pris, r.ecartes, r.pannes]).toEqual([[], [], [expect.stringContaining('en train de partir')]]);
  expect((await envoiDe('DASES_202610.xml')).etat).toBe('PREPARE');
  await rm(join(b.depot, 'retours'), { recursive: true });
});

it('sends, notes who and when; again, it sends nothing', async () => {
  const r = await partir();
  expect(r.ok && r.valeur.map((x) => [x.etat, x.deja])).toEqual(Array.from({ length: 3 }, () => ['ENVOYE', undefined]));
  const noms = (await readdir(b.depot)).sort();
  expect(noms).toEqual(Object.keys(tous('')).flatMap((n) => [n, `${n}.sha256`]));
  const { historique, demande, empreinte } = await envoiDe('DASES_BRUTES_202610.csv');
  expect(demande).toBeUndefined();
  expect(historique.map((h) => [h.etat, h.auteur, h.empreinte])).toEqual([
    ['PREPARE', auteur, empreinte],
    ['ENVOYE', auteur, empreinte],
  ]);
  expect(historique[1]?.instant).toBe(maintenant);
  for (const n of noms) await rm(join(b.depot, n), { force: true });
  const encore = await partir();
  expect(encore.ok && encore.valeur.map((x) => [x.etat, x.deja])).toEqual(
    Array.from({ length: 3 }, () => ['ENVOYE', true]),
  );
  expect(await readdir(b.depot)).toEqual([]);
  const audit = await lireAudit(b.magasin, { action: 'ENVOI' });
  // The two that found no depot, and this one; not the one that had nothing to send.
  expect(audit.entrees.map((e) => e.auteur)).toEqual([auteur, auteur, auteur]);
});

it('[CL-4] what has left does not change with the settings', async () => {
  const avant = await envoiDe('DASES_CORRIGEES_202610.csv');
  const r = await preparer(
    { ...b.ports, table: { ...TABLE_REGLEE, corrigees: ['debut'] } },
    { mois: MOIS, destination: 'DASES', auteur },
  );
  expect(r.ok).toBe(true);
  expect(await envoiDe('DASES_CORRIGEES_202610.csv')).toEqual(avant);
});

it('answers: acknowledged, refused with reasons; sent again, then acknowledged', async () => {
  await repondre('RETOUR_DASES_BRUTES_202610.csv', ['DASES_BRUTES_202610.csv;ACQUITTE;;']);
  await repondre('RETOUR_DASES_CORRIGEES_202610.csv', [
    'DASES_CORRIGEES_202610.csv;REFUSE;plan inconnu;2',
    'DASES_CORRIGEES_202610.csv;REFUSE;total faux;',
  ]);
  const r = await releverRetours(b.ports, 'DASES');
  expect([r.pris.length, r.ecartes, r.pannes]).toEqual([2, [], []]);
  expect(await etats()).toEqual({
    ...tous('ENVOYE'),
    'DASES_BRUTES_202610.csv': 'ACQUITTE',
    'DASES_CORRIGEES_202610.csv': 'REFUSE',
  });
  const refuse = await envoiDe('DASES_CORRIGEES_202610.csv');
  expect(refuse.motifs).toEqual([{ motif: 'plan inconnu', ligne: 2 }, { motif: 'total faux' }]);
  expect(refuse.historique.at(-1)).toMatchObject({ etat: 'REFUSE', auteur: 'RETOUR_DASES_CORRIGEES_202610.csv' });
  // Read once.
  expect(await releverRetours(b.ports, 'DASES')).toEqual({ pris: [], ecartes: [], pannes: [] });
  expect(await codeDe(renvoyer(b.ports, { id: (await envoiDe('DASES_BRUTES_202610.csv'))._id, auteur }))).toBe(
    'ENVOI_ACQUITTE',
  );
  expect(await codeDe(renvoyer(b.ports, { id: 'envoi:2026-10:DASES:autre', auteur }))).toBe('ENVOI_INCONNU');
  const encore = await renvoyer(b.ports, { id: refuse._id, auteur });
  expect(encore).toMatchObject({ ok: true, valeur: { etat: 'RENVOYE' } });
  expect((await readFile(join(b.depot, refuse.nom), 'utf8')).startsWith('numero_pec;dispositif')).toBe(true);
  await repondre('RETOUR_DASES_CORRIGEES_202610.csv', ['DASES_CORRIGEES_202610.csv;ACQUITTE;;']);
  await releverRetours(b.ports, 'DASES');
  expect((await envoiDe(refuse.nom)).etat).toBe('ACQUITTE');
});

it('a bad answer changes nothing, and is said: unknown sending, other month, cut, contradictory', async () => {
  const avant = await lireEnvois(b.magasin, MOIS);
  await repondre('RETOUR_DASES_202609.csv', ['DASES_202609.xml;ACQUITTE;;']);
  await repondre('RETOUR_DASES_202610.csv', ['DASES_202611.xml;ACQUITTE;;']);
  await repondre('RETOUR_DASES_BRUTES_202610.csv', ['DASES_BRUTES_202610.csv;REFUSE;trop tard;']);
  await repondre('RETOUR_A.csv', ['A.xml;ACQUITTE;;'], 2);
  await repondre('RETOUR_B.csv', ['B.xml;REFUSE;;']);
  await repondre('RETOUR_C.csv', ['C.xml;ACQUITTE;;', 'C.xml;REFUSE;non;']);
  await repondre('RETOUR_Mme LEBRUN.csv', ['Mme LEBRUN.xml;ACQUITTE;;']);
  await repondre('LEBRUN aux urgences.csv', []);
  await symlink(join(b.depot, 'retours/RETOUR_A.csv'), join(b.depot, 'retours/LEBRUN.csv'));
  await repondre('RETOUR_DASES_CORRIGEES_202610.csv', ['Mme LEBRUN.xml;ACQUITTE;;']);
  await repondre('autre.csv', []);
  await symlink(join(b.depot, 'retours/RETOUR_A.csv'), join(b.depot, 'retours/RETOUR_D.csv'));
  const { ecartes, pris } = await releverRetours(b.ports, 'DASES');
  expect(pris).toEqual([]);
  const raisons = Object.fromEntries(ecartes.map((e) => [e.nom, e.raison]));
  expect(raisons['RETOUR_DASES_202609.csv']).toMatch(/pas un de nos envois/);
  expect(raisons['RETOUR_DASES_202610.csv']).toMatch(/son nom répond à DASES_202610, ses lignes à DASES_202611.xml/);
  expect(raisons['RETOUR_DASES_BRUTES_202610.csv']).toMatch(/déjà acquitté/);
  expect(raisons['RETOUR_A.csv']).toMatch(/fichier incomplet/);
  expect(raisons['RETOUR_B.csv']).toMatch(/un refus donne son motif/);
  expect(raisons['RETOUR_C.csv']).toMatch(/acquitte et refuse/);
  expect(raisons['autre.csv']).toMatch(/nom inconnu/);
  expect(raisons['RETOUR_D.csv']).toMatch(/est un lien, et non un fichier/);
  // [AL-5] The one that waits for its answer says that one came, and could not be taken.
  const muet = await envoiDe('DASES_202610.xml');
  expect(alerteEnvoi(muet)).toMatchObject({ genre: 'EXPORT_REFUSE', envoi: { nom: muet.nom, cause: 'REPONSE' } });
  const { reponseEcartee, ...sans } = muet;
  expect(reponseEcartee).toEqual({ nom: 'RETOUR_DASES_202610.csv', instant: maintenant });
  const sansRev = (liste: readonly Envoi[]) => liste.map((e) => ({ ...e, _rev: '' }));
  const apres = (await lireEnvois(b.magasin, MOIS)).map((e) => (e._id === sans._id ? sans : e));
  expect(sansRev(apres)).toEqual(sansRev(avant));
  const page = await listerEnvois(b.ports, MOIS, { complet: false, peutEnvoyer: false });
  expect(page.destinations[0]?.ecartes).toHaveLength(12);
  expect(JSON.stringify(page)).not.toMatch(/siege|chef|plan inconnu|LEBRUN|urgences/);
  const dits = new Map(page.destinations[0]?.ecartes.map((e) => [e.nom, e.raison]));
  expect(dits.get('RETOUR_DASES_202610.csv')).toBe(
    'cette réponse ne peut pas être prise ; le service central peut lire pourquoi',
  );
  expect(dits.get('un fichier au nom inconnu')).toMatch(/le service central peut le lire/);
  const complete = await listerEnvois(b.ports, MOIS, { complet: true, peutEnvoyer: true });
  expect(complete.destinations[0]?.ecartes.map((e) => e.nom)).toContain('LEBRUN aux urgences.csv');
});

it('a kept file that was altered on our disk does not leave', async () => {
  const xml = await envoiDe('DASES_202610.xml');
  await writeFile(b.ports.reserve.chemin(xml.empreinte), 'autre');
  const r = await renvoyer(b.ports, { id: xml._id, auteur });
  expect(r).toMatchObject({
    ok: true,
    valeur: { etat: 'ENVOYE', abandon: true, raison: expect.stringContaining('modifié') },
  });
  expect(await readdir(b.depot)).not.toContain('DASES_202610.xml');
  // Made again, the same: it leaves.
  await preparer(b.ports, { mois: MOIS, destination: 'DASES', auteur });
  expect(await renvoyer(b.ports, { id: xml._id, auteur })).toMatchObject({ ok: true, valeur: { etat: 'RENVOYE' } });
});

it('a file that is asked for again since the answer was lost leaves once; asked for by another click, once more', async () => {
  const { _id: id, nom } = await envoiDe('DASES_202610.xml');
  const fois = async () => (await envoiDe(nom)).historique.filter((h) => h.etat === 'RENVOYE').length;
  const avant = await fois();
  const demande = '01KBAAAAAAAAAAAAAAAAAAAAAA';
  for (let n = 0; n < 2; n++)
    expect(await renvoyer(b.ports, { id, auteur, demande })).toMatchObject({
      ok: true,
      valeur: { nom, etat: 'RENVOYE' },
    });
  expect(await fois()).toBe(avant + 1);
  // It waits for the depot: asked for already, it leaves once by itself.
  const perdu = { ...b.ports, depots: { DASES: depotDossier(join(b.depot, 'absent')) } };
  const attente = { id, auteur, demande: '01KBBBBBBBBBBBBBBBBBBBBBBB' };
  for (let n = 0; n < 2; n++)
    expect(await renvoyer(perdu, attente)).toMatchObject({ valeur: { raison: expect.any(String) } });
  expect((await envoiDe(nom)).demande?.essais).toBe(1);
  plusTard(ATTENTES_MIN[0]);
  expect(await reprendreEnvois(b.ports)).toBe(1);
  await renvoyer(b.ports, attente);
  expect(await fois()).toBe(avant + 2);
  await renvoyer(b.ports, { id, auteur });
  await renvoyer(b.ports, { id, auteur });
  expect(await fois()).toBe(avant + 4);
});

it('a file that its receiver leaves in place is deposited anew where a person sends it again, once a demand', async () => {
  const { _id: id, nom } = await envoiDe('DASES_202610.xml');
  const ecritLe = async () => (await stat(join(b.depot, nom))).mtimeMs;
  await utimes(join(b.depot, nom), 1_000, 1_000);
  expect(await renvoyer(b.ports, { id, auteur })).toMatchObject({ valeur: { etat: 'RENVOYE' } });
  const depose = await ecritLe();
  expect(depose).toBeGreaterThan(1_000_000);
  // It could not be noted: the next attempt, minutes later, finds it in place.
  const e = await envoiDe(nom);
  const demande = { auteur, demandeLe: maintenant, essais: 0, prochainLe: maintenant };
  expect(await ecrireEnvoi(b.magasin, { ...e, demande })).toBeDefined();
  plusTard(30);
  expect(await reprendreEnvois(b.ports)).toBe(1);
  expect(await ecritLe()).toBe(depose);
});

it('[AL-5] [CL-4] a file that is no longer made, refused or not sent, is without object; what is with its receiver stays', async () => {
  const nom = 'DASES_202610.xml';
  const sansXml = { ...b.ports, table: { ...TABLE_REGLEE, esppadom: { ...TABLE_REGLEE.esppadom, ecrit: false } } };
  const mois = { mois: MOIS, destination: 'DASES' as const, auteur };
  await preparer(sansXml, mois);
  expect((await envoiDe(nom)).etat).toBe('RENVOYE');
  await repondre('RETOUR_DASES_202610.csv', [`${nom};REFUSE;pas de XML;`]);
  await releverRetours(b.ports, 'DASES');
  const refuse = await envoiDe(nom);
  expect(alerteEnvoi(refuse)?.genre).toBe('EXPORT_REFUSE');
  const suite = await preparer(sansXml, mois);
  expect(suite.ok && suite.valeur.map((e) => e.nom)).not.toContain(nom);
  const retire = await envoiDe(nom);
  expect([retire.etat, retire.historique.at(-1)?.auteur, alerteEnvoi(retire)]).toEqual([
    'SANS_OBJET',
    auteur,
    undefined,
  ]);
  expect(await codeDe(renvoyer(b.ports, { id: retire._id, auteur }))).toBe('ENVOI_SANS_OBJET');
  // Prepared again, nothing changes; set again as before, it is one of the month's and leaves as such.
  await preparer(sansXml, mois);
  expect(await envoiDe(nom)).toEqual(retire);
  expect((await partir()).ok).toBe(true);
  expect((await envoiDe(nom)).etat).toBe('RENVOYE');
});

it('[CL-6] an antenna that takes its word back while the depot is away stops what was to be tried again', async () => {
  const xml = await envoiDe('DASES_202610.xml');
  const perdu = { ...b.ports, depots: { DASES: depotDossier(join(b.depot, 'absent')) } };
  expect(await renvoyer(perdu, { id: xml._id, auteur })).toMatchObject({ valeur: { raison: expect.any(String) } });
  await b.valider('REFUSE');
  plusTard(ATTENTES_MIN[0]);
  expect(await reprendreEnvois(b.ports)).toBe(0);
  expect((await envoiDe(xml.nom)).demande).toMatchObject({
    abandon: true,
    raison: expect.stringContaining('ne valide plus'),
  });
  await b.valider();
  expect(await renvoyer(b.ports, { id: xml._id, auteur })).toMatchObject({ ok: true, valeur: { etat: 'RENVOYE' } });
});

it('[CL-4] an answer that comes while a file waits to leave again: it leaves no more by itself, taken or refused', async () => {
  const nom = 'DASES_202610.xml';
  const perdu = { ...b.ports, depots: { DASES: depotDossier(join(b.depot, 'absent')) } };
  const redemander = async (): Promise<void> => {
    const r = await renvoyer(perdu, { id: (await envoiDe(nom))._id, auteur });
    expect(r).toMatchObject({ valeur: { raison: expect.any(String) } });
  };
  const rienNeRepart = async (): Promise<void> => {
    const avant = await envoiDe(nom);
    expect([avant.demande, avant.reservation]).toEqual([undefined, undefined]);
    await rm(join(b.depot, nom), { force: true });
    plusTard(600);
    expect(await reprendreEnvois(b.ports)).toBe(0);
    expect(await readdir(b.depot)).not.toContain(nom);
    expect(await envoiDe(nom)).toEqual(avant);
  };
  await redemander();
  await repondre('RETOUR_DASES_202610.csv', [`${nom};REFUSE;ce plan est clos;4`]);
  expect((await releverRetours(b.ports, 'DASES')).pris).toHaveLength(1);
  await rienNeRepart();
  expect((await envoiDe(nom)).motifs).toEqual([{ motif: 'ce plan est clos', ligne: 4 }]);
  // A person who has read why asks for it: it leaves.
  expect(await renvoyer(b.ports, { id: (await envoiDe(nom))._id, auteur })).toMatchObject({
    valeur: { etat: 'RENVOYE' },
  });
  // Being sent at that moment, by another process: what it notes would be lost.
  const parti = await envoiDe(nom);
  const reservation = { jeton: 'autre', jusqua: instantDe(epochMs(maintenant) + 60_000) };
  expect(await ecrireEnvoi(b.magasin, { ...parti, reservation })).toBeDefined();
  await repondre('RETOUR_DASES_202610.csv', [`${nom};REFUSE;trop tôt lu;`]);
  expect((await releverRetours(b.ports, 'DASES')).pannes).toEqual([expect.stringContaining('en train de partir')]);
  plusTard(2);
  await redemander();
  const { demande } = await envoiDe(nom);
  await repondre('RETOUR_DASES_202610.csv', [`${nom};ACQUITTE;;`]);
  expect((await releverRetours(b.ports, 'DASES')).pris).toHaveLength(1);
  await rienNeRepart();
  // Kept with the answer, as it once was: let go of, and nothing leaves.
  const acquitte = await envoiDe(nom);
  if (!demande) throw new Error('rien ne fut demandé');
  expect(await ecrireEnvoi(b.magasin, { ...acquitte, demande: { ...demande, abandon: true } })).toBeDefined();
  expect(await reprendreEnvois(b.ports)).toBe(0);
  await rienNeRepart();
});

it('an answer is read once, even when all that is derived is rebuilt', async () => {
  const avant = await etats();
  await reconstruire(b.magasin, () => maintenant);
  expect(await releverRetours(b.ports, 'DASES')).toEqual({ pris: [], ecartes: [], pannes: [] });
  expect(await etats()).toEqual(avant);
});

it('[CL-3] the same way serves Millésime: SERVICE_FAIT leaves, is answered, is sent again', async () => {
  const depot = await b.dossier();
  const p: PortsEnvois = { ...b.ports, depots: { MILLESIME: depotDossier(depot) } };
  const r = await envoyer(p, { mois: MOIS, destination: 'MILLESIME', auteur });
  expect(r.ok && r.valeur.length).toBe(18);
  expect(await readdir(depot)).toHaveLength(36);
  await mkdir(join(depot, 'retours'));
  await writeFile(
    join(depot, 'retours', 'RETOUR_SERVICE_FAIT_SUD_202610.csv'),
    'fichier;statut;motif\r\nSERVICE_FAIT_SUD_202610.csv;REFUSE;usager inconnu\r\n#FIN;1\r\n',
  );
  expect((await releverRetours(p, 'MILLESIME')).pris).toHaveLength(1);
  const sud = await envoiDe('SERVICE_FAIT_SUD_202610.csv');
  expect(sud.etat).toBe('REFUSE');
  expect(await renvoyer(p, { id: sud._id, auteur })).toMatchObject({ ok: true, valeur: { etat: 'RENVOYE' } });
});

it('a refusal written in Windows-1252, as a spreadsheet saves it, is taken with its accents', async () => {
  const depot = await b.dossier();
  const nom = 'SERVICE_FAIT_EST_202610.csv';
  const texte = `fichier;statut;motif\r\n${nom};REFUSE;Numéro de plan périmé\r\n#FIN;1\r\n`;
  await mkdir(join(depot, 'retours'));
  await writeFile(join(depot, 'retours', `RETOUR_${nom}`), Buffer.from(texte, 'latin1'));
  const p: PortsEnvois = { ...b.ports, depots: { MILLESIME: depotDossier(depot) } };
  const { pris, ecartes } = await releverRetours(p, 'MILLESIME');
  expect([pris, ecartes]).toEqual([[`RETOUR_${nom}`], []]);
  expect((await envoiDe(nom)).motifs).toEqual([{ motif: 'Numéro de plan périmé' }]);
});

it('[CL-6] a file that is leaving is not asked for a second time; its departure is noted, even written meanwhile by another', async () => {
  const dossier = await b.dossier();
  const nom = 'SERVICE_FAIT_OUEST_202610.csv';
  const vrai = depotDossier(dossier);
  let pendant: () => Promise<void> = async () => undefined;
  const p: PortsEnvois = {
    ...b.ports,
    depots: {
      MILLESIME: {
        ...vrai,
        deposer: async (f, o) => {
          const r = await vrai.deposer(f, o);
          if (f.nom === nom) await pendant();
          return r;
        },
      },
    },
  };
  const { _id: id } = await envoiDe(nom);
  const departs = async () => (await envoiDe(nom)).historique.filter((h) => h.etat !== 'PREPARE').length;
  const avant = await departs();
  pendant = async () => {
    pendant = async () => undefined;
    // A second click, of somebody else: it is said, and nothing is written over.
    const tenu = await envoiDe(nom);
    expect(await renvoyer(p, { id, auteur: 'autre' })).toMatchObject({
      valeur: { enCours: true },
    });
    expect(await envoiDe(nom)).toEqual(tenu);
    // Written by a server of before, or by an answer put aside: the token is still ours.
    expect(await ecrireEnvoi(b.magasin, { ...tenu, passeOutre: 'essai' })).toBeDefined();
  };
  expect(await renvoyer(p, { id, auteur })).toMatchObject({ valeur: { nom, etat: 'RENVOYE' } });
  const parti = await envoiDe(nom);
  expect([parti.reservation, parti.demande, parti.passeOutre]).toEqual([undefined, undefined, 'essai']);
  expect(parti.historique.at(-1)?.auteur).toBe(auteur);
  expect(await departs()).toBe(avant + 1);
  plusTard(600);
  await reprendreEnvois(p);
  expect(await departs()).toBe(avant + 1);
  // The month again, while one of its files leaves for the first time.
  const prepare: Envoi = { ...parti, etat: 'PREPARE', historique: parti.historique.slice(0, 1) };
  const reservation = { jeton: 'autre', jusqua: instantDe(epochMs(maintenant) + 60_000) };
  const tenu = await ecrireEnvoi(b.magasin, { ...prepare, reservation });
  const mois = await envoyer(p, { mois: MOIS, destination: 'MILLESIME', auteur });
  const dit = mois.ok ? mois.valeur.find((x) => x.nom === nom) : undefined;
  expect(dit).toMatchObject({ etat: 'PREPARE', enCours: true });
  expect(await envoiDe(nom)).toEqual(tenu);
});

it('an answer to what Millésime is given by itself is known for one: a refusal says what to do, and is never of nobody', async () => {
  const depot = await b.dossier();
  const p: PortsEnvois = { ...b.ports, depots: { MILLESIME: depotDossier(depot) } };
  await mkdir(join(depot, 'retours'));
  const laisser = (nom: string, statut: string) =>
    writeFile(
      join(depot, 'retours', `RETOUR_${nom}`),
      `fichier;statut;motif\r\n${nom};${statut};${statut === 'REFUSE' ? 'colonne inconnue' : ''}\r\n#FIN;1\r\n`,
    );
  const vide = { lignes: 0, empreinte: 'e', contenu: '', sequences: {} };
  const restitution = {
    type: 'restitution',
    lot: 'L',
    instant: APRES,
    auteur: 'RESTITUTION',
    deposeeLe: APRES,
    ...vide,
  };
  await ecrireTout(b.magasin, BASE_CENTRALE, [
    { ...restitution, _id: 'restitution:2026-11-05', date: '2026-11-05' },
    { ...restitution, _id: 'restitution:2026-11-06', date: '2026-11-06' },
  ]);
  await laisser('RESTITUTION_20261105.csv', 'REFUSE');
  await laisser('RESTITUTION_20261106.csv', 'ACQUITTE');
  await laisser('BRUT_SUD_202610_PROVISOIRE.csv', 'REFUSE');
  await laisser('RESTITUTION_20200101.csv', 'REFUSE');
  const { pris, ecartes } = await releverRetours(p, 'MILLESIME');
  expect(pris).toEqual(['RETOUR_RESTITUTION_20261106.csv']);
  const raisons = new Map(ecartes.map((e) => [e.nom, e.raison]));
  expect(raisons.get('RETOUR_RESTITUTION_20261105.csv')).toMatch(
    /^la restitution du 05\/11\/2026 est refusée.*telegestion restituer 2026-11-05 --vers.*Motif : colonne inconnue$/,
  );
  expect(raisons.get('RETOUR_BRUT_SUD_202610_PROVISOIRE.csv')).toMatch(/provisoire .* est refusé.*avant de clore/);
  expect(raisons.get('RETOUR_RESTITUTION_20200101.csv')).toMatch(/pas un de nos envois/);
});
