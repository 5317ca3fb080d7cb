import { idCorrection, idVisite } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { estPrise } from '#shared/domain/correction/prise';
import { cibleDe, ciblesDe } from '#shared/domain/intervention/cibles';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { LigneChangement } from '../../../store/lire';
import { clesType } from '../../../store/types';
import { autour, type ChantierOuvert } from '../monde/chantier';
import { usagerDeCreation } from '../monde/jour-usager';
import { idsDe, type Monde } from '../monde/monde';
import { dateDeId } from '../monde/vue';
import { estDAilleurs, noterVus } from '../numeros/propositions';
import { estComplet, placer } from '../numeros/suspens';
import { lireAboutis } from './aboutis';
import { situer } from './situer';

// What the feed says is new, and the days that it opens.

export const estPointage = <T extends Pointage | Appel>(p: T): p is T & Pointage => p.type === 'pointage';

/** New punches and failed calls: those that stand by themselves go to pairing, the others are placed; the numbers seen. */
export const prendrePointages = async (
  monde: Monde,
  base: string,
  lignes: readonly LigneChangement[],
  chantier: ChantierOuvert,
): Promise<Set<string>> => {
  const pointages = new Set(idsDe(lignes, 'pointage'));
  const jours = new Set([...pointages].map(dateDeId));
  // The days are in memory then, and each punch is found by its id.
  await monde.vue.lireDe(base, 'pointage', jours, []);
  const lus = [...pointages].flatMap((id) => monde.vue.connu(base, 'pointage', id) ?? []);
  const appels = (await clesType(monde.magasin, 'appel', idsDe(lignes, 'appel'), { base })).flatMap((a) => a ?? []);
  const aboutis = await lireAboutis(monde, lus, appels);
  const complets: Pointage[] = [];
  const aujourdhui = dateParis(monde.horloge());
  const aPlacer = [...lus, ...appels, ...aboutis].filter((p) => {
    if (!estComplet(p, situer(monde.annuaire, p, aujourdhui))) return true;
    chantier.ajouter(p.usagerId, dateParis(p.instant), 1);
    complets.push(p);
    return false;
  });
  await placer(monde, aPlacer, chantier, new Set(aboutis.map((a) => a._id)));
  // One that stands by itself and shows its usager's own number leaves no trace: there is none to look for.
  return noterVus(monde, [...aPlacer.filter(estPointage), ...complets.filter((p) => estDAilleurs(monde, p))]);
};

export const prendreVisites = async (
  monde: Monde,
  base: string,
  ids: readonly string[],
  chantier: ChantierOuvert,
): Promise<void> => {
  const voulues = new Set(ids);
  for (const v of await monde.vue.lire(base, 'visite', new Set(ids.map(dateDeId)))) {
    if (!voulues.has(v._id)) continue;
    for (const version of v.versions) chantier.ajouter(version.usagerId, dateDeId(v._id));
  }
};

/** The visits of these days that a correction created, by all that another may name of them, and whose they are. */
const lireCreees = async (monde: Monde, base: string, dates: Iterable<DateCivile>): Promise<Map<string, string>> => {
  const creees = (await monde.vue.lire(base, 'intervention', autour(dates, 1))).filter((i) => i.creations.length > 0);
  return new Map(creees.flatMap((i) => ciblesDe(i).map(({ genre, id }) => [`${genre} ${id}`, i.usagerId] as const)));
};

/** [CO-8] A CREATION once accepted makes, or joins, a visit; and so does what moves its hours, or gives it to another aide. */
export const prendreVerdicts = async (
  monde: Monde,
  base: string,
  ids: readonly string[],
  chantier: ChantierOuvert,
): Promise<void> => {
  const verdicts = (await clesType(monde.magasin, 'verdict', ids, { base })).flatMap((v) =>
    v && estPrise(v) ? v : [],
  );
  const corrections = await clesType(
    monde.magasin,
    'correction',
    verdicts.map((v) => idCorrection(v.date, v.correctionId)),
    { base },
  );
  const creations = corrections.flatMap((c) => (c?.nature === 'CREATION' ? c : []));
  const suites = corrections.flatMap((c) => {
    const genre = c?.nature === 'CREATION' ? undefined : c?.cible?.genre;
    return c && (genre === 'VISITE' || genre === 'CREATION') ? c : [];
  });
  if (suites.length > 0) {
    const creees = await lireCreees(monde, base, new Set(suites.map((c) => c.date)));
    for (const c of suites) {
      const { genre, id } = cibleDe(c);
      const usagerId = creees.get(`${genre} ${id}`);
      if (usagerId !== undefined) chantier.ajouter(usagerId, c.date, 1);
    }
  }
  const cibles = creations.flatMap((c) => (c.cible?.genre === 'VISITE' ? idVisite(c.date, c.cible.id) : []));
  const visites = new Map(
    (await clesType(monde.magasin, 'visite', cibles, { base })).flatMap((v) => (v ? [[v.id, v] as const] : [])),
  );
  for (const c of creations) {
    const usagerId = usagerDeCreation(c, visites);
    if (usagerId !== undefined) chantier.ajouter(usagerId, c.date, 1);
  }
};
