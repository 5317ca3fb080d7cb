import { type Alerte, type GenreAlerte, traitsAlerte } from '../../contrats/exploitation/alerte';
import { ajouterA } from '../../listes';
import { dateParis, ecartMinutes } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { comparer } from '../appariement/ordre';

/**
 * `JOUR`: someone waits for a gesture of today, and the menu counts it. `MOIS`: it can wait, and is read once.
 * `PERSONNE`: each person has a line, since each is a telephone call or a choice. `SUITE`: those who have several have one, the others
 * are together, on the screen that settles them all. `ENSEMBLE`: one line, whoever it is about.
 */
type Rangement = { quand: 'JOUR' | 'MOIS'; par: 'PERSONNE' | 'SUITE' | 'ENSEMBLE' };

const RANGEMENTS: Readonly<Record<GenreAlerte, Rangement>> = {
  TELEPHONE_MUET: { quand: 'JOUR', par: 'ENSEMBLE' },
  DEPART_EN_RETARD: { quand: 'JOUR', par: 'PERSONNE' },
  VISITE_NON_COMMENCEE: { quand: 'JOUR', par: 'PERSONNE' },
  CONFLIT: { quand: 'JOUR', par: 'PERSONNE' },
  POINTEE_EN_ABSENCE: { quand: 'JOUR', par: 'SUITE' },
  VISITES_A_RETIRER: { quand: 'JOUR', par: 'SUITE' },
  NUMERO_INCONNU: { quand: 'JOUR', par: 'ENSEMBLE' },
  APPEL_INCOMPLET: { quand: 'JOUR', par: 'SUITE' },
  MILLESIME_MUET: { quand: 'JOUR', par: 'ENSEMBLE' },
  EXPORT_REFUSE: { quand: 'JOUR', par: 'ENSEMBLE' },
  CHEVAUCHEMENT: { quand: 'JOUR', par: 'SUITE' },
  DEPASSEMENT_PREVU: { quand: 'MOIS', par: 'ENSEMBLE' },
  FIN_DE_PRISE_EN_CHARGE: { quand: 'MOIS', par: 'ENSEMBLE' },
  PLAFOND_EN_BAISSE: { quand: 'MOIS', par: 'ENSEMBLE' },
  AIDE_OUVERTE: { quand: 'MOIS', par: 'ENSEMBLE' },
  NOUVEL_USAGER_AIDE: { quand: 'MOIS', par: 'ENSEMBLE' },
  NOUVEL_USAGER_SANS_AIDE: { quand: 'MOIS', par: 'ENSEMBLE' },
};

/** Of a kind that is newer than this page: what it waits for is not known, and it is not left out. */
const INCONNU: Rangement = { quand: 'JOUR', par: 'ENSEMBLE' };
const rangementDe = (genre: GenreAlerte): Rangement => (traitsAlerte(genre) ? RANGEMENTS[genre] : INCONNU);

/** The most urgent first: someone may be alone, then someone waits, then what can be settled in the day. */
export const ORDRE_ALERTES = Object.keys(RANGEMENTS) as GenreAlerte[];

/** One line of the screen: one fact, or those of one person, or what is settled together. */
export type LigneAlertes = {
  /** The same while its facts come and go. */
  cle: string;
  genre: GenreAlerte;
  quand: Rangement['quand'];
  /** Of former days: nobody is waited for any more, hours are missing. */
  passee?: true;
  /** Of whom all of it is. */
  usagerId?: string;
  /** The oldest fact first. */
  alertes: readonly [Alerte, ...Alerte[]];
};

/** Two facts of one person make a line of hers, of at most so many persons: the others are told together. */
const PLUSIEURS = 2;
const NOMMEES = 3;

const cleTri = (a: Alerte): string => `${a.instant ?? a.depuis} ${a._id}`;
const estPleine = (as: readonly Alerte[]): as is readonly [Alerte, ...Alerte[]] => as.length > 0;

const parPersonne = (alertes: readonly Alerte[]): Map<string, Alerte[]> => {
  const siennes = new Map<string, Alerte[]>();
  for (const a of alertes) {
    const qui = a.usagerId ?? '';
    ajouterA(siennes, qui, a);
  }
  return siennes;
};

type Commun = Pick<LigneAlertes, 'genre' | 'quand' | 'passee'>;
const cleDe = ({ genre, passee }: Commun, qui: string): string => `${genre}${passee ? ':passee' : ''}:${qui}`;

const ligne = (commun: Commun, qui: string, alertes: readonly Alerte[]): LigneAlertes[] => {
  if (!estPleine(alertes)) return [];
  const usagerId = new Set(alertes.map((a) => a.usagerId)).size === 1 ? alertes[0].usagerId : undefined;
  return [{ ...commun, cle: cleDe(commun, qui), alertes, ...(usagerId === undefined ? {} : { usagerId }) }];
};

const lignesDuGenre = (commun: Commun, par: Rangement['par'], alertes: readonly Alerte[]): LigneAlertes[] => {
  if (par === 'ENSEMBLE') return ligne(commun, '', alertes);
  const personnes = [...parPersonne(alertes)];
  if (par === 'PERSONNE') return personnes.flatMap(([qui, siennes]) => ligne(commun, qui, siennes));
  const nommees = personnes
    .filter(([qui, siennes]) => qui !== '' && siennes.length >= PLUSIEURS)
    .sort(([, x], [, y]) => y.length - x.length)
    .slice(0, NOMMEES);
  const dites = new Set(nommees.map(([qui]) => qui));
  const autres = alertes.filter((a) => !dites.has(a.usagerId ?? ''));
  return [...nommees.flatMap(([qui, siennes]) => ligne(commun, qui, siennes)), ...ligne(commun, '', autres)];
};

/** After midnight, one of the evening is still to be called: it may not even be over. */
const SOIREE_MIN = 6 * 60;
const estPassee =
  (maintenant: Instant) =>
  ({ depuis, instant }: Alerte): boolean =>
    depuis < dateParis(maintenant) && (instant === undefined || ecartMinutes(instant, maintenant) > SOIREE_MIN);

/**
 * [AL-1 to AL-5] The few lines that an antenna's alerts make: no fact is lost, each is in one line. A visit of today that has not begun is
 * a call to make, line by line; those of former days are hours to type, told together.
 */
export const lignesAlertes = (alertes: Iterable<Alerte>, maintenant: Instant): LigneAlertes[] => {
  const passee = estPassee(maintenant);
  const parGenre = new Map<GenreAlerte, Alerte[]>();
  for (const a of [...alertes].sort((x, y) => comparer(cleTri(x), cleTri(y)))) ajouterA(parGenre, a.genre, a);
  const lignes = [...new Set([...ORDRE_ALERTES, ...parGenre.keys()])].flatMap((genre): LigneAlertes[] => {
    const siennes = parGenre.get(genre) ?? [];
    const { quand, par } = rangementDe(genre);
    if (genre !== 'VISITE_NON_COMMENCEE') return lignesDuGenre({ genre, quand }, par, siennes);
    return [
      ...lignesDuGenre(
        { genre, quand },
        par,
        siennes.filter((a) => !passee(a)),
      ),
      ...lignesDuGenre({ genre, quand, passee: true }, 'SUITE', siennes.filter(passee)),
    ];
  });
  return [...lignes.filter((l) => l.quand === 'JOUR'), ...lignes.filter((l) => l.quand === 'MOIS')];
};

/** What the menu counts: lines that wait for a gesture of today. */
export const aFaireAujourdhui = (lignes: readonly LigneAlertes[]): number =>
  lignes.filter((l) => l.quand === 'JOUR').length;
