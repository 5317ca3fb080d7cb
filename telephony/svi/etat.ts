import { z } from 'zod';
import type { Antenne } from '#shared/contrats/commun';
import { type Appel, SENS } from '#shared/contrats/pointages/pointage';
import { instantSchema } from '#shared/temps/types';
import type { Parole } from './messages';

/** The states in which the SVI waits for keys, and `FIN`. DEPART is what comes before the first answer. */
export const ETAPES = ['CODE', 'CHOIX', 'BENEFICIAIRE', 'SENS', 'CONFIRME', 'FIN'] as const;

/** What each step waits for. `finTouche`: the key that ends the entry; at BENEFICIAIRE # is an answer, not an end. */
export const DEMANDES = {
  CODE: { chiffres: 5, finTouche: '#', attente: 8, entreTouches: 4 },
  CHOIX: { chiffres: 1, finTouche: 'none', attente: 8, entreTouches: 2 },
  BENEFICIAIRE: { chiffres: 6, finTouche: 'none', attente: 10, entreTouches: 4 },
  SENS: { chiffres: 1, finTouche: 'none', attente: 8, entreTouches: 2 },
  CONFIRME: { chiffres: 1, finTouche: 'none', attente: 5, entreTouches: 2 },
} as const;

export type EtapeDemandee = keyof typeof DEMANDES;

/** A punch of this call that stands (a later one of the same call may have replaced others). */
const pointageAppelSchema = z.object({ id: z.string(), sens: z.enum(SENS), usagerId: z.string().exactOptional() });
export type PointageAppel = z.infer<typeof pointageAppelSchema>;

/** Everything that a call is: small, serialisable, and free of codes and names. */
export const etatAppelSchema = z.object({
  appelId: z.string(),
  /** [PT-2] The call's start. */
  instant: instantSchema,
  /** E.164; absent when withheld. */
  numero: z.string().exactOptional(),
  etape: z.enum(ETAPES),
  /** Wrong answers and silences at this step. */
  erreurs: z.number(),
  silences: z.number(),
  intervenantId: z.string().exactOptional(),
  /** Usagers of the punch to come; empty while unknown [PT-5]. */
  usagers: z.array(z.string()),
  /** Usagers offered at CHOIX, in the order of their keys. */
  offerts: z.array(z.string()).exactOptional(),
  /** How many times key 9 was used. */
  corrections: z.number(),
  /** `Contexte.rafale` as the call began: each worker counts otherwise, and must answer the same request alike. */
  rafale: z.literal(true).exactOptional(),
  pointages: z.array(pointageAppelSchema),
});
export type EtatAppel = z.infer<typeof etatAppelSchema>;

/** `touches` empty = silence. */
export type Evenement = { type: 'TOUCHES'; touches: string } | { type: 'RACCROCHE' } | { type: 'ERREUR' };

export type PointageNouveau = PointageAppel & { remplace?: string };

export type Effet =
  | { type: 'DIRE'; parole: Parole }
  | { type: 'DEMANDER'; etape: EtapeDemandee }
  | { type: 'POINTER'; pointages: PointageNouveau[] }
  | { type: 'ECHOUER'; etape: Appel['etape']; issue: Appel['issue'] }
  | { type: 'CODE_ERRONE' }
  | { type: 'RACCROCHER' };

export type Transition = { etat: EtatAppel; effets: Effet[] };

export type UsagerAnnuaire = { id: string; prenom: string; initiale: string; antenne: Antenne };
export type IntervenantAnnuaire = { id: string; antenne: Antenne };

/** What the machine may ask: pure look-ups in the local annuaire, as of the call's civil date. */
export type Contexte = {
  intervenantDuCode: (code: string) => IntervenantAnnuaire | undefined;
  intervenant: (id: string) => IntervenantAnnuaire | undefined;
  usagerDuCode: (code: string) => UsagerAnnuaire | undefined;
  usagersDuNumero: (numero: string) => UsagerAnnuaire[];
  telephoneAntenne: (antenne: Antenne | undefined) => string | undefined;
  /** Too many wrong codes within the hour, from this number or from all those that nobody has: in a call that begins now, a wrong code is the last. */
  rafale: boolean;
};
