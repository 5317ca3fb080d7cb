import { createHash } from 'node:crypto';
import { type Antenne, type Refus, refuser } from '#shared/contrats/commun';
import { estEntier, refusIllisible } from '#shared/contrats/lisible';
import { estTypeSaisie, SAISIES_PRISES, type SaisiePrise as Saisie } from '#shared/contrats/saisie';
import { POSTE_REPRISE } from '#shared/contrats/saisie-commune';
import { debutEnvoi } from '#shared/replication/fenetre';
import { LIMITES } from '#shared/replication/protocole';
import { ajouterJours, dateExiste, dateParis, ecartSecondes } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';

/** Clocks of PCs drift: an instant up to so many seconds ahead of ours is taken. */
const AVANCE_MAX_S = 300;
/** Latest date that a correction may bear, in days from today. */
export const FUTUR_MAX_J = 365;

const idAttendu = (s: Saisie): string => `${s.type}:${s.date}:${s.id}`;

export type { Saisie };

/** `debut`: first date that PCs keep. */
export type ContexteEnvoi = { auteur: string; antenne: Antenne; maintenant: Instant; debut: DateCivile };

/** `01/09/2026` */
const jourEnChiffres = (d: DateCivile): string => d.split('-').reverse().join('/');

/** As JSON; of one too deep to be told, nothing. */
const texteDe = (ligne: unknown): string =>
  (refusIllisible(ligne)?.refus.code === 'FORMAT' ? '' : JSON.stringify(ligne)) ?? '';

/** The id under which a pushed row is answered: its own, or a stable stand-in where it has none that can be used. */
export const idDeLigne = (ligne: unknown): string => {
  const id = (ligne as { _id?: unknown } | null | undefined)?._id;
  if (typeof id === 'string' && id.length > 0 && id.length <= 200 && estEntier(id)) return id;
  const empreinte = createHash('sha256').update(texteDe(ligne)).digest('hex');
  return `illisible:${empreinte.slice(0, 16)}`;
};

/** A pushed row against the rules that need nothing but itself and its author; in order of what to fix first. */
export const verifierLigne = (
  ligne: unknown,
  c: Pick<ContexteEnvoi, 'auteur' | 'antenne'>,
): { ok: true; valeur: Saisie } | { ok: false; refus: Refus } => {
  const illisible = refusIllisible(ligne);
  if (illisible) return illisible;
  const octets = Buffer.byteLength(JSON.stringify(ligne) ?? '');
  if (octets > LIMITES.octetsDocument) {
    return refuser(
      'TROP_GROS',
      `Saisie trop longue (${octets} octets, ${LIMITES.octetsDocument} au plus). Raccourcissez le commentaire.`,
    );
  }
  const { type, _deleted } = (ligne ?? {}) as { type?: unknown; _deleted?: unknown };
  if (!estTypeSaisie(type)) {
    return refuser(
      'TYPE_RESERVE',
      'Ce type de document est écrit par le serveur seulement. Un poste n’envoie que ce que saisit un gestionnaire.',
    );
  }
  if (_deleted === true) {
    return refuser(
      'SUPPRESSION_INTERDITE',
      'Une saisie envoyée ne s’efface pas. Faites une nouvelle correction qui la remplace.',
    );
  }
  const lu = SAISIES_PRISES[type].safeParse(ligne);
  if (!lu.success) {
    const champs = [...new Set(lu.error.issues.map((i) => i.path.join('.') || 'document'))].slice(0, 5).join(', ');
    return refuser('FORMAT', `Saisie mal formée (${champs}). Rechargez la page, puis recommencez la saisie.`);
  }
  const s = lu.data;
  if (s._id !== idAttendu(s) || !dateExiste(s.date)) {
    return refuser(
      'IDENTIFIANT',
      'L’identifiant de la saisie ne correspond pas à sa date. Rechargez la page, puis recommencez la saisie.',
    );
  }
  if (s.auteur !== c.auteur) {
    return refuser(
      'AUTEUR',
      'Cette saisie porte le nom d’une autre personne. Son auteur doit se connecter pour l’envoyer.',
    );
  }
  if (s.antenne !== c.antenne) {
    return refuser('ANTENNE', 'Cette saisie concerne une autre antenne. Adressez-la à l’antenne de l’intervention.');
  }
  // Noted as typed and counted as brought by a file, it would be missing from every backup.
  if (s.poste === POSTE_REPRISE) {
    return refuser(
      'POSTE',
      'Ce nom de poste est réservé à ce que reprennent les fichiers. Rechargez la page, puis recommencez la saisie.',
    );
  }
  return { ok: true, valeur: s };
};

/** What the clock and the window say of a row: of one that was taken in its time they say nothing more, for it is there. */
export const refusDuMoment = (s: Saisie, c: Pick<ContexteEnvoi, 'maintenant' | 'debut'>): Refus | undefined => {
  if (ecartSecondes(c.maintenant, s.instant) > AVANCE_MAX_S) {
    return refuser('HORLOGE', 'L’heure de ce poste est en avance. Réglez son horloge, puis recommencez la saisie.')
      .refus;
  }
  if (s.date < debutEnvoi(c.debut)) {
    return refuser(
      'DATE',
      `Cette date est avant la période que les postes gardent (depuis le ${jourEnChiffres(c.debut)}). Vérifiez-la, ou adressez-vous au service central.`,
    ).refus;
  }
  if (s.date > ajouterJours(dateParis(c.maintenant), FUTUR_MAX_J)) {
    return refuser('DATE', 'Cette date est à plus d’un an d’ici. Vérifiez-la, puis recommencez la saisie.').refus;
  }
  return undefined;
};
