import { z } from 'zod';

export { ANTENNES_MAX, type Antenne, antenneSchema } from './antenne';

export const DISPOSITIFS = [
  'APA',
  'ASL_PA',
  'ASL_PH',
  'PCH',
  'CAISSE_RETRAITE',
  'MUTUELLE',
  'ASSISTANCE',
  'DEPARTEMENT_AUTRE',
  'CPAM',
  'ETAT',
  'TARIF_PROPRE',
] as const;
export type Dispositif = (typeof DISPOSITIFS)[number];

export const MODES_ARRONDI = ['INFERIEUR', 'PROCHE', 'SUPERIEUR'] as const;
export type ModeArrondi = (typeof MODES_ARRONDI)[number];

/** A table that is asked by what comes in: it has its own words and no other (`constructor` is none of them). */
const table = <T extends object>(mots: T): T => Object.assign(Object.create(null), mots);

/** Motifs of corrections and their words on screen; the dated list is the parameter `motifs`. */
export const MOTIFS = table({
  OUBLI_ARRIVEE: 'Oubli à l’arrivée',
  OUBLI_DEPART: 'Oubli au départ',
  OUBLI_TOTAL: 'Oubli total',
  TELEPHONE_INDISPONIBLE: 'Téléphone indisponible',
  TELEPHONE_REFUSE: 'Téléphone refusé',
  LIGNE_OCCUPEE: 'Ligne occupée',
  PANNE_SVI: 'Panne du SVI',
  CODE_ERRONE: 'Code erroné',
  NUMERO_NON_RECONNU: 'Numéro non reconnu',
  SORTIE_EXTERIEURE: 'Sortie extérieure',
  ATTENTE_PORTE: 'Attente à la porte',
  ABSENCE_USAGER: 'Absence de l’usager',
  REFUS_USAGER: 'Refus de l’usager',
  URGENCE: 'Urgence',
  ERREUR_PLANNING: 'Erreur de planning',
  REMPLACEMENT: 'Remplacement',
  HORAIRE_DEMANDE: 'Horaire demandé',
  AUTRE: 'Autre',
} as const);
export type Motif = keyof typeof MOTIFS;

export const ANOMALIES = {
  REMPLACEMENT: 'Faite par une autre aide que celle prévue',
  HORS_PLANNING: 'Aucune visite prévue ne correspond',
  NUMERO_AUTRE: 'Appel d’un autre numéro que ceux de l’usager',
  HORLOGE: 'Heure d’un téléphone dont l’horloge n’est pas sûre',
  DUREE_NULLE: 'Arrivée et départ dans la même minute',
  CHEVAUCHEMENT: 'Deux visites de la même aide se chevauchent',
  HORS_PLAN: 'Aucune prise en charge ne couvre ces minutes',
  CUMUL_INTERDIT: 'APA et ASL valables le même jour',
  VISITE_COURTE: 'Bien plus courte que prévu',
  ARRIVEE_TARDIVE: 'Arrivée tardive',
  DEPART_ANTICIPE: 'Départ anticipé',
} as const;
export type Anomalie = keyof typeof ANOMALIES;
export const anomalieSchema = z.enum(Object.keys(ANOMALIES) as [Anomalie, ...Anomalie[]]);

/** A refusal: a value, with a code for the machine and a French sentence that says what to do. */
export const refusSchema = z.object({ code: z.string(), message: z.string() });
export type Refus = z.infer<typeof refusSchema>;

/** `ecran`: the sentence for who reads it on a screen, where that of the command line speaks of machines. */
export type Refusee = { ok: false; refus: Refus & { ecran?: string } };
export type Resultat<T> = { ok: true; valeur: T } | Refusee;
export const refuser = (code: string, message: string): Refusee => ({ ok: false, refus: { code, message } });

/** Drawn by who asks, once for what is asked: asked again where no answer came, it is the same. An older page gives none. */
export const idDemandeSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'ulid attendu');

/** The refusal's code where something else is under that id: what came first stays, and asking again takes another id. */
export const IDENTIFIANT_DEJA_PRIS = 'IDENTIFIANT_DEJA_PRIS';

export const numeroE164Schema = z.string().regex(/^\+\d{6,15}$/, 'numéro E.164 attendu');
