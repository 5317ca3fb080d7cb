import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { ANTENNES } from '#shared/contrats/commun';
import { PANNES } from '#shared/contrats/disponibilite';
import {
  CATEGORIES_INCIDENT,
  type Echeance,
  ETATS_INCIDENT,
  GRAVITES_INCIDENT,
  type IncidentVu,
} from '#shared/contrats/incident';
import { tenue } from '#shared/domain/incident/echeances';
import { dateEtHeure } from '#shared/domain/releve/mots';
import { localParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type ColonneClasseur, ecrireClasseur, jourDeClasseur, onglet } from '../../adapters/classeur/classeur';
import type { Fichier } from '../prefacturation/fichier';

const TENUES = { TENUE: 'tenu', DEPASSEE: 'dépassé', EN_COURS: 'en cours' } as const;

type Exporte = IncidentVu & { nom: (login: string) => string; maintenant: Instant };
type Colonne = {
  titre: string;
  largeur: number;
  format?: 'instant' | 'entier';
  lire: (i: Exporte) => string | number | undefined;
};

const quand = (i: Instant | undefined): number | undefined =>
  i === undefined ? undefined : jourDeClasseur(localParis(i));
const tenu = (e: Echeance, i: Exporte): string => (e.suspendue ? 'suspendu' : TENUES[tenue(e, i.maintenant)]);

const COLONNES: readonly Colonne[] = [
  { titre: 'Référence', largeur: 11, lire: (i) => i.reference },
  { titre: 'Antenne', largeur: 13, lire: (i) => (i.antenne ? ANTENNES[i.antenne].libelle : 'Service') },
  { titre: 'Signalé', largeur: 17, format: 'instant', lire: (i) => quand(i.instant) },
  { titre: 'Reçu', largeur: 17, format: 'instant', lire: (i) => quand(i.recuLe) },
  { titre: 'Par', largeur: 20, lire: (i) => i.nom(i.auteur) },
  { titre: 'Catégorie', largeur: 26, lire: (i) => CATEGORIES_INCIDENT[i.categorie] },
  { titre: 'Gravité', largeur: 11, lire: (i) => GRAVITES_INCIDENT[i.gravite].libelle },
  { titre: 'État', largeur: 18, lire: (i) => ETATS_INCIDENT[i.etat] },
  { titre: 'Qui l’a', largeur: 20, lire: (i) => (i.porteur === undefined ? '' : i.nom(i.porteur)) },
  { titre: 'À prendre avant', largeur: 17, format: 'instant', lire: (i) => quand(i.prise.limite) },
  { titre: 'Pris', largeur: 17, format: 'instant', lire: (i) => quand(i.prise.faiteLe) },
  { titre: 'Délai de prise', largeur: 12, lire: (i) => tenu(i.prise, i) },
  { titre: 'À résoudre avant', largeur: 17, format: 'instant', lire: (i) => quand(i.resolution.limite) },
  { titre: 'Résolu', largeur: 17, format: 'instant', lire: (i) => quand(i.resolution.faiteLe) },
  { titre: 'Délai de résolution', largeur: 12, lire: (i) => tenu(i.resolution, i) },
  {
    titre: 'Pannes liées',
    largeur: 30,
    lire: (i) => i.pannes.map((p) => `${PANNES[p.quoi].libelle}, ${dateEtHeure(p.debut)}`).join(' ; '),
  },
  { titre: 'Écran', largeur: 18, lire: (i) => i.contexte.ecran },
  { titre: 'Messages', largeur: 10, format: 'entier', lire: (i) => i.fil.length },
  { titre: 'Ce qui se passe', largeur: 70, lire: (i) => i.texte },
];

/** A cell that a spreadsheet program would take for a formula says that it is a text. */
const enTexte = (v: string): string => (/^[=+\-@\t\r]/.test(v) ? `'${v}` : v);
const enCsv = (c: Colonne, i: Exporte): string => {
  const v = c.lire(i);
  if (v === undefined) return '';
  if (c.format !== 'instant' || typeof v !== 'number') return enTexte(String(v));
  const [date = '', heure = ''] = new Date((v - 25_569) * 86_400_000).toISOString().slice(0, 16).split('T');
  return `${date.split('-').reverse().join('/')} ${heure}`;
};

/** The incidents that a session sees, as a file. */
export const exporterIncidents = (
  incidents: readonly IncidentVu[],
  o: { noms: Readonly<Record<string, string>>; maintenant: Instant; extension: 'csv' | 'xlsx' },
): Fichier => {
  const lignes = incidents.map(
    (i): Exporte => ({ ...i, nom: (login) => o.noms[login] ?? login, maintenant: o.maintenant }),
  );
  const nom = `INCIDENTS_${localParis(o.maintenant).slice(0, 10).replaceAll('-', '')}.${o.extension}`;
  if (o.extension === 'csv') {
    const texte = stringify([COLONNES.map((c) => c.titre), ...lignes.map((l) => COLONNES.map((c) => enCsv(c, l)))], {
      delimiter: ';',
      record_delimiter: '\r\n',
      quoted_match: /[\r\n]/,
      bom: true,
    });
    return { nom, lignes: lignes.length, ouvrir: () => Readable.from([texte]) };
  }
  const colonnes = COLONNES.map(
    (c): ColonneClasseur<Exporte> => ({
      titre: c.titre,
      largeur: c.largeur,
      ...(c.format ? { format: c.format } : {}),
      valeur: c.lire,
    }),
  );
  const feuille = onglet({
    nom: 'Incidents',
    chapeau: ['Incidents', `État au ${dateEtHeure(o.maintenant)}`],
    colonnes,
    lignes,
  });
  return { nom, lignes: lignes.length, ouvrir: () => ecrireClasseur([feuille], new Date(o.maintenant)) };
};
