import type { Antenne } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { nomBase } from '../base/noms';
import { attenteIci } from '../replication/etat-sync';
import { lireAilleurs } from './attente-ailleurs';
import type { ouvrirPoste, Poste, Reactions } from './poste';

/** Longest time that one antenna holds back the next, and pause before a new attempt. */
const PATIENCE = 120_000;
const PAUSE = 60_000;

/**
 * [CO-6] Sends what waits for the account's other antennas while one is on the screen: each is opened with no screen, as if
 * it had been chosen, until the server has answered all its rows.
 */
export const envoyerAilleurs = (
  { session, antenne: ici, sync }: Pick<Poste, 'session' | 'antenne' | 'sync'>,
  cle: CryptoKey,
  ouvrir: typeof ouvrirPoste,
  { surDroits }: Pick<Reactions, 'surDroits'>,
) => {
  let arrete = false;
  let enCours: Promise<void> | undefined;
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  let reveiller = (): void => undefined;
  const enLigne = (): boolean => !arrete && sync.lire().liaison === 'EN_LIGNE';
  const aEnvoyer = (): Antenne[] => {
    const permises = antennesDe(session);
    return lireAilleurs(session.identifiant, ici).flatMap((a) =>
      a.attente > 0 && permises.includes(a.antenne) ? [a.antenne] : [],
    );
  };

  /** Until nothing waits there, the link is lost, or patience is. */
  const vide = (autre: Poste): Promise<void> =>
    new Promise((fini) => {
      const finir = (): void => {
        clearTimeout(t);
        cesser();
        fini();
      };
      const voir = (): void => {
        if (!enLigne() || attenteIci(autre.sync.lire()) === 0) finir();
      };
      const t = setTimeout(finir, PATIENCE);
      const cesser = autre.sync.abonner(voir);
      reveiller = voir;
      voir();
    });

  const une = async (antenne: Antenne): Promise<void> => {
    const nom = nomBase(session.identifiant, antenne);
    // Another tab may be at it already.
    await navigator.locks.request(`tg-ailleurs-${nom}`, { ifAvailable: true }, async (verrou) => {
      if (!verrou || !enLigne()) return;
      const rien = (): void => undefined;
      const autre = await ouvrir(session, cle, antenne, {
        surContact: rien,
        surSessionFinie: rien,
        surDesactive: rien,
        surDroits,
      });
      await vide(autre);
      await autre.fermer();
    });
  };

  const tout = async (): Promise<void> => {
    for (const antenne of aEnvoyer()) if (enLigne()) await une(antenne);
  };
  const lancer = (): void => {
    reveiller();
    if (enCours || !enLigne() || aEnvoyer().length === 0) return;
    clearTimeout(minuterie);
    enCours = tout()
      .catch(() => undefined)
      .finally(() => {
        enCours = undefined;
        if (!arrete && aEnvoyer().length > 0) minuterie = setTimeout(lancer, PAUSE);
      });
  };
  let liaison = sync.lire().liaison;
  const cesser = sync.abonner(() => {
    const avant = liaison;
    liaison = sync.lire().liaison;
    if (liaison !== avant) lancer();
  });
  lancer();

  return {
    arreter: async (): Promise<void> => {
      arrete = true;
      clearTimeout(minuterie);
      cesser();
      reveiller();
      await enCours;
    },
  };
};
