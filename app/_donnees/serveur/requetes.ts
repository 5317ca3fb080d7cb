import type { ContexteIncident } from '#shared/contrats/exploitation/incident';
import { instantDe } from '#shared/temps/paris';
import { maintenantMs } from '../base/horloge';

// The last requests of this page, in memory alone: what an incident that is reported says of them names nobody
// (composerContexte), and what is not reported is forgotten.

type Requete = Omit<ContexteIncident['requetes'][number], 'route'> & { adresse: string };
const METHODES = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const GARDEES = 10;
const dernieres: Requete[] = [];

export const noterRequete = (r: {
  methode: string;
  chemin: string;
  statut: number;
  reference?: string | null;
}): void => {
  const methode = METHODES.find((m) => m === r.methode);
  if (!methode) return;
  const reference = /^[0-9a-f]{8}$/.exec(r.reference ?? '')?.[0];
  dernieres.push({
    methode,
    adresse: r.chemin,
    statut: r.statut,
    ...(reference === undefined ? {} : { reference }),
    instant: instantDe(maintenantMs()),
  });
  dernieres.splice(0, dernieres.length - GARDEES);
};

export const dernieresRequetes = (): readonly Requete[] => dernieres;
