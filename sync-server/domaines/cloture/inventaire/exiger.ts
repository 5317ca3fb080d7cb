import { type Antenne, type Refusee, refuser } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { TypeDocument } from '#shared/documents/registre';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, ajouterMois, moisDe, moisParis } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, type Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { basesComptees } from '../../../store/inventaire/bases';
import { direCompte } from '../../../store/inventaire/mots';
import { lireCloture } from '../../../store/lectures/clos';
import { lireIds, type Magasin } from '../../../store/lire';
import { lotsEnSouffrance } from '../../../store/lots';
import type { Calcul } from '../clore/calculer';
import type { Cadre } from '../retenir/cadre';
import { type Equilibre, equilibrer } from './equilibrer';
import { type InventaireLu, lireInventaire } from './lire';
import { type PointagesPerdus, pointagesPerdus } from './pointages';

const ou = (antenne: Antenne | undefined): string => (antenne ? libelleAntenne(antenne) : 'Tout le service');

type ADire = { antenne?: Antenne | undefined; type: TypeDocument; recus: number; lus: number };

export const direLigne = ({ antenne, type, recus, lus }: ADire): string =>
  `${ou(antenne)} : ${direCompte(type, recus, lus)}${recus === lus ? ', mais ce ne sont pas les mêmes' : ''}`;

const DITES = 6;

/** `rien`: what was not done, as a sentence. */
export const refusInventaire = (differences: readonly string[], rien: string): Refusee => {
  const reste = differences.length - DITES;
  const dites = [...differences.slice(0, DITES), ...(reste > 0 ? [`et ${pluriel(reste, 'autre')}`] : [])];
  return refuser(
    'INVENTAIRE',
    `L’inventaire ne tombe pas juste. ${dites.join(' ; ')}. ${rien} Prévenez l’exploitant : « telegestion inventaire » dit tout, et le runbook « inventaire » que faire.`,
  );
};

const importEnCours = (rien: string): Refusee =>
  refuser('IMPORT_EN_COURS', `Un import est en cours. ${rien} Attendez sa fin, puis réessayez.`);

export type Demande = { mois: Mois; antennes: readonly Antenne[]; rien: string };

/** What was received against what is there, and each punch against the visits that were read, where all were. */
export const comparer = async (
  m: Magasin,
  lu: InventaireLu,
  interventions: readonly Intervention[],
  cadre: Pick<Cadre, 'perimetre' | 'usagers'>,
): Promise<{ equilibre: Equilibre; perdus: PointagesPerdus }> => ({
  equilibre: await equilibrer(m, lu),
  perdus: cadre.perimetre ? [] : await pointagesPerdus(m, lu, interventions, (id) => cadre.usagers.get(id)),
});

/**
 * Whoever counts a month for good reads its inventory before all else, then what it counts, and then compares: what comes meanwhile is
 * in neither. `verifier` gives the balance, or the refusal that names what differs.
 */
export const ouvrirControle = async (
  m: Magasin,
  d: Demande,
): Promise<{ verifier: (calcul: Pick<Calcul, 'retenues' | 'cadre'>) => Promise<Equilibre | Refusee> }> => {
  const lu = await lireInventaire(m, d.mois, d.antennes);
  return {
    verifier: async ({ retenues, cadre }) => {
      const interventions = retenues.map((r) => r.intervention);
      const { equilibre, perdus } = await comparer(m, lu, interventions, cadre);
      const differences = [
        ...equilibre.lignes.filter((l) => !l.egal).map(direLigne),
        // What another antenna lacks is for its own closing to say.
        ...perdus
          .filter((p) => p.antenne === undefined || d.antennes.includes(p.antenne))
          .map((p) => direLigne({ ...p, type: 'pointage' })),
      ];
      if (differences.length === 0) return equilibre;
      return (await lotsEnSouffrance(m)) ? importEnCours(d.rien) : refusInventaire(differences, d.rien);
    },
  };
};

/** The day that an id bears after its type; what bears none is of every day. */
const jourDe = (id: string): string => /^[a-z-]+:(\d{4}-\d\d-\d\d)/.exec(id)?.[1] ?? '9';

/** What differs of a month, as a refusal. `depuis`: what is older is not asked for. */
export const refuserEcarts = async (
  m: Magasin,
  lu: InventaireLu,
  rien: string,
  depuis: DateCivile | undefined = undefined,
): Promise<Refusee | undefined> => {
  const recents = (ids: readonly string[]): string[] =>
    ids.filter((id) => depuis === undefined || jourDe(id) >= depuis);
  const { lignes } = await equilibrer(m, lu);
  const differences = lignes.filter((l) => recents([...l.manquants, ...l.enTrop]).length > 0).map(direLigne);
  if (differences.length === 0) return undefined;
  return (await lotsEnSouffrance(m)) ? importEnCours(rien) : refusInventaire(differences, rien);
};

/**
 * For who gives figures out without reading a month as a closing does: of each month of the period that is still open, what was
 * received is there. A closed one is proved by its own hash. Behind the gate of who counts for good: the inventory is open.
 */
export const refusPeriode = async (
  m: Magasin,
  horloge: Horloge,
  c: { du: DateCivile; au: DateCivile; antennes: readonly Antenne[]; rien: string },
): Promise<Refusee | undefined> => {
  const [dernier = moisDe(c.au)] = [moisDe(c.au), moisParis(horloge())].sort();
  for (let mois = moisDe(c.du); mois <= dernier; mois = ajouterMois(mois, 1)) {
    const closes = await Promise.all(c.antennes.map((a) => lireCloture(m, a, mois)));
    const ouvertes = c.antennes.filter((_, i) => !closes[i]);
    if (ouvertes.length === 0) continue;
    const refus = await refuserEcarts(m, await lireInventaire(m, mois, ouvertes), c.rien);
    if (refus) return refus;
  }
  return undefined;
};

/** The months of which something was noted since a day; on a cluster that is calm, where a range shows all. */
const moisNotes = async (m: Magasin, depuis: DateCivile, dernier: Mois): Promise<Mois[]> => {
  const mois = new Set([dernier]);
  const plage = { debut: `inventaire:${depuis}`, fin: 'inventaire;' };
  for (const base of basesComptees(await m.bases()))
    for (const id of await lireIds(m, base, plage)) {
      const { data: jour } = dateCivileSchema.safeParse(jourDe(id));
      // The night that ends a day, in UTC, is of the next one.
      if (jour) for (const d of [jour, ajouterJours(jour, 1)]) mois.add(moisDe(d));
    }
  return [...mois].filter((x) => x <= dernier).sort();
};

/**
 * For who deletes for good, closed months too: what was received since a day is there, so that nothing is deleted for want of what
 * keeps it. The same gate.
 */
export const refusDepuis = async (
  m: Magasin,
  horloge: Horloge,
  c: { depuis: DateCivile; rien: string },
): Promise<Refusee | undefined> => {
  for (const mois of await moisNotes(m, c.depuis, moisParis(horloge()))) {
    const refus = await refuserEcarts(m, await lireInventaire(m, mois), c.rien, c.depuis);
    if (refus) return refus;
  }
  return undefined;
};
