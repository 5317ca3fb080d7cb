import type { Correction } from '#shared/contrats/corrections/correction';
import type { Prise } from '#shared/contrats/corrections/equipe';
import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import { RAISONS_SANS_TELEGESTION } from '#shared/contrats/dossiers/sans-telegestion';
import { CATEGORIES_INCIDENT } from '#shared/contrats/exploitation/incident';
import { DECISIONS_PRO_FORMA } from '#shared/contrats/financement/pro-forma';
import type { Geste } from '#shared/contrats/pointages/rattachement';
import type { Saisie } from '#shared/contrats/saisie';
import { DES_POSTES } from '#shared/documents/postes';
import { DEFINITIONS } from '#shared/domain/correction/natures/table';
import { motifEnMots } from '#shared/libelles/motif';
import { prestationEnMots } from '#shared/libelles/prestation';
import { heure } from '#shared/mots/dates';
import { majuscule, minuscule, telephone } from '#shared/mots/textes';
import type { Noms } from '../../_donnees/depot/noms-personnes';

const SANS_NOM: Noms = (_, id) => id;

const donneesEnMots = (c: Correction, noms: Noms): string[] =>
  DEFINITIONS[c.nature].personnes === 'REMPLACANTES'
    ? [
        ...(c.usagerId ? [`usager ${noms('usager', c.usagerId)}`] : []),
        ...(c.intervenantId ? [`aide ${noms('aide', c.intervenantId)}`] : []),
        ...(c.codePrestation ? [`prestation ${prestationEnMots(c.codePrestation)}`] : []),
      ]
    : [];

export const valeursEnMots = (c: Correction, noms: Noms = SANS_NOM): string[] => [
  ...(c.debut ? [`arrivée ${heure(c.debut)}`] : []),
  ...(c.fin ? [`départ ${heure(c.fin)}`] : []),
  ...(c.minutes === undefined ? [] : [`${c.minutes} min`]),
  ...donneesEnMots(c, noms),
];

const GESTES_EN_MOTS: Record<Geste, string> = {
  RATTACHER: 'rattaché',
  DETACHER: 'détaché',
  ECARTER: 'écarté des propositions',
};

const PRISES_EN_MOTS: Record<Prise['geste'], string> = {
  PRENDRE: 'Anomalie prise',
  RENDRE: 'Anomalie rendue',
  CONFIER: 'Anomalie confiée',
};

/** `Heures corrigées : départ 9 h 30 (Oubli au départ)`. */
export const resumeCorrection = (s: Correction, noms?: Noms): string => {
  const dites = valeursEnMots(s, noms);
  const motif = motifEnMots(s.motif);
  return `${DEFINITIONS[s.nature].mots.resume}${dites.length > 0 ? `\u00a0: ${dites.join(', ')}` : ''}${motif ? ` (${motif})` : ''}`;
};

/** One line for anything that was typed. */
export const resumeSaisie = (s: Saisie, noms?: Noms): string => {
  // A type that has no line of its own is named by its row.
  const simple = majuscule(DES_POSTES[s.type].un);
  switch (s.type) {
    case 'correction':
      return resumeCorrection(s, noms);
    case 'rattachement':
      return s.retire === undefined
        ? `Numéro ${telephone(s.numero)} ${GESTES_EN_MOTS[s.geste]}`
        : `Numéro ${telephone(s.numero)} : geste annulé`;
    case 'fiche': {
      const cotes = [
        ...(s.arrivee ? [`arrivée ${heure(s.arrivee)}`] : []),
        ...(s.depart ? [`départ ${heure(s.depart)}`] : []),
      ];
      return `Fiche saisie : ${cotes.join(', ')} (${motifEnMots(s.motif)})`;
    }
    case 'absence':
      return s.annulee ? 'Absence retirée' : NATURES_ABSENCE[s.nature].libelle;
    case 'sanstele':
      return `Sans télégestion : ${minuscule(RAISONS_SANS_TELEGESTION[s.raison])}`;
    case 'note':
      if (s.reponse) return `Heures de l’aide ${s.reponse === 'REPRISE' ? 'reprises' : 'refusées'}`;
      return s.efface ? 'Note effacée' : 'Note';
    case 'proforma':
      return `Pro forma ${minuscule(DECISIONS_PRO_FORMA[s.decision])}`;
    case 'prise':
      return PRISES_EN_MOTS[s.geste];
    case 'acquittement':
      return 'Alerte vue';
    case 'signalement':
      return `Incident signalé : ${minuscule(CATEGORIES_INCIDENT[s.categorie])}`;
    default:
      return simple;
  }
};
