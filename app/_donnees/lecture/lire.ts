import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import { refusDe } from '../serveur/refus';
import { auRepos, avancer, type EtatLecture, type EvenementLecture } from './etapes';

/** Asks the server; `abandon` says that nobody awaits the answer any more. */
export type Lire<T> = (abandon: AbortSignal) => Promise<T>;

/** What a reading does between its steps: asks, gives up, takes the answer. */
export const creerLecture = <T>(lire: Lire<T>) => {
  const etat: ValeurSuivie<EtatLecture<T>> = valeurSuivie(auRepos<T>());
  let attendue = new AbortController();
  const recevoir = (ev: EvenementLecture<T>): void => {
    const t = avancer(etat.lire(), ev);
    etat.changer(() => t.etat);
    for (const effet of t.effets) {
      if (effet.type === 'ABANDONNER') attendue.abort();
      else void demander(effet.demande);
    }
  };
  const demander = async (demande: number): Promise<void> => {
    attendue = new AbortController();
    const { signal: abandon } = attendue;
    try {
      recevoir({ type: 'LUE', demande, valeur: await lire(abandon) });
    } catch (e) {
      // Given up, its failure is nobody's.
      if (!abandon.aborted) recevoir({ type: 'ECHOUEE', demande, echec: refusDe(e) });
    }
  };
  return {
    lire: etat.lire,
    abonner: etat.abonner,
    demander: (cle: string | undefined, tour = ''): void => recevoir({ type: 'CLE', cle, tour }),
    retour: (toujours: boolean): void => recevoir({ type: 'RETOUR', toujours }),
    encore: (): void => recevoir({ type: 'ENCORE' }),
    quitter: (): void => recevoir({ type: 'CLE', cle: undefined, tour: '' }),
  };
};
