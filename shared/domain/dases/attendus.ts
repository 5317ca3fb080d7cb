import type { ClotureEcrite } from '../../contrats/cloture/cloture';
import type { Antenne } from '../../contrats/commun';
import type { Destination, Envoi, MoisAttendu } from '../../contrats/financement/envoi';
import { ajouterA } from '../../listes';
import { moisEnMots } from '../../mots/dates';
import { ajouterMois } from '../../temps/paris';
import type { Mois } from '../../temps/types';
import { antennesDeLEnvoi } from '../alerte/envois';
import { nommerAntennes } from '../antenne/registre';
import { estParti } from './envoi';

/** Months before that one that are looked at, as for what still waits to leave. */
export const MOIS_A_ENVOYER = 13;

export const premierSuivi = (mois: Mois): Mois => ajouterMois(mois, -MOIS_A_ENVOYER);

type Close = Pick<ClotureEcrite, 'mois' | 'nombreVisites' | 'nombreBruts' | 'complements'>;

/** Something of it is told. */
export const aDesLignes = (c: Close): boolean => c.nombreVisites + c.nombreBruts + (c.complements?.usagers ?? 0) > 0;

/** Prepared, and never sent. One that was refused has left: it is sent again by itself, and holds no other month. */
const resteAPartir = (e: Envoi): boolean => e.etat === 'PREPARE' && !estParti(e);

/**
 * [CL-4] Months that were closed and have not left, before one that is to leave for the same receiver: it may rectify them, and would
 * change hours that were never told. Since the last one that left from here, they leave first. Those of before that may have been
 * handed over in another way, or by the former software: a person who sends is told. For Millésime, to which antennas leave one by one,
 * each since its own last month.
 */
export const moisAttendus = (
  envois: readonly Envoi[],
  closes: readonly (readonly [Antenne, readonly Close[]])[],
  { mois, destination }: { mois: Mois; destination: Destination },
): { attendus: MoisAttendu[]; anciens: MoisAttendu[] } => {
  const tous = envois.filter((e) => e.destination === destination);
  const dernierDe = (siens: readonly Envoi[]): Mois | undefined =>
    siens
      .flatMap((e) => (e.mois < mois && estParti(e) ? e.mois : []))
      .sort()
      .at(-1);
  const attendus = new Map<Mois, Antenne[]>();
  const anciens = new Map<Mois, Antenne[]>();
  for (const [antenne, siennes] of closes) {
    const siens = destination === 'DASES' ? tous : tous.filter((e) => antennesDeLEnvoi(e).includes(antenne));
    // One of which nothing has left follows the others.
    const dernier = dernierDe(siens) ?? dernierDe(tous);
    // What is left of a month that has begun to leave follows.
    const commence = siens.some((e) => e.mois === mois && estParti(e));
    for (const c of siennes) {
      const duMois = siens.filter((e) => e.mois === c.mois);
      const parti = duMois.some(estParti) && !duMois.some(resteAPartir);
      if (c.mois >= mois || c.mois < premierSuivi(mois) || !aDesLignes(c) || parti) continue;
      ajouterA(dernier !== undefined && c.mois >= dernier && !commence ? attendus : anciens, c.mois, antenne);
    }
  }
  // The DASES's files are of all antennas.
  const ranger = (par: ReadonlyMap<Mois, Antenne[]>): MoisAttendu[] =>
    [...par]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([m, antennes]) => ({ mois: m, antennes: destination === 'DASES' ? [] : antennes }));
  return { attendus: ranger(attendus), anciens: ranger(anciens) };
};

const QUI: Record<Destination, string> = { DASES: 'la DASES', MILLESIME: 'Millésime' };

/** « octobre 2026 », « octobre 2026 (Sud) » */
export const nommerAttendu = ({ mois, antennes }: MoisAttendu): string =>
  `${moisEnMots(mois)}${antennes.length > 0 ? ` (${nommerAntennes(antennes)})` : ''}`;

/** « octobre 2026 (Sud) n’est pas parti pour Millésime : envoyez-le d’abord. »; undefined: nothing is waited for. */
export const direAttendus = (attendus: readonly MoisAttendu[], destination: Destination): string | undefined => {
  if (attendus.length === 0) return undefined;
  const noms = attendus.map(nommerAttendu);
  return attendus.length === 1
    ? `${noms.join()} n’est pas parti pour ${QUI[destination]} : envoyez-le d’abord.`
    : `${noms.join(', ')} ne sont pas partis pour ${QUI[destination]} : envoyez-les d’abord, dans l’ordre.`;
};
