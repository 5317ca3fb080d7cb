import type { Saisie } from '#shared/contrats/saisie';
import { type Base, lireBase, ouvrirBase, type Rangees, supprimerBase } from './base';
import { creerDepot, type Depot } from './depot';
import { enAttente } from './etat-depot';
import { mesurerAttente } from './mesures';
import { ecrireLots, lireLots } from './stockage';

const reconstruire = async (base: Base): Promise<Base> => {
  const nom = base.name;
  await base.remove();
  ecrireLots(nom, { jours: 0, dossiers: 0 });
  return ouvrirBase(nom);
};

const pleine = (e: unknown): boolean => e instanceof Error && /QuotaExceeded/.test(`${e.name} ${e.message}`);

/**
 * [CO-6] One that cannot be opened at all, twice (a migration that fails, a base of a version to come), would keep its owner
 * out for ever: it is read again from the server, and what waited comes back from its copy, or is told as lost. A full disk is none of that.
 */
const ouvrirOuRefaire = async (nom: string): Promise<Base> => {
  try {
    return await ouvrirBase(nom).catch(() => ouvrirBase(nom));
  } catch (e) {
    if (pleine(e)) throw e;
    await supprimerBase(nom);
    ecrireLots(nom, { jours: 0, dossiers: 0 });
    return ouvrirBase(nom);
  }
};

/** A damaged or cleared database opens empty, with no error. */
const estVidee = async (nom: string, lues: Rangees): Promise<boolean> => {
  const attendus = lireLots(nom);
  const [jours, dossiers] = await Promise.all([lues.jours, lues.dossiers]);
  return (attendus.jours > 0 && jours.length === 0) || (attendus.dossiers > 0 && dossiers.length === 0);
};

/** A database, and what it holds, sealed. `finir`: whether nothing has changed in it since it was read. */
export type BaseLue = { base: Base; lues: Rangees; lectureMs: number; finir: () => boolean };

const lire = (base: Base): Omit<BaseLue, 'lectureMs'> => {
  let fidele = true;
  const suivis = Object.values(base.collections).map((c) =>
    c.$.subscribe(() => {
      fidele = false;
    }),
  );
  return {
    base,
    lues: lireBase(base),
    finir: () => {
      for (const s of suivis) s.unsubscribe();
      return fidele;
    },
  };
};

/** Opens a database and reads it, sealed: it is done while its key is being found. One that was emptied is rebuilt. */
export const ouvrirEtLire = async (nom: string): Promise<BaseLue> => {
  const base = await ouvrirOuRefaire(nom);
  const debut = performance.now();
  const lue = lire(base);
  const videe = await estVidee(nom, lue.lues);
  const lectureMs = performance.now() - debut;
  if (!videe) return { ...lue, lectureMs };
  lue.finir();
  return { ...lire(await reconstruire(base)), lectureMs: 0 };
};

/**
 * Opens a database and reads it. One that was emptied, or of which something does not decrypt, is rebuilt whole, its
 * checkpoints with it: the server has all but what waits here. `sauvees`: what waits and could still be read.
 */
export const ouvrirSaine = async (
  nom: string,
  cle: CryptoKey,
  poste: string,
  ouverte: Promise<BaseLue> = ouvrirEtLire(nom),
): Promise<{ base: Base; depot: Depot; sauvees: Saisie[] }> => {
  const lue = await ouverte;
  const depot = creerDepot(lue.base, cle);
  // From here on the store follows what changes; what has changed since the reading is read again.
  const lues = lue.finir() ? lue.lues : undefined;
  const { illisibles } = await mesurerAttente('tg:lire-le-disque', () => depot.charger(lues), lue.lectureMs);
  if (illisibles === 0) return { base: lue.base, depot, sauvees: [] };
  const sauvees = enAttente(depot.lire(), poste);
  depot.fermer();
  const base = await reconstruire(lue.base);
  const neuf = creerDepot(base, cle);
  await neuf.charger();
  return { base, depot: neuf, sauvees };
};
