import { VARIABLES } from '../../config';

export type Drapeau = 'a-blanc' | 'depuis';
type Fiche = {
  emploi: string;
  resume: string;
  drapeaux: Partial<Record<Drapeau, string>>;
  reglages: readonly (keyof typeof VARIABLES)[];
};

const DU_COMPTE = [
  'PLIVO_AUTH_ID',
  'PLIVO_AUTH_TOKEN',
  'PLIVO_NUMERO',
  'SVI_ORIGIN',
  'PUBLIC_ORIGIN',
  'PLIVO_APPLICATION',
  'PLIVO_SONDE_NUMERO',
] as const;

/** Each action of `telegestion plivo`: the help and the parser read this table. */
const FICHES = {
  configurer: {
    emploi: 'configurer [--a-blanc]',
    resume: 'crée ou met à jour l’application Plivo, et lui relie le numéro ; se relance sans crainte',
    drapeaux: { 'a-blanc': '--a-blanc  dit ce qui serait fait, ne change rien ; sans compte, montre les adresses' },
    reglages: DU_COMPTE,
  },
  verifier: {
    emploi: 'verifier',
    resume:
      'contrôle numéro, application, adresses, signature, heure et coût des appels d’essai ; sortie 0 si tout est bon',
    drapeaux: {},
    reglages: DU_COMPTE,
  },
  rapprocher: {
    emploi: 'rapprocher [--depuis AAAA-MM-JJ]',
    resume: 'compare maintenant les relevés d’appels avec ce qui a été reçu ; le SVI doit tourner',
    drapeaux: { depuis: '--depuis AAAA-MM-JJ  reprend depuis ce jour, 90 jours au plus' },
    reglages: ['DATA_DIR', 'PLIVO_AUTH_TOKEN'],
  },
} as const satisfies Readonly<Record<string, Fiche>>;

export type Action = keyof typeof FICHES;
export const ACTIONS = Object.keys(FICHES) as Action[];
export const estAction = (nom: string): nom is Action => Object.hasOwn(FICHES, nom);

export const accepte = (action: Action, drapeau: Drapeau): boolean => Object.hasOwn(FICHES[action].drapeaux, drapeau);

const colonnes = (lignes: readonly (readonly [string, string])[]): string[] => {
  const largeur = Math.max(...lignes.map(([nom]) => nom.length));
  return lignes.map(([nom, sens]) => `  ${nom.padEnd(largeur)}  ${sens}`);
};

export const aideGenerale = (): string =>
  [
    'Emploi : telegestion plivo <action> [--json]',
    '',
    'Actions :',
    ...colonnes(ACTIONS.map((a) => [FICHES[a].emploi, FICHES[a].resume])),
    '',
    '« telegestion plivo <action> --help » donne ses réglages. Mise en service pas à pas : docs/runbooks/svi.md.',
  ].join('\n');

export const aideDe = (action: Action): string => {
  const { emploi, resume, drapeaux, reglages } = FICHES[action];
  return [
    `Emploi : telegestion plivo ${emploi} [--json]`,
    '',
    `${resume}.`,
    ...Object.values(drapeaux).map((d) => `  ${d}`),
    '',
    'Réglages, dans l’environnement :',
    ...colonnes(reglages.map((r) => [r, VARIABLES[r].description])),
    '',
    'Mise en service pas à pas : docs/runbooks/svi.md ; tous les réglages : docs/specification/reglages.md.',
  ].join('\n');
};
