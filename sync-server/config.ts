import { z } from 'zod';
import { anciennes, depot, emetteur, empreinteSsh, origine } from './formes-reglages';

/** The settings that the environment gives, as data: read by `lireConfig`, and by the generated documentation. */
export const VARIABLES = [
  {
    nom: 'MODE',
    defaut: 'production',
    schema: z.enum(['production', 'demonstration', 'formation']),
    description: 'production, demonstration (téléphone simulé, comptes d’essai) ou formation',
  },
  {
    nom: 'DATA_DIR',
    defaut: './donnees',
    schema: z.string().min(1),
    description: 'Dossier des données : magasin embarqué, journal des appels, fichiers archivés',
  },
  {
    nom: 'COUCHDB_URL',
    defaut: undefined,
    schema: z.url({ protocol: /^https?$/ }),
    description: 'Adresse de CouchDB, compte compris ; absente, le magasin embarqué est démarré',
  },
  {
    nom: 'HOTE',
    defaut: '127.0.0.1',
    schema: z.string().min(1),
    description: 'Adresse d’écoute du serveur ; derrière un mandataire, la laisser sur la boucle locale',
  },
  {
    nom: 'PORT',
    defaut: '3000',
    schema: z.coerce.number().int().min(0).max(65_535),
    description: 'Port de l’extranet ; 0 en choisit un libre',
  },
  {
    nom: 'TELEPHONY_PORT',
    defaut: '4000',
    schema: z.coerce.number().int().min(0).max(65_535),
    description: 'Port des appels reçus de l’opérateur ; 0 en choisit un libre',
  },
  {
    nom: 'PUBLIC_ORIGIN',
    defaut: undefined,
    schema: origine,
    description:
      'Origine publique de l’extranet (https://…, sans chemin) ; en https, le cookie de session devient Secure',
  },
  {
    nom: 'ANCIENNES_ORIGINES',
    defaut: undefined,
    schema: anciennes,
    description:
      'Anciennes origines de l’extranet (https://…), séparées d’une espace, le temps que les postes et téléphones y envoient ce qu’ils gardent : on s’y connecte et on y envoie, rien d’autre ; nginx et son certificat ont encore ces noms',
  },
  {
    nom: 'SVI_ORIGIN',
    defaut: undefined,
    schema: origine,
    description:
      'Origine publique de la téléphonie (https://…, sans chemin), où l’opérateur appelle (le répartiteur, s’il y a plusieurs SVI) : l’appel de sonde y passe, et les signatures la portent ; absente, PUBLIC_ORIGIN sert aux deux',
  },
  {
    nom: 'SONDE',
    defaut: 'oui',
    schema: z.enum(['oui', 'non']),
    description: 'non : ce serveur ne mesure pas la disponibilité du téléphone (un seul serveur la mesure)',
  },
  {
    nom: 'SMTP_URL',
    defaut: undefined,
    schema: z.url({ protocol: /^smtps?$/ }),
    description:
      'Serveur de courriel des alertes : smtps://compte:secret@hote:465, ou smtp://hote:587 (STARTTLS exigé ; ?tls=non pour un relais interne en clair)',
  },
  {
    nom: 'COURRIEL_DE',
    defaut: undefined,
    schema: z.string().regex(/^([^<>\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/),
    description: 'Expéditeur des courriels : adresse, ou Nom <adresse> ; nécessaire avec SMTP_URL',
  },
  {
    nom: 'MILLESIME_DEPOT',
    defaut: undefined,
    schema: depot,
    description:
      'Où Millésime dépose ses fichiers : un dossier, ou sftp://compte@hote:port/dossier ; ils y sont pris chaque jour à partir de l’heure du paramètre heureMillesime',
  },
  {
    nom: 'MILLESIME_SFTP_EMPREINTE',
    defaut: undefined,
    schema: empreinteSsh,
    description:
      'Empreinte de la clé du serveur SFTP de Millésime (SHA256:…, donnée par « ssh-keygen -lf ») ; nécessaire avec sftp:// : une autre clé est refusée',
  },
  {
    nom: 'MILLESIME_SFTP_CLE',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Fichier de la clé privée qui ouvre le compte SFTP de Millésime',
  },
  {
    nom: 'MILLESIME_SFTP_MOT_DE_PASSE',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Secret : mot de passe du compte SFTP de Millésime, ou phrase secrète de sa clé',
  },
  {
    nom: 'MILLESIME_RETOUR',
    defaut: undefined,
    schema: depot,
    description:
      'Où la restitution de chaque matin et les fichiers du mois sont déposés pour Millésime : un dossier, ou sftp://compte@hote:port/dossier, sur le même serveur que MILLESIME_DEPOT ; ses réponses y sont lues dans retours/',
  },
  {
    nom: 'DASES_DEPOT',
    defaut: undefined,
    schema: depot,
    description:
      'Où partent les fichiers de la DASES : un dossier, ou sftp://compte@hote:port/dossier ; ses retours y sont lus dans retours/, ses factures dans factures/',
  },
  {
    nom: 'DASES_SFTP_EMPREINTE',
    defaut: undefined,
    schema: empreinteSsh,
    description:
      'Empreinte de la clé du serveur SFTP de la DASES (SHA256:…, donnée par « ssh-keygen -lf ») ; nécessaire avec sftp:// : une autre clé est refusée',
  },
  {
    nom: 'DASES_SFTP_CLE',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Fichier de la clé privée qui ouvre le compte SFTP de la DASES',
  },
  {
    nom: 'DASES_SFTP_MOT_DE_PASSE',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Secret : mot de passe du compte SFTP, ou phrase secrète de sa clé',
  },
  {
    nom: 'DASES_TABLE',
    defaut: undefined,
    schema: z.string().min(1),
    description:
      'Fichier JSON des dispositions de fichiers, codes ESPPADOM et noms de factures que demande la DASES ; absent, les tables du produit',
  },
  {
    nom: 'TELEPHONIE',
    defaut: 'oui',
    schema: z.enum(['oui', 'non']),
    description: 'non : la téléphonie tourne ailleurs, le serveur ne la démarre pas',
  },
  {
    nom: 'COQUILLE',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Dossier de l’application construite que les navigateurs reçoivent ; absent, celui du produit',
  },
  {
    nom: 'HORODATAGE_URL',
    defaut: undefined,
    schema: z.url({ protocol: /^https?$/ }),
    description:
      'Autorité d’horodatage (RFC 3161) qui date chaque mois archivé ; absente, l’archive dit que personne ne l’a datée ; nécessite HORODATAGE_CA',
  },
  {
    nom: 'HORODATAGE_CA',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Fichier PEM des certificats racines admis pour l’autorité d’horodatage',
  },
  {
    nom: 'SESSION_HEURES',
    defaut: '12',
    schema: z.coerce.number().int().min(1).max(168),
    description: 'Durée d’une session, en heures',
  },
  {
    nom: 'OIDC_ISSUER',
    defaut: undefined,
    schema: emetteur,
    description:
      'Fournisseur d’identité OpenID Connect (https://…, http:// sur cette machine seulement) ; absent, seuls les mots de passe ouvrent ; nécessite OIDC_CLIENT_ID, OIDC_CLIENT_SECRET et PUBLIC_ORIGIN ; adresse de retour à déclarer chez lui : PUBLIC_ORIGIN suivie de /connexion/',
  },
  {
    nom: 'OIDC_CLIENT_ID',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Identifiant de l’extranet chez le fournisseur d’identité',
  },
  {
    nom: 'OIDC_CLIENT_SECRET',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Secret de l’extranet chez le fournisseur d’identité (client_secret_basic)',
  },
  {
    nom: 'OIDC_NOM',
    defaut: 'le compte de la Ville',
    schema: z.string().min(1).max(60),
    description: 'Nom du fournisseur sur le bouton « Se connecter avec … » (60 caractères au plus)',
  },
  {
    nom: 'OIDC_CHAMP',
    defaut: 'email',
    schema: z.string().regex(/^[a-z][a-zA-Z0-9_]*$/),
    description:
      'Champ (claim) qui désigne le compte : email (vérifié par le fournisseur, égal au courriel du compte), ou un autre champ, égal à l’identifiant du compte',
  },
  {
    nom: 'OIDC_PORTEES',
    defaut: 'openid email',
    schema: z.string().regex(/^openid( [!#-[\]-~]+)*$/),
    description: 'Portées (scopes) demandées au fournisseur, la première openid, séparées d’une espace',
  },
  {
    nom: 'OIDC_ACR',
    defaut: undefined,
    schema: z.string().regex(/^[a-zA-Z0-9:/._#-]+( [a-zA-Z0-9:/._#-]+)*$/),
    description:
      'Niveaux d’authentification (acr) exigés du fournisseur, séparés d’une espace : son second facteur ; absents, le second facteur est laissé au fournisseur',
  },
  {
    nom: 'JOURNAL_NIVEAU',
    defaut: 'info',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    description: 'Niveau du journal technique, qui ne contient aucune donnée personnelle',
  },
  {
    nom: 'METRIQUES_JETON',
    defaut: undefined,
    schema: z.string().min(16),
    description:
      'Secret que Prometheus donne pour lire /metrics (Authorization: Bearer …), de 16 caractères au moins ; absent, personne ne le lit',
  },
  {
    nom: 'PLIVO_AUTH_ID',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Identifiant du compte chez l’opérateur de téléphonie',
  },
  {
    nom: 'PLIVO_AUTH_TOKEN',
    defaut: undefined,
    schema: z.string().min(1),
    description: 'Secret du compte chez l’opérateur ; sert à vérifier la signature des appels',
  },
  {
    nom: 'PLIVO_API',
    defaut: 'https://api.plivo.com',
    schema: z.url({ protocol: /^https?$/ }),
    description: 'Adresse de l’interface de l’opérateur',
  },
  {
    nom: 'SMS_DE',
    defaut: undefined,
    schema: z.string().regex(/^(\+?\d{6,15}|[A-Za-z0-9]{3,11})$/),
    description:
      'Expéditeur des SMS de l’astreinte : un numéro du compte de l’opérateur, ou un nom de 3 à 11 lettres et chiffres ; absent, l’astreinte n’est prévenue que par courriel ; nécessite PLIVO_AUTH_ID et PLIVO_AUTH_TOKEN',
  },
  {
    nom: 'PLIVO_SONDE_NUMERO',
    defaut: undefined,
    schema: z.string().regex(/^\+?[\d .]{6,20}$/),
    description:
      'Second numéro du compte de l’opérateur, d’où partent les appels d’essai vers le numéro des aides par le réseau téléphonique ; absent, il n’en part pas. À donner aussi à chaque SVI ; nécessite PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN et PLIVO_NUMERO',
  },
  {
    nom: 'SAUVEGARDE_DIR',
    defaut: undefined,
    schema: z.string().min(1),
    description:
      'Dossier des sauvegardes, hors de DATA_DIR et copié hors du site ; présent, le serveur y ajoute un incrément toutes les dix minutes',
  },
  {
    nom: 'SAUVEGARDE_CLE',
    defaut: undefined,
    schema: z.string().min(16),
    description:
      'Clé des sauvegardes : 32 octets en base64 (openssl rand -base64 32) ou une phrase de 16 caractères au moins ; à garder ailleurs, sans elle rien ne se restaure',
  },
  {
    nom: 'SAUVEGARDE_GENERATIONS',
    defaut: '14',
    schema: z.coerce.number().int().min(1).max(400),
    description: 'Générations gardées dans SAUVEGARDE_DIR : une par jour, avec ses incréments',
  },
] as const;

export type NomVariable = (typeof VARIABLES)[number]['nom'];
type Sortie<N extends NomVariable> = z.output<Extract<(typeof VARIABLES)[number], { nom: N }>['schema']>;
type Facultative =
  | 'METRIQUES_JETON'
  | 'HORODATAGE_URL'
  | 'HORODATAGE_CA'
  | 'SAUVEGARDE_DIR'
  | 'SAUVEGARDE_CLE'
  | 'COUCHDB_URL'
  | 'PUBLIC_ORIGIN'
  | 'SVI_ORIGIN'
  | 'ANCIENNES_ORIGINES'
  | 'SMTP_URL'
  | 'COURRIEL_DE'
  | 'MILLESIME_DEPOT'
  | 'MILLESIME_SFTP_EMPREINTE'
  | 'MILLESIME_SFTP_CLE'
  | 'MILLESIME_SFTP_MOT_DE_PASSE'
  | 'MILLESIME_RETOUR'
  | 'DASES_DEPOT'
  | 'DASES_SFTP_EMPREINTE'
  | 'DASES_SFTP_CLE'
  | 'DASES_SFTP_MOT_DE_PASSE'
  | 'DASES_TABLE'
  | 'COQUILLE'
  | 'OIDC_ISSUER'
  | 'OIDC_CLIENT_ID'
  | 'OIDC_CLIENT_SECRET'
  | 'OIDC_ACR'
  | 'PLIVO_AUTH_ID'
  | 'PLIVO_AUTH_TOKEN'
  | 'PLIVO_SONDE_NUMERO'
  | 'SMS_DE';

export type Config = { [N in Exclude<NomVariable, Facultative>]: Sortie<N> } & {
  [N in Facultative]: Sortie<N> | undefined;
};

const AVEC_OIDC: readonly NomVariable[] = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_ORIGIN'];
const AVEC_SMS: readonly NomVariable[] = ['PLIVO_AUTH_ID', 'PLIVO_AUTH_TOKEN'];
/** What goes there is a secret, or lets in: in clear to this machine only. */
export const estSur = (adresse: string): boolean =>
  new URL(adresse).protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(adresse).hostname);
/** Whose server each address is of: its key is pinned once. */
const PAR_SFTP = [
  ['MILLESIME', ['MILLESIME_DEPOT', 'MILLESIME_RETOUR']],
  ['DASES', ['DASES_DEPOT']],
] as const satisfies readonly (readonly [string, readonly NomVariable[]])[];
const avec = (nom: NomVariable, valeurs: Record<string, unknown>): boolean => valeurs[nom] !== undefined;

/** Thrown by `lireConfig`: nothing can start without its settings; the message names each variable at fault. */
export class ErreurConfig extends Error {}

/** Reads the settings; an empty variable counts as absent. A secret's value is never repeated in the message. */
export const lireConfig = (env: Record<string, string | undefined>): Config => {
  const valeurs: Record<string, unknown> = {};
  const fautes: string[] = [];
  for (const { nom, defaut, schema, description } of VARIABLES) {
    const brut = env[nom] || defaut;
    if (brut === undefined) continue;
    const lu = schema.safeParse(brut);
    if (lu.success) valeurs[nom] = lu.data;
    else fautes.push(`${nom} : valeur incorrecte. Attendu : ${description}.`);
  }
  const manquent = avec('OIDC_ISSUER', valeurs) ? AVEC_OIDC.filter((nom) => !avec(nom, valeurs)) : [];
  for (const nom of manquent) if (!env[nom]) fautes.push(`${nom} : nécessaire avec OIDC_ISSUER.`);
  if (avec('PLIVO_SONDE_NUMERO', valeurs)) {
    for (const nom of [...AVEC_SMS, 'PLIVO_NUMERO'])
      if (!env[nom]) fautes.push(`${nom} : nécessaire avec PLIVO_SONDE_NUMERO.`);
  }
  if (avec('SMS_DE', valeurs)) {
    for (const nom of AVEC_SMS) if (!env[nom]) fautes.push(`${nom} : nécessaire avec SMS_DE.`);
    if (avec('PLIVO_API', valeurs) && !estSur(String(valeurs.PLIVO_API)))
      fautes.push('PLIVO_API : doit commencer par https:// avec SMS_DE, le jeton du compte y passe.');
  }
  for (const [qui, adresses] of PAR_SFTP) {
    const adresse = adresses.find((nom) => String(valeurs[nom] ?? '').startsWith('sftp:'));
    if (adresse === undefined) continue;
    const avecSftp = `nécessaire avec ${adresse} en sftp://.`;
    if (!env[`${qui}_SFTP_EMPREINTE`]) fautes.push(`${qui}_SFTP_EMPREINTE : ${avecSftp}`);
    if (!env[`${qui}_SFTP_CLE`] && !env[`${qui}_SFTP_MOT_DE_PASSE`])
      fautes.push(`${qui}_SFTP_CLE ou ${qui}_SFTP_MOT_DE_PASSE : ${avecSftp}`);
  }
  if (fautes.length > 0) throw new ErreurConfig(`Réglages à corriger :\n${fautes.join('\n')}`);
  return valeurs as Config;
};

/** The table of settings, for the documentation (Markdown). */
export const tableDesVariables = (): string =>
  [
    '| variable | défaut | rôle |',
    '|---|---|---|',
    ...VARIABLES.map(
      (v) => `| \`${v.nom}\` | ${v.defaut === undefined ? '—' : `\`${v.defaut}\``} | ${v.description} |`,
    ),
  ].join('\n');
