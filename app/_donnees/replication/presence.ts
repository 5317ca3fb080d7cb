import type { Antenne } from '#shared/contrats/commun';
import { envoyer } from '../serveur/api';

/** Said once what waits has settled: what is typed leaves within a second or two, and is not worth telling. */
const PAUSE_MS = 5_000;
const BATTEMENT_MS = 5 * 60_000;

/**
 * Tells the server that this PC lives, and how many rows it has yet to send: whoever closes the month is then told of it.
 * `lire`: what waits, where this tab is the one that speaks.
 */
export const suivrePresence = (antenne: Antenne, compte: string, poste: string, lire: () => number | undefined) => {
  let dite: number | undefined;
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  const dire = (): void => {
    const attente = lire();
    if (attente === undefined) return;
    // Without the network it will be said at the next beat: nobody waits for it.
    envoyer(`/replication/poste?antenne=${antenne}`, { poste, attente }, compte).then(
      () => {
        dite = attente;
      },
      () => undefined,
    );
  };
  const battement = setInterval(dire, BATTEMENT_MS);
  return {
    changer: (): void => {
      clearTimeout(minuterie);
      minuterie = setTimeout(() => {
        if (lire() !== dite) dire();
      }, PAUSE_MS);
    },
    arreter: (): void => {
      clearInterval(battement);
      clearTimeout(minuterie);
    },
  };
};
