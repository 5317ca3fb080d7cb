import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { ciblesDe } from '#shared/domain/intervention/cibles';
import { dateBreve, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { telephone } from '#shared/mots/textes';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Brouillon, Brouillons } from '../../_donnees/depot/brouillons';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { nomsDe } from '../../_donnees/depot/noms-personnes';

// What is begun and not sent, said from the place where it is kept and from what this PC holds; never written anywhere.

type Connu = { etat: EtatDepot; aujourdhui: DateCivile; tape: Brouillon };

const joindre = (parties: readonly (string | undefined)[]): string => parties.filter(Boolean).join(', ');

const deLUsager = (id: unknown, { etat }: Connu): string | undefined =>
  typeof id === 'string' && id !== '' ? nomsDe(etat)('usager', id) : undefined;

const leJour = (d: string | undefined, { aujourdhui }: Connu): string | undefined =>
  d !== undefined && dateExiste(d) ? dateBreve(d, aujourdhui) : undefined;

const visiteDe = (id: string, { jours }: EtatDepot): Intervention | undefined => {
  for (const duJour of jours.values()) {
    const i = duJour.find((x) => x.id === id || ciblesDe(x).some((c) => c.id === id));
    if (i) return i;
  }
  return undefined;
};

const deLaVisite = (id: string, c: Connu): string => {
  const i = visiteDe(id, c.etat);
  return i ? joindre([deLUsager(i.usagerId, c), leJour(i.date, c)]) : '';
};

const deLaNote = (objet: string, c: Connu): string => {
  const id = /"id":"([^"]+)"/.exec(objet)?.[1] ?? '';
  return objet.includes('"USAGER"') ? (deLUsager(id, c) ?? '') : deLaVisite(id, c);
};

/** Of the word that it answers. */
const deLaReponse = (id: string, c: Connu): string => {
  for (const s of c.etat.saisies.values())
    if (s.type === 'note' && s.id === id) return joindre([deLUsager(s.usagerId, c), leJour(s.date, c)]);
  return '';
};

const deLAbsence = (id: string, c: Connu): string => {
  for (const s of c.etat.saisies.values())
    if (s.type === 'absence' && s.id === id) return joindre([deLUsager(s.usagerId, c), leJour(s.du, c)]);
  return deLUsager(id === 'nouvelle' ? c.tape.usagerId : id, c) ?? '';
};

const deLaFicheLibre = (reste: string, c: Connu): string => {
  const [jour, aide] = reste.split(' ');
  return joindre([deLUsager(c.tape.usagerId, c) ?? (aide ? nomsDe(c.etat)('aide', aide) : ''), leJour(jour, c)]);
};

const duNumero = (reste: string, c: Connu): string => {
  const [, usagerId, numero] = reste.split(' ');
  return joindre([deLUsager(usagerId, c), numero ? telephone(numero) : '']);
};

const duMois = (reste: string): string => {
  const [antenne = '', mois = ''] = reste.split(' ');
  return joindre([`antenne ${libelleAntenne(antenne as Antenne)}`, moisEnMots(mois as Mois)]);
};

type Genre = { debut: string; nom: string; ou?: (reste: string, c: Connu) => string };

/** By the beginning of their place; the first that begins so. */
const GENRES: readonly Genre[] = [
  { debut: 'corriger ', nom: 'une correction', ou: deLaVisite },
  { debut: 'retablir ', nom: 'un rétablissement de visite', ou: deLaVisite },
  { debut: 'fiche libre ', nom: 'une fiche papier', ou: deLaFicheLibre },
  { debut: 'fiche ', nom: 'une fiche papier', ou: (reste, c) => deLaVisite(reste.replace(/ refusée .*$/, ''), c) },
  {
    debut: 'lot ',
    nom: 'une correction en lot',
    // Its kind, then its visits.
    ou: (reste) => pluriel(reste.split(' ').length - 1, 'visite'),
  },
  { debut: 'nouvelle visite', nom: 'une nouvelle visite', ou: (_, c) => deLUsager(c.tape.usagerId, c) ?? '' },
  { debut: 'note ', nom: 'une note', ou: deLaNote },
  { debut: 'réponse ', nom: 'une réponse à une aide', ou: deLaReponse },
  { debut: 'absence ', nom: 'une absence', ou: deLAbsence },
  {
    debut: 'sans télégestion ',
    nom: 'une marque « sans télégestion »',
    ou: (reste, c) => deLUsager(reste.replace(/ fin$/, ''), c) ?? '',
  },
  { debut: 'numéro ', nom: 'un geste sur un numéro', ou: duNumero },
  { debut: 'incident ', nom: 'un message sur un incident', ou: (cle) => cle },
  { debut: 'incident', nom: 'un signalement d’incident' },
  { debut: 'clôture ', nom: 'un motif de clôture', ou: duMois },
  { debut: 'refus du pro forma ', nom: 'un refus de pro forma', ou: duMois },
  { debut: 'tour d’astreinte', nom: 'un tour d’astreinte' },
  { debut: 'maintenance', nom: 'une annonce de maintenance' },
  { debut: 'propositions', nom: 'des propositions pour un rapport' },
];

/** « une correction : MARTIN Jeanne, 12 oct. »: as much as this PC knows of what is begun, its kind at least. */
const direCommencee = (lieu: string, c: Connu): string => {
  const genre = GENRES.find(({ debut }) => lieu.startsWith(debut));
  if (!genre) return 'une saisie';
  const ou = genre.ou?.(lieu.slice(genre.debut.length), c);
  return ou ? `${genre.nom}\u00a0: ${ou}` : genre.nom;
};

const NOMMEES = 4;

/** At most a few of what is begun here, then how many others, and how many `ailleurs`, in antennas that are not on the screen. */
export const direCommencees = (
  b: Pick<Brouillons, 'lieux' | 'lire'>,
  ailleurs: number,
  etat: EtatDepot,
  aujourdhui: DateCivile,
): { cle: string; dite: string }[] => {
  const lieux = b.lieux();
  // One more is told by its name rather than counted as « 1 autre ».
  const nommees = lieux.length <= NOMMEES + 1 ? lieux : lieux.slice(0, NOMMEES);
  const autres = lieux.length - nommees.length;
  return [
    ...nommees.map((lieu) => ({
      cle: lieu,
      dite: direCommencee(lieu, { etat, aujourdhui, tape: b.lire(lieu) ?? {} }),
    })),
    ...(autres > 0 ? [{ cle: '', dite: `et ${pluriel(autres, 'autre')}` }] : []),
    ...(ailleurs > 0 ? [{ cle: ' ', dite: `${ailleurs} hors de l’antenne à l’écran` }] : []),
  ];
};
