import type { LignePurge } from '#shared/contrats/exploitation/conservation';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Base } from '#shared/documents/ligne';
import { ligneDuType, type TypeDocument, typesOu } from '#shared/documents/registre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage, type Plage, plageDuType } from '../../../store/lire';
import { dateDe, effacerPlage, estTenu, type Gomme, ligneDe } from './effacer';

/** [RE] What follows the clock of the interventions in such a database, by the date in its id: in the order of the rows' turns. */
const aPurger = (base: Base): TypeDocument[] =>
  typesOu((l) => l.conservation.interventions !== undefined && l.bases.includes(base)).sort(
    (a, b) => (ligneDuType(a).conservation.interventions ?? 0) - (ligneDuType(b).conservation.interventions ?? 0),
  );

/** Whether the date comes first in its ids; else it is the second part: `vu:<number>:<instant>:…`, `restitues:<antenna>:<date>`. */
const dateEnTete = (type: TypeDocument): boolean => /^<(?:date|mois|instant)>/.test(ligneDuType(type).id);

const plagePassee = (genre: TypeDocument, limite: DateCivile): Plage => {
  const { debut } = plageDuType(genre);
  return { debut, fin: `${debut}${limite}` };
};

const ANNEE = /^tg-pointages-(\d{4})$/;

/** [RE] Databases of punches whose whole year has passed the limit. */
const basesPassees = async (g: Gomme, limite: DateCivile): Promise<string[]> =>
  (await g.m.bases()).filter((b) => {
    const annee = ANNEE.exec(b)?.[1];
    return annee !== undefined && annee < limite.slice(0, 4);
  });

type Datee = { _id: string; arrivee?: { instant?: Instant }; depart?: { instant?: Instant } };

/**
 * The years of which something is held. Punches may name nobody: whose they are is found again at each reading, by their number
 * [PT-5]. So it is told by what was made from them, which stays a turn longer.
 */
const anneesTenues = async (g: Gomme, limite: DateCivile): Promise<Set<string>> => {
  const annees = new Set([...g.retenue.mois].map((m) => m.slice(0, 4)));
  if (g.retenue.usagers.length + g.retenue.mois.size === 0) return annees;
  const noter = (d: Datee): boolean => {
    if (!estTenu(g, d)) return false;
    const jours = [d.arrivee, d.depart].flatMap((c) => (c?.instant ? dateParis(c.instant) : []));
    for (const jour of [dateDe(d._id) ?? '', ...jours]) annees.add(jour.slice(0, 4));
    return false;
  };
  // Read by pages, and nothing wanted.
  for (const antenne of codesAntennes())
    for (const genre of aPurger('ANTENNE').filter(dateEnTete))
      await effacerPlage(g, baseAntenne(antenne), plagePassee(genre, limite), noter);
  return annees;
};

/** A year's database goes whole, or stays so where something of that year is held: nobody knows what else of it will be judged. */
const purgerPointages = async (
  g: Gomme,
  base: string,
  tenues: ReadonlySet<string>,
): Promise<{ lignes: LignePurge[]; retenus: number }> => {
  const tout = { debut: '', fin: '\uffff' };
  const { ids, retenus } = await effacerPlage({ ...g, aBlanc: true, dits: new Set() }, base, tout);
  if (retenus > 0 || tenues.has(base.slice(-4))) return { lignes: [], retenus: ids.length + retenus };
  if (!g.aBlanc) await g.m.detruireBase(base);
  return { lignes: ligneDe('INTERVENTIONS', base, 'base entière', ids), retenus: 0 };
};

type Listes = { plafonds?: object; prises?: object };
type DocClos = Listes & { _id: string; _rev: string; purgee?: Instant };

const pleine = ({ plafonds = {}, prises = {} }: Listes): boolean =>
  Object.keys(plafonds).length + Object.keys(prises).length > 0;
const vide = ({ plafonds, prises }: Listes): Listes => ({
  ...(plafonds ? { plafonds: {} } : {}),
  ...(prises ? { prises: {} } : {}),
});

/**
 * A closing stays (who, when, its hash), and says that what it froze is gone: its files are not made again. The usagers that it
 * listed go, be they in it or in its frame.
 */
const viderClotures = async (g: Gomme, base: string, limite: DateCivile, instant: Instant): Promise<LignePurge[]> => {
  const lire = async (genre: string): Promise<DocClos[]> => {
    const fin = `${genre}:${limite.slice(0, 7)}`;
    // As they are written: what lists usagers goes, be it of its form or not.
    const lus = await lirePlage<DocClos>(g.m, base, { debut: `${genre}:`, fin });
    return lus.filter((c) => c._id < fin && ![...g.retenue.mois].some((m) => c._id.endsWith(m)));
  };
  const [cadres, clotures] = [await lire('cadre-clos'), await lire('cloture')];
  const aVider = (c: DocClos): boolean => pleine(c) && !g.retenue.retient(c);
  if (!g.aBlanc)
    await ecrireTout(g.m, base, [
      ...cadres.filter(aVider).map((c) => ({ ...c, ...vide(c) })),
      ...clotures
        .filter((c) => aVider(c) || c.purgee === undefined)
        .map((c) => ({ ...c, ...(aVider(c) ? vide(c) : {}), purgee: c.purgee ?? instant })),
    ]);
  return ligneDe(
    'INTERVENTIONS',
    base,
    'plafonds des clôtures',
    [...cadres, ...clotures].filter(aVider).map((c) => c._id),
  );
};

/** [RE, PT-1] Punches first, then all that was made from them: what pairing might read again is gone before its results. */
export const purgerInterventions = async (
  g: Gomme,
  limite: DateCivile,
  instant: Instant,
): Promise<{ lignes: LignePurge[]; retenus: number }> => {
  const lignes: LignePurge[] = [];
  let retenus = 0;
  const purger = async (base: string, genre: TypeDocument): Promise<void> => {
    const perime = (d: { _id: string }): boolean => (d._id.split(':')[2] ?? '9') < limite;
    const bilan = dateEnTete(genre)
      ? await effacerPlage(g, base, plagePassee(genre, limite))
      : await effacerPlage(g, base, plageDuType(genre), perime);
    lignes.push(...ligneDe('INTERVENTIONS', base, genre, bilan.ids));
    retenus += bilan.retenus;
  };
  const passees = await basesPassees(g, limite);
  const tenues = passees.length > 0 ? await anneesTenues(g, limite) : new Set<string>();
  for (const base of passees) {
    const bilan = await purgerPointages(g, base, tenues);
    lignes.push(...bilan.lignes);
    retenus += bilan.retenus;
  }
  for (const antenne of codesAntennes()) {
    for (const genre of aPurger('ANTENNE')) await purger(baseAntenne(antenne), genre);
    for (const x of await viderClotures(g, baseAntenne(antenne), limite, instant)) lignes.push(x);
  }
  for (const genre of aPurger('CENTRALE')) await purger(BASE_CENTRALE, genre);
  return { lignes, retenus };
};
