import type { Antenne } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { nomBase } from '../base/noms';
import { lireFenetre, lireHistoire, suivreHistoires } from '../base/stockage';
import { attenteIci } from '../replication/etat-sync';
import { lireAilleurs } from './attente-ailleurs';
import type { ouvrirPoste, Poste, Reactions } from './poste';

/** Longest time that one antenna holds back the next, and pause before a new attempt. */
const PATIENCE = 120_000;
const PAUSE = 60_000;

/**
 * [CO-6] Sends what waits for the account's other antennas while one is on the screen: each is opened with no screen, as if
 * it had been chosen, until the server has answered all its rows. Once its data have been restored, what they lack is in any of them.
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
  const baseDe = (antenne: Antenne): string => nomBase(session.identifiant, antenne);
  /** The server's data were restored since that base was read: it may hold the only copy of what was sent before. */
  const dAvant = (antenne: Antenne): boolean => {
    const [base, histoire] = [baseDe(antenne), lireHistoire(baseDe(ici))];
    return histoire !== undefined && lireFenetre(base) !== undefined && lireHistoire(base) !== histoire;
  };
  const aEnvoyer = (): Antenne[] => {
    const attendent = new Set(
      lireAilleurs(session.identifiant, ici).flatMap((a) => (a.attente > 0 ? [a.antenne] : [])),
    );
    return antennesDe(session).filter((a) => a !== ici && (attendent.has(a) || dAvant(a)));
  };

  /** Until nothing waits there, the link is lost, or patience is. */
  const vide = (autre: Poste, antenne: Antenne): Promise<void> =>
    new Promise((fini) => {
      const finir = (): void => {
        clearTimeout(t);
        cesser();
        fini();
      };
      const voir = (): void => {
        if (!enLigne() || (attenteIci(autre.sync.lire()) === 0 && !dAvant(antenne))) finir();
      };
      const t = setTimeout(finir, PATIENCE);
      const cesser = autre.sync.abonner(voir);
      reveiller = voir;
      voir();
    });

  const une = async (antenne: Antenne): Promise<void> => {
    const nom = baseDe(antenne);
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
      await vide(autre, antenne);
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
  const suivis = [
    sync.abonner(() => {
      const avant = liaison;
      liaison = sync.lire().liaison;
      if (liaison !== avant) lancer();
    }),
    suivreHistoires(() => lancer()),
  ];
  lancer();

  return {
    arreter: async (): Promise<void> => {
      arrete = true;
      clearTimeout(minuterie);
      for (const cesser of suivis) cesser();
      reveiller();
      await enCours;
    },
  };
};
