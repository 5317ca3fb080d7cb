import { pluriel } from '#shared/libelles/formats';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { A_TRAITER, type StatutAffiche } from '../../../_donnees/depot/statut-affiche';
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

export type Part = { nom: string; ton: string };
export type Resume = { aTraiter: number; aFaire: readonly Part[]; reste: readonly Part[] };

const parts = (genres: readonly Genre[], lignes: readonly Ligne[]): Part[] =>
  genres.flatMap(({ statuts, nom }) => {
    const n = lignes.filter((l) => statuts.includes(l.statut)).length;
    const [premier] = statuts;
    return n > 0 && premier ? [{ nom: nom(n), ton: STATUTS[premier].ton }] : [];
  });

/** Each visit is counted once: in what is to be treated, by what is amiss, which adds up to it; or in the rest. */
export const resumer = (lignes: readonly Ligne[]): Resume => {
  const aTraiter = lignes.filter((l) => l.aTraiter);
  const autrement = aTraiter.filter((l) => !A_TRAITER.has(l.statut));
  const refusees = autrement.filter((l) => l.refus !== undefined).length;
  const aVerifier = autrement.length - refusees;
  return {
    aTraiter: aTraiter.length,
    aFaire: [
      ...parts(A_FAIRE, aTraiter),
      ...(refusees > 0 ? [{ nom: pluriel(refusees, 'correction refusée', 'corrections refusées'), ton: 'rouge' }] : []),
      ...(aVerifier > 0 ? [{ nom: `${aVerifier} à vérifier`, ton: 'orange' }] : []),
    ],
    reste: parts(
      RESTE,
      lignes.filter((l) => !l.aTraiter),
    ),
  };
};
