import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { epochMs, instantDe } from '#shared/temps/paris';
import { depotSftp } from '../../adapters/sftp/sftp';
import { ouvrirRelais, ouvrirSshd, type Relais, type Sshd } from '../../adapters/sftp/testing/serveur-sshd';
import { APRES, type BancEnvois, MOIS, ouvrirBancEnvois } from './banc';
import { lireEnvois } from './documents';
import { envoyer, reprendreEnvois } from './envoyer';
import { livrer } from './livrer';
import type { PortsEnvois } from './ports';

// The month through a real OpenSSH, on a line that is cut: what the state says is what is there.

let b: BancEnvois;
let sshd: Sshd;
let relais: Relais;
let p: PortsEnvois;
let maintenant = APRES;
const heurePlusTard = (): void => {
  maintenant = instantDe(epochMs(maintenant) + 3_600_000);
};
const etats = async () => (await lireEnvois(b.magasin, MOIS)).map((e) => e.etat);
const partir = () => envoyer(p, { mois: MOIS, destination: 'DASES', auteur: 'siege' });

beforeAll(async () => {
  sshd = await ouvrirSshd();
  relais = await ouvrirRelais(sshd.port);
  b = await ouvrirBancEnvois({ horloge: () => maintenant });
  p = {
    ...b.ports,
    depots: {
      DASES: depotSftp({
        reglages: 'DASES',
        url: sshd.url(relais.port),
        empreinteServeur: sshd.empreinte,
        cle: sshd.cle,
        delaiMs: 20_000,
      }),
    },
  };
  await b.clore();
  await b.valider();
});
afterAll(async () => {
  await relais?.fermer();
  await sshd?.fermer();
  await b?.fermer();
});

it('[CL-6] cut, then refused, then back: each file is there once, whole, and its state says so', async () => {
  // The first file is cut at its first connection: nothing passes any more.
  relais.couperApres(1_500);
  const coupe = await partir();
  expect(coupe.ok && coupe.valeur.every((f) => f.etat === 'PREPARE' && f.raison?.includes('coupée'))).toBe(true);
  expect((await readdir(sshd.dossier)).filter((n) => !n.startsWith('.'))).toEqual([]);
  heurePlusTard();
  relais.couperApres(0);
  expect(await reprendreEnvois(p)).toBe(0);
  expect(new Set(await etats())).toEqual(new Set(['PREPARE']));
  heurePlusTard();
  relais.couperApres(undefined);
  expect(await reprendreEnvois(p)).toBe(3);
  expect(new Set(await etats())).toEqual(new Set(['ENVOYE']));
  expect(await readdir(sshd.dossier)).toHaveLength(6);
});

it('a deposit that could not be noted is found in place, and not made twice; two senders at once make one', async () => {
  const [e] = await lireEnvois(b.magasin, MOIS);
  if (!e) throw new Error('rien de préparé');
  const avant = await readdir(sshd.dossier);
  const demande = { auteur: 'siege', demandeLe: maintenant, essais: 0, prochainLe: maintenant };
  const { etat, historique, ...reste } = e;
  const perdu = { ...reste, etat: 'PREPARE' as const, historique: historique.slice(0, 1), demande };
  const [un, deux] = await Promise.all([livrer(p, perdu), livrer(p, perdu)]);
  expect([un, deux].filter((r) => r.etat === 'ENVOYE')).toHaveLength(1);
  expect([un, deux].filter((r) => r.raison?.includes('en cours'))).toHaveLength(1);
  expect(await readdir(sshd.dossier)).toEqual(avant);
});
