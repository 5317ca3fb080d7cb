import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';
import { direSuite, phrase } from '../mots';
import { apres, type Dire, entreeDe } from './famille';
import { sujetEcrit } from './personnes';

// Links that a manager hands over, to hours and to punches.

const entree = entreeDe('ACCES_PERSONNEL');
const CONTESTER = 'contester';
const ACCES = {
  donner: 'A donné un accès personnel',
  retirer: 'A retiré un accès personnel',
  ouvrir: 'A ouvert un accès personnel',
} as const;
const acces = (verbe: keyof typeof ACCES, s: Sujet) => entree(verbe, sujetEcrit(s));

const dire: Dire = ({ objet, mots, noms }) => {
  const jour = /^note:(\d{4}-\d\d-\d\d):/.exec(mots[1] ?? '')?.[1];
  if (mots[0] === CONTESTER)
    return `A contesté une visite${jour === undefined ? '' : ` du ${dateEntiere(jour as DateCivile)}`}.`;
  return phrase(
    ACCES[mots[0] as keyof typeof ACCES] ?? 'A usé d’un accès personnel',
    ...direSuite(apres(objet, 1), noms),
  );
};

/** `donner intervenant 4501`, `contester note:2026-11-03:01K`. */
export const ACCES_PERSONNEL = {
  ecrire: {
    donne: (s: Sujet) => acces('donner', s),
    retire: (s: Sujet) => acces('retirer', s),
    ouvert: (s: Sujet) => acces('ouvrir', s),
    /** By the note that says it: the day of the visit is in its id. */
    conteste: ({ _id }: { _id: string }) => entree(CONTESTER, _id),
  },
  dire,
};

const POINTERS = {
  donner: 'A donné de quoi pointer sans téléphone',
  retirer: 'A retiré de quoi pointer sans téléphone',
  fermer: 'Cinq codes faux ont fermé de quoi pointer sans téléphone',
  partir: 'Un départ a retiré de quoi pointer sans téléphone',
} as const;
const entreePointer = entreeDe('POINTER');
const pointer = (verbe: keyof typeof POINTERS, s: Sujet) => entreePointer(verbe, sujetEcrit(s));

/** `donner usager M200001`. */
export const POINTER = {
  ecrire: {
    donne: (s: Sujet) => pointer('donner', s),
    retire: (s: Sujet) => pointer('retirer', s),
    /** By wrong codes. */
    ferme: (s: Sujet) => pointer('fermer', s),
    /** By the departure of whose it is. */
    parti: (s: Sujet) => pointer('partir', s),
  },
  dire: (({ objet, mots, noms }) =>
    phrase(
      POINTERS[mots[0] as keyof typeof POINTERS] ?? 'A pointé sans téléphone',
      ...direSuite(apres(objet, 1), noms),
    )) satisfies Dire,
};
