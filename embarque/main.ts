import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import leveldown, { type Leveldown } from 'leveldown';
import {
  ECHEC_DEJA_TENU,
  ENTETE_DU_BAIL,
  ecrireFiche,
  lireFiche,
  retirerFiche,
} from '../sync-server/store/embarque/fiche';
import { creerServeur } from './application';
import { ouvrirBases } from './bases';
import type { Demande } from './http';

/** The embedded store, a process of its own: `main.ts <DATA_DIR>`. It lives as long as somebody holds a lease, then 2 s. */
const DELAI_DE_DEPART = 2_000;
/** A store that nobody ever came to (its starter was killed). */
const DELAI_SANS_CLIENT = 15_000;
const ATTENTE_DU_VERROU = 5_000;
const ARRET_MAXIMAL = 10_000;
/** For the feeds to send their end. */
const DERNIERS_MOTS = 500;
const TAILLE_DU_SECRET = 24;

const dataDir = process.argv[2];
if (!dataDir) throw new Error('usage: main.ts <DATA_DIR>');
const dossier = join(dataDir, 'magasin');
mkdirSync(dossier, { recursive: true, mode: 0o700 });

function vivant(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** LevelDB's own lock, which the system frees when the process dies, whatever the way. */
async function verrouiller(): Promise<Leveldown | undefined> {
  const limite = Date.now() + ATTENTE_DU_VERROU;
  for (;;) {
    const verrou = leveldown(join(dossier, 'verrou'));
    const erreur = await new Promise<Error | null | undefined>((resolve) => verrou.open({}, resolve));
    if (!erreur) return verrou;
    if (Date.now() > limite) return undefined;
    if (vivant(lireFiche(dataDir ?? '')?.pid)) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function uuidDuMagasin(): string {
  const chemin = join(dossier, 'uuid');
  try {
    return readFileSync(chemin, 'utf8');
  } catch {
    const uuid = randomUUID().replaceAll('-', '');
    writeFileSync(chemin, uuid);
    return uuid;
  }
}

/** Only what a store wrote itself: its own secret's length, a port that needs no privilege. */
function adressePrecedente(dossierDeDonnees: string): URL | undefined {
  const fiche = lireFiche(dossierDeDonnees);
  const url = fiche && new URL(fiche.url);
  return url && url.password.length >= TAILLE_DU_SECRET && Number(url.port) >= 1024 ? url : undefined;
}

// Referred to until the end (see `arreter`): a handle that is collected gives its lock back.
const verrou = await verrouiller();
if (!verrou) process.exit(ECHEC_DEJA_TENU);

const bases = await ouvrirBases(dossier);
// After a crash the same address is taken again, so that whoever used the store finds it where it was.
const ancienne = adressePrecedente(dataDir);
const acces = {
  utilisateur: 'telegestion',
  motDePasse: ancienne?.password ?? randomBytes(TAILLE_DU_SECRET).toString('base64url'),
};

let arret = false;
const baux = new Set<ServerResponse>();
let depart: NodeJS.Timeout | undefined;
const armer = (ms: number): void => {
  clearTimeout(depart);
  depart = setTimeout(() => void arreter(), ms);
};

function surBail(d: Demande): void {
  if (arret) {
    d.res.writeHead(503).end();
    return;
  }
  clearTimeout(depart);
  baux.add(d.res);
  d.res.writeHead(200, { 'Content-Type': 'text/plain', [ENTETE_DU_BAIL]: String(process.pid) });
  d.res.write('\n');
  d.res.on('close', () => {
    baux.delete(d.res);
    if (baux.size === 0) armer(DELAI_DE_DEPART);
  });
}

const serveur = creerServeur({ bases, acces, uuid: uuidDuMagasin(), surBail });

async function arreter(): Promise<void> {
  if (arret) return;
  arret = true;
  // Whoever still holds a lease will start the store again and must find it at the same address.
  if (dataDir && baux.size === 0) retirerFiche(dataDir, process.pid);
  // LevelDB loses nothing to a sudden end; a store that lingers would hold the lock.
  setTimeout(() => process.exit(1), ARRET_MAXIMAL);
  const ferme = new Promise((resolve) => serveur.close(resolve));
  await bases.fermer();
  for (const bail of baux) bail.end();
  await Promise.race([ferme, new Promise((resolve) => setTimeout(resolve, DERNIERS_MOTS))]);
  verrou?.close(() => process.exit(0));
}

const ecouter = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    serveur.once('error', reject);
    serveur.listen(port, '127.0.0.1', () => {
      serveur.off('error', reject);
      resolve();
    });
  });

await ecouter(Number(ancienne?.port ?? 0)).catch(() => ecouter(0));
const { port } = serveur.address() as AddressInfo;
ecrireFiche(dataDir, {
  url: `http://${acces.utilisateur}:${acces.motDePasse}@127.0.0.1:${port}`,
  pid: process.pid,
});
armer(DELAI_SANS_CLIENT);
process.on('SIGTERM', () => void arreter());
process.on('SIGINT', () => undefined);
