import type { BrutFige, CorrectionFigee, VisiteFigee } from '../../contrats/cloture/cloture';
import type { Anomalie } from '../../contrats/commun';
import { motifEnMots } from '../../libelles/motif';
import { changementDHeure, dateEntiere, dateEtHeure, deMois, duree, heure, moisEnMots } from '../../mots/dates';
import { pluriel } from '../../mots/nombres';
import { deNom, minuscule } from '../../mots/textes';
import { aLaMinute, dateParis, ecartMinutes } from '../../temps/paris';
import { type DateCivile, type Instant, type Mois, minutes } from '../../temps/types';
import { comparer, parInstant } from '../appariement/ordre';
import { coordonneesAntenne } from './antennes';
import { fonctionDe, phraseCorrection } from './corrections';
import { compteeOu } from './devenir';
import type { DonneesReleve } from './donnees';
import type { Heure, LigneApart, LigneVisite, NoteCorrection, Rectification, Releve } from './modele';
import { composerRectification, moisEnListe, TITRE_RECTIFICATION } from './rectifications';
import { partsParLettre, repartir } from './repartition';

/** The anomalies that concern a family; the others are the antenna's business. */
const OBSERVATIONS: Partial<Record<Anomalie, string>> = {
  REMPLACEMENT: 'Aide remplaçante',
  HORS_PLAN: 'Au-delà des prises en charge',
};

const CIVILITES = { M: 'M.', MME: 'Mme' } as const;

const heureDe = (retenue: Instant, appel: Instant | undefined, date: DateCivile): Heure => ({
  retenue,
  appel: appel && aLaMinute(appel),
  autreJour: dateParis(retenue) === date ? undefined : dateParis(retenue),
});

/** [AP-11] `Visites prévues de 16 h 00 à 17 h 00 et de 17 h 00 à 18 h 00` */
const prevuesEnMots = ({ prevues }: VisiteFigee): string | undefined => {
  const dites = (prevues ?? []).map((p) => `de ${heure(p.debut)} à ${heure(p.fin)}`);
  return dites.length === 0 ? undefined : `Visites prévues ${dites.slice(0, -1).join(', ')} et ${dites.at(-1)}`;
};

const observationsDe = (v: VisiteFigee): string[] => {
  const statut = { CORRIGEE: 'Corrigée', CREEE: 'Ajoutée' }[v.statut as string];
  const motif = v.motif === undefined || v.motif === 'AUTRE' ? undefined : motifEnMots(v.motif);
  // The first letter only: « panne du SVI ».
  const suite = motif && minuscule(motif);
  const correction = statut && suite ? `${statut} : ${suite}` : (statut ?? motif);
  return [
    correction,
    changementDHeure(v.debut, v.fin),
    prevuesEnMots(v),
    ...v.anomalies.map((a) => OBSERVATIONS[a]),
  ].filter((t) => t !== undefined);
};

/** Where the hours of another month are, of which a punch is of this one: on its own statement, unless it was sealed without them. */
const ouCompter = (d: DonneesReleve, b: BrutFige, mois: Mois): string => {
  const ici = d.complement?.visites.some(
    (v) => v.moisOrigine === mois && v.nouveau?.interventionId === b.interventionId,
  );
  if (ici) return `Comptée parmi les heures ${deMois(mois)} : voir « ${TITRE_RECTIFICATION} »`;
  return d.ailleurs?.includes(b.interventionId)
    ? `Comptée parmi les heures ${deMois(mois)}`
    : `Comptée sur le relevé ${deMois(mois)}`;
};

/** Why a punched visit is not counted on this statement. */
const raisonApart = (b: BrutFige, d: DonneesReleve): string => {
  if (b.devenir?.statut === 'ANNULEE') return 'Annulée : non comptée';
  const ou = compteeOu(b.devenir);
  if (!ou) return b.depart ? 'Sans appel d’arrivée : non comptée' : 'Sans appel de départ : non comptée';
  if (ou.usagerId !== d.etat.usagerId) return 'Comptée chez une autre personne';
  return ou.mois === d.etat.mois ? 'Comptée par une autre antenne' : ouCompter(d, b, ou.mois);
};

const LEGENDE = [
  'Arrivée, départ : en gras, l’heure retenue. Dessous, en barré, l’heure de l’appel téléphonique quand elle a été corrigée ; « sans appel » quand l’aide n’a pas pu téléphoner.',
  'Réelle : la durée exacte, de l’arrivée au départ. Comptée : la durée après la règle d’arrondi du financeur.',
  'Compl. : minutes complémentaires (attente, course), ajoutées à la durée comptée.',
  'Fin. : la lettre du financeur, dans le tableau « Qui prend en charge ces heures ».',
];

/** [CL-2, RE] The statement of one usager and month, from its frozen state alone. Pure. */
export const composerReleve = (d: DonneesReleve): Releve => {
  const { etat, cloture } = d;
  const { lignes: repartition, lettre } = repartir(d);
  const par = (a: Pick<CorrectionFigee, 'auteur' | 'auteurNom' | 'auteurRole'>): string =>
    d.version < 3 ? (a.auteurNom ?? a.auteur) : fonctionDe(a, etat.antenne, cloture.instant);
  const corrections: NoteCorrection[] = [];
  const noter = (date: DateCivile, aide: string, liste: readonly CorrectionFigee[]): number | undefined => {
    if (liste.length === 0) return undefined;
    const note = corrections.length + 1;
    const lignes = [...liste].sort(parInstant).map((c) => phraseCorrection(c, par(c)));
    corrections.push({ note, date, aide, lignes });
    return note;
  };
  const visites = etat.visites.map((v): LigneVisite => {
    const date = dateParis(v.debut);
    return {
      date,
      aide: v.intervenantNom,
      arrivee: heureDe(v.debut, v.arrivee, date),
      depart: heureDe(v.fin, v.depart, date),
      duree: v.duree,
      dureeReelle: ecartMinutes(v.debut, v.fin),
      complementaires: v.minutesComplementaires,
      parts: partsParLettre(v, lettre),
      observations: observationsDe(v),
      note: noter(date, v.intervenantNom, v.corrections),
    };
  });
  const comptees = new Set(etat.visites.map((v) => v.interventionId));
  const apart = etat.bruts
    .filter((b) => b.devenir !== undefined || !comptees.has(b.interventionId))
    .flatMap((b): LigneApart[] => {
      const premier = b.arrivee ?? b.depart;
      if (!premier) return [];
      const date = dateParis(premier);
      const aide = b.intervenantNom ?? b.intervenantId;
      return [
        {
          date,
          aide,
          arrivee: b.arrivee,
          depart: b.depart,
          raison: raisonApart(b, d),
          note: noter(date, aide, b.devenir?.corrections ?? []),
        },
      ];
    })
    .sort((a, b) => comparer(a.arrivee ?? a.depart ?? '', b.arrivee ?? b.depart ?? ''));
  const somme = (f: (v: LigneVisite) => number) => minutes(visites.reduce((s, v) => s + f(v), 0));
  const dureeTotale = somme((v) => v.duree);
  const complementaires = somme((v) => v.complementaires);
  const facturees = minutes(dureeTotale + complementaires);
  const antenne = coordonneesAntenne(etat.antenne, cloture.instant);
  const rectification = composerRectification(d, lettre, par);
  return {
    version: d.version,
    titre: 'Relevé des heures d’aide\u00a0à\u00a0domicile',
    mois: etat.mois,
    antenne,
    usager: identiteDe(d),
    resume: [
      ...resumeDe(antenne.nom, etat.mois, visites.length, facturees, complementaires),
      ...(rectification ? [annoncer(rectification)] : []),
    ],
    totaux: { visites: visites.length, duree: dureeTotale, complementaires, facturees },
    repartition,
    visites,
    apart,
    ...(rectification ? { rectification } : {}),
    corrections,
    legende: LEGENDE,
    cloture: {
      numero: cloture.numero,
      auteur: cloture.auteur,
      instant: cloture.instant,
      phrase: `Clôture n°\u00a0${cloture.numero}, le ${dateEtHeure(cloture.instant)}, par ${par(cloture)}`,
    },
  };
};

const identiteDe = ({ etat: { usager, usagerId } }: DonneesReleve): Releve['usager'] =>
  usager
    ? {
        id: usagerId,
        nom: `${CIVILITES[usager.civilite]} ${usager.nom} ${usager.prenom}`,
        adresse: [usager.adresse, `${usager.codePostal} ${usager.ville}`.trim()].filter(Boolean),
        naissance: `${usager.civilite === 'M' ? 'né' : 'née'} le ${dateEntiere(usager.dateNaissance)}`,
      }
    : { id: usagerId, nom: `Dossier ${usagerId}`, adresse: [] };

const resumeDe = (antenne: string, mois: Mois, n: number, facturees: number, complementaires: number): string[] => {
  if (n === 0) return [`Aucune visite n’est comptée pour le mois ${deMois(mois)}.`];
  const dont = complementaires > 0 ? `, dont ${duree(complementaires)} de minutes complémentaires` : '';
  return [
    `En ${moisEnMots(mois)}, ${antenne} a fait ${pluriel(n, 'visite')} chez vous, soit ${duree(facturees)} au total${dont}.`,
  ];
};

const annoncer = ({ mois }: Rectification): string => {
  const n = mois.reduce((s, m) => s + m.visites.length, 0);
  return `Ce relevé rectifie aussi ${pluriel(n, 'visite')} ${deNom(moisEnListe(mois.map((m) => m.mois)))}.`;
};
