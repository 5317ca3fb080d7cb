import type { Saisie } from '#shared/contrats/saisie';
import type { Base } from '../base/base';
import { EchecHttp } from '../serveur/api';
import type { Envois } from './envoi';

/** The browser has taken the database away under the page: cleared by hand, or for want of room. */
export type Perte = {
  /** Rows that are in this page's memory only. */
  restantes: number;
  /** What the server said of those that it did not take. */
  refus: readonly string[];
};

type Dexie = { dexieDb: { on: (evenement: 'close', reagir: () => void) => void; isOpen: () => boolean } };

/** Told once when the database closes without having been asked to. */
export const surPerte = async (base: Base, reagir: () => void): Promise<void> => {
  const { dexieDb } = (await base.saisies.storageInstance.internals) as unknown as Dexie;
  dexieDb.on('close', reagir);
  // It was opened some time ago, while the key was sought.
  if (!dexieDb.isOpen()) reagir();
};

const PAUSE = 5_000;

/**
 * [CO-6] Nothing can be written any more, but what waits is still in memory: it is sent from there, again and again until the
 * server has answered. Rows that it had already are answered as received.
 */
export const secourir = (
  envois: Envois,
  attente: () => readonly Saisie[],
  dire: (p: Perte) => void,
): { arreter: () => void } => {
  let arrete = false;
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  const essayer = async (): Promise<void> => {
    const lignes = [...attente()];
    dire({ restantes: lignes.length, refus: [] });
    if (lignes.length === 0) return;
    try {
      const refus = await envois.envoyer(lignes);
      dire({ restantes: 0, refus: refus.map((r) => r.message) });
    } catch (e) {
      if (!(e instanceof EchecHttp)) throw e;
      if (!arrete) minuterie = setTimeout(() => void essayer(), PAUSE);
    }
  };
  void essayer();
  return {
    arreter: () => {
      arrete = true;
      clearTimeout(minuterie);
    },
  };
};
