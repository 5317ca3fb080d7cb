import { aleatoire, type Octets } from '../chiffrement/chiffrement';
import { dossier } from './fichiers';
import { nomMoitie } from './noms';

// Half of what opens an account's data here without the server: the password opens nothing without it. It is in a file alone, which goes
// whole with the account: what the browser may still hold of the other half then opens by no password, however weak.

const TAILLE = 32;

const lireFichier = async (poignee: FileSystemFileHandle | undefined): Promise<Octets | undefined> => {
  const octets = poignee && new Uint8Array(await (await poignee.getFile()).arrayBuffer());
  return octets?.length === TAILLE ? octets : undefined;
};

/** Once more where the disk refused it: another tab, or a program that looks through files, may hold one a moment. */
const encore = <T>(travail: () => Promise<T>): Promise<T | undefined> =>
  travail()
    .catch(travail)
    .catch(() => undefined);

const lireSeule = async (identifiant: string): Promise<Octets | undefined> => {
  const racine = await dossier();
  try {
    return await lireFichier(await racine?.getFileHandle(nomMoitie(identifiant)));
  } catch (e) {
    if (e instanceof DOMException && e.name === 'NotFoundError') return undefined;
    throw e;
  }
};

/** Undefined where this PC has none: it keeps no files, or had no room for it. */
export const lireMoitie = (identifiant: string): Promise<Octets | undefined> => encore(() => lireSeule(identifiant));

const faireMoitie = async (identifiant: string): Promise<Octets | undefined> => {
  const racine = await dossier();
  const poignee = await racine?.getFileHandle(nomMoitie(identifiant), { create: true });
  const connue = await lireFichier(poignee);
  if (connue || !poignee) return connue;
  const neuve = aleatoire(TAILLE);
  const flux = await poignee.createWritable();
  await flux.write(neuve);
  await flux.close();
  return neuve;
};

/**
 * One tab at a time, from the half until the ring that it is a part of is written: two that sign in together must have the same, and one
 * that is erasing takes both.
 */
export const seulSurMoitie = async <T>(travail: () => Promise<T>): Promise<T> =>
  await navigator.locks.request('tg.moitie', travail);

/** Made where there is none; within `seulSurMoitie`. */
export const tenirMoitie = (identifiant: string): Promise<Octets | undefined> => encore(() => faireMoitie(identifiant));
