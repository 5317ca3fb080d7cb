import {
  type BilanEnvoi,
  type Envoi,
  ETATS_ENVOI,
  type EtatEnvoi,
  idEnvoi,
  type MotifRetour,
} from '../../contrats/financement/envoi';
import { epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';

/** `demande`: the id under which it is asked for, where a screen gave one. */
export type Geste = { auteur: string; instant: Instant; demande?: string };

/** Minutes before each new attempt at a depot that did not take a file; beyond the last one a person decides. */
export const ATTENTES_MIN = [5, 5, 15, 30, 60, 120, 240, 480, 480] as const;

/** Whether a file in that state may go to the other. */
export const peutPasser = (de: EtatEnvoi, vers: EtatEnvoi): boolean =>
  (ETATS_ENVOI[de].suivants as readonly EtatEnvoi[]).includes(vers);

/** The file in its new state, with who made it so and when; a transition that the table lacks is a fault of ours. */
export const passer = (e: Envoi, etat: EtatEnvoi, g: Geste): Envoi => {
  if (!peutPasser(e.etat, etat)) throw new Error(`envoi : ${e.etat} ne devient pas ${etat}`);
  return { ...e, etat, historique: [...e.historique, { etat, ...g, empreinte: e.empreinte }] };
};

type Fichier = Pick<Envoi, 'destination' | 'mois' | 'nom' | 'empreinte' | 'octets' | 'lignes'>;

export const estParti = (e: Envoi): boolean => e.historique.some((h) => h.etat === 'ENVOYE');

/** Someone is sending it at this moment: nobody else asks for it, or writes it. */
export const estReserve = ({ reservation }: Pick<Envoi, 'reservation'>, maintenant: Instant): boolean =>
  reservation !== undefined && reservation.jusqua > maintenant;

/** When the first of those files left. */
export const premierDepart = (envois: readonly Envoi[]): Instant | undefined =>
  envois
    .flatMap((e) => e.historique.flatMap((h) => (h.etat === 'ENVOYE' ? h.instant : [])))
    .sort()
    .at(0);

/** Asked no more, and held by nobody. */
export const sansDemande = ({ demande, reservation, ...reste }: Envoi): Envoi => reste;

const sansEcartee = ({ reponseEcartee, ...reste }: Envoi): Envoi => reste;

/** It is with its receiver, who has not said whether it is taken. */
export const attendReponse = ({ etat }: Pick<Envoi, 'etat'>): boolean => etat === 'ENVOYE' || etat === 'RENVOYE';

/** [AL-5] An answer came that says nothing that can be believed: told until another is taken, or until it leaves again. */
export const ecarterReponse = (e: Envoi, reponseEcartee: NonNullable<Envoi['reponseEcartee']>): Envoi => ({
  ...e,
  reponseEcartee,
});

/**
 * It was answered. What was asked before the answer is asked no more: a file that was taken must not leave again, and one that was
 * refused leaves once a person has read why.
 */
export const repondre = (e: Envoi, etat: 'ACQUITTE' | 'REFUSE', motifs: readonly MotifRetour[], g: Geste): Envoi =>
  passer({ ...sansEcartee(sansDemande(e)), motifs: [...motifs] }, etat, g);

/** It was asked before it was answered, which was kept until answers let go of it. */
export const demandePerimee = (e: Envoi): boolean => {
  if (!e.demande || (e.etat !== 'ACQUITTE' && e.etat !== 'REFUSE')) return false;
  return e.etat === 'ACQUITTE' || e.demande.demandeLe < (e.historique.at(-1)?.instant ?? '');
};

/**
 * A file just made. [CL-4] What has left is left as it left; what has not, or was refused, takes the new bytes, and says so.
 */
export const preparerEnvoi = (connu: Envoi | undefined, f: Fichier, g: Geste): Envoi => {
  if (!connu)
    return {
      _id: idEnvoi(f),
      type: 'envoi',
      ...f,
      etat: 'PREPARE',
      motifs: [],
      historique: [{ etat: 'PREPARE', ...g, empreinte: f.empreinte }],
    };
  // Its bytes are on their way: what is noted of them must be of them.
  if (estReserve(connu, g.instant)) return connu;
  const memes = connu.empreinte === f.empreinte && connu.etat !== 'SANS_OBJET';
  if (memes || !peutPasser(connu.etat, 'PREPARE')) return connu;
  return passer({ ...connu, ...f }, 'PREPARE', g);
};

/** A file that is no longer made: nobody waits for it to leave. [CL-4] What is with its receiver, or was taken, stays so. */
export const retirerEnvoi = (connu: Envoi, g: Geste): Envoi =>
  peutPasser(connu.etat, 'SANS_OBJET') ? passer(sansDemande(connu), 'SANS_OBJET', g) : connu;

/** Asks that it leave: at once, then again after each failure. */
export const demander = (e: Envoi, g: Geste): Envoi => ({
  ...e,
  demande: {
    ...{ auteur: g.auteur, demandeLe: g.instant, essais: 0, prochainLe: g.instant },
    ...(g.demande === undefined ? {} : { id: g.demande }),
  },
});

/** It was asked for under that id: it has left since, or waits to. */
export const estDemande = (e: Envoi, id: string): boolean =>
  e.demande?.id === id || e.historique.some((h) => h.demande === id);

/** It was deposited, whole. */
export const deposer = (e: Envoi, instant: Instant): Envoi =>
  passer({ ...sansEcartee(sansDemande(e)), motifs: [] }, estParti(e) ? 'RENVOYE' : 'ENVOYE', {
    auteur: e.demande?.auteur ?? '',
    instant,
    ...(e.demande?.id === undefined ? {} : { demande: e.demande.id }),
  });

/** It was not: later by itself, or by a person where waiting changes nothing. */
export const echouer = (e: Envoi, raison: string, definitif: boolean, instant: Instant): Envoi => {
  const { reservation, ...reste } = e;
  if (!e.demande) return reste;
  const attente = definitif ? undefined : ATTENTES_MIN[e.demande.essais];
  return {
    ...reste,
    demande: {
      ...e.demande,
      essais: e.demande.essais + 1,
      raison,
      ...(attente === undefined ? { abandon: true } : { prochainLe: instantDe(epochMs(instant) + attente * 60_000) }),
    },
  };
};

export type IssueEnvoi = 'PARTI' | 'DEJA_PARTI' | 'REFUSE' | 'EN_COURS' | 'NON_PARTI';

/** What a person who sends a month is told of one of its files. What was refused is sent again by itself, never with the month. */
export const issueDe = ({ etat, deja, raison, enCours }: BilanEnvoi): IssueEnvoi => {
  if (enCours) return 'EN_COURS';
  if (raison !== undefined) return 'NON_PARTI';
  if (etat === 'REFUSE') return 'REFUSE';
  if (deja) return 'DEJA_PARTI';
  // Another is sending it, and has not said what came of it.
  return etat === 'PREPARE' || etat === 'SANS_OBJET' ? 'NON_PARTI' : 'PARTI';
};
