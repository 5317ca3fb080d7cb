import { ROLES, ROLES_EN_MOTS, type Role, type Session } from '../contrats/acces/compte';
import type { Antenne } from '../contrats/commun';
import { codesAntennes } from '../domain/antenne/registre';

/** A role, or the mark that a manager may bear. */
const PROFILS = [...ROLES, 'RESPONSABLE'] as const;
export type Profil = (typeof PROFILS)[number];

/** Architecture, "Who may do what": one line per right, with those who have it. */
export const DROITS = {
  lireAntenne: ['GESTIONNAIRE', 'CENTRAL'],
  saisir: ['GESTIONNAIRE', 'CENTRAL'],
  lireReferentiel: ['GESTIONNAIRE', 'CENTRAL'],
  lireSuspensCentraux: ['CENTRAL'],
  cloturer: ['RESPONSABLE', 'CENTRAL'],
  envoyerDases: ['CENTRAL'],
  /** Each those of its antennas, and its own. */
  lireIncidents: ROLES,
  lireTousIncidents: ['CENTRAL', 'ADMINISTRATEUR', 'TECHNIQUE'],
  /** Is the assistance. */
  traiterIncidents: ['ADMINISTRATEUR', 'TECHNIQUE'],
  /** Without a PC that keeps what is typed: the others report by `saisir`. */
  signalerEnLigne: ['ADMINISTRATEUR', 'TECHNIQUE', 'AUDITEUR'],
  lireEnvois: ['CENTRAL', 'TECHNIQUE'],
  lireFactures: ['GESTIONNAIRE', 'CENTRAL'],
  deposerFactures: ['RESPONSABLE', 'CENTRAL'],
  lireImports: ['GESTIONNAIRE', 'CENTRAL', 'TECHNIQUE'],
  confirmerImport: ['TECHNIQUE'],
  lireService: ['GESTIONNAIRE', 'CENTRAL', 'TECHNIQUE'],
  /** Rates and outages, of nobody. */
  lireDisponibilite: ROLES,
  declarerMaintenance: ['ADMINISTRATEUR', 'TECHNIQUE'],
  lireRapports: ['CENTRAL', 'ADMINISTRATEUR', 'TECHNIQUE', 'AUDITEUR'],
  /** The operator's own words in the activity report. */
  redigerPropositions: ['TECHNIQUE'],
  /** The states and their files; an auditor's readings are each in the audit log. */
  lireEtats: ['GESTIONNAIRE', 'CENTRAL', 'AUDITEUR'],
  /** States that an account keeps, and has mailed. */
  garderEtats: ['GESTIONNAIRE', 'CENTRAL'],
  /** Figures of the antennas: a manager's own, all for the others. */
  lirePilotage: ['GESTIONNAIRE', 'CENTRAL', 'ADMINISTRATEUR', 'AUDITEUR'],
  /** The persons and the visits behind them. */
  lirePilotageNominatif: ['GESTIONNAIRE', 'CENTRAL', 'AUDITEUR'],
  /** Who is on call, by name and number. */
  tenirAstreintes: ['CENTRAL', 'ADMINISTRATEUR'],
  gererComptes: ['ADMINISTRATEUR'],
  lireParametres: ['CENTRAL', 'ADMINISTRATEUR'],
  ecrireParametres: ['ADMINISTRATEUR'],
  /** Online, read only, each request audited. */
  consulter: ['AUDITEUR'],
  lireAudit: ['ADMINISTRATEUR', 'AUDITEUR'],
  lireTentatives: ['ADMINISTRATEUR'],
  noterConsultations: ['GESTIONNAIRE', 'CENTRAL'],
  gererSonCompte: ROLES,
  /** Who has read the notes of a version. */
  lireRegistreVersions: ['ADMINISTRATEUR', 'TECHNIQUE'],
} as const satisfies Record<string, readonly Profil[]>;
export type Droit = keyof typeof DROITS;

/** Which antennas a role reaches, by the rights that it has: those that its account names, or each one. */
const PORTEES: Readonly<Record<Role, 'SIENNES' | 'TOUTES'>> = {
  GESTIONNAIRE: 'SIENNES',
  CENTRAL: 'TOUTES',
  ADMINISTRATEUR: 'TOUTES',
  TECHNIQUE: 'TOUTES',
  AUDITEUR: 'TOUTES',
};

/** Whether the antennas of an account of that role are those that it names, and it must name some. */
export const nommeSesAntennes = (role: string): boolean => ROLES.some((r) => r === role && PORTEES[r] === 'SIENNES');

/** Whether an account of that role may bear the mark of its antennas' RESPONSABLE. */
export const peutEtreResponsable = (role: string): boolean => role === 'GESTIONNAIRE';

export type Porteur = Pick<Session, 'role' | 'antennes'> & { responsable?: boolean };

/** Whether they may do the same, in the same antennas. */
export const memesDroits = (a: Porteur, b: Porteur): boolean =>
  a.role === b.role &&
  (a.responsable ?? false) === (b.responsable ?? false) &&
  a.antennes.length === b.antennes.length &&
  a.antennes.every((x) => b.antennes.includes(x));

/** What rights are read from: the antennas are their reach, and open none. */
type Titulaire = Omit<Porteur, 'antennes'> & Partial<Pick<Porteur, 'antennes'>>;

const profilsDe = (s: Titulaire): readonly Profil[] =>
  peutEtreResponsable(s.role) && s.responsable === true ? [s.role, 'RESPONSABLE'] : [s.role];

export const aLeDroit = (s: Titulaire, droit: Droit): boolean =>
  profilsDe(s).some((p) => (DROITS[droit] as readonly Profil[]).includes(p));

const PROFILS_EN_MOTS: Readonly<Record<Profil, string>> = { ...ROLES_EN_MOTS, RESPONSABLE: 'Responsable d’antenne' };

/** Who has one of these rights, in words, for who has none: « gestionnaire d’antenne ou service central ». */
export const quiALeDroit = (...droits: readonly Droit[]): string => {
  const profils = new Set(droits.flatMap((d): readonly Profil[] => DROITS[d]));
  const qui = [...profils].map((p) => PROFILS_EN_MOTS[p].toLocaleLowerCase('fr'));
  return [qui.slice(0, -1).join(', '), qui.at(-1)].filter(Boolean).join(' ou ');
};

/** Antennas that a right reaches. */
const antennesDuDroit = (s: Porteur, droit: Droit): readonly Antenne[] => {
  if (!aLeDroit(s, droit)) return [];
  return PORTEES[s.role] === 'TOUTES' ? codesAntennes() : s.antennes;
};

/** Antennas whose documents this session may hold: a manager's own, all for the central service, none for the others. */
export const antennesDe = (s: Porteur): readonly Antenne[] => antennesDuDroit(s, 'lireAntenne');

/** Whether it holds the documents of each antenna, those to come too: nothing of the antennas is another's for it. */
export const tientToutesAntennes = (s: Titulaire): boolean =>
  aLeDroit(s, 'lireAntenne') && PORTEES[s.role] === 'TOUTES';

/** Antennas whose figures this session may see. */
export const antennesPilotees = (s: Porteur): readonly Antenne[] => antennesDuDroit(s, 'lirePilotage');

/** Antennas whose states this session may read. */
export const antennesDesEtats = (s: Porteur): readonly Antenne[] => antennesDuDroit(s, 'lireEtats');
