import { type ContexteIncident, contexteIncidentSchema } from '../../contrats/exploitation/incident';

// What is sent with an incident: what reproduces it, and nobody's data. Addresses name usagers, aides and accounts; only the
// words of our own addresses pass.

/** What may follow the second part of an address without naming anybody. */
const MOTS = new Set([
  'actes',
  'appels',
  'bilan',
  'code',
  'confirmer',
  'consultations',
  'depart',
  'digest',
  'etape',
  'exercices',
  'explication',
  'fichier',
  'fichiers',
  'fin',
  'gestes',
  'lire',
  'mot-de-passe',
  'preparation',
  'releves',
  'renvoi',
  'retirer',
  'retour',
  'second-facteur',
  'sessions',
  'suite',
  'touches',
  'usagers',
  'visites',
]);

/** `/api/usagers/U12/visites?de=…` → `/api/usagers/:id/visites`. */
export const nettoyerRoute = (adresse: string): string => {
  const [racine = '', objet = '', ...suite] = (adresse.split(/[?#]/)[0] ?? '').split('/').filter((p) => p !== '');
  const tete = ['api', 'replication', 'sante'].includes(racine) ? racine : ':id';
  const mots = [objet, ...suite].filter((p) => p !== '');
  return `/${[tete, ...mots.map((p, n) => ((n === 0 && tete !== ':id' && /^[a-z-]{1,20}$/.test(p)) || MOTS.has(p) ? p : ':id'))].join('/')}`;
};

/** `/interventions/?id=…` → `/interventions/`. */
export const nettoyerEcran = (adresse: string): string => {
  const premier = (adresse.split(/[?#]/)[0] ?? '').split('/').find((p) => p !== '') ?? '';
  return /^[a-z]{1,20}$/.test(premier) ? `/${premier}/` : '/';
};

const NAVIGATEURS: readonly [string, RegExp][] = [
  ['Edge', /Edg\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chromium', /Chrom(?:e|ium)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
];
const SYSTEMES: readonly [string, RegExp][] = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** `Firefox 140 sur Windows`: what an user agent says of use, without what singles a PC out. */
export const nommerNavigateur = (agent: string): string => {
  const navigateur = NAVIGATEURS.flatMap(([nom, motif]) => {
    const version = motif.exec(agent)?.[1];
    return version === undefined ? [] : `${nom} ${version.slice(0, 4)}`;
  })[0];
  const systeme = SYSTEMES.find(([, motif]) => motif.test(agent))?.[0];
  return `${navigateur ?? 'Inconnu'}${systeme ? ` sur ${systeme}` : ''}`;
};

/** Digits that may be a telephone, a file's number or a social security number, and mail addresses, typed in a message. */
export const masquer = (texte: string): string =>
  texte
    .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[adresse masquée]')
    .replace(/\+?\d(?:[ .\u00a0\u202f-]?\d){8,}/g, '[numéro masqué]');

/** The last requests that are kept. */
const REQUETES_GARDEES = 10;

/** A context from what the PC knows; whatever is given, what comes out has passed through the narrow shapes. */
export const composerContexte = (vu: {
  adresse: string;
  version: string;
  agent: string;
  sync: Pick<ContexteIncident, 'liaison' | 'attente' | 'refusees'>;
  requetes: readonly (Omit<ContexteIncident['requetes'][number], 'route'> & { adresse: string })[];
}): ContexteIncident =>
  contexteIncidentSchema.parse({
    ecran: nettoyerEcran(vu.adresse),
    version: vu.version,
    navigateur: nommerNavigateur(vu.agent),
    ...vu.sync,
    requetes: vu.requetes
      .slice(-REQUETES_GARDEES)
      .map(({ adresse, ...r }) => ({ ...r, route: nettoyerRoute(adresse) })),
  });
