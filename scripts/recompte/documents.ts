// What `telegestion lire` prints, as far as the recount looks at it: one JSON document a line.

type Pointage = { id: string; instant: string; source: string };
type Prevue = { id: string; debut: string; fin: string };

export type VisiteLue = {
  id: string;
  date: string;
  antenne: string;
  usagerId: string;
  intervenantId: string;
  codePrestation: string;
  arrivee?: Pointage;
  depart?: Pointage;
  ecartes: Pointage[];
  visite?: Prevue;
  couvertes?: Prevue[];
  statutBrut?: string;
  retenue: {
    statut: string;
    usagerId: string;
    intervenantId: string;
    codePrestation: string;
    debut?: string;
    fin?: string;
    minutesComplementaires: number;
    conflit?: unknown;
  };
};

type Prise = {
  numero: string;
  codeFinanceur: string;
  priorite: number;
  dateDebut: string;
  dateFin?: string;
  codePrestation: string;
};
export type UsagerLu = { id: string; prisesEnCharge: Prise[] };
export type AbsenceLue = { usagerId: string; du: string; au?: string };
export type RegleLue = {
  code: string;
  dateDebut: string;
  tolerance: number;
  plafondPrevu: boolean;
  pas: number;
  mode: string;
};

export const enDocuments = <T>(sortie: string): T[] =>
  sortie
    .split('\n')
    .filter((l) => l !== '')
    .map((l) => JSON.parse(l) as T);

const jourMois = (texte: string): string => texte.split('/').reverse().join('-');

/** The dated rules of FINANCEURS.csv, read plainly: the product's reader is what is being checked. */
export const lireRegles = (csv: string): RegleLue[] => {
  const [entete = '', ...lignes] = csv.replace('\uFEFF', '').split(/\r?\n/);
  const noms = entete.split(';');
  return lignes
    .filter((l) => l !== '' && !l.startsWith('#FIN'))
    .map((l) => {
      const cases = l.split(';');
      const de = (nom: string): string => cases[noms.indexOf(nom)] ?? '';
      return {
        code: de('code'),
        dateDebut: jourMois(de('date_debut')),
        tolerance: Number(de('tolerance') || 0),
        plafondPrevu: de('plafond_prevu') === 'O',
        pas: Number(de('pas') || 1),
        mode: de('mode') || 'PROCHE',
      };
    });
};

const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
/** `2026-10-25 08:31` in Paris. */
export const aParis = (instant: string): string => PARIS.format(new Date(instant));
export const jourDe = (instant: string): string => aParis(instant).slice(0, 10);
/** Whole minutes between two instants, their seconds dropped. */
export const minutesEntre = (debut: string, fin: string): number =>
  Math.floor(Date.parse(fin) / 60_000) - Math.floor(Date.parse(debut) / 60_000);
