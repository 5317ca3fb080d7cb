import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type BancSftp, ouvrirBancSftp } from '../../../adapters/sftp/testing/banc';
import { APRES, type BancEnvois, MOIS, ouvrirBancEnvois } from '../testing/banc-envois';
import { lireEnvois } from './documents';
import { envoyer, reprendreEnvois } from './envoyer';
import { livrer } from './livrer';
import type { PortsEnvois } from './ports';
import { relever } from './relever';

// The month through a real OpenSSH, on a line that is cut: what the state says is what is there.

let b: BancEnvois;
let distant: BancSftp;
let p: PortsEnvois;
let maintenant = APRES;
const heurePlusTard = (): void => {
  maintenant = instantDe(epochMs(maintenant) + 3_600_000);
};
const etats = async () => (await lireEnvois(b.magasin, MOIS)).map((e) => e.etat);
const partir = () => envoyer(p, { mois: MOIS, destination: 'DASES', auteur: 'siege' });

beforeAll(async () => {
  distant = await ouvrirBancSftp('DASES');
  b = await ouvrirBancEnvois({ horloge: () => maintenant });
  p = {
    ...b.ports,
    depots: { DASES: distant.depot({ delaiMs: 20_000 }) },
  };
  await b.clore();
  await b.valider();
});
afterAll(async () => {
  await distant?.fermer();
  await b?.fermer();
});

it('[CL-6] cut, then refused, then back: each file is there once, whole, and its state says so', async () => {
  // The first file is cut at its first connection: nothing passes any more.
  distant.relais.couperApres(1_500);
  const coupe = await partir();
  expect(coupe.ok && coupe.valeur.every((f) => f.etat === 'PREPARE' && f.raison?.includes('coupée'))).toBe(true);
  expect((await readdir(distant.sshd.dossier)).filter((n) => !n.startsWith('.'))).toEqual([]);
  heurePlusTard();
  distant.relais.couperApres(0);
  expect(await reprendreEnvois(p)).toBe(0);
  expect(new Set(await etats())).toEqual(new Set(['PREPARE']));
  heurePlusTard();
  distant.relais.couperApres(undefined);
  expect(await reprendreEnvois(p)).toBe(3);
  expect(new Set(await etats())).toEqual(new Set(['ENVOYE']));
  expect(await readdir(distant.sshd.dossier)).toHaveLength(6);
});

it('a deposit that could not be noted is found in place, and not made twice; two senders at once make one', async () => {
  const [e] = await lireEnvois(b.magasin, MOIS);
  if (!e) throw new Error('rien de préparé');
  const avant = await readdir(distant.sshd.dossier);
  const demande = { auteur: 'siege', demandeLe: maintenant, essais: 0, prochainLe: maintenant };
  const { etat, historique, ...reste } = e;
  const perdu = { ...reste, etat: 'PREPARE' as const, historique: historique.slice(0, 1), demande };
  const [un, deux] = await Promise.all([livrer(p, perdu), livrer(p, perdu)]);
  expect([un, deux].filter((r) => r.etat === 'ENVOYE')).toHaveLength(1);
  expect([un, deux].filter((r) => r.raison?.includes('en cours'))).toHaveLength(1);
  expect(await readdir(distant.sshd.dossier)).toEqual(avant);
});

it('a line that is cut while answers are read: each box that could not be says whose it is', async () => {
  const depots = { DASES: distant.depot({ delaiMs: 20_000 }), MILLESIME: distant.depot({ delaiMs: 20_000 }) };
  distant.relais.couperApres(0);
  const { pannes } = await relever({ ...p, depots });
  distant.relais.couperApres(undefined);
  const coupee = 'la liaison a été coupée en cours d’échange.';
  expect(pannes).toEqual([
    `DASES : Lecture impossible de retours/ : ${coupee}`,
    `Millésime : Lecture impossible de retours/ : ${coupee}`,
    `DASES : Lecture impossible de factures/ : ${coupee}`,
  ]);
});
