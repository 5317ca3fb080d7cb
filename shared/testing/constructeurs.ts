import type { Compte } from '../contrats/acces/compte';
import type { ClotureEcrite } from '../contrats/cloture/cloture';
import type { Antenne } from '../contrats/commun';
import type { Correction, Verdict } from '../contrats/corrections/correction';
import type { Note, Prise } from '../contrats/corrections/equipe';
import type { Intervention } from '../contrats/corrections/intervention';
import type { Absence } from '../contrats/dossiers/absence';
import type { Financeur, PriseEnCharge, Usager, Visite } from '../contrats/dossiers/dossiers';
import type { SansTelegestion } from '../contrats/dossiers/sans-telegestion';
import type { Acquittement } from '../contrats/exploitation/alerte';
import { lecteurParametres } from '../contrats/exploitation/parametre';
import {
  idCloture,
  idCompte,
  idCorrection,
  idFiche,
  idFinanceur,
  idPointage,
  idUsager,
  idVerdict,
  idVisite,
} from '../contrats/ids';
import type { Fiche } from '../contrats/pointages/fiche';
import type { Pointage } from '../contrats/pointages/pointage';
import type { Rattachement } from '../contrats/pointages/rattachement';
import { apparierUsager, type EntreeAppariement } from '../domain/appariement/apparier';
import { DEPUIS_TOUJOURS } from '../domain/cloture/antenne';
import type { Contexte, CorrectionSuivie } from '../domain/types';
import { dateParis, instantsDeLocal } from '../temps/paris';
import type { DateCivile, Instant, Minutes, Mois } from '../temps/types';

// Builders for tests: each gives a valid value, of which a test says only what it is about.

/** `paris('2026-10-01 08:30')` or with seconds: the instant of that reading of the clock in Paris. */
export const paris = (local: string, seconde = false): Instant => {
  const complet = local.replace(' ', 'T');
  const trouves = instantsDeLocal(complet.length === 16 ? `${complet}:00` : complet);
  const i = seconde ? trouves.at(-1) : trouves[0];
  if (!i) throw new Error(`pas d’instant pour ${local}`);
  return i;
};

export const jour = (d: string): DateCivile => d as DateCivile;
export const parametresAu = lecteurParametres([]);
export const contexte = (maintenant = '2026-11-25 12:00'): Contexte => ({
  maintenant: paris(maintenant),
  parametresAu,
});

export const pointage = (sens: 'A' | 'D', local: string, plus: Partial<Pointage> = {}): Pointage => {
  const instant = plus.instant ?? paris(local);
  const id = plus.id ?? `${sens}-${local}`;
  return {
    _id: idPointage(instant, id),
    type: 'pointage',
    id,
    sens: sens === 'A' ? 'ARRIVEE' : 'DEPART',
    instant,
    recuLe: instant,
    source: 'SVI',
    usagerId: 'U1',
    intervenantId: 'I1',
    ...plus,
  };
};

export const visite = (
  id: string,
  debut: string,
  fin: string,
  plus: Partial<Visite['versions'][number]> = {},
): Visite => ({
  _id: idVisite(dateParis(paris(debut)), id),
  type: 'visite',
  id,
  versions: [
    {
      recuLe: paris('2026-09-25 06:00'),
      usagerId: 'U1',
      intervenantId: 'I1',
      debut: paris(debut),
      fin: paris(fin),
      codePrestation: 'AD',
      ...plus,
    },
  ],
});

/** An id as a PC draws it: in the order of these, numbers or capitals of its alphabet. */
export const ulidDe = (n: number | string): string => `01${String(n).padStart(24, '0')}`;

let compteur = 0;
export const correction = (nature: Correction['nature'], plus: Partial<Correction> = {}): Correction => {
  compteur += 1;
  const id = plus.id ?? ulidDe(compteur);
  const date = plus.date ?? jour('2026-10-01');
  return {
    _id: idCorrection(date, id),
    type: 'correction',
    id,
    date,
    antenne: 'EST',
    nature,
    motif: 'OUBLI_DEPART',
    auteur: 'gestion01',
    instant: paris('2026-10-02 10:00'),
    poste: 'PC-01',
    base: [],
    source: 'POSTE',
    ...plus,
  };
};

/** A slip of 8:30 to 9:30; a side given as undefined is left out. */
export const fiche = (
  plus: Partial<Omit<Fiche, 'arrivee' | 'depart'>> & {
    arrivee?: Instant | undefined;
    depart?: Instant | undefined;
  } = {},
): Fiche => {
  compteur += 1;
  const { arrivee, depart, ...reste } = {
    arrivee: paris('2026-10-01 08:30'),
    depart: paris('2026-10-01 09:30'),
    ...plus,
  };
  const id = reste.id ?? `F${String(compteur).padStart(6, '0')}`;
  const date = reste.date ?? jour('2026-10-01');
  return {
    _id: idFiche(date, id),
    type: 'fiche',
    id,
    date,
    antenne: 'EST',
    usagerId: 'U1',
    intervenantId: 'I1',
    motif: 'PANNE_SVI',
    auteur: 'gestion01',
    instant: paris('2026-10-02 10:00'),
    poste: 'PC-01',
    ...(arrivee === undefined ? {} : { arrivee }),
    ...(depart === undefined ? {} : { depart }),
    ...reste,
  };
};

export const verdict = (c: Correction, plus: Partial<Verdict> = {}): Verdict => ({
  _id: idVerdict(c.date, c.id),
  type: 'verdict',
  correctionId: c.id,
  date: c.date,
  decision: 'ACCEPTEE',
  recuLe: c.instant,
  ...plus,
});

export const acceptee = (c: Correction, plus: Partial<Verdict> = {}): CorrectionSuivie => ({
  correction: c,
  verdict: verdict(c, plus),
});

export const apparier = (e: Partial<EntreeAppariement>): ReturnType<typeof apparierUsager> =>
  apparierUsager({
    usagerId: 'U1',
    antenneAu: () => 'EST',
    telephonesAu: () => ['+33199000001'],
    pointages: [],
    visites: [],
    creations: [],
    parametresAu,
    ...e,
  });

export const pec = (numero: string, codeFinanceur: string, plus: Partial<PriseEnCharge> = {}): PriseEnCharge => ({
  numero,
  codeFinanceur,
  priorite: 1,
  dateDebut: jour('2026-01-01'),
  codePrestation: 'AD',
  salsaOuvert: false,
  ...plus,
});

export const usager = (id: string, plus: Partial<Usager> & { antenne?: Antenne } = {}): Usager => {
  const { antenne = 'EST', ...reste } = plus;
  return {
    _id: idUsager(id),
    type: 'usager',
    id,
    civilite: 'MME',
    nom: 'MARTIN',
    prenom: 'Jeanne',
    adresse: '1 rue des Lilas',
    codePostal: '75011',
    ville: 'Paris',
    dateNaissance: jour('1935-04-01'),
    telephones: [],
    antennes: [{ antenne, depuis: DEPUIS_TOUJOURS }],
    prisesEnCharge: [],
    vuLe: paris('2026-01-05 06:00'),
    ...reste,
  };
};

export const financeur = (
  code: string,
  dispositif: Financeur['dispositif'],
  plus: Partial<Financeur> = {},
): Financeur => ({
  _id: idFinanceur(code, plus.dateDebut ?? jour('2024-01-01')),
  type: 'financeur',
  code,
  libelle: code,
  dispositif,
  dateDebut: jour('2024-01-01'),
  tolerance: 0 as Minutes,
  plafondPrevu: false,
  pas: 1 as Minutes,
  mode: 'PROCHE',
  tarifHoraireCentimes: 2458,
  ...plus,
});

export const compte = (identifiant: string, plus: Partial<Compte> = {}): Compte => ({
  _id: idCompte(identifiant),
  type: 'compte',
  identifiant,
  nom: identifiant,
  role: 'GESTIONNAIRE',
  responsable: false,
  antennes: ['EST'],
  empreinte: '',
  partCle: 'p',
  actif: true,
  creeLe: '2026-09-01T08:00:00Z' as Instant,
  ...plus,
});

const saisie = (type: string, id: string, date: DateCivile) => ({
  _id: `${type}:${date}:${id}`,
  id,
  date,
  antenne: 'EST' as const,
  auteur: 'essai',
  instant: `${date}T08:00:00Z` as Instant,
  poste: 'p',
});

export const note = (id: string, date: DateCivile, plus: Partial<Note> = {}): Note => ({
  ...saisie('note', id, date),
  type: 'note',
  objet: { genre: 'USAGER', id: plus.usagerId ?? 'U1' },
  texte: 'Digicode changé',
  ...plus,
});

export const absence = (id: string, date: DateCivile, plus: Partial<Absence> = {}): Absence => ({
  ...saisie('absence', id, date),
  type: 'absence',
  usagerId: 'U1',
  nature: 'VACANCES',
  du: date,
  ...plus,
});

export const sansTelegestion = (
  id: string,
  date: DateCivile,
  plus: Partial<SansTelegestion> = {},
): SansTelegestion => ({
  ...saisie('sanstele', id, date),
  type: 'sanstele',
  usagerId: 'U1',
  raison: 'REFUS',
  depuis: date,
  ...plus,
});

export const prise = (id: string, date: DateCivile, plus: Partial<Prise> = {}): Prise => ({
  ...saisie('prise', id, date),
  type: 'prise',
  objet: { genre: 'VISITE', id: 'V1' },
  geste: 'PRENDRE',
  ...plus,
});

export const rattachement = (id: string, date: DateCivile, plus: Partial<Rattachement> = {}): Rattachement => ({
  ...saisie('rattachement', id, date),
  type: 'rattachement',
  geste: 'RATTACHER',
  numero: '+33199000001',
  usagerId: 'U1',
  ...plus,
});

/** Of the alert that has this `_id`. */
export const acquittement = (
  id: string,
  date: DateCivile,
  alerteId: string,
  plus: Partial<Acquittement> = {},
): Acquittement => ({ ...saisie('acquittement', id, date), type: 'acquittement', alerteId, ...plus });

export const cloture = (antenne: Antenne, mois: Mois, plus: Partial<ClotureEcrite> = {}): ClotureEcrite => ({
  _id: idCloture(mois),
  type: 'cloture',
  mois,
  antenne,
  numero: 1,
  auteur: 'durand',
  instant: '2026-11-03T09:00:00Z' as Instant,
  incompletes: 0,
  nombreVisites: 0,
  nombreBruts: 0,
  usagers: 0,
  empreinte: '0'.repeat(64),
  ...plus,
});

/** A visit of usager U1 by aide I1, derived as nothing was planned or punched; one a day, named after it. */
export const intervention = (date: string, plus: Partial<Intervention> = {}): Intervention => ({
  _id: `intervention:${date}:V${date}`,
  type: 'intervention',
  id: `V${date}`,
  date: jour(date),
  antenne: 'EST',
  usagerId: 'U1',
  intervenantId: 'I1',
  codePrestation: 'AD',
  ecartes: [],
  creations: [],
  anomalies: [],
  explication: [],
  ...plus,
});
