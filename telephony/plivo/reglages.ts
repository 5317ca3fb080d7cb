import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';

export type ReglagesPlivo = {
  origine: string;
  numero: string;
  application: string;
  /** [DI-1] The number that outside checks come from, where there is one. */
  sonde?: string;
};

type Reglages = {
  MODE: string;
  PUBLIC_ORIGIN?: string | undefined;
  PLIVO_NUMERO?: string | undefined;
  PLIVO_AUTH_ID?: string | undefined;
  PLIVO_AUTH_TOKEN?: string | undefined;
  PLIVO_APPLICATION: string;
  PLIVO_SONDE_NUMERO?: string | undefined;
};

/** What the operator's commands cannot do without: the setting, and where it is found. */
const BESOINS = {
  PUBLIC_ORIGIN:
    'SVI_ORIGIN (ou PUBLIC_ORIGIN si elle sert aussi au téléphone) : l’adresse que Plivo appellera, https://…',
  PLIVO_NUMERO: 'PLIVO_NUMERO : le numéro que composent les aides, dans toute écriture',
  PLIVO_AUTH_ID: 'PLIVO_AUTH_ID : page d’accueil de la console de Plivo',
  PLIVO_AUTH_TOKEN: 'PLIVO_AUTH_TOKEN : page d’accueil de la console de Plivo',
} as const;
type Besoin = keyof typeof BESOINS;
const TOUS = Object.keys(BESOINS) as Besoin[];

export const manquants = (config: Reglages): Besoin[] => TOUS.filter((b) => config[b] === undefined);

/** All that is missing, said at once. */
export const refuserManquants = (noms: readonly Besoin[]): Refusee =>
  refuser(
    'REGLAGE_MANQUANT',
    [
      `Il manque ${noms.length === 1 ? 'un réglage' : `${noms.length} réglages`} :`,
      ...noms.map((n) => `  ${BESOINS[n]}`),
      'Mise en service pas à pas : docs/runbooks/svi.md.',
    ].join('\n'),
  );

/** The address that the operator is to call. */
export const origineDe = (config: Reglages): Resultat<string> => {
  const { PUBLIC_ORIGIN: origine } = config;
  if (origine === undefined) return refuserManquants(manquants(config));
  if (config.MODE === 'production' && !origine.startsWith('https://')) {
    return refuser(
      'ORIGINE_EN_CLAIR',
      'L’adresse du SVI (SVI_ORIGIN ou PUBLIC_ORIGIN) doit commencer par https:// en production : les codes des aides passeraient en clair.',
    );
  }
  return { ok: true, valeur: origine };
};

/** The settings that a configuration needs, or all that is missing. */
export const reglagesDe = (config: Reglages): Resultat<ReglagesPlivo> => {
  const { PLIVO_NUMERO: numero, PLIVO_APPLICATION: application, PLIVO_SONDE_NUMERO: sonde } = config;
  if (numero === undefined) return refuserManquants(manquants(config));
  const origine = origineDe(config);
  if (!origine.ok) return origine;
  if (sonde === numero)
    return refuser(
      'SONDE_MEME_NUMERO',
      'PLIVO_SONDE_NUMERO est le numéro des aides : louez-en un second, d’où partiront les appels d’essai.',
    );
  const essais = sonde === undefined ? {} : { sonde };
  return { ok: true, valeur: { origine: origine.valeur, numero, application, ...essais } };
};
