import type { Alerte, GenreAlerte } from '#shared/contrats/alerte';
import type { Usager } from '#shared/contrats/dossiers';
import type { Intervention } from '#shared/contrats/intervention';
import { seChevauchent } from '#shared/domain/appariement/chevauchement';
import { dateParis, ecartMinutes } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_data/etat-depot';
import { dateBreve, duree, heure, nomComplet, pluriel, telephone } from '../../_ui/formats';
import { lienVisite } from '../numeros/liens';
import { adresseUsager } from '../usager/adresse';

/** The most urgent first: someone may be alone, then someone waits, then what can be settled in the day. */
export const ORDRE: readonly GenreAlerte[] = [
  'DEPART_EN_RETARD',
  'VISITE_NON_COMMENCEE',
  'CONFLIT',
  'NUMERO_INCONNU',
  'MILLESIME_MUET',
  'EXPORT_REFUSE',
  'CHEVAUCHEMENT',
  'DEPASSEMENT_PREVU',
  'FIN_DE_PRISE_EN_CHARGE',
  'NOUVEL_USAGER_AIDE',
  'NOUVEL_USAGER_SANS_AIDE',
  'APPEL_INCOMPLET',
];

type Noms = {
  a: Alerte;
  usager: string;
  aide: string;
  visite: Intervention | undefined;
  /** What it overlaps, where this PC has it: « chez X, de 9 h 00 à 10 h 00 ». */
  autre: string;
  /** [FI-6] The plan is an APA: what earlier months left of it is offered too. */
  reporte: boolean;
  jour: string;
  aujourdhui: DateCivile;
  maintenant: Instant;
};

/** « à 18 h 20 », « le 6 nov. à 13 h 00 ». */
const quand = ({ a, jour, aujourdhui }: Noms): string => {
  if (!a.instant) return `le ${jour}`;
  const d = dateParis(a.instant);
  const h = `à ${heure(a.instant)}`;
  return d === aujourdhui ? h : `le ${dateBreve(d, aujourdhui)} ${h}`;
};
/** « depuis 18 h 20 », « depuis le 6 nov. à 13 h 00 ». */
const depuis = (n: Noms): string => `depuis ${quand(n).replace(/^à /, '')}`;
/** « 45 min », « 2 h 10 », « 3 jours ». */
const anciennete = (de: Instant, a: Instant): string => {
  const m = Math.max(0, ecartMinutes(de, a));
  if (m < 60) return `${m}\u00a0min`;
  return m < 48 * 60 ? duree(m) : pluriel(Math.floor(m / (24 * 60)), 'jour');
};
const ilYa = ({ a, maintenant }: Noms): string => (a.instant ? `, il y a ${anciennete(a.instant, maintenant)}` : '');
const chezLe = (n: Noms): string => `${n.usager}, ${quand(n)}`;

/** The fact in a sentence: who, what, when, in figures. */
const PHRASES: Record<GenreAlerte, (n: Noms) => string> = {
  DEPART_EN_RETARD: (n) =>
    `${n.aide} est chez ${n.usager}${n.visite?.arrivee ? ` depuis ${heure(n.visite.arrivee.instant)}` : ''} ; son départ était prévu ${quand(n)}${ilYa(n)}.`,
  VISITE_NON_COMMENCEE: (n) => `${n.aide} était attendue chez ${n.usager} ${quand(n)}${ilYa(n)}, et n’a pas pointé.`,
  APPEL_INCOMPLET: (n) =>
    `${chezLe(n)}, avec ${n.aide} : ${n.visite?.arrivee ? 'le départ' : 'l’arrivée'} n’a pas été pointé${n.visite?.arrivee ? '' : 'e'}.`,
  CHEVAUCHEMENT: (n) => `${chezLe(n)} : cette visite de ${n.aide} en chevauche une autre${n.autre}.`,
  CONFLIT: (n) => `${chezLe(n)}, avec ${n.aide} : choisissez ce qui est retenu.`,
  NOUVEL_USAGER_AIDE: (n) => `${n.usager}, connu depuis le ${n.jour}, a une aide du Département.`,
  NOUVEL_USAGER_SANS_AIDE: (n) => `${n.usager}, connu depuis le ${n.jour}, n’a pas d’aide du Département.`,
  FIN_DE_PRISE_EN_CHARGE: (n) =>
    `${n.usager} : la prise en charge ${n.a.numeroPec ?? ''} finit le ${n.a.fin ? dateBreve(n.a.fin, n.aujourdhui) : '…'}, aucune ne la suit.`,
  DEPASSEMENT_PREVU: ({ a, usager, reporte }) => {
    if (!a.chiffres) return `${usager} : la prise en charge ${a.numeroPec ?? ''} sera dépassée.`;
    const { faites, prevues, plafond } = a.chiffres;
    return `${usager}, ${a.numeroPec ?? ''} : ${duree(faites)} faites et ${duree(prevues)} prévues, pour un plafond de ${duree(plafond)} ; ${duree(faites + prevues - plafond)} de trop${reporte ? ', sans compter ce qui reste de l’APA des mois précédents' : ''}.`;
  },
  NUMERO_INCONNU: (n) =>
    `${n.a.numero ? `Le ${telephone(n.a.numero)}` : 'Un numéro masqué'} attend un usager ${depuis(n)}.`,
  MILLESIME_MUET: (n) => `Aucun fichier de Millésime n’est arrivé ${depuis(n)}${ilYa(n)}.`,
  EXPORT_REFUSE: (n) => `Un envoi a été refusé le ${n.jour}.`,
};

export type AlerteDite = { alerte: Alerte; phrase: string; lien: string; ou: string };

const lienDe = (a: Alerte): { lien: string; ou: string } => {
  if (a.interventionId !== undefined)
    return { lien: lienVisite(a.depuis, `intervention:${a.depuis}:${a.interventionId}`), ou: 'Voir la visite' };
  if (a.usagerId !== undefined) return { lien: adresseUsager(a.usagerId), ou: 'Voir l’usager' };
  return a.genre === 'NUMERO_INCONNU'
    ? { lien: '/numeros/', ou: 'Chercher l’usager' }
    : { lien: '/service/', ou: 'Voir le service' };
};

const estApa = (a: Alerte, u: Usager | undefined, { financeurs }: EtatDepot): boolean => {
  const code = u?.prisesEnCharge.find((p) => p.numero === a.numeroPec)?.codeFinanceur;
  return financeurs.some((f) => f.code === code && f.dispositif === 'APA');
};

/** [AP-10] The other of the two: one telephone call to the aide settles both. Nothing where this PC has not got it. */
const direAutre = (visite: Intervention, jour: DateCivile, e: EtatDepot): string => {
  const autre = e.jours
    .get(jour)
    ?.find((j) => j.intervenantId === visite.intervenantId && j._id !== visite._id && seChevauchent(visite, j));
  if (!autre) return '';
  const usager = e.usagers.get(autre.usagerId);
  return `, chez ${usager ? nomComplet(usager) : autre.usagerId}, de ${heure(autre.arrivee?.instant)} à ${heure(autre.depart?.instant)}`;
};

export const direAlerte = (a: Alerte, e: EtatDepot, maintenant: Instant): AlerteDite => {
  const aujourdhui = dateParis(maintenant);
  const visite =
    a.interventionId === undefined ? undefined : e.jours.get(a.depuis)?.find((i) => i.id === a.interventionId);
  const usager = e.usagers.get(a.usagerId ?? '');
  const aide = e.intervenants.get(visite?.intervenantId ?? '');
  const noms: Noms = {
    a,
    usager: usager ? nomComplet(usager) : (a.usagerId ?? 'un usager'),
    aide: aide ? nomComplet(aide) : (visite?.intervenantId ?? 'une aide'),
    visite,
    autre: visite ? direAutre(visite, a.depuis, e) : '',
    reporte: estApa(a, usager, e),
    jour: dateBreve(a.depuis, aujourdhui),
    aujourdhui,
    maintenant,
  };
  return { alerte: a, phrase: PHRASES[a.genre](noms), ...lienDe(a) };
};
