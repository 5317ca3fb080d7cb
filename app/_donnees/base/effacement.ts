import { effacerFichiers } from './fichiers';
import { seulSurMoitie } from './moitie';
import { nomsDe } from './noms';
import { oublierCompte } from './stockage';

/** Deletes a database of IndexedDB; one that is still held goes when it is let go. */
export const supprimer = (nom: string): Promise<void> =>
  new Promise((fini) => {
    const demande = indexedDB.deleteDatabase(nom);
    demande.onsuccess = () => fini();
    demande.onerror = () => fini();
    // Another tab still holds it: it is told to close (`effacer` below), and the deletion then goes through by itself.
    demande.onblocked = () => fini();
  });

const CANAL = 'tg-effacement';
/** This page: a channel of its own hears itself. */
const ONGLET = crypto.randomUUID();

/** Tells the other tabs to let go of this account. */
export const annoncerEffacement = (identifiant: string): void => {
  const canal = new BroadcastChannel(CANAL);
  canal.postMessage({ identifiant, onglet: ONGLET });
  canal.close();
};

/**
 * Wipes one account from this PC (another's unsent work stays). Keys first: from there on, what would be left is unreadable.
 * Then the files, then the databases. Whether the files went: one of them opens, with the password, what the browser may still hold.
 */
export const effacerPoste = async (identifiant: string): Promise<boolean> => {
  oublierCompte(identifiant);
  annoncerEffacement(identifiant);
  const { estBase, estFichier } = nomsDe(identifiant);
  const partis = await seulSurMoitie(() => {
    // A tab that was signing in may have written its keys meanwhile: they go with their half.
    oublierCompte(identifiant);
    return effacerFichiers(estFichier);
  });
  const bases = await indexedDB.databases();
  await Promise.all(bases.flatMap((b) => (b.name && estBase(b.name) ? [supprimer(b.name)] : [])));
  return partis;
};

/** What the screen says of it, after `debut`; what to do of what stays is said on every screen. */
export const direEffacement = (debut: string, quoi: string, partis: boolean): string =>
  partis ? `${debut} ${quoi} ont été effacées de ce poste.` : `${debut} Un fichier de ce poste n’a pas pu être effacé.`;

/** Another tab has signed out: this one has nothing left to show. */
export const surEffacement = (reagir: (identifiant: string) => void): (() => void) => {
  const canal = new BroadcastChannel(CANAL);
  canal.onmessage = (ev: MessageEvent<{ identifiant: string; onglet: string }>) => {
    if (ev.data.onglet !== ONGLET) reagir(ev.data.identifiant);
  };
  return () => canal.close();
};
