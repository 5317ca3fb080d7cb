import type { Cloture, EtatFige } from '../contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '../contrats/cloture/complement';
import type { Usager } from '../contrats/dossiers/dossiers';
import { idCloture, idComplement, idEtatFige } from '../contrats/ids';
import { figerMois } from '../domain/cloture/figer';
import { indexerCorrections } from '../domain/intervention/cibles';
import { retenir } from '../domain/intervention/retenir';
import type { CorrectionSuivie } from '../domain/types';
import { tableFinanceurs } from '../domain/ventilation/financeurs';
import { ajouterJours } from '../temps/paris';
import { type Minutes, type Mois, moisSchema } from '../temps/types';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  financeur,
  jour,
  paris,
  pec,
  pointage,
  usager,
  visite,
} from './constructeurs';

export const MOIS: Mois = moisSchema.parse('2026-10');
export const FINANCEURS = [
  financeur('DASES_APA', 'APA', { libelle: 'Ville de Paris - APA', tolerance: 5 as Minutes }),
  financeur('CNAV', 'CAISSE_RETRAITE', { libelle: 'Caisse nationale d’assurance vieillesse' }),
  financeur('TARIF_PROPRE', 'TARIF_PROPRE', { libelle: 'Tarif propre' }),
];

export const cloture = (plus: Partial<Cloture> = {}): Cloture => ({
  _id: idCloture(MOIS),
  type: 'cloture',
  mois: MOIS,
  antenne: 'EST',
  numero: 3,
  auteur: 'CLI:responsable',
  instant: paris('2026-11-02 09:12'),
  incompletes: 1,
  nombreVisites: 0,
  nombreBruts: 0,
  usagers: 1,
  empreinte: 'e'.repeat(64),
  parametres: {},
  financeurs: FINANCEURS.map((f) => ({ ...f })),
  reportApaDepuis: jour('2024-05-01'),
  plafonds: {},
  ...plus,
});

const personne = (id: string, plus: Partial<Usager>): Usager =>
  usager(id, {
    nom: 'DELAUNAY',
    prenom: 'Françoise',
    adresse: '72 rue Guérin',
    codePostal: '75012',
    dateNaissance: jour('1932-11-01'),
    prisesEnCharge: [
      pec('P300002A', 'DASES_APA', { minutesMax: 1200 as Minutes, dateFin: jour('2026-12-31') }),
      pec('P300002B', 'CNAV', { priorite: 2, minutesMax: 180 as Minutes }),
    ],
    ...plus,
  });

/**
 * A usager's frozen October made by the domain itself: one visit a day at 8:30, among them a departure corrected, a visit
 * created with no punch, one deleted, one left without departure, extra minutes, a substitute, and more than the caps cover.
 */
export const etatFige = (id = 'U1', plus: Partial<Usager> = {}, jours = 31): EtatFige => {
  const dates = Array.from({ length: jours }, (_, i) => ajouterJours(jour('2026-10-01'), i));
  const visites = dates.map((d) => visite(`V-${d}`, `${d} 08:30`, `${d} 09:30`, { usagerId: id }));
  const appel = (sens: 'A' | 'D', d: string, h: string) =>
    pointage(sens, `${d} ${h}`, { usagerId: id, id: `${sens}-${d}`, intervenantId: d.endsWith('5') ? 'I2' : 'I1' });
  const oubli = dates[3];
  const creee = dates[6];
  const annulee = dates[9];
  const sansDepart = dates[12];
  const attente = dates[1];
  const pointages = dates.flatMap((d, i) =>
    d === creee
      ? []
      : [
          appel('A', d, `08:${String(28 + (i % 7)).padStart(2, '0')}`),
          ...(d === oubli || d === sansDepart ? [] : [appel('D', d, `09:${String(26 + (i % 9)).padStart(2, '0')}`)]),
        ],
  );
  const cible = (d: string) => ({ cible: { genre: 'POINTAGE' as const, id: `A-${d}` } });
  const apres = (d: string, h: string) => ({ instant: paris(`${d} ${h}`) });
  const corrections: CorrectionSuivie[] = [];
  const corriger = (d: string | undefined, f: (d: string) => ReturnType<typeof correction>): void => {
    if (d) corrections.push(acceptee(f(d)));
  };
  corriger(attente, (d) =>
    correction('MINUTES', {
      id: 'C1',
      date: jour(d),
      ...cible(d),
      ...apres(d, '17:00'),
      motif: 'ATTENTE_PORTE',
      minutes: 10 as Minutes,
    }),
  );
  corriger(oubli, (d) =>
    correction('HORAIRE', { id: 'C2', date: jour(d), ...cible(d), ...apres(d, '17:09'), fin: paris(`${d} 09:30`) }),
  );
  corriger(creee, (d) =>
    correction('CREATION', {
      id: 'C3',
      date: jour(d),
      ...apres(d, '18:00'),
      cible: { genre: 'VISITE', id: `V-${d}` },
      usagerId: id,
      intervenantId: 'I1',
      codePrestation: 'AD',
      debut: paris(`${d} 08:30`),
      fin: paris(`${d} 09:30`),
      motif: 'AUTRE',
      commentaire: 'Coupure de la ligne dans l’immeuble',
    }),
  );
  corriger(annulee, (d) =>
    correction('SUPPRESSION', { id: 'C4', date: jour(d), ...cible(d), ...apres(d, '12:00'), motif: 'ABSENCE_USAGER' }),
  );
  const creations = corrections.filter((c) => c.correction.nature === 'CREATION');
  const interventions = apparier({ usagerId: id, pointages, visites, creations });
  const siennes = indexerCorrections(corrections);
  const table = tableFinanceurs(FINANCEURS);
  if (!table.ok) throw new Error(table.refus.message);
  const [etat] = figerMois({
    mois: MOIS,
    antenne: 'EST',
    retenues: interventions.map((i) => retenir(i, siennes(i), contexte())),
    usager: () => personne(id, plus),
    nomIntervenant: (i) => (i === 'I1' ? 'MAILLARD Sandrine' : 'DIALLO Aïssatou'),
    financeurs: table.valeur,
    report: () => ({ depuis: moisSchema.parse('2024-05'), mois: 5, premierMois: undefined, consommes: () => 0 }),
  });
  if (!etat) throw new Error('aucun état figé');
  return etat;
};

/** The month after, closed in its turn: what it rectifies is of October. */
export const SUIVANT: Mois = moisSchema.parse('2026-11');
export const clotureSuivante = (plus: Partial<Cloture> = {}): Cloture =>
  cloture({ _id: idCloture(SUIVANT), mois: SUIVANT, numero: 4, instant: paris('2026-12-02 09:12'), ...plus });

/** What the closing of November finds changed, for one usager. */
export const complementFige = (
  visites: readonly VisiteComplementaire[],
  id = 'U1',
  plus: Partial<Complement> = {},
): Complement => ({
  _id: idComplement(SUIVANT, id),
  type: 'complement',
  mois: SUIVANT,
  antenne: 'EST',
  usagerId: id,
  visites: [...visites],
  ventilation: [],
  ...plus,
});

/** November of that usager: its visits are October's first ones, or none. */
export const etatSuivant = (jours: number, id = 'U1'): EtatFige => {
  const etat = etatFige(id, {}, Math.max(jours, 1));
  const rien = jours === 0 ? { visites: [], bruts: [], prisesEnCharge: [] } : {};
  return { ...etat, _id: idEtatFige(SUIVANT, id), mois: SUIVANT, ...rien };
};
