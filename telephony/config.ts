import { z } from 'zod';
import { type Antenne, antenneSchema } from '#shared/contrats/commun';
import { normaliserNumero } from './plivo/numero';

const adresse = z.url({ protocol: /^https?$/, error: 'adresse http(s) attendue' });

/** A path would not be kept: the operator would then call, and sign, another address than the one that was asked for. */
const origine = adresse.transform((texte, contexte): string => {
  const { origin, href } = new URL(texte);
  if (href !== `${origin}/`) {
    contexte.addIssue('adresse http(s) sans chemin attendue, par exemple https://svi.exemple.fr');
  }
  return origin;
});

/** By its form: the antennas of the service are read from the store, later. */
const cleTelephone = z.union([z.literal('CENTRAL'), antenneSchema]);

/** `CENTRE=0144010203,SUD=0145010203,CENTRAL=…` */
const telephones = z.string().transform((texte, contexte): Partial<Record<Antenne | 'CENTRAL', string>> => {
  const lus: Partial<Record<Antenne | 'CENTRAL', string>> = {};
  for (const morceau of texte.split(',').filter((m) => m.trim() !== '')) {
    const [code, numero] = morceau.split('=', 2).map((m) => m.trim());
    const cle = cleTelephone.safeParse(code).data;
    if (!cle || !numero || !/^\+?[\d .]{4,20}$/.test(numero)) {
      contexte.addIssue(`« ${morceau} » n’est pas CODE=numéro ; CODE : celui d’une antenne, ou CENTRAL`);
      return z.NEVER;
    }
    lus[cle] = numero;
  }
  return lus;
});

const numero = z.string().transform((texte, contexte): string => {
  const lu = normaliserNumero(texte);
  if (lu === undefined) contexte.addIssue('numéro de téléphone attendu, par exemple 0805123456 ou +33805123456');
  return lu ?? z.NEVER;
});

// Every refusal is ours, and French: zod's own words are English.
const entier = (min: number, max: number) => {
  const error = `nombre entier attendu, de ${min} à ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

const parmi = <const T extends readonly string[]>(...valeurs: T) =>
  z.enum(valeurs, { error: `valeur attendue, parmi : ${valeurs.join(', ')}` });

const texte = (max: number) => {
  const error = `texte attendu, de 1 à ${max} caractères`;
  return z.string({ error }).trim().min(1, { error }).max(max, { error });
};

const absentSiVide = (v: unknown): unknown => (v === '' ? undefined : v);

/** Every variable of the environment that the SVI reads: its schema, and its description, from which the manual's table is made. */
export const VARIABLES = {
  MODE: {
    schema: parmi('production', 'demonstration', 'formation').default('production'),
    defaut: 'production',
    description: 'production, demonstration ou formation. Hors production, un jeton Plivo est créé s’il n’y en a pas.',
  },
  DATA_DIR: {
    schema: texte(1000).default('./donnees'),
    defaut: './donnees',
    description: 'Dossier des données : le SVI y tient son journal et son annuaire local.',
  },
  TELEPHONY_PORT: {
    schema: entier(0, 65_535).default(4000),
    defaut: '4000',
    description: 'Port d’écoute du SVI ; 0 = un port libre.',
  },
  HOTE: {
    schema: texte(1000).default('127.0.0.1'),
    defaut: '127.0.0.1',
    description: 'Adresse d’écoute du SVI ; il est fait pour se tenir derrière un serveur mandataire.',
  },
  PUBLIC_ORIGIN: {
    schema: origine.optional(),
    defaut: 'http://127.0.0.1:<TELEPHONY_PORT>',
    description:
      'Adresse publique du SVI, celle que Plivo appelle et signe (sans chemin), quand SVI_ORIGIN n’est pas donnée.',
  },
  SVI_ORIGIN: {
    schema: origine.optional(),
    defaut: 'PUBLIC_ORIGIN',
    description:
      'Adresse publique du SVI, quand l’extranet en a une autre (PUBLIC_ORIGIN) : les deux parties lisent alors le même environnement.',
  },
  COUCHDB_URL: {
    schema: adresse.optional(),
    defaut: 'celle du fichier DATA_DIR/magasin.json',
    description: 'Adresse de CouchDB, identifiants compris. Sans elle, le magasin embarqué est cherché dans DATA_DIR.',
  },
  PLIVO_AUTH_ID: {
    schema: texte(1000).optional(),
    defaut: '',
    description: 'Identifiant du compte Plivo.',
  },
  PLIVO_AUTH_TOKEN: {
    schema: texte(1000).optional(),
    defaut: '',
    description: 'Jeton secret du compte Plivo, qui signe ses appels. Obligatoire en production.',
  },
  PLIVO_API: {
    schema: adresse.default('https://api.plivo.com'),
    defaut: 'https://api.plivo.com',
    description: 'Adresse de l’interface de l’opérateur (configuration, relevés d’appels).',
  },
  PLIVO_NUMERO: {
    schema: numero.optional(),
    defaut: '',
    description:
      'Numéro que composent les aides, dans toute écriture. Les relevés d’appels d’autres numéros du compte sont écartés.',
  },
  PLIVO_SONDE_NUMERO: {
    schema: numero.optional(),
    defaut: '',
    description:
      'Second numéro du compte, d’où partent les appels d’essai vers PLIVO_NUMERO par le réseau téléphonique ; absent, il n’en part pas. À donner au serveur et à chaque SVI.',
  },
  PLIVO_APPLICATION: {
    schema: texte(60).default('telegestion'),
    defaut: 'telegestion',
    description: 'Nom de l’application que « telegestion plivo configurer » tient à jour chez Plivo.',
  },
  PLIVO_FUSEAU: {
    schema: parmi('UTC', 'Europe/Paris').default('UTC'),
    defaut: 'UTC',
    description:
      'Fuseau du compte Plivo (console, réglages du compte) : UTC ou Europe/Paris. Ne sert qu’aux relevés d’appels dont l’heure est écrite sans décalage.',
  },
  RAPPROCHEMENT_DELAI: {
    schema: entier(30, 1440).default(60),
    defaut: '60',
    description:
      'Minutes après la fin d’un appel avant qu’il soit dit sans trace (30 à 1440) : ses requêtes peuvent encore être répétées.',
  },
  RAFALE_CODES_MAX: {
    schema: entier(1, 1000).default(10),
    defaut: '10',
    description:
      'Codes erronés d’un même numéro en une heure, au-delà desquels l’alerte est levée et un code erroné y termine l’appel ; dès le tiers, la réponse à un code erroné tarde (3 s au plus). Un code juste passe toujours.',
  },
  RAFALE_MASQUES_MAX: {
    schema: entier(1, 10_000).default(30),
    defaut: '30',
    description:
      'La même limite pour tous les appels en numéro masqué ou inconnu, comptés ensemble. Un code juste passe toujours.',
  },
  HORLOGE_ECART_ALERTE_S: {
    schema: entier(5, 3600).default(120),
    defaut: '120',
    description:
      'Secondes d’écart entre l’heure de l’opérateur et la nôtre, au-delà desquelles la nôtre vaut et l’alerte est levée.',
  },
  ANNUAIRE_AGE_ALERTE_S: {
    schema: entier(60, 604_800).default(900),
    defaut: '900',
    description: 'Secondes sans nouvelles de CouchDB, au-delà desquelles l’annuaire local est dit trop ancien.',
  },
  TRANSMISSION_RETARD_ALERTE_S: {
    schema: entier(10, 604_800).default(300),
    defaut: '300',
    description:
      'Secondes d’attente du plus ancien pointage non transmis à CouchDB, au-delà desquelles l’alerte est levée.',
  },
  APPEL_OUBLIE_S: {
    schema: entier(5, 7200).default(300),
    defaut: '300',
    description: 'Secondes sans requête d’un appel, au-delà desquelles il est tenu pour fini.',
  },
  ECHEC_DELAI_S: {
    schema: entier(0, 3600).default(2),
    defaut: '2',
    description:
      'Secondes pendant lesquelles un appel échoué est retenu, avant de vérifier au magasin qu’aucun pointage n’en est venu.',
  },
  TELEPHONES_ANTENNES: {
    schema: telephones.optional(),
    defaut: '',
    description:
      'Téléphones dits quand un appel échoue, pour une antenne dont le paramètre « Téléphones des antennes » ne dit rien : CENTRE=0144010203,SUD=…,CENTRAL=… (CENTRAL sert à défaut).',
  },
  METRIQUES_JETON: {
    schema: texte(1000).min(16, { error: 'secret attendu, de 16 caractères au moins' }).optional(),
    defaut: '',
    description:
      'Secret que Prometheus donne pour lire /metrics (Authorization: Bearer …) ; absent, personne ne le lit.',
  },
  JOURNAL_NIVEAU: {
    schema: parmi('fatal', 'error', 'warn', 'info', 'debug', 'silent').default('info'),
    defaut: 'info',
    description: 'Niveau des messages techniques écrits sur la sortie d’erreur.',
  },
} as const;

const schema = z.object({
  MODE: z.preprocess(absentSiVide, VARIABLES.MODE.schema),
  DATA_DIR: z.preprocess(absentSiVide, VARIABLES.DATA_DIR.schema),
  TELEPHONY_PORT: z.preprocess(absentSiVide, VARIABLES.TELEPHONY_PORT.schema),
  HOTE: z.preprocess(absentSiVide, VARIABLES.HOTE.schema),
  PUBLIC_ORIGIN: z.preprocess(absentSiVide, VARIABLES.PUBLIC_ORIGIN.schema),
  SVI_ORIGIN: z.preprocess(absentSiVide, VARIABLES.SVI_ORIGIN.schema),
  COUCHDB_URL: z.preprocess(absentSiVide, VARIABLES.COUCHDB_URL.schema),
  PLIVO_AUTH_ID: z.preprocess(absentSiVide, VARIABLES.PLIVO_AUTH_ID.schema),
  PLIVO_AUTH_TOKEN: z.preprocess(absentSiVide, VARIABLES.PLIVO_AUTH_TOKEN.schema),
  PLIVO_API: z.preprocess(absentSiVide, VARIABLES.PLIVO_API.schema),
  PLIVO_NUMERO: z.preprocess(absentSiVide, VARIABLES.PLIVO_NUMERO.schema),
  PLIVO_SONDE_NUMERO: z.preprocess(absentSiVide, VARIABLES.PLIVO_SONDE_NUMERO.schema),
  PLIVO_APPLICATION: z.preprocess(absentSiVide, VARIABLES.PLIVO_APPLICATION.schema),
  PLIVO_FUSEAU: z.preprocess(absentSiVide, VARIABLES.PLIVO_FUSEAU.schema),
  RAPPROCHEMENT_DELAI: z.preprocess(absentSiVide, VARIABLES.RAPPROCHEMENT_DELAI.schema),
  RAFALE_CODES_MAX: z.preprocess(absentSiVide, VARIABLES.RAFALE_CODES_MAX.schema),
  RAFALE_MASQUES_MAX: z.preprocess(absentSiVide, VARIABLES.RAFALE_MASQUES_MAX.schema),
  HORLOGE_ECART_ALERTE_S: z.preprocess(absentSiVide, VARIABLES.HORLOGE_ECART_ALERTE_S.schema),
  ANNUAIRE_AGE_ALERTE_S: z.preprocess(absentSiVide, VARIABLES.ANNUAIRE_AGE_ALERTE_S.schema),
  TRANSMISSION_RETARD_ALERTE_S: z.preprocess(absentSiVide, VARIABLES.TRANSMISSION_RETARD_ALERTE_S.schema),
  APPEL_OUBLIE_S: z.preprocess(absentSiVide, VARIABLES.APPEL_OUBLIE_S.schema),
  ECHEC_DELAI_S: z.preprocess(absentSiVide, VARIABLES.ECHEC_DELAI_S.schema),
  TELEPHONES_ANTENNES: z.preprocess(absentSiVide, VARIABLES.TELEPHONES_ANTENNES.schema),
  METRIQUES_JETON: z.preprocess(absentSiVide, VARIABLES.METRIQUES_JETON.schema),
  JOURNAL_NIVEAU: z.preprocess(absentSiVide, VARIABLES.JOURNAL_NIVEAU.schema),
});

export type Config = z.infer<typeof schema>;

type Lecture = { ok: true; config: Config } | { ok: false; erreurs: string[] };

/**
 * The environment, or one French line for each variable that is wrong (its value is never repeated: it may be a secret).
 * What production needs besides is not looked at: a command may do without.
 */
export const lireVariables = (env: Readonly<Record<string, string | undefined>>): Lecture => {
  const lu = schema.safeParse(env);
  if (!lu.success) return { ok: false, erreurs: lu.error.issues.map((i) => `${i.path.join('.')} : ${i.message}`) };
  const { SVI_ORIGIN = lu.data.PUBLIC_ORIGIN } = lu.data;
  return { ok: true, config: { ...lu.data, PUBLIC_ORIGIN: SVI_ORIGIN } };
};

/** The same, for the SVI itself: what it cannot start without is asked for. */
export const lireConfig = (env: Readonly<Record<string, string | undefined>>): Lecture => {
  const lu = lireVariables(env);
  if (lu.ok && lu.config.MODE === 'production' && lu.config.PLIVO_AUTH_TOKEN === undefined) {
    return { ok: false, erreurs: ['PLIVO_AUTH_TOKEN : obligatoire en production ; le copier de la console de Plivo'] };
  }
  return lu;
};
