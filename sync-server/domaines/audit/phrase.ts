import { TENTATIVES } from '#shared/contrats/acces/administration';
import { ROLES_EN_MOTS } from '#shared/contrats/acces/compte';
import type { TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import { ACTIONS, type ActionAudit, type EntreeAudit } from '#shared/contrats/exploitation/audit';
import { GESTES_INCIDENT } from '#shared/contrats/exploitation/incident';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { DESTINATIONS } from '#shared/contrats/financement/envoi';
import { antenneConnue } from '#shared/domain/antenne/registre';
import { lirePeriode } from '#shared/domain/rapport/periode';
import { dateEntiere, dateEtHeure, deMois, minuscule, plageEnMots, pluriel } from '#shared/domain/releve/mots';
import { direDates, direParti, type Parti } from '#shared/domain/veille/mots';
import { DISPOSITIFS_EN_MOTS } from '#shared/etats/mots';
import { ETATS } from '#shared/etats/registre';
import { arrondissementEnMots } from '#shared/libelles/facture';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import {
  AVEC_MOTIF,
  direSuite,
  type Genre,
  type Noms,
  type NomsAlors,
  nommerAntenne,
  nommerPersonne,
  phrase,
  TEXTE_TU,
} from './mots';
import { direSaisie, type FaitsSaisies } from './phrase-saisie';

// The log is written in ids and codes, under its chain of hashes: its sentences are made here, when it is read.

/** [AL-7] Of the duty: what was said, or whose turn it is and when. */
export type MessageOuTour = (Parti & { texte: string }) | Pick<TourAstreinte, 'nom' | 'du' | 'au'>;

/** What the store knows of what a page of the log names. */
export type FaitsEntrees = FaitsSaisies & {
  /** By `EST 2026-10`. */
  clotures: ReadonlyMap<string, { numero: number; motif?: string }>;
  /** [CL-4] Why months were sent before those that they may rectify, by the object of their entries. */
  passeOutre?: ReadonlyMap<string, string>;
  /** [AL-7] What was said to who is on call, and whose turns were given, by id: of those that are still kept. */
  astreintes?: ReadonlyMap<string, MessageOuTour>;
};

type Dire = (o: {
  objet: string;
  mots: readonly string[];
  noms: NomsAlors;
  clotures: FaitsEntrees['clotures'];
  passeOutre?: FaitsEntrees['passeOutre'];
  astreintes?: FaitsEntrees['astreintes'];
}) => string;

const titreEtat = (id: string | undefined): string => ETATS.find((e) => e.id === id)?.titre ?? 'inconnu';
const titreVue = (etat: string | undefined, vue: string | undefined): string | undefined =>
  ETATS.find((e) => e.id === etat)
    ?.parametres.find((p) => p.cle === 'vue')
    ?.choix?.find((c) => c.valeur === vue)?.libelle;
const entreGuillemets = (t: string): string => `« ${t} »`;
const apres = (objet: string, n: number): string => objet.split(' ').slice(n).join(' ');
const suivi =
  (tete: string): Dire =>
  ({ objet, noms }) =>
    phrase(tete, ...direSuite(objet, noms));

/** `état taux-correction EST 2026-10-01 2026-10-31 : usager:U1`. */
const direEtat =
  (verbe: string): Dire =>
  ({ objet, mots, noms }) => {
    const vue = titreVue(mots[1], mots[2]);
    const suite = apres(objet, vue === undefined ? 2 : 3)
      .replace('TOUTES', 'toutes les antennes')
      .replace(/financeur:(\S+)/, ': financeur $1 :');
    return phrase(`${verbe} l’état ${entreGuillemets(titreEtat(mots[1]))}`, vue, ...direSuite(suite, noms));
  };

/** « vu 2 noms », and whose they are. */
const avecNoms = (mot: string, qui: string, noms: NomsAlors): string[] => {
  const dits = direSuite(qui, noms);
  return [`${mot} ${pluriel(dits.length, 'nom')}`, ...dits];
};

/** Of the log itself: what it was filtered by, and who was named in it. */
const direJournal: Dire = ({ objet, noms }) => {
  const [filtre = '', qui] = objet.replace(/^journal d’audit ?/, '').split(/(?:^| ): /);
  const auteur: string[] = [];
  const dits = filtre.split(' ').flatMap((mot) => {
    if (mot in ACTIONS) return `action ${entreGuillemets(ACTIONS[mot as ActionAudit])}`;
    if (/^\d{4}-\d\d-\d\d$/.test(mot)) return `du ${dateEntiere(mot as DateCivile)}`;
    if (mot !== '' && !/^\d+$/.test(mot)) auteur.push(mot);
    return [];
  });
  return phrase(
    'A lu le journal d’audit',
    ...dits,
    auteur.length > 0 ? `auteur ${entreGuillemets(auteur.join(' '))}` : undefined,
    ...(qui === undefined ? [] : /^\d/.test(qui) ? [`avec les noms de ${qui}`] : avecNoms('avec', qui, noms)),
  );
};

/** Of a reading that a PC tells once it has the network again: whose antennas then had neither. */
export const HORS_DE_SES_ANTENNES = 'hors de ses antennes';
const horsDeSesAntennes = (objet: string): string | undefined =>
  objet.endsWith(` ${HORS_DE_SES_ANTENNES}`) ? `${HORS_DE_SES_ANTENNES} quand la lecture est arrivée` : undefined;

const direConsultation: Dire = (e) => {
  const { objet, mots, noms } = e;
  const [premier, mois] = mots;
  const usager = /^usager:(.+)$/.exec(premier ?? '')?.[1];
  if (premier === 'recherche')
    return objet.endsWith(' personne')
      ? 'A cherché un usager, sans trouver personne.'
      : phrase(...avecNoms('A cherché un usager et vu', apres(objet, 2), noms));
  if (premier === 'relevé')
    return phrase(
      `A ouvert un relevé ${deMois(mots[2] as Mois)}`,
      ...direSuite([mots[1], ...mots.slice(3)].join(' '), noms),
    );
  if (premier === 'téléphone')
    return phrase(
      'A lu le téléphone d’une aide',
      ...direSuite(mots[1] ?? '', noms),
      `le ${dateEtHeure(mots[3] as Instant)}`,
      horsDeSesAntennes(objet),
    );
  if (premier === 'état') return direEtat('A lu')(e);
  if (premier === 'lire') return suivi('A lu par la commande « lire »')({ ...e, objet: apres(objet, 1) });
  if (premier === 'journal') return direJournal(e);
  if (premier === 'pilotage') return suivi('A lu les tableaux de bord')({ ...e, objet: apres(objet, 1) });
  if (premier === 'préfacturation')
    return suivi(
      mots[1]?.startsWith('usager:') ? 'A lu d’où viennent des minutes facturées' : 'A lu la préfacturation',
    )({ ...e, objet: apres(objet, 1) });
  if (premier === 'visites') return suivi('A lu des visites d’une autre antenne')({ ...e, objet: apres(objet, 1) });
  if (usager === undefined) return suivi('A lu')(e);
  const nom = nommerPersonne(noms, 'usager', usager);
  return mots[1] === 'lu'
    ? phrase('A lu un dossier', nom, `le ${dateEtHeure(mots[2] as Instant)}`, horsDeSesAntennes(objet))
    : phrase('A lu un dossier', nom, `et ses visites ${deMois(mois as Mois)}`);
};

const direMotif = (motif: string): string =>
  motif === TEXTE_TU ? 'avec un motif écrit' : `motif ${entreGuillemets(motif.replace(/\.$/, ''))}`;

/** Which of its antenna's closings it was, and why it was made before its time or over what was incomplete. */
const direCloture: Dire = ({ objet, noms, clotures }) => {
  const cloture = clotures.get(objet);
  return phrase(
    'A clos un mois',
    ...direSuite(objet, noms),
    cloture && `clôture n°\u00a0${cloture.numero}`,
    cloture?.motif === undefined ? undefined : direMotif(cloture.motif),
  );
};

const EXPORTS: Readonly<Record<string, string>> = {
  préfacturation: 'A exporté la préfacturation',
  RESTITUTION: 'A rendu à Millésime les heures',
  DASES: 'A exporté les fichiers de la DASES',
  SEDA: 'A exporté les relevés pour les archives',
};
const direExport: Dire = (e) => {
  const premier = e.mots[0] ?? '';
  if (premier === 'état') return direEtat('A exporté')(e);
  const tete = EXPORTS[premier];
  if (tete !== undefined) return suivi(tete)({ ...e, objet: apres(e.objet, 1) });
  return suivi(/^\d{4}-\d\d$/.test(premier) ? 'A exporté les fichiers d’un mois' : 'A pris un fichier')(e);
};

const direEnvoi: Dire = (e) => {
  if (e.mots[0] === 'état') return direEtat('A envoyé par courriel le lien de')(e);
  const vers = DESTINATIONS[e.mots[0] as keyof typeof DESTINATIONS] ?? e.mots[0];
  const encore = e.objet.endsWith(' (encore)');
  const malgre = e.objet.endsWith(AVEC_MOTIF);
  const suite = apres(malgre ? e.objet.slice(0, -AVEC_MOTIF.length) : e.objet, 1).replace(/ \(encore\)$/, '');
  return phrase(
    `A ${encore ? 'renvoyé' : 'envoyé'} à ${vers === 'DASES' ? 'la DASES' : vers}`,
    ...direSuite(suite, e.noms),
    malgre ? direMotif(e.passeOutre?.get(e.objet) ?? TEXTE_TU) : undefined,
  );
};

const direFacture: Dire = ({ mots }) => {
  const [, mois, nature, arrondissement] = (mots[1] ?? '').split(':');
  return phrase(
    `A ${mots[0] === 'ouverte' ? 'ouvert' : 'déposé'} la facture ${deMois(mois as Mois)}`,
    DISPOSITIFS_EN_MOTS[nature as keyof typeof DISPOSITIFS_EN_MOTS],
    `${arrondissementEnMots(Number(arrondissement))} arrondissement`,
  );
};

const direIncident: Dire = ({ mots, noms }) => {
  const [cle = '', geste = ''] = mots;
  const [antenne = '', jour = ''] = cle.split(':');
  const fait = GESTES_INCIDENT[geste as keyof typeof GESTES_INCIDENT];
  return phrase(
    geste === 'signalé'
      ? 'A signalé un incident'
      : `Sur un incident, geste ${entreGuillemets(fait?.libelle ?? 'inconnu')}`,
    ...direSuite(antenne === 'SERVICE' ? jour : `${antenne} ${jour}`, noms),
  );
};

const COMPTES: Readonly<Record<string, string>> = {
  creer: 'A créé le compte',
  modifier: 'A modifié le compte',
  activer: 'A réactivé le compte',
  desactiver: 'A désactivé le compte',
  deverrouiller: 'A déverrouillé le compte',
  inviter: 'A invité le compte',
  'retirer-second-facteur': 'A retiré le second facteur du compte',
  'mot-de-passe': 'A donné un mot de passe au compte',
};
/** « role:GESTIONNAIRE>CENTRAL »: what a field was, and what it has become; of a name and an address, that they changed. */
const direChange = (mot: string, noms: NomsAlors): string => {
  const [champ = '', avant = '', apres = ''] = mot.split(/[:>]/);
  const quoi = CHAMPS_COMPTE[champ] ?? champ;
  if (avant === '' && apres === '') return quoi;
  return `${quoi} : ${direValeurs(avant, noms)} → ${direValeurs(apres, noms)}`;
};
const CHAMPS_COMPTE: Readonly<Record<string, string>> = {
  nom: 'nom',
  courriel: 'adresse',
  role: 'rôle',
  antennes: 'antennes',
  responsable: 'responsable',
};
const direValeurs = (valeurs: string, noms: NomsAlors): string =>
  valeurs
    .split(',')
    .map((v) => {
      if (Object.hasOwn(ROLES_EN_MOTS, v)) return ROLES_EN_MOTS[v as keyof typeof ROLES_EN_MOTS];
      const antenne = antenneConnue(v);
      return antenne ? nommerAntenne(noms, antenne) : v === '' ? 'aucune' : v;
    })
    .join(', ');

const direCompte: Dire = ({ objet, mots, noms }) => {
  const [verbe = '', qui = '', ...reste] = mots;
  if (verbe === 'digest')
    return reste[0] === 'aucun'
      ? 'A renoncé au compte des alertes du matin.'
      : phrase('A demandé le compte des alertes du matin', ...direSuite(reste.join(' '), noms));
  const tete = COMPTES[verbe];
  if (tete === undefined) return phrase('A agi sur un compte', objet);
  if (reste.some((mot) => mot.includes('>')))
    return phrase(`${tete} ${entreGuillemets(qui)}`, ...reste.map((mot) => direChange(mot, noms)));
  const dits = reste
    .flatMap((mot) => mot.split(','))
    .flatMap((mot) =>
      mot in ROLES_EN_MOTS ? [ROLES_EN_MOTS[mot as keyof typeof ROLES_EN_MOTS]] : direSuite(mot, noms),
    );
  return phrase(
    `${tete} ${entreGuillemets(qui)}`,
    ...(reste.join(' ') === 'par invitation' ? ['par invitation'] : dits),
  );
};

const ACCES: Readonly<Record<string, string>> = {
  donner: 'A donné un accès personnel',
  retirer: 'A retiré un accès personnel',
  ouvrir: 'A ouvert un accès personnel',
};
const direAcces: Dire = ({ objet, mots, noms }) => {
  const jour = /^note:(\d{4}-\d\d-\d\d):/.exec(mots[1] ?? '')?.[1];
  if (mots[0] === 'contester')
    return `A contesté une visite${jour === undefined ? '' : ` du ${dateEntiere(jour as DateCivile)}`}.`;
  return phrase(ACCES[mots[0] ?? ''] ?? 'A usé d’un accès personnel', ...direSuite(apres(objet, 1), noms));
};

const LIENS_POINTER: Readonly<Record<string, string>> = {
  donner: 'A donné de quoi pointer sans téléphone',
  retirer: 'A retiré de quoi pointer sans téléphone',
  fermer: 'Cinq codes faux ont fermé de quoi pointer sans téléphone',
  partir: 'Un départ a retiré de quoi pointer sans téléphone',
};
const direPointer: Dire = ({ objet, mots, noms }) =>
  phrase(LIENS_POINTER[mots[0] ?? ''] ?? 'A pointé sans téléphone', ...direSuite(apres(objet, 1), noms));

const ANTENNES: Readonly<Record<string, string>> = {
  creer: 'A créé',
  renommer: 'A changé le nom, les arrondissements ou l’adresse de',
  fermer: 'A fermé',
  'redater-fermeture': 'A changé le jour de fermeture de',
  'annuler-fermeture': 'A annulé la fermeture de',
};
const direAntenne: Dire = ({ mots: [verbe = '', code = '', le], noms }) => {
  const antenne = antenneConnue(code);
  return phrase(
    `${ANTENNES[verbe] ?? 'A agi sur'} l’antenne ${antenne ? nommerAntenne(noms, antenne) : code}`,
    le === undefined ? undefined : `à partir du ${dateEntiere(le as DateCivile)}`,
  );
};

const SECOND_FACTEUR: Record<string, string> = {
  proposer: 'A demandé un second facteur : la clé lui a été montrée.',
  'codes-de-secours': 'A reçu d’autres codes de secours, les premiers s’étant perdus en route.',
  retirer: 'A retiré son second facteur.',
};

const REFUS_CONNEXION: Readonly<Record<string, string>> = {
  IDENTIFIANTS: 'identifiant ou mot de passe faux',
  DESACTIVE: 'compte désactivé',
  CODE_FAUX: 'code à usage unique faux',
  CODE_REJOUE: 'code à usage unique déjà servi',
  fournisseur: 'par le fournisseur d’identité',
};

const valeurEnMots = (v = ''): string => ({ true: 'oui', false: 'non' })[v] ?? v.replace('.', ',');

const direParametre: Dire = ({ mots }) => {
  const sens = PARAMETRES[mots[0] as keyof typeof PARAMETRES]?.sens;
  // Without the ids of the rules that use it.
  const nom = (sens ?? 'inconnu de cette version').replace(/^[A-Z]{2}(-\d+)?(, [A-Z]{2}-\d+)*\s:\s/, '');
  const [, le, avant, fixee] = mots;
  return phrase(
    `A fixé le paramètre ${entreGuillemets(nom)}`,
    fixee === undefined ? undefined : `de ${valeurEnMots(avant)} à ${valeurEnMots(fixee)}`,
    `à partir du ${dateEntiere(le as DateCivile)}`,
  );
};

const direSeul =
  (action: 'CODE_USAGER' | 'CODE_AIDE', genre: Genre): Dire =>
  ({ objet, noms }) =>
    phrase(
      `A changé le code d’appel ${action === 'CODE_USAGER' ? 'd’un usager' : 'd’une aide'}`,
      nommerPersonne(noms, genre, objet),
    );

const ASTREINTES: Readonly<Record<string, string>> = {
  ajouter: 'A donné un tour d’astreinte',
  retirer: 'A retiré un tour d’astreinte',
  message: 'A eu à prévenir l’astreinte',
  accuser: 'A accusé un message de l’astreinte',
};
const direMessageOuTour = (x: MessageOuTour): string =>
  'texte' in x ? entreGuillemets(x.texte.replace(/\.$/, '')) : `${x.nom}, ${direDates(x)}`;
/** `message message-astreinte:2026-11-28:x`, `ajouter tour-astreinte:01K`: what was said, or whose turn it is, as long as it is kept. */
const direAstreinte: Dire = ({ mots: [geste = '', id = ''], astreintes }) => {
  const connu = astreintes?.get(id);
  // What became of it is known of the message alone: of one that is not kept, or not to be read, that there was one.
  if (geste === 'message' && connu && 'texte' in connu) return phrase(direParti(connu), direMessageOuTour(connu));
  return phrase(ASTREINTES[geste] ?? ACTIONS.ASTREINTE, connu && direMessageOuTour(connu));
};

/** One sentence for each action; what was done first, then on what. */
const DIRE: Readonly<Record<Exclude<ActionAudit, 'SAISIE'>, Dire>> = {
  IMPORT: (e) =>
    e.mots[0] === 'CONFIRME' || e.mots[0] === 'ECARTE'
      ? suivi(`A ${e.mots[0] === 'CONFIRME' ? 'confirmé' : 'écarté'} un fichier reçu`)({
          ...e,
          objet: apres(e.objet, 1),
        })
      : suivi('A importé un fichier')(e),
  CLOTURE: direCloture,
  EXPORT: direExport,
  ARCHIVE: suivi('A archivé les relevés d’un mois'),
  SAUVEGARDE: () => 'A fait une sauvegarde.',
  RESTAURATION: ({ mots }) => phrase(`A restauré la sauvegarde du ${dateEtHeure(mots[0] as Instant)}`),
  REVERSIBILITE: () => 'A produit les jeux de réversibilité.',
  REPRISE: ({ objet }) => phrase(`A repris le jeu de réversibilité produit le ${dateEtHeure(objet as Instant)}`),
  ENVOI: direEnvoi,
  RETOUR: suivi('A noté le retour d’un envoi'),
  FACTURE: direFacture,
  INCIDENT: direIncident,
  MAINTENANCE: ({ mots }) =>
    phrase(
      mots[2] === undefined ? 'A annoncé une maintenance' : 'A retiré l’annonce d’une maintenance',
      minuscule(plageEnMots(mots[0] as Instant, mots[1] as Instant)),
    ),
  RAPPORT: ({ objet, mots }) =>
    mots[0] === 'propositions'
      ? phrase('A écrit les propositions du rapport d’activité', lirePeriode(mots[1] ?? '').titre)
      : phrase('A classé le rapport d’activité', lirePeriode(mots[0] ?? '').titre, apres(objet, 1)),
  COMPTE: direCompte,
  CODE_USAGER: direSeul('CODE_USAGER', 'usager'),
  CODE_AIDE: direSeul('CODE_AIDE', 'intervenant'),
  ACCES_PERSONNEL: direAcces,
  POINTER: direPointer,
  PARAMETRE: direParametre,
  ANTENNE: direAntenne,
  ASTREINTE: direAstreinte,
  CONNEXION: ({ objet }) => phrase('S’est connecté', objet),
  DECONNEXION: () => 'S’est déconnecté.',
  CONNEXION_REFUSEE: ({ mots }) => phrase('N’a pas pu se connecter', REFUS_CONNEXION[mots[0] ?? '']),
  VERROUILLAGE: ({ mots }) =>
    phrase('A été verrouillé après plusieurs échecs', `jusqu’au ${dateEtHeure(mots[0] as Instant)}`),
  SESSION: () => 'A fermé une de ses sessions.',
  SECOND_FACTEUR: ({ objet }) => SECOND_FACTEUR[objet] ?? 'A activé son second facteur.',
  NOUVEAUTES: ({ objet }) => phrase(`A lu les notes de la ${objet}`),
  CONSULTATION: direConsultation,
  // Before, then once it is done.
  PURGE: ({ objet }) =>
    phrase(`${objet.includes('à effacer') ? 'A commencé à purger' : 'A purgé'} ce qui ne se garde plus`, objet),
  GEL: ({ objet, mots, noms }) => phrase(`A ${mots[0]} un gel`, ...direSuite(apres(objet, 1), noms)),
  COUPURE: ({ mots: [n = '', du = '', au = ''] }) =>
    phrase(
      'A repris ce que l’autre côté d’une coupure avait écrit au journal',
      pluriel(Number(n), 'entrée'),
      `du ${dateEtHeure(du as Instant)} au ${dateEtHeure(au as Instant)}`,
    ),
  DIVERGENCE: ({ mots }) => phrase('A réglé un document en deux versions', mots[1]),
  TENTATIVE: ({ mots }) => phrase(TENTATIVES[mots[0] as keyof typeof TENTATIVES] ?? 'Demande refusée'),
};

/**
 * What an entry of the log says, as one French sentence without a code: what was done, on what, whose. An entry whose object is
 * not of today's form still says what was done.
 */
export const direEntree = (
  e: Pick<EntreeAudit, 'action' | 'objet' | 'instant'>,
  personnes: Noms,
  faits: FaitsEntrees,
): string => {
  const noms: NomsAlors = { personnes, quand: e.instant };
  if (e.action === 'SAISIE') return direSaisie(e.objet, noms, faits);
  try {
    return DIRE[e.action]({ objet: e.objet, mots: e.objet.split(' '), noms, ...faits });
  } catch {
    return phrase(ACTIONS[e.action]);
  }
};
