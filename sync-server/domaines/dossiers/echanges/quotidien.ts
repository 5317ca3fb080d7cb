import { randomInt } from 'node:crypto';
import type { Resultat } from '#shared/contrats/commun';
import { refuser } from '#shared/contrats/commun';
import type { Reception, ReceptionsLues } from '#shared/contrats/dossiers/reception';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { dateParis } from '#shared/temps/paris';
import { deposer } from '../../../adapters/deposer';
import type { Courrier } from '../../../ports/courriel';
import type { DepotDistant, Retour } from '../../../ports/depot-distant';
import type { Horloge } from '../../../ports/horloge';
import type { Rattraper } from '../../../ports/rattraper';
import { ErreurRefusee } from '../../../socle/travaux';
import { lireParametres } from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { deciderReception } from './decider';
import { lireReceptions } from './receptions';
import { type PortsReception, recevoirDepot, reprendreReceptions } from './recevoir';
import { lireNonDeposees, noterDepot, restituer } from './restituer';

export type ReglagesQuotidien = {
  magasin: Magasin;
  horloge: Horloge;
  courrier: Pick<Courrier, 'envoyer'>;
  extranet: () => string;
  rattraper: Rattraper;
  /** Folders of Millésime; undefined: its files are then brought by the command line. */
  depot: string | undefined;
  /** Millésime's own server, where it lays them there. */
  source?: DepotDistant | undefined;
  /** Where statements of the former system are put away; absent, none is taken. */
  releves?: string | undefined;
  /** Where the restitution is laid. */
  retour: Retour | undefined;
};

/** What is exchanged with Millésime every day. */
export type Quotidien = {
  /** Takes what lies in the intake folder; how many files. */
  recevoir: () => Promise<number>;
  /** Makes the restitution of the day and lays it down, once, after those that the place did not take; how many rows. */
  restituer: () => Promise<number>;
  lire: () => Promise<ReceptionsLues>;
  decider: (c: {
    id: string;
    decision: 'CONFIRME' | 'ECARTE';
    auteur: string;
  }) => Promise<Resultat<Reception | undefined>>;
};

const RECEPTIONS_MONTREES = 30;
const AUTEUR = 'RESTITUTION';

class ErreurDepot extends Error {
  override name = 'ErreurDepot';
}

export const ouvrirQuotidien = (r: ReglagesQuotidien): Quotidien => {
  const ports = (depot: string): PortsReception => ({
    magasin: r.magasin,
    horloge: r.horloge,
    courrier: r.courrier,
    extranet: r.extranet,
    rattraper: r.rattraper,
    hasard: randomInt,
    source: r.source,
    ...(r.releves === undefined ? {} : { releves: r.releves }),
    depot,
  });
  // What a crash left half taken, once, before the first taking.
  let reprise: Promise<number> | undefined;
  const { depot, retour } = r;
  let panne: string | undefined;
  return {
    recevoir: async () => {
      if (depot === undefined) return 0;
      reprise ??= reprendreReceptions({ depot });
      await reprise;
      const recue = await recevoirDepot(ports(depot));
      panne = recue.panne;
      // Told by the journal of jobs too, and tried again in a few minutes.
      if (panne !== undefined) throw new ErreurDepot(panne);
      return recue.reception?.fichiers.length ?? 0;
    },
    restituer: async () => {
      if (retour === undefined) return 0;
      const aujourdhui = dateParis(r.horloge());
      const faite = await restituer(r, { date: aujourdhui, auteur: AUTEUR });
      if (!faite.ok) throw new ErreurRefusee(faite.refus);
      let deposees = 0;
      // Tried again until they are there, and each laid once: it may have been taken since.
      for (const { nom, contenu, lignes, date } of await lireNonDeposees(r.magasin, aujourdhui)) {
        await retour((dossier) => deposer(dossier, nom, contenu));
        await noterDepot(r, date);
        deposees += lignes;
      }
      return deposees;
    },
    lire: async () => ({
      automatique: depot !== undefined,
      ...(panne === undefined ? {} : { panne }),
      heure: lecteurParametres(await lireParametres(r.magasin))(dateParis(r.horloge())).heureMillesime,
      receptions: await lireReceptions(r.magasin, RECEPTIONS_MONTREES),
    }),
    decider: async (c) =>
      depot === undefined
        ? refuser(
            'SANS_DEPOT',
            'Aucun dossier de réception n’est réglé (MILLESIME_DEPOT) : relancez la commande importer avec --confirmer.',
          )
        : deciderReception(ports(depot), c),
  };
};
