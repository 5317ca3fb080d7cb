import type { Panne } from '#shared/contrats/exploitation/disponibilite';
import { finie } from '#shared/domain/disponibilite/panne';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { CarnetPannes } from './carnet-pannes';
import type { ParoleSvi } from './port-sonde';

/** Answers of a worker without its alert that take it back: the SVI may hesitate. */
const SANS_ALERTE = 3;
/** A worker that has not answered for so long was taken away: its word is waited for no more. */
const SILENCE_MAX_S = 1_800;

/** Those that say that it lasts, and how many times in a row each worker has not said it. */
type Paroles = { disent: Set<string>; tus: Map<string, number> };

const ditParLeSvi = (p: Panne): boolean => p.quoi !== 'SVI' && p.quoi !== 'EXTERIEUR';

/**
 * What the SVI says of itself opens and closes outages of those kinds; its silence changes nothing. Behind a balancer each answer may be
 * another worker's: an alert ends by the word of those that said it, never by that of another that is well.
 */
export const ecouterAlertes = (carnet: Pick<CarnetPannes, 'toutes' | 'enCours' | 'ouvrir' | 'fermer'>) => {
  const paroles = new Map<string, Paroles>();
  const vus = new Map<string, Instant>();
  let debut: Instant | undefined;

  const parolesDe = (p: Panne): Paroles => {
    const connues = paroles.get(p._id) ?? {
      disent: new Set(p.travailleur === undefined ? [] : [p.travailleur]),
      tus: new Map(),
    };
    paroles.set(p._id, connues);
    return connues;
  };

  return ({ travailleur, alertes }: ParoleSvi, maintenant: Instant): void => {
    const qui = travailleur ?? '';
    const premiere = debut ?? maintenant;
    debut = premiere;
    vus.set(qui, maintenant);
    for (const { quoi, depuis } of alertes) {
      if (!carnet.enCours(quoi)) carnet.ouvrir(quoi, depuis, [], travailleur);
      const ouverte = carnet.enCours(quoi);
      if (!ouverte) continue;
      const { disent, tus } = parolesDe(ouverte);
      disent.add(qui);
      tus.delete(qui);
    }
    for (const p of carnet.toutes()) {
      if (!ditParLeSvi(p) || finie(p) || alertes.some((a) => a.quoi === p.quoi)) continue;
      const { disent, tus } = parolesDe(p);
      const n = (tus.get(qui) ?? 0) + 1;
      tus.set(qui, n);
      if (n < SANS_ALERTE) continue;
      disent.delete(qui);
      if ([...disent].some((t) => ecartSecondes(vus.get(t) ?? premiere, maintenant) < SILENCE_MAX_S)) continue;
      paroles.delete(p._id);
      carnet.fermer(p, maintenant < p.debut ? p.debut : maintenant);
    }
  };
};
