import { ANTENNES } from '#shared/contrats/commun';
import type { Session } from '#shared/contrats/compte';
import { PANNES } from '#shared/contrats/disponibilite';
import type {
  Echeance,
  EtatIncident,
  GesteIncident,
  GraviteIncident,
  IncidentVu,
  PanneLiee,
} from '#shared/contrats/incident';
import { CATEGORIES_INCIDENT, ETATS_INCIDENT, GESTES_INCIDENT, GRAVITES_INCIDENT } from '#shared/contrats/incident';
import { tenue } from '#shared/domain/incident/echeances';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { dateBreve, heure } from '../../_ui/formats';
import type { NomIcone } from '../../_ui/icones';

/** `9 h 12` today, `24 nov. 9 h 12` before. */
export const quand = (i: Instant, maintenant: Instant): string => {
  const [jour, ici] = [dateParis(i), dateParis(maintenant)];
  return jour === ici ? heure(i) : `${dateBreve(jour, ici)} ${heure(i)}`;
};

/** The state, to who reads it: an answer is awaited of who signalled, or of any of their antenna. */
export const direEtat = (
  { etat, antenne, auteur }: Pick<IncidentVu, 'etat' | 'antenne' | 'auteur'>,
  noms: Readonly<Record<string, string>>,
  s: Pick<Session, 'identifiant' | 'role' | 'antennes'>,
): string => {
  if (etat !== 'ATTENTE') return ETATS_INCIDENT[etat];
  const deSonAntenne = antenne !== undefined && s.role === 'GESTIONNAIRE' && s.antennes.includes(antenne);
  if (deSonAntenne || auteur === s.identifiant) return 'Attend votre réponse';
  return antenne === undefined ? `Attend ${noms[auteur] ?? auteur}` : `Attend l’antenne ${ANTENNES[antenne].libelle}`;
};

export const TONS_ETAT: Readonly<Record<EtatIncident, { ton: string; icone: NomIcone }>> = {
  SIGNALE: { ton: 'orange', icone: 'cloche' },
  PRIS: { ton: 'bleu', icone: 'lecture' },
  ATTENTE: { ton: 'violet', icone: 'question' },
  RESOLU: { ton: 'vert', icone: 'coche' },
  CLOS: { ton: 'gris', icone: 'coche' },
};
export const TONS_GRAVITE: Readonly<Record<GraviteIncident, string>> = {
  BLOQUANTE: 'rouge',
  MAJEURE: 'orange',
  MINEURE: 'gris',
};

/** What is due, in words: « avant 13 h 00 », « depuis 13 h 00 : dépassé ». */
export const phraseEcheance = (e: Echeance, maintenant: Instant): { texte: string; ton: 'vert' | 'rouge' | 'gris' } => {
  const limite = quand(e.limite, maintenant);
  const etat = tenue(e, maintenant);
  if (e.faiteLe !== undefined)
    return etat === 'TENUE'
      ? { texte: `le ${quand(e.faiteLe, maintenant)}, dans le délai`.replace(/^le (?=\d+\u00a0h)/, 'à '), ton: 'vert' }
      : { texte: `${quand(e.faiteLe, maintenant)}, après le délai (${limite})`, ton: 'rouge' };
  if (e.suspendue) return { texte: 'délai suspendu : une réponse est attendue', ton: 'gris' };
  return etat === 'DEPASSEE'
    ? { texte: `délai dépassé depuis ${limite}`, ton: 'rouge' }
    : { texte: `avant ${limite}`, ton: 'gris' };
};

export const nommerPanne = (p: PanneLiee, maintenant: Instant): string =>
  `${PANNES[p.quoi].libelle}, ${quand(p.debut, maintenant)}`;

/** What a line of the thread did, beside what it says. */
export const faitDuGeste = (
  g: Pick<GesteIncident, 'geste' | 'gravite' | 'categorie' | 'panne'>,
  maintenant: Instant,
): string => {
  switch (g.geste) {
    case 'REPONDRE':
      return '';
    case 'PRENDRE':
      return 'a pris l’incident en charge';
    case 'DEMANDER':
      return 'demande une précision';
    case 'RESOUDRE':
      return 'dit l’incident résolu';
    case 'CONFIRMER':
      return 'a clos l’incident';
    case 'ROUVRIR':
      return 'a rouvert l’incident';
    case 'REQUALIFIER':
      return `a requalifié : ${[
        ...(g.gravite ? [GRAVITES_INCIDENT[g.gravite].libelle.toLocaleLowerCase('fr')] : []),
        ...(g.categorie ? [CATEGORIES_INCIDENT[g.categorie]] : []),
      ].join(', ')}`;
    case 'LIER':
      return g.panne ? `a lié : ${nommerPanne(g.panne, maintenant)}` : GESTES_INCIDENT.LIER.libelle;
  }
};
