import type { EtatService } from '#shared/contrats/exploitation/disponibilite';
import { RAISONS_SMS, type RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import { CAUSES_PANNE, RAISONS_EXTERIEURES } from '#shared/contrats/exploitation/sonde-exterieure';
import { causeDe } from '#shared/domain/disponibilite/exterieure';
import { dateEntiere, dateEtHeure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis, epochMs, heureAffichee, instantDe, localParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatAstreinte } from '../domaines/astreinte';
import { direEtrangeres, type EtatSauvegarde } from '../domaines/exploitation';
import type { EtatExterieur } from '../domaines/telephonie';
import type { FileCourriels } from '../ports/courriel';
import { jugerGrappe as constater, direRevenus } from '../store/grappe/grappe';
import { aMajorite, type EtatQuorum } from '../store/grappe/quorum';
import type { Noeud } from '../store/magasin';
import { type EtatTransitions, enPanne, manqueTrop } from '../transitions/demarrer';
import type { EtatRelecture } from '../transitions/relecteur';
import type { FaitCertificat } from './certificats';

/** What the health is judged from; no personal data in any of it. */
export type FaitsSante = {
  magasin: boolean;
  /** The nodes of the cluster, none where the store is one process; undefined where it does not say. */
  noeuds: readonly Noeud[] | undefined;
  /** Of these, those that were seen away less than a minute ago. */
  revenus: readonly Noeud[];
  quorum: EtatQuorum;
  /** Whether the quorum takes what is written now; undefined where nothing says so. */
  ecriture: boolean | undefined;
  transitions: EtatTransitions | undefined;
  disques: readonly { nom: 'donnees' | 'sauvegarde'; libres: number; octets: number }[];
  /** Jobs whose last passage failed, and why. */
  travauxEnEchec: readonly { nom: string; cause: string }[];
  svi: EtatService['svi']['etat'];
  pannes: number;
  /** [AL-8] Since when the telephone is silent, as the alerts say. */
  telephoneMuet: DateCivile | undefined;
  /** Of the SVI's own `/sante`; undefined where it does not answer, or where there is none to ask. */
  journal: { sain: boolean; enAttente: number } | undefined;
  /** [DI-1] Of the same: what the operator's interface last answered to it. */
  operateur: { etat: 'inconnu' | 'ok' | 'panne'; le?: Instant | undefined } | undefined;
  /** [DI-1] What is known through the operator; undefined until the watch has begun. */
  exterieur: EtatExterieur | undefined;
  /** The last call of an aide that gave a punch; undefined where there is none this year. */
  dernierAppel: Instant | undefined;
  millesime: { attendu: boolean; heure: string; derniere: Instant | undefined };
  sauvegarde: EtatSauvegarde;
  /** The backups are on the disk of the data. */
  memeDisque: boolean;
  courriel: FileCourriels & { regle: boolean };
  /** Of our addresses in https. */
  certificats: readonly FaitCertificat[];
  /** [AL-7] Undefined until the watch has begun. */
  astreinte: EtatAstreinte | undefined;
  /** Types of which a document could not be read, and was set aside. */
  ecartes: readonly string[];
  /** [FL-3] Documents kept apart since both sides of a cut wrote them. */
  divergences: number;
};

export type EtatPartie = 'ok' | 'attention' | 'panne' | 'inconnu';
export type Partie = { etat: EtatPartie; raison?: string };

const GIO = 2 ** 30;
/** Below that much room, a closing, an import or a backup may not end. */
const PLACE = { attention: { part: 0.15, octets: 5 * GIO }, panne: { part: 0.05, octets: GIO } };
const RETARD_S = 300;
/** Millésime's files may be that late before its silence is told. */
const SILENCE_MS = 2 * 3_600_000;
const SAUVEGARDE_MS = 30 * 60_000;
/** Mails leave every minute: the mail server has then refused several times. */
const COURRIEL_MS = 15 * 60_000;

/** Renewed thirty days before its end, where that is done by itself: nine days late is no chance. */
const CERTIFICAT_MS = { attention: 21 * 24 * 3_600_000, panne: 2 * 24 * 3_600_000 };
const CERTIFICATS = { extranet: 'l’extranet (PUBLIC_ORIGIN)', svi: 'la téléphonie (SVI_ORIGIN)' } as const;

const ok: Partie = { etat: 'ok' };
const dire = (etat: EtatPartie, raison: string): Partie => ({ etat, raison });

const jugerDisques = (disques: FaitsSante['disques']): Partie => {
  const sous = (d: FaitsSante['disques'][number], s: { part: number; octets: number }): boolean =>
    d.libres < Math.min(s.octets, d.octets * s.part);
  const plein = disques.find((d) => sous(d, PLACE.panne));
  if (plein) return dire('panne', `disque plein (${plein.nom})`);
  const serre = disques.find((d) => sous(d, PLACE.attention));
  return serre ? dire('attention', `disque bientôt plein (${serre.nom})`) : ok;
};

/** A cluster that lacks nodes, or whose copies still catch up. */
const jugerGrappe = ({ noeuds, revenus, ecriture, quorum: { enAttente } }: FaitsSante): Partie => {
  if (!noeuds) return dire('inconnu', 'la grappe ne dit pas ses nœuds');
  const absents = noeuds.filter((n) => !n.present).map((n) => n.nom);
  const fermes = noeuds.filter((n) => n.present && n.ferme).map((n) => n.nom);
  const presents = `${pluriel(noeuds.length - absents.length - fermes.length, 'nœud')} sur ${noeuds.length}`;
  const nommer = (mot: string, noms: readonly string[]): string[] =>
    noms.length === 0 ? [] : [`${mot}${noms.length > 1 ? 's' : ''} : ${noms.join(', ')}`];
  const manquent = [...nommer('absent', absents), ...nommer('fermé', fermes)].join(' ; ');
  if (!aMajorite(noeuds)) return dire('panne', `${presents} : rien n’est plus confirmé (${manquent})`);
  if (ecriture === false) return dire('panne', 'ce qui s’écrit n’a pas la majorité des nœuds : rien n’est confirmé');
  if (enAttente > 0) return dire('panne', `${pluriel(enAttente, 'document')} sans la majorité des nœuds`);
  if (manquent !== '') return dire('attention', `${presents} (${manquent})`);
  const e = constater(noeuds, revenus);
  switch (e.etat) {
    case 'CALME':
      return ok;
    case 'MUETS':
      return dire('attention', `${e.noeuds.join(', ')} : présent, mais ne dit rien de ce qu’il a à transmettre`);
    case 'RETARD':
      return dire('attention', `se remet à jour : encore ${pluriel(e.documents, 'document')}`);
    case 'RECENTS':
      return dire('attention', `se remet à jour : ${direRevenus(e.noeuds)}`);
  }
};

const jugerTransitions = (t: EtatTransitions | undefined): Partie => {
  if (!t) return dire('inconnu', 'démarrage');
  if (enPanne(t)) return dire('panne', 'plus rien n’est apparié');
  if (t.enEchec || t.retard > RETARD_S) return dire('attention', `retard de ${t.retard} s`);
  if (t.manquants && manqueTrop(t)) {
    const { documents, depuis } = t.manquants;
    const combien = pluriel(documents, 'document annoncé ne se lit', 'documents annoncés ne se lisent');
    return dire('attention', `${combien} pas encore dans CouchDB, depuis ${Math.round(depuis / 60)} min`);
  }
  return ok;
};

/** [FL-2] What was derived while copies lagged, and what is wrong until it has been looked at again. */
const jugerRelecture = (r: EtatRelecture | undefined): Partie => {
  if (!r) return dire('inconnu', 'démarrage');
  const jours = r.jours === 0 ? '' : `, ${pluriel(r.jours, 'jour')} à relire`;
  if (r.agitee) return dire('attention', `la grappe CouchDB se remet à jour${jours}`);
  const dits = [
    ...(r.douteux ? [`un nœud vient de revenir${jours}`] : []),
    ...(r.corriges > 0 ? [pluriel(r.corriges, 'document dérivé corrigé', 'documents dérivés corrigés')] : []),
  ];
  return dits.length === 0 ? ok : dire('attention', dits.join(', '));
};

/** [FL-3] What two sides of a cut wrote differently, and that a person has to settle; or that the service could not. */
const jugerDivergences = (n: number, nonRegles = 0): Partie => {
  const dits = [
    ...(n > 0
      ? [`${pluriel(n, 'document')} en deux versions : telegestion lire divergences, puis regler-divergence`]
      : []),
    ...(nonRegles > 0
      ? [`${pluriel(nonRegles, 'document')} que le service n’a pas pu ramener à une version : son journal dit pourquoi`]
      : []),
  ];
  return dits.length === 0 ? ok : dire('attention', dits.join(' ; '));
};

/** Of today once its hour has passed, else of the day before. */
const jugerMillesime = ({ attendu, heure, derniere }: FaitsSante['millesime'], maintenant: Instant): Partie => {
  if (!attendu) return dire('inconnu', 'aucun dossier de réception réglé');
  if (derniere === undefined) return dire('attention', 'aucun fichier pris');
  const limite = instantDe(epochMs(maintenant) - SILENCE_MS);
  const jourAttendu =
    localParis(limite).slice(11, 16) >= heure
      ? dateParis(limite)
      : dateParis(instantDe(epochMs(limite) - 24 * 3_600_000));
  return dateParis(derniere) >= jourAttendu
    ? ok
    : dire('attention', `rien depuis le ${dateEntiere(dateParis(derniere))}`);
};

/** Whether the last one is good, which is what an upgrade asks: where they lie is told apart. */
const jugerSauvegarde = (s: EtatSauvegarde, maintenant: Instant): Partie => {
  if (s.etat === 'en echec') return dire('panne', 'la dernière a échoué');
  if (s.depuis === undefined) return dire('inconnu', 'aucune depuis le démarrage');
  const age = epochMs(maintenant) - epochMs(s.depuis);
  return age > SAUVEGARDE_MS ? dire('attention', `la dernière a ${Math.round(age / 60_000)} minutes`) : ok;
};

/** Where the backups lie, and beside what: they may be good, and not outlive what they are for. */
const jugerCopies = ({ sauvegarde: { etrangeres }, memeDisque }: FaitsSante): Partie => {
  const dits = [
    ...(etrangeres === undefined ? [] : [direEtrangeres(etrangeres)]),
    ...(memeDisque ? ['sauvegardes sur le même disque que les données : il les emporterait ensemble'] : []),
  ];
  return dits.length === 0 ? ok : dire('attention', dits.join(' ; '));
};

const jugerCourriel = ({ regle, attendent, depuis }: FaitsSante['courriel'], maintenant: Instant): Partie => {
  if (!regle) return dire('inconnu', 'aucun serveur de courriel réglé');
  if (depuis === undefined) return ok;
  const file = `${attendent} en attente, depuis le ${dateEtHeure(depuis)}`;
  return epochMs(maintenant) - epochMs(depuis) > COURRIEL_MS
    ? dire('attention', `en retard : ${file}`)
    : dire('ok', file);
};

const jugerCertificats = (certificats: FaitsSante['certificats'], maintenant: Instant): Partie => {
  const connus = certificats.flatMap(({ nom, fin }) => (fin === undefined ? [] : [{ nom, fin }]));
  const [premier] = connus.sort((a, b) => epochMs(a.fin) - epochMs(b.fin));
  if (!premier)
    return dire('inconnu', certificats.length === 0 ? 'aucune adresse en https' : 'les adresses ne répondent pas');
  const reste = epochMs(premier.fin) - epochMs(maintenant);
  const dit = `celui de ${CERTIFICATS[premier.nom]} finit le ${dateEntiere(dateParis(premier.fin))}`;
  if (reste < CERTIFICAT_MS.panne) return dire('panne', dit);
  return reste < CERTIFICAT_MS.attention ? dire('attention', dit) : ok;
};

const SONDE: Record<FaitsSante['svi'], Partie> = {
  OK: ok,
  MAINTENANCE: dire('inconnu', 'maintenance prévue'),
  INCONNU: dire('inconnu', 'non mesuré'),
  PANNE: dire('panne', 'l’appel de sonde échoue'),
};

const quand = (i: Instant): string => `le ${dateEtHeure(i)}`;

/** [DI-2] The operator's interface: what it last answered, to a request for a call or to one for the call records, the later of the two. */
export const jugerOperateur = ({ operateur, exterieur }: Pick<FaitsSante, 'operateur' | 'exterieur'>): Partie => {
  const api = exterieur?.api;
  if (api && api.le > (operateur?.le ?? ''))
    return api.raison === undefined
      ? dire('ok', `a répondu ${quand(api.le)}`)
      : dire('panne', `${RAISONS_EXTERIEURES[api.raison].mots}, ${quand(api.le)}`);
  if (operateur?.le === undefined || operateur.etat === 'inconnu') return dire('inconnu', 'pas encore interrogé');
  return operateur.etat === 'ok'
    ? dire('ok', `a répondu ${quand(operateur.le)}`)
    : dire('panne', `ses relevés d’appels ne se lisent plus, ${quand(operateur.le)}`);
};

/** [DI-1] The last check through the operator whose verdict is known. */
const jugerExterieur = (e: FaitsSante['exterieur']): Partie => {
  if (!e?.actif) return dire('inconnu', 'aucun numéro d’où appeler (PLIVO_SONDE_NUMERO)');
  const { dernier } = e;
  if (!dernier) return dire('inconnu', 'aucun essai depuis le démarrage');
  if (dernier.issue === 'MAINTENANCE') return dire('inconnu', 'maintenance prévue');
  if (dernier.issue === 'REUSSI') return dire('ok', `essai réussi ${quand(dernier.instant)}`);
  const { mots } = RAISONS_EXTERIEURES[dernier.raison ?? 'JAMBE_PERDUE'];
  return dire('panne', `${CAUSES_PANNE[causeDe(dernier)]} : ${mots}, ${quand(dernier.instant)}`);
};

const jugerJournal = (j: FaitsSante['journal']): Partie => {
  if (!j) return dire('inconnu', 'le SVI n’est pas joint');
  return j.sain ? ok : dire('panne', 'le journal du SVI ne s’écrit plus');
};

/** What a person has to put right: no message leaves until then. */
const SMS_EN_PANNE: readonly RaisonSms[] = ['CREDIT', 'IDENTIFIANTS', 'EXPEDITEUR'];

/** [AL-7] Whether who is on call can be told, and whether somebody is. */
const jugerAstreinte = (a: EtatAstreinte | undefined): Partie => {
  if (!a) return dire('inconnu', 'démarrage');
  if (a.tours === 0) return dire('inconnu', 'aucun tour d’astreinte : personne n’est prévenu');
  if (a.echec && SMS_EN_PANNE.includes(a.echec)) return dire('panne', `SMS refusés : ${RAISONS_SMS[a.echec]}`);
  const dits = [
    ...(a.echec && a.echec !== 'NON_REGLE' ? [`dernier SMS non remis : ${RAISONS_SMS[a.echec]}`] : []),
    ...(a.sansAccuse > 0 ? [`${pluriel(a.sansAccuse, 'fait annoncé', 'faits annoncés')} sans accusé`] : []),
    ...(a.incertain
      ? [`faits incomplets depuis ${heureAffichee(a.incertain)} : rien de nouveau n’est annoncé d’abord`]
      : []),
    ...(a.sms ? [] : ['SMS non réglés (SMS_DE) : par courriel seulement']),
    ...(a.trou ? [`personne d’astreinte à partir du ${dateEtHeure(a.trou)}`] : []),
  ];
  return dits.length === 0 ? ok : dire('attention', dits.join(' ; '));
};

const jugerTravaux = (enEchec: FaitsSante['travauxEnEchec']): Partie =>
  enEchec.length === 0
    ? ok
    : dire('attention', `dernier passage en échec : ${enEchec.map((t) => `${t.nom} (${t.cause})`).join(', ')}`);

const jugerDocuments = (types: FaitsSante['ecartes']): Partie =>
  types.length === 0
    ? ok
    : dire('attention', `documents mis à part, illisibles (${types.join(', ')}) : le journal dit lesquels`);

/** Each part of the service, and whether it is well. */
export const jugerSante = (f: FaitsSante, maintenant: Instant): Record<string, Partie> => ({
  magasin: f.magasin ? ok : dire('panne', 'CouchDB ne répond pas'),
  grappe: jugerGrappe(f),
  transitions: jugerTransitions(f.transitions),
  disque: jugerDisques(f.disques),
  travaux: jugerTravaux(f.travauxEnEchec),
  sonde: SONDE[f.svi],
  operateur: jugerOperateur(f),
  exterieur: jugerExterieur(f.exterieur),
  appels:
    f.telephoneMuet === undefined
      ? f.dernierAppel === undefined
        ? ok
        : dire('ok', `dernier pointage par téléphone ${quand(f.dernierAppel)}`)
      : dire(
          'panne',
          `bien moins d’appels que le planning n’en fait attendre, depuis le ${dateEntiere(f.telephoneMuet)}`,
        ),
  journal: jugerJournal(f.journal),
  // What was taken is read in the store: while it is away, that is not known.
  millesime: f.magasin ? jugerMillesime(f.millesime, maintenant) : dire('inconnu', 'CouchDB ne répond pas'),
  sauvegarde: jugerSauvegarde(f.sauvegarde, maintenant),
  copies: jugerCopies(f),
  courriel: jugerCourriel(f.courriel, maintenant),
  certificats: jugerCertificats(f.certificats, maintenant),
  astreinte: jugerAstreinte(f.astreinte),
  documents: jugerDocuments(f.ecartes),
  derives: jugerRelecture(f.transitions?.relecture),
  divergences: jugerDivergences(f.divergences, f.transitions?.nonRegles),
});
