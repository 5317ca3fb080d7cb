import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, constants as zlib } from 'node:zlib';
import { type CleMaitresse, deriver, nouvelleDerivation } from './cle';
import { ENTETE_MAX, type Entete, type EnteteLu, ErreurSauvegarde, ecrireEntete, lireEntete } from './entete';

// An encrypted file, written and read by blocks: AES-256-GCM, each block bound to the header, to its place, and to being the
// last or not. So a bit flipped, a block moved, repeated or left out, and an end cut off are all seen.

const BLOC = 1 << 20;
const SCEAU = 16;

/** The key is this file's own: its place is enough to make a block's nonce unique. */
const nonce = (rang: number, dernier: boolean): Buffer => {
  const n = Buffer.alloc(12);
  n.writeUInt32BE(rang, 7);
  n[11] = dernier ? 1 : 0;
  return n;
};

const chiffrement = (cle: Uint8Array, liee: Buffer): Transform => {
  let attente: Buffer[] = [];
  let taille = 0;
  let rang = 0;
  const sceller = (bloc: Buffer, dernier: boolean): Buffer => {
    const c = createCipheriv('aes-256-gcm', cle, nonce(rang, dernier));
    rang += 1;
    c.setAAD(liee);
    return Buffer.concat([c.update(bloc), c.final(), c.getAuthTag()]);
  };
  return new Transform({
    transform(morceau: Buffer, _e, fini: TransformCallback) {
      attente.push(morceau);
      taille += morceau.length;
      // A full block waits for what follows: only the end knows which one is last.
      if (taille > BLOC) {
        const tout = Buffer.concat(attente);
        let debut = 0;
        for (; tout.length - debut > BLOC; debut += BLOC) this.push(sceller(tout.subarray(debut, debut + BLOC), false));
        attente = [tout.subarray(debut)];
        taille = tout.length - debut;
      }
      fini();
    },
    flush(fini) {
      fini(null, sceller(Buffer.concat(attente), true));
    },
  });
};

const ouvrirBloc = (
  cle: Uint8Array,
  liee: Buffer,
  bloc: Buffer,
  rang: number,
  dernier: boolean,
): Buffer | undefined => {
  if (bloc.length < SCEAU) return undefined;
  const d = createDecipheriv('aes-256-gcm', cle, nonce(rang, dernier));
  d.setAAD(liee);
  d.setAuthTag(bloc.subarray(bloc.length - SCEAU));
  const clair = d.update(bloc.subarray(0, bloc.length - SCEAU));
  try {
    return Buffer.concat([clair, d.final()]);
  } catch {
    return undefined;
  }
};

const defaut = (cle: Uint8Array, liee: Buffer, bloc: Buffer, rang: number, dernier: boolean): ErreurSauvegarde =>
  dernier && (bloc.length === 0 || ouvrirBloc(cle, liee, bloc, rang, false))
    ? new ErreurSauvegarde(
        'COUPEE',
        'La fin de cette sauvegarde manque : le fichier a été coupé. Prenez une autre copie.',
      )
    : new ErreurSauvegarde(
        'ALTEREE',
        `Cette sauvegarde est altérée${dernier ? ' ou coupée' : ''} (bloc ${rang + 1}) : prenez une autre copie, ou la sauvegarde précédente.`,
      );

async function* dechiffrer(source: AsyncIterable<Buffer>, cle: Uint8Array, liee: Buffer): AsyncGenerator<Buffer> {
  let reste: Buffer[] = [];
  let taille = 0;
  let rang = 0;
  const ouvrir = (bloc: Buffer, dernier: boolean): Buffer => {
    const clair = ouvrirBloc(cle, liee, bloc, rang, dernier);
    if (!clair) throw defaut(cle, liee, bloc, rang, dernier);
    rang += 1;
    return clair;
  };
  for await (const morceau of source) {
    reste.push(morceau);
    taille += morceau.length;
    if (taille <= BLOC + SCEAU) continue;
    const tout = Buffer.concat(reste);
    let debut = 0;
    for (; tout.length - debut > BLOC + SCEAU; debut += BLOC + SCEAU)
      yield ouvrir(tout.subarray(debut, debut + BLOC + SCEAU), false);
    reste = [tout.subarray(debut)];
    taille = tout.length - debut;
  }
  yield ouvrir(Buffer.concat(reste), true);
}

/** Follows the bytes that go by, to give their SHA-256. */
const empreinteur = () => {
  const h = createHash('sha256');
  let octets = 0;
  const passage = new Transform({
    transform(morceau: Buffer, _e, fini) {
      h.update(morceau);
      octets += morceau.length;
      fini(null, morceau);
    },
  });
  return { passage, bilan: () => ({ empreinte: h.digest('hex'), octets }) };
};

type EcritureCoffre = {
  chemin: string;
  cle: CleMaitresse;
  entete: Omit<Entete, 'format' | 'version' | 'cle' | 'temoin'>;
};

/** Writes a file whole or not at all: temporary name, fsync, rename. Gives its SHA-256. */
export const ecrireCoffre = async (
  o: EcritureCoffre,
  contenu: AsyncIterable<Buffer>,
): Promise<{ empreinte: string; octets: number }> => {
  const derivation = nouvelleDerivation(o.cle);
  const cles = await deriver(o.cle, derivation);
  if (!cles) throw new Error('clé et dérivation ne vont pas ensemble');
  const { tete, empreinte: liee } = ecrireEntete({
    ...o.entete,
    format: 'telegestion/sauvegarde',
    version: 1,
    cle: derivation,
    temoin: cles.temoin,
  });
  const temporaire = `${o.chemin}.${process.pid}.tmp`;
  const suivi = empreinteur();
  suivi.passage.write(tete);
  try {
    await pipeline(
      Readable.from(contenu),
      createGzip({ level: zlib.Z_BEST_SPEED, chunkSize: 256 * 1024 }),
      chiffrement(cles.blocs, liee),
      suivi.passage,
      createWriteStream(temporaire, { mode: 0o600, flush: true }),
    );
    await rename(temporaire, o.chemin);
  } catch (e) {
    await rm(temporaire, { force: true });
    throw e;
  }
  const dossier = await open(dirname(o.chemin), 'r');
  await dossier.sync().finally(() => dossier.close());
  return suivi.bilan();
};

/** The header of a file, which needs no key. */
export const lireEnteteDe = async (chemin: string): Promise<EnteteLu> => {
  const f = await open(chemin, 'r');
  try {
    const { buffer, bytesRead } = await f.read(Buffer.alloc(ENTETE_MAX), 0, ENTETE_MAX, 0);
    return lireEntete(buffer.subarray(0, bytesRead));
  } finally {
    await f.close();
  }
};

/**
 * Reads a file from one end to the other, and gives what it holds to `lire` as it comes: nothing of a block is given before it
 * is authenticated. Gives the SHA-256 of the file.
 */
export const lireCoffre = async (
  chemin: string,
  cle: CleMaitresse,
  lire: (contenu: AsyncIterable<Buffer>) => Promise<void>,
): Promise<{ entete: Entete; empreinte: string; octets: number }> => {
  const { entete, octets: debut, empreinte: liee } = await lireEnteteDe(chemin);
  const cles = await deriver(cle, entete.cle);
  if (cles?.temoin !== entete.temoin)
    throw new ErreurSauvegarde(
      'CLE_FAUSSE',
      'Cette clé n’est pas celle de cette sauvegarde : donnez dans SAUVEGARDE_CLE celle qui servait quand elle a été faite.',
    );
  const suivi = empreinteur();
  const sansTete = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let aSauter = debut;
    for await (const m of source) {
      const saut = Math.min(aSauter, m.length);
      aSauter -= saut;
      if (saut < m.length) yield saut === 0 ? m : m.subarray(saut);
    }
  };
  await pipeline(
    createReadStream(chemin, { highWaterMark: 256 * 1024 }),
    suivi.passage,
    sansTete,
    (source: AsyncIterable<Buffer>) => dechiffrer(source, cles.blocs, liee),
    createGunzip({ chunkSize: 256 * 1024 }),
    lire,
  );
  return { entete, ...suivi.bilan() };
};
