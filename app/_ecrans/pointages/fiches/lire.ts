import type { Refus } from '#shared/contrats/commun';
import type { Fiche } from '#shared/contrats/pointages/fiche';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireHeure, situer } from '../../../_ui/actes/heure';
import { type Signature, signee } from '../../../_ui/actes/signature';

/** What is typed on one line. */
export type Heures = { arrivee: string; depart: string };

export type ChampFiche = 'date' | 'intervenant' | 'usager' | 'arrivee' | 'depart' | 'motif' | 'commentaire' | 'fiche';
export type ErreursFiche = Partial<Record<ChampFiche, string>>;

/** What a typed hour is read against. */
export type ReperesFiche = {
  date: DateCivile;
  prevu?: { debut: Instant; fin: Instant } | undefined;
  /** The sides that are known without this slip. */
  arrivee?: Instant | undefined;
  depart?: Instant | undefined;
  /** Minutes. */
  dureeMax: number;
};

type Lues = { arrivee?: Instant; depart?: Instant; erreurs: ErreursFiche };

/**
 * Both sides from what is typed; an empty field gives none. `+5` counts from the planned hour, and for a departure without one
 * from the arrival. A departure after midnight is placed by its arrival.
 */
export const lireHeures = (h: Heures, r: ReperesFiche): Lues => {
  const erreurs: ErreursFiche = {};
  const lire = (cote: 'arrivee' | 'depart', autre: Instant | undefined, reference: Instant | undefined) => {
    if (h[cote].trim() === '') return undefined;
    const tapee = lireHeure(h[cote]);
    const nom = cote === 'arrivee' ? 'debut' : 'fin';
    const situee = tapee.ok
      ? situer(tapee.valeur, nom, { jour: r.date, autre, reference, dureeMax: r.dureeMax })
      : tapee;
    if (situee.ok) return situee.valeur;
    erreurs[cote] = situee.refus.message;
    return undefined;
  };
  const arrivee = lire('arrivee', undefined, r.prevu?.debut ?? r.arrivee);
  const depart = lire('depart', arrivee ?? r.arrivee, r.prevu?.fin ?? arrivee ?? r.arrivee);
  return { ...(arrivee ? { arrivee } : {}), ...(depart ? { depart } : {}), erreurs };
};

type Quoi = {
  usagerId: string;
  intervenantId: string;
  date: DateCivile;
  arrivee?: Instant | undefined;
  depart?: Instant | undefined;
  motif: string;
  commentaire: string;
};

/** The record. */
export const composerFiche = (q: Quoi, s: Signature): Fiche => ({
  ...signee('fiche', q.date, s),
  usagerId: q.usagerId,
  intervenantId: q.intervenantId,
  ...(q.arrivee ? { arrivee: q.arrivee } : {}),
  ...(q.depart ? { depart: q.depart } : {}),
  motif: q.motif,
  ...(q.commentaire.trim() ? { commentaire: q.commentaire.trim() } : {}),
});

const CHAMPS: Record<string, (f: Fiche) => ChampFiche> = {
  MOTIF_INCONNU: () => 'motif',
  COMMENTAIRE_MANQUANT: () => 'commentaire',
  HEURE_FUTURE: (f) => (f.arrivee && f.arrivee > f.instant ? 'arrivee' : 'depart'),
  FICHE_VIDE: () => 'arrivee',
  FIN_AVANT_DEBUT: () => 'depart',
  TROP_LONGUE: () => 'depart',
  DATE_FICHE: () => 'date',
};

/** The field where a refusal is said; one that no field mends stands under the line. */
export const champDuRefus = (refus: Refus, f: Fiche): ChampFiche => CHAMPS[refus.code]?.(f) ?? 'fiche';
