import { pluriel } from '#shared/mots/nombres';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { A_TRAITER, RETARDS, type StatutAffiche } from '../../../_donnees/depot/statut-affiche';
import { STATUTS } from '../../../_ui/mots/statuts';

/** What a part of the summary counts: the words of the badges that it counts, and their colour. */
type Genre = { statuts: readonly StatutAffiche[]; nom: (n: number) => string };

/** Of what asks for a manager; what does without its status comes last. */
const A_FAIRE: readonly Genre[] = [
  { statuts: ['EN_RETARD'], nom: (n) => `${n} en retard` },
  { statuts: ['DEPART_ATTENDU'], nom: (n) => pluriel(n, 'départ attendu', 'départs attendus') },
  { statuts: ['CONFLIT'], nom: (n) => pluriel(n, 'conflit') },
  { statuts: ['SANS_ARRIVEE'], nom: (n) => `${n} sans arrivée` },
  { statuts: ['SANS_DEPART'], nom: (n) => `${n} sans départ` },
  { statuts: ['NON_POINTEE'], nom: (n) => pluriel(n, 'non pointée', 'non pointées') },
  { statuts: ['FICHE_A_SAISIR'], nom: (n) => pluriel(n, 'fiche à saisir', 'fiches à saisir') },
];
const RESTE: readonly Genre[] = [
  { statuts: ['EN_COURS'], nom: (n) => `${n} en cours` },
  { statuts: ['PREVUE'], nom: (n) => `${n} à venir` },
  { statuts: ['COMPLETE', 'CORRIGEE', 'CREEE', 'COUVERTE'], nom: (n) => pluriel(n, 'faite') },
  { statuts: ['A_RETIRER'], nom: (n) => `${n} à retirer` },
  { statuts: ['ABSENCE'], nom: (n) => pluriel(n, 'absence') },
  { statuts: ['ANNULEE'], nom: (n) => pluriel(n, 'annulée') },
];

/** One counter: pressed, it shows the visits that it counts and no other. */
export type Part = { nom: string; ton: string; passe: (l: Ligne) => boolean };
export type Resume = {
  aTraiter: number;
  aFaire: readonly Part[];
  reste: readonly Part[];
  /** Where the antenna stands. */
  phrase: string;
};

const parts = (genres: readonly Genre[], lignes: readonly Ligne[], aTraiter: boolean): Part[] =>
  genres.flatMap(({ statuts, nom }) => {
    const passe = (l: Ligne): boolean => l.aTraiter === aTraiter && statuts.includes(l.statut);
    const n = lignes.filter(passe).length;
    const [premier] = statuts;
    return n > 0 && premier ? [{ nom: nom(n), ton: STATUTS[premier].ton, passe }] : [];
  });

const SANS_LIEU: ReadonlySet<StatutAffiche> = new Set(['ANNULEE', 'ABSENCE', 'A_RETIRER']);
const FAITES: ReadonlySet<StatutAffiche> = new Set(['COMPLETE', 'CORRIGEE', 'CREEE', 'COUVERTE']);

/**
 * « 112 prévues, 87 faites (dont 3 non prévues), 3 en retard, 2 à corriger »: what takes place, what is done, whom to call, what to
 * type. Of what is done, that which nobody had planned is said: more could be done than was planned.
 */
const direJournee = (lignes: readonly Ligne[]): string => {
  const n = (passe: (l: Ligne) => boolean): number => lignes.filter(passe).length;
  const enRetard = n((l) => RETARDS.has(l.statut));
  const aCorriger = n((l) => l.aTraiter && !RETARDS.has(l.statut));
  const faites = lignes.filter((l) => FAITES.has(l.statut) && !l.aTraiter);
  const nonPrevues = faites.filter((l) => l.prevu === undefined).length;
  return [
    pluriel(
      n((l) => l.prevu !== undefined && !SANS_LIEU.has(l.statut)),
      'prévue',
    ),
    `${pluriel(faites.length, 'faite')}${nonPrevues > 0 ? ` (dont ${pluriel(nonPrevues, 'non prévue', 'non prévues')})` : ''}`,
    ...(enRetard > 0 ? [`${enRetard} en retard`] : []),
    ...(aCorriger > 0 ? [`${aCorriger} à corriger`] : []),
  ].join(', ');
};

const autrement = (l: Ligne): boolean => l.aTraiter && !A_TRAITER.has(l.statut);
const refusee = (l: Ligne): boolean => autrement(l) && l.refus !== undefined;
const aVerifier = (l: Ligne): boolean => autrement(l) && l.refus === undefined;

/** Each visit is counted once: in what is to be treated, by what is amiss, which adds up to it; or in the rest. */
export const resumer = (lignes: readonly Ligne[]): Resume => {
  const [refusees, aRevoir] = [refusee, aVerifier].map((f) => lignes.filter(f).length);
  return {
    aTraiter: lignes.filter((l) => l.aTraiter).length,
    aFaire: [
      ...parts(A_FAIRE, lignes, true),
      ...(refusees
        ? [{ nom: pluriel(refusees, 'correction refusée', 'corrections refusées'), ton: 'rouge', passe: refusee }]
        : []),
      ...(aRevoir ? [{ nom: `${aRevoir} à vérifier`, ton: 'orange', passe: aVerifier }] : []),
    ],
    reste: parts(RESTE, lignes, false),
    phrase: direJournee(lignes),
  };
};
