import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import {
  ALERTE_INCONNUE,
  type Alerte,
  estDepasse,
  type GenreAlerte,
  libelleAlerte,
  type TraitsAlerte,
  traitsAlerte,
} from '#shared/contrats/exploitation/alerte';
import { DESTINATIONS, type Destination } from '#shared/contrats/financement/envoi';
import { idIntervention } from '#shared/contrats/ids';
import { apresDepart, natureEnMots } from '#shared/domain/absence/absences';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { absenteDuPlanning } from '#shared/domain/intervention/absente-planning';
import { ordrePrises } from '#shared/domain/ventilation/eligibles';
import { libellesAu } from '#shared/domain/ventilation/financeurs';
import { versionsDuMois } from '#shared/domain/ventilation/versions';
import { aLeDroit, type Porteur } from '#shared/droits/droits';
import { dateBreve, deMois, duree, heure } from '#shared/mots/dates';
import { accorder, pluriel } from '#shared/mots/nombres';
import { nomComplet, telephone } from '#shared/mots/textes';
import { dateParis, ecartJours, ecartMinutes, moisDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { lienVisite } from '../../_ui/adresses/numeros';
import { adresseUsager } from '../../_ui/adresses/usagers';
import { lienARetirer } from '../../_ui/heures/a-retirer';
import { quiAppeler } from '../../_ui/personnes/a-appeler';
import { telephonesDe } from '../../_ui/personnes/connus';

type Noms = {
  a: Alerte;
  usager: string;
  aide: string;
  visite: Intervention | undefined;
  /** [AP-10] What it overlaps, where this PC has it. */
  autre: Intervention | undefined;
  nomUsager: (id: string) => string;
  libelleDe: (codeFinanceur: string) => string;
  /** [FI-6] The plan, or one that comes before it, is an APA: what earlier months left of it is offered too. */
  reporte: boolean;
  /** The reader sends the files. */
  envoie: boolean;
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
/** « il y a 45 min », « il y a 2 h 10 »; from 24 h on civil days, « hier », « il y a 3 jours ». */
const anciennete = (de: Instant, a: Instant): string => {
  const m = Math.max(0, ecartMinutes(de, a));
  if (m < 24 * 60) return `il y a ${m < 60 ? `${m}\u00a0min` : duree(m)}`;
  const jours = ecartJours(dateParis(de), dateParis(a));
  // The day of the autumn change has twenty-five hours.
  if (jours < 1) return `il y a ${duree(m)}`;
  return jours === 1 ? 'hier' : `il y a ${pluriel(jours, 'jour')}`;
};
const ilYa = ({ a, maintenant }: Noms): string => (a.instant ? `, ${anciennete(a.instant, maintenant)}` : '');
/** « , de 8 h 02 à 9 h 01 », of what was punched. */
const deA = (i: Intervention | undefined): string =>
  i?.arrivee && i.depart ? `, de ${heure(i.arrivee.instant)} à ${heure(i.depart.instant)}` : '';
const chezLe = (n: Noms): string => `${n.usager}, ${quand(n)}`;

const A_QUI: Record<Destination, string> = { DASES: 'la DASES', MILLESIME: DESTINATIONS.MILLESIME };

type Reprises = NonNullable<NonNullable<Alerte['chiffres']>['reprises']>;

/** Who takes over what a plan cannot: each with its minutes where they are several. */
const direReprises = (reprises: Reprises, libelleDe: Noms['libelleDe']): string => {
  const parQui = ({ numeroPec, codeFinanceur, minutes }: Reprises[number]): string =>
    numeroPec === undefined
      ? 'au tarif propre'
      : `${accorder(minutes, 'reprise')} par ${numeroPec} (${libelleDe(codeFinanceur)})`;
  const [seule, ...autres] = reprises;
  if (!seule) return '';
  return autres.length === 0
    ? `, ${parQui(seule)}`
    : ` : ${reprises.map((r) => `${duree(r.minutes)} ${parQui(r)}`).join(', ')}`;
};

/** « le 1er déc., » at the head of a sentence: a short month ends with a point. */
const leJour = (d: DateCivile | undefined, aujourdhui: DateCivile): string =>
  d === undefined ? '' : `le ${dateBreve(d, aujourdhui)}, `;

/** [AL-4] What goes on beside a plan that ends does not replace it. */
const aCoteEnMots = ({ a, libelleDe }: Noms): string => {
  const dits = (a.aCote ?? []).map(
    (x) =>
      `${x.numeroPec} (${libelleDe(x.codeFinanceur)}${x.plafond === undefined ? '' : `, ${duree(x.plafond)} par mois`})`,
  );
  return dits.length === 0 ? '' : ` ; ${dits.length === 1 ? 'continue' : 'continuent'} à côté : ${dits.join(', ')}`;
};

/** The fact in a sentence: who, what, when, in figures. */
const PHRASES: Record<GenreAlerte, (n: Noms) => string> = {
  DEPART_EN_RETARD: (n) =>
    `${n.aide} est chez ${n.usager}${n.visite?.arrivee ? ` depuis ${heure(n.visite.arrivee.instant)}` : ''} ; son départ était prévu ${quand(n)}${ilYa(n)}.`,
  VISITE_NON_COMMENCEE: (n) => {
    const absente = n.visite && absenteDuPlanning(n.visite);
    return `${n.aide} était attendue chez ${n.usager} ${quand(n)}${ilYa(n)}, et n’a pas pointé${absente === undefined ? '' : ` ; visite ${absente}`}.`;
  },
  APPEL_INCOMPLET: (n) =>
    `${chezLe(n)}, avec ${n.aide} : ${n.visite?.arrivee ? 'le départ' : 'l’arrivée'} n’a pas été pointé${n.visite?.arrivee ? '' : 'e'}.`,
  POINTEE_EN_ABSENCE: (n) => {
    const { nature } = n.a;
    const pendant =
      (nature && apresDepart({ nature })) ?? `pendant une absence${nature ? ` (${natureEnMots({ nature })})` : ''}`;
    return `${chezLe(n)}, avec ${n.aide} : pointée ${pendant} ; si la visite a eu lieu, marquez-la comme vue.`;
  },
  CHEVAUCHEMENT: ({ a, usager, aide, visite, autre, nomUsager, jour, aujourdhui }) => {
    const dela = a.autre?.antenne
      ? `l’autre est de l’antenne ${libelleAntenne(a.autre.antenne)}`
      : 'l’autre n’est pas sur ce poste';
    const seconde = autre ? `et chez ${nomUsager(autre.usagerId)}${deA(autre)}` : `et ailleurs : ${dela}`;
    return `${aide}, ${a.depuis === aujourdhui ? 'aujourd’hui' : `le ${jour}`} : à la fois chez ${usager}${deA(visite)}, ${seconde}.`;
  },
  CONFLIT: (n) => `${chezLe(n)}, avec ${n.aide} : choisissez ce qui est retenu.`,
  NOUVEL_USAGER_AIDE: (n) => `${n.usager}, connu depuis le ${n.jour}, a une aide du Département.`,
  NOUVEL_USAGER_SANS_AIDE: (n) => `${n.usager}, connu depuis le ${n.jour}, n’a pas d’aide du Département.`,
  AIDE_OUVERTE: ({ a, usager, aujourdhui }) =>
    `${usager} : ${leJour(a.debut, aujourdhui)}une aide du Département ${a.debut && a.debut > aujourdhui ? 's’ouvre' : 's’est ouverte'} (${a.numeroPec ?? ''}).`,
  FIN_DE_PRISE_EN_CHARGE: (n) =>
    `${n.usager} : la prise en charge ${n.a.numeroPec ?? ''} finit le ${n.a.fin ? dateBreve(n.a.fin, n.aujourdhui) : '…'}, aucune ne la suit${aCoteEnMots(n)}.`,
  PLAFOND_EN_BAISSE: ({ a, usager, aujourdhui }) => {
    const { de, a: reste } = a.plafonds ?? {};
    const passe = a.debut && a.debut > aujourdhui ? 'passe' : 'est passé';
    const vers = reste === undefined ? '' : ` à ${duree(reste)} par mois`;
    return `${usager}, ${a.numeroPec ?? ''} : ${leJour(a.debut, aujourdhui)}le plafond ${passe} ${de === undefined ? 'd’aucun' : `de ${duree(de)}`}${vers}.`;
  },
  VISITES_A_RETIRER: ({ a, usager }) => {
    const n = a.visites ?? 0;
    const encore = n === 1 ? '1 visite est encore prévue' : `${n || 'des'} visites sont encore prévues`;
    const apres = (a.nature && apresDepart({ nature: a.nature })) ?? 'après son départ';
    return `${usager} : ${encore} ${apres} ; faites-${n === 1 ? 'la' : 'les'} retirer du planning dans Millésime.`;
  },
  DEPASSEMENT_PREVU: ({ a, usager, reporte, libelleDe }) => {
    if (!a.chiffres) return `${usager} : la prise en charge ${a.numeroPec ?? ''} sera dépassée.`;
    const { faites, prevues, plafond, reprises } = a.chiffres;
    return `${usager}, ${a.numeroPec ?? ''} : ${duree(faites)} ${accorder(faites, 'faite')} et ${duree(prevues)} ${accorder(prevues, 'prévue')} lui reviennent, pour un plafond de ${duree(plafond)}${estDepasse(a) && !reporte ? ', déjà dépassé' : ''} ; ${duree(faites + prevues - plafond)} de trop${direReprises(reprises ?? [], libelleDe)}${reporte ? ', sans compter ce qui reste de l’APA des mois précédents' : ''}.`;
  },
  NUMERO_INCONNU: (n) =>
    `${n.a.numero ? `Le ${telephone(n.a.numero)}` : n.a.sansTelephone ? 'Un passage pointé sans téléphone' : 'Un numéro masqué'} attend un usager ${depuis(n)}.`,
  TELEPHONE_MUET: (n) => {
    const { recus, attendus } = n.a.appels ?? { recus: 0, attendus: 0 };
    const venus =
      recus === 0
        ? 'Aucun appel d’aide n’est venu'
        : `${pluriel(recus, 'appel')} d’aide seulement ${recus > 1 ? 'sont venus' : 'est venu'}`;
    return `${venus} ${depuis(n)}${attendus > 0 ? `, où l’on en attendait ${attendus}` : ''} : le téléphone est sans doute en panne ; appelez le numéro des aides pour l’entendre, puis l’assistance.`;
  },
  MILLESIME_MUET: (n) => `Aucun fichier de Millésime n’est arrivé ${depuis(n)}${ilYa(n)}.`,
  EXPORT_REFUSE: (n) => {
    const { envoi } = n.a;
    if (!envoi) return `Un envoi a été refusé le ${n.jour}.`;
    const fichier = `${envoi.nom}, ${deMois(envoi.mois)}`;
    if (envoi.cause === 'DEPOT')
      return `${fichier}, n’a pas pu être remis à ${A_QUI[envoi.destination]} ${quand(n)}, et ne repart plus de lui-même : ${n.envoie ? 'lisez pourquoi, puis renvoyez-le' : 'le service central le renvoie'}.`;
    if (envoi.cause === 'REPONSE')
      return `${fichier} : une réponse de ${A_QUI[envoi.destination]} est arrivée, et n’a pas pu être prise ${quand(n)}. C’est peut-être un refus : ${n.envoie ? 'lisez pourquoi, puis demandez-lui une réponse à ce fichier qui puisse être lue' : 'le service central lui en demande une autre'}.`;
    const suite = n.envoie ? 'lisez pourquoi, corrigez, puis renvoyez-le' : 'le service central le renvoie';
    return `${fichier}, a été refusé par ${A_QUI[envoi.destination]} ${quand(n)} : ${envoi.renvoye ? 'il est reparti, sa réponse est attendue' : suite}.`;
  },
};

/** A kind that is newer than this page is said all the same: its sentence comes with the next version. */
const direInconnue = ({ jour }: Noms): string => `${ALERTE_INCONNUE}, du ${jour} : rechargez la page pour la lire.`;

const direFait = (n: Noms): string => (traitsAlerte(n.a.genre) ? PHRASES[n.a.genre] : direInconnue)(n);

type Lien = { lien: string; ou: string };
/** No link where the reader may not open the screen that settles it. `seconde`: of an alert on two visits, the other. `appels`: where someone late may be reached, the aide first. */
export type AlerteDite = Partial<Lien> & {
  alerte: Alerte;
  /** What it is called by itself, out of the list by kind. */
  titre: string;
  phrase: string;
  seconde?: Lien;
  appels: readonly { numero: string; chez: string; qui: string }[];
};

const versVisite = (date: DateCivile, id: string, ou: string): Lien => ({
  lien: lienVisite(date, idIntervention(date, id)),
  ou,
});

type Liens = Partial<Lien> & Pick<AlerteDite, 'seconde'>;
type ALier = { a: Alerte; autre: Intervention | undefined; e: EtatDepot; maintenant: Instant; envoie: boolean };

/** By the screen that settles it: what the link opens there. */
const LIENS: Readonly<Record<TraitsAlerte['ecran'], (l: ALier) => Liens>> = {
  interventions: ({ a, autre, e, maintenant }) => {
    if (a.interventionId !== undefined && autre)
      return {
        ...versVisite(a.depuis, a.interventionId, 'Voir la première'),
        seconde: versVisite(autre.date, autre.id, 'Voir la seconde'),
      };
    if (a.interventionId !== undefined) return versVisite(a.depuis, a.interventionId, 'Voir la visite');
    // [AL-5] Of who has left, all the visits that are still planned.
    if (a.usagerId === undefined) return {};
    const aujourdhui = dateParis(maintenant);
    const des = a.depuis > aujourdhui ? a.depuis : aujourdhui;
    return { lien: lienARetirer(e, a.usagerId, des, maintenant), ou: 'Voir les visites' };
  },
  usagers: ({ a }) => (a.usagerId === undefined ? {} : { lien: adresseUsager(a.usagerId), ou: 'Voir l’usager' }),
  numeros: () => ({ lien: '/numeros/', ou: 'Chercher l’usager' }),
  service: () => ({ lien: '/service/', ou: 'Voir le service' }),
  envois: ({ a, envoie }) => {
    const q = { ...(a.envoi ? { mois: a.envoi.mois } : {}), onglet: 'fichiers' };
    return envoie ? { lien: `/envois/?${new URLSearchParams(q)}`, ou: 'Voir l’envoi' } : {};
  },
};

const lienDe = (l: ALier): Liens => {
  const traits = traitsAlerte(l.a.genre);
  return traits ? LIENS[traits.ecran](l) : {};
};

const apresUneApa = (a: Alerte, u: Usager | undefined, { financeurs }: EtatDepot): boolean => {
  // [FI-10] As the month of the alert is held against them.
  const prises = versionsDuMois(u?.prisesEnCharge ?? [], moisDe(a.depuis));
  const sienne = prises.find((p) => p.numero === a.numeroPec);
  const apas = new Set(financeurs.filter((f) => f.dispositif === 'APA').map((f) => f.code));
  return (
    sienne !== undefined &&
    prises.some(
      (p) =>
        p.minutesMax !== undefined && apas.has(p.codeFinanceur) && ordrePrises(u?.prisesEnCharge ?? [])(p, sienne) <= 0,
    )
  );
};

/** [AP-10] The other of the two: one telephone call to the aide settles both. Undefined where this PC has not got it. */
export const autreDe = ({ autre }: Alerte, e: EtatDepot): Intervention | undefined =>
  autre && e.jours.get(autre.date)?.find((i) => i.id === autre.interventionId);

export const direAlerte = (a: Alerte, e: EtatDepot, maintenant: Instant, lecteur: Porteur): AlerteDite => {
  const aujourdhui = dateParis(maintenant);
  const envoie = aLeDroit(lecteur, 'envoyerDases');
  const visite =
    a.interventionId === undefined ? undefined : e.jours.get(a.depuis)?.find((i) => i.id === a.interventionId);
  const autre = autreDe(a, e);
  const nomUsager = (id: string): string => {
    const u = e.usagers.get(id);
    return u ? nomComplet(u) : id;
  };
  const usager = e.usagers.get(a.usagerId ?? '');
  const intervenantId = a.intervenantId ?? visite?.intervenantId;
  const aide = e.intervenants.get(intervenantId ?? '');
  const noms: Noms = {
    a,
    usager: a.usagerId === undefined ? 'un usager' : nomUsager(a.usagerId),
    aide: aide ? nomComplet(aide) : (intervenantId ?? 'une aide'),
    visite,
    autre,
    nomUsager,
    libelleDe: (code) => libellesAu(e.financeurs, aujourdhui).get(code) ?? code,
    reporte: apresUneApa(a, usager, e),
    envoie,
    jour: dateBreve(a.depuis, aujourdhui),
    aujourdhui,
    maintenant,
  };
  const appels = traitsAlerte(a.genre)?.aSonHeure
    ? quiAppeler(visite ?? {}, telephonesDe(e, a.usagerId ?? '', aujourdhui), aide?.telephone)
    : [];
  return {
    alerte: a,
    titre: libelleAlerte(a, noms.reporte),
    phrase: direFait(noms),
    appels: appels.map(({ numero, qui }) => ({
      numero,
      chez: qui === 'AIDE' ? noms.aide : noms.usager,
      qui: qui === 'AIDE' ? 'Aide' : 'Usager',
    })),
    ...lienDe({ a, autre, e, maintenant, envoie }),
  };
};
