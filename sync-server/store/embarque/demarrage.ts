import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { type ClientRequest, get } from 'node:http';
import { join, resolve } from 'node:path';
import { lancementDe } from '../../../bin/programmes.mjs';
import { ECHEC_DEJA_TENU, ENTETE_DU_BAIL, lireFiche } from './fiche';

/** Finding the running embedded store, or starting it, and holding a lease on it: as long as one is held, it stays. */

/** A busy machine starts it slowly; one that cannot start has ended, which is seen at once. */
const ATTENTE_MAXIMALE = 60_000;
const ATTENTE_D_UNE_REPONSE = 2_000;
const AVANT_DE_REPRENDRE = 300;
const PAS = 25;

/** Room for what lives as long as one write, in MiB: twice what Node gives. A restoration took 31.5 s of processor, and takes 29. */
const JEUNES = ['--max-semi-space-size=32'];

const pause = (ms: number): Promise<void> => new Promise((suite) => setTimeout(suite, ms));
/** Does not keep the process alive: a command that is done does not wait for a store to come back. */
const pauseLibre = (ms: number): Promise<void> => new Promise((suite) => setTimeout(suite, ms).unref());

/** Lease on the store that lives at `url`, or nothing when none answers there (stale file, store on its way out). */
function prendreBail(url: string, surPerte: () => void): Promise<ClientRequest | undefined> {
  return new Promise((suite) => {
    const { username, password } = new URL(url);
    const requete = get(new URL('/_magasin/bail', url), { agent: false, auth: `${username}:${password}` });
    // Whatever took over the port of a dead store may never answer.
    const minuterie = setTimeout(() => requete.destroy(), ATTENTE_D_UNE_REPONSE);
    requete.on('response', (reponse) => {
      clearTimeout(minuterie);
      if (reponse.statusCode !== 200 || reponse.headers[ENTETE_DU_BAIL] === undefined) {
        requete.destroy();
        suite(undefined);
        return;
      }
      // A lease never keeps its holder alive: a command that is done ends, and its lease with it.
      reponse.socket.unref();
      reponse.resume();
      reponse.on('error', () => undefined);
      reponse.on('close', surPerte);
      suite(requete);
    });
    requete.on('error', () => {
      clearTimeout(minuterie);
      suite(undefined);
    });
  });
}

function lancer(dataDir: string): ChildProcess {
  const dossier = join(dataDir, 'magasin');
  mkdirSync(dossier, { recursive: true, mode: 0o700 });
  const journal = openSync(join(dossier, 'magasin.log'), 'a', 0o600);
  const enfant = spawn(process.execPath, [...JEUNES, ...lancementDe('embarque/main.ts'), dataDir], {
    detached: true,
    stdio: ['ignore', 'ignore', journal],
  });
  closeSync(journal);
  enfant.unref();
  return enfant;
}

function derniersMots(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, 'magasin', 'magasin.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-8)
      .join('\n');
  } catch {
    return '';
  }
}

/** Two commands at once both end here with a lease on one and the same store: the second one's child finds the lock taken. */
async function joindre(dataDir: string, surPerte: () => void): Promise<{ url: string; bail: ClientRequest }> {
  const limite = Date.now() + ATTENTE_MAXIMALE;
  let enfant: ChildProcess | undefined;
  while (Date.now() < limite) {
    const url = lireFiche(dataDir)?.url;
    const bail = url === undefined ? undefined : await prendreBail(url, surPerte);
    if (url !== undefined && bail) return { url, bail };
    const code = enfant?.exitCode;
    if (typeof code === 'number' && code !== 0 && code !== ECHEC_DEJA_TENU) {
      throw new Error(`le magasin embarqué ne démarre pas (dossier ${dataDir}) :\n${derniersMots(dataDir)}`);
    }
    if (!enfant || enfant.exitCode !== null || enfant.signalCode !== null) enfant = lancer(dataDir);
    await pause(PAS);
  }
  throw new Error(`le magasin embarqué ne répond pas (dossier ${dataDir}) :\n${derniersMots(dataDir)}`);
}

export type Bail = { readonly url: string; rendre(): void };

/**
 * Holds a lease until `rendre`. Should the store die, it is started again, at the same address with the same data: requests
 * fail in between, as with a CouchDB that is restarted.
 */
export async function tenirBail(dossier: string): Promise<Bail> {
  const dataDir = resolve(dossier);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  let rendu = false;
  const reprendre = async (): Promise<void> => {
    // Both may be ending together, the store first.
    await pauseLibre(AVANT_DE_REPRENDRE);
    while (!rendu) {
      try {
        const suite = await joindre(dataDir, surPerte);
        courant = suite.bail;
        if (rendu) courant.destroy();
        return;
      } catch {
        await pauseLibre(1_000);
      }
    }
  };
  const surPerte = (): void => {
    if (!rendu) void reprendre();
  };
  const premier = await joindre(dataDir, surPerte);
  let courant = premier.bail;
  return {
    url: premier.url,
    rendre() {
      rendu = true;
      courant.destroy();
    },
  };
}
