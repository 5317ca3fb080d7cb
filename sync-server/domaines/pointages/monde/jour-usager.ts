import type { Correction } from '#shared/contrats/corrections/correction';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { idVerdict } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { estPrise } from '#shared/domain/correction/prise';
import { cibleDe, documentDe } from '#shared/domain/intervention/cibles';
import type { PointageSitue } from '#shared/domain/pointage/connu';
import type { CorrectionSuivie } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import type { DateCivile } from '#shared/temps/types';
import { autour } from './chantier';
import type { Monde } from './monde';
import { situerPointages } from './tenus';
import { CREATIONS, deLUsager, SANS_POINTAGE, SANS_USAGER } from './vue';

/** What pairing needs of each usager, over some days. */
export type Matiere = {
  pointages: Map<string, PointageSitue[]>;
  visites: Map<string, Visite[]>;
  creations: Map<string, CorrectionSuivie[]>;
  /** What was said since of those that were created [CO-8]. */
  suites: Map<string, CorrectionSuivie[]>;
};

export const basesPointagesDe = (jours: Iterable<DateCivile>): string[] => [
  ...new Set([...jours].map((j) => `tg-pointages-${j.slice(0, 4)}`)),
];

/** Whom the matter is for; undefined: everybody. */
type Pour = ReadonlySet<string> | undefined;
const clesDe = (pour: ReadonlySet<string>): string[] => [...pour].map(deLUsager);

const lirePointages = async (
  monde: Monde,
  jours: readonly DateCivile[],
  pour: Pour,
): Promise<Map<string, PointageSitue[]>> => {
  const index = new Map<string, PointageSitue[]>();
  for (const base of basesPointagesDe(jours)) {
    const siens = jours.filter((j) => base.endsWith(j.slice(0, 4)));
    const lus = pour
      ? monde.vue.lireDe(base, 'pointage', siens, [...clesDe(pour), SANS_USAGER])
      : monde.vue.lire(base, 'pointage', siens);
    for (const { p, situation: s } of await situerPointages(monde, await lus)) {
      if (s.usagerId === undefined || s.raison !== undefined) continue;
      const { usagerId, rattacheLe } = s;
      ajouterA(
        index,
        usagerId,
        p.usagerId === usagerId ? p : { ...p, usagerId, ...(rattacheLe ? { rattacheLe } : {}) },
      );
    }
  }
  return index;
};

/** Whose visit an accepted CREATION is: the usager that it names, or the planned visit's. */
export const usagerDeCreation = (c: Correction, visites: ReadonlyMap<string, Visite>): string | undefined =>
  c.usagerId ?? (c.cible?.genre === 'VISITE' ? visites.get(c.cible.id)?.versions.at(-1)?.usagerId : undefined);

const lireAntennes = async (monde: Monde, jours: readonly DateCivile[], pour: Pour) => {
  const lire = async <T>(f: (base: string) => Promise<T[]>): Promise<T[]> =>
    (await Promise.all(basesAntennes().map(f))).flat();
  const { vue } = monde;
  const [visites, corrections] = await Promise.all([
    lire((b) => (pour ? vue.lireDe(b, 'visite', jours, clesDe(pour)) : vue.lire(b, 'visite', jours))),
    lire(async (base) =>
      (await vue.lireDe(base, 'correction', jours, [CREATIONS, SANS_POINTAGE])).map((correction) => ({
        base,
        correction,
      })),
    ),
    lire((b) => vue.lireDe(b, 'verdict', jours, [])),
  ]);
  const suivies = corrections.map(
    ({ base, correction }): CorrectionSuivie => ({
      correction,
      verdict: vue.connu(base, 'verdict', idVerdict(correction.date, correction.id)),
    }),
  );
  return { visites, suivies };
};

const cleCible = (c: Correction): string => {
  const { genre, id } = cibleDe(c);
  return `${genre} ${id}`;
};

/** Those that count, once each: one that has followed its visit to another antenna is in both. */
const sansCopies = (suivies: readonly CorrectionSuivie[]): CorrectionSuivie[] => {
  const vues = new Set<string>();
  return suivies.filter((s) => {
    const document = documentDe(s.correction);
    if (!estPrise(s.verdict) || vues.has(document)) return false;
    vues.add(document);
    return true;
  });
};

/**
 * Punches, planned visits and accepted creations, with what was said of those since, of some days, by usager, read with a day around: a
 * visit may have begun the day before. `pour`: of these usagers all of it, of the others perhaps.
 */
export const lireMatiere = async (monde: Monde, jours: Iterable<DateCivile>, pour?: Pour): Promise<Matiere> => {
  const larges = autour(jours, 1);
  const [pointages, { visites, suivies }] = await Promise.all([
    lirePointages(monde, larges, pour),
    lireAntennes(monde, larges, pour),
  ]);
  const parUsager = new Map<string, Visite[]>();
  for (const v of visites) for (const id of new Set(v.versions.map((x) => x.usagerId))) ajouterA(parUsager, id, v);
  const parId = new Map(visites.map((v) => [v.id, v]));
  const creations = new Map<string, CorrectionSuivie[]>();
  const suites = new Map<string, CorrectionSuivie[]>();
  const uniques = sansCopies(suivies);
  // By what is named of a created visit, whose it is.
  const deQui = new Map<string, string>();
  for (const s of uniques.filter((x) => x.correction.nature === 'CREATION')) {
    const usagerId = usagerDeCreation(s.correction, parId);
    if (usagerId === undefined) continue;
    ajouterA(creations, usagerId, s);
    deQui.set(cleCible(s.correction), usagerId);
  }
  for (const s of uniques) {
    const usagerId = s.correction.nature === 'CREATION' ? undefined : deQui.get(cleCible(s.correction));
    if (usagerId !== undefined) ajouterA(suites, usagerId, s);
  }
  return { pointages, visites: parUsager, creations, suites };
};
