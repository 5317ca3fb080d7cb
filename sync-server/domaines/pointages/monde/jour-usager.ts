import type { Correction } from '#shared/contrats/corrections/correction';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { idVerdict } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { estPrise } from '#shared/domain/correction/prise';
import { documentDe } from '#shared/domain/intervention/cibles';
import type { PointageSitue } from '#shared/domain/pointage/connu';
import type { CorrectionSuivie } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import type { DateCivile } from '#shared/temps/types';
import { autour } from './chantier';
import type { Monde } from './monde';
import { situerPointages } from './tenus';
import { CREATIONS, deLUsager, SANS_USAGER } from './vue';

/** What pairing needs of each usager, over some days. */
export type Matiere = {
  pointages: Map<string, PointageSitue[]>;
  visites: Map<string, Visite[]>;
  creations: Map<string, CorrectionSuivie[]>;
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
  const [visites, creations] = await Promise.all([
    lire((b) => (pour ? vue.lireDe(b, 'visite', jours, clesDe(pour)) : vue.lire(b, 'visite', jours))),
    lire(async (base) =>
      (await vue.lireDe(base, 'correction', jours, [CREATIONS])).map((correction) => ({ base, correction })),
    ),
    lire((b) => vue.lireDe(b, 'verdict', jours, [])),
  ]);
  const suivies = creations.map(
    ({ base, correction }): CorrectionSuivie => ({
      correction,
      verdict: vue.connu(base, 'verdict', idVerdict(correction.date, correction.id)),
    }),
  );
  return { visites, creations: suivies };
};

/**
 * Punches, planned visits and accepted creations of some days, by usager, read with a day around: a visit may have begun the
 * day before. `pour`: of these usagers all of it, of the others perhaps.
 */
export const lireMatiere = async (monde: Monde, jours: Iterable<DateCivile>, pour?: Pour): Promise<Matiere> => {
  const larges = autour(jours, 1);
  const [pointages, { visites, creations: lues }] = await Promise.all([
    lirePointages(monde, larges, pour),
    lireAntennes(monde, larges, pour),
  ]);
  const parUsager = new Map<string, Visite[]>();
  for (const v of visites) for (const id of new Set(v.versions.map((x) => x.usagerId))) ajouterA(parUsager, id, v);
  const parId = new Map(visites.map((v) => [v.id, v]));
  const creations = new Map<string, CorrectionSuivie[]>();
  const vues = new Set<string>();
  for (const s of lues) {
    // One that has followed its visit to another antenna is in both.
    const document = documentDe(s.correction);
    if (!estPrise(s.verdict) || vues.has(document)) continue;
    vues.add(document);
    const usagerId = usagerDeCreation(s.correction, parId);
    if (usagerId !== undefined) ajouterA(creations, usagerId, s);
  }
  return { pointages, visites: parUsager, creations };
};
