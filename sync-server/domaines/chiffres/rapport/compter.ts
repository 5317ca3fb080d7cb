import type { SectionRapport, TableRapport } from '#shared/contrats/chiffres/rapport';
import { ANTENNES } from '#shared/contrats/commun';
import {
  PANNES,
  type RapportDisponibilite,
  SERVICES_MESURES,
  type ServiceMesure,
} from '#shared/contrats/exploitation/disponibilite';
import {
  CATEGORIES_INCIDENT,
  ETATS_INCIDENT,
  GRAVITES_INCIDENT,
  type GraviteIncident,
  type IncidentVu,
} from '#shared/contrats/exploitation/incident';
import type { ISSUES_APPEL, Pointage } from '#shared/contrats/pointages/pointage';
import { tauxDe, viseeAtteinte } from '#shared/domain/disponibilite/bilan';
import { phraseFenetre, phraseTaux, pourcent } from '#shared/domain/disponibilite/mots';
import { tenue } from '#shared/domain/incident/echeances';
import { pluriel } from '#shared/domain/releve/mots';
import { afficheurDe } from '#shared/etats/afficher';
import type { TableauEtat } from '#shared/etats/contrat';
import type { Instant, Mois } from '#shared/temps/types';

// The sections of the report, from what was read: pure, each with its sentences and its table.

type Colonne = TableRapport['colonnes'][number];
const col = (cle: string, titre: string, unite: Colonne['unite'] = 'nombre'): Colonne => ({ cle, titre, unite });

const SOURCES: Readonly<Record<Pointage['source'], string>> = {
  SVI: 'Pointages par téléphone',
  FICHE: 'Pointages saisis d’une fiche papier',
  CDR: 'Pointages retrouvés dans les relevés de l’opérateur',
  REPRISE: 'Pointages repris',
  QR: 'Pointages sans téléphone, par la feuille du domicile',
  LIEN: 'Pointages sans téléphone, par le lien personnel de l’aide',
};
const ISSUES: Readonly<Record<(typeof ISSUES_APPEL)[number], string>> = {
  CODE_ERRONE: 'Appels sans pointage : code erroné',
  SILENCE: 'Appels sans pointage : silence',
  RACCROCHE: 'Appels sans pointage : raccroché avant la fin',
  ERREUR: 'Appels sans pointage : erreur du service',
  SANS_TRACE: 'Appels sans pointage : vus chez l’opérateur seulement',
  TROP_D_ESSAIS: 'Appels sans pointage : trop d’essais',
  TROP_ANCIEN: 'Passages sans téléphone refusés : reçus trop tard',
  FUTUR: 'Passages sans téléphone refusés : heure à venir',
  LIEN_FERME: 'Passages sans téléphone refusés : lien ou feuille fermés',
};

export type ComptesAppels = {
  pointages: Partial<Record<Pointage['source'], number>>;
  appels: Partial<Record<keyof typeof ISSUES, number>>;
};

export const sectionAppels = (c: ComptesAppels): SectionRapport => ({
  nom: 'Appels',
  titre: 'Appels du téléphone (SVI)',
  phrases: [],
  table: {
    colonnes: [col('nature', 'Nature', 'texte'), col('nombre', 'Nombre')],
    lignes: [
      ...(Object.keys(SOURCES) as Pointage['source'][]).map((s) => ({
        nature: SOURCES[s],
        nombre: c.pointages[s] ?? 0,
      })),
      ...(Object.keys(ISSUES) as (keyof typeof ISSUES)[]).map((i) => ({ nature: ISSUES[i], nombre: c.appels[i] ?? 0 })),
    ],
  },
});

/** A state as a section: the columns that are wanted, its warnings as its sentences. */
export const sectionEtat = (
  nom: string,
  titre: string,
  t: TableauEtat,
  voulues: readonly string[],
): SectionRapport => ({
  nom,
  titre,
  phrases: [...t.avertissements],
  table: {
    colonnes: t.colonnes
      .filter((c) => voulues.includes(c.cle))
      .map(({ cle, titre: nomColonne, unite }) => ({ cle, titre: nomColonne, unite })),
    lignes: t.lignes.map((l) => Object.fromEntries(voulues.map((c) => [c, l.valeurs[c] ?? null]))),
    total: Object.fromEntries(voulues.map((c) => [c, t.totaux[c] ?? null])),
  },
});

export type MoisMesure = { service: ServiceMesure; mois: Mois; r: RapportDisponibilite };
const ATTEINTES = { OUI: 'oui', SUR_MESUREES: 'sur les minutes mesurées', NON: 'non' } as const;

/** Every outage once: one that goes on over the end of a month is in both, with that month's minutes. */
const lignesPannes = (mesures: readonly MoisMesure[]): NonNullable<SectionRapport['table']>['lignes'] => {
  const parPanne = new Map<string, { quoi: string; debut: string; fin: string | null; minutes: number | null }>();
  for (const { service, r } of mesures) {
    for (const { debut, fin, minutes } of r.coupures) {
      const cle = `${service} ${debut}`;
      const avant = parPanne.get(cle)?.minutes ?? 0;
      parPanne.set(cle, { quoi: SERVICES_MESURES[service].libelle, debut, fin: fin ?? null, minutes: avant + minutes });
    }
    for (const { quoi, debut, fin } of r.autres)
      parPanne.set(`${quoi} ${debut}`, { quoi: PANNES[quoi].libelle, debut, fin: fin ?? null, minutes: null });
  }
  return [...parPanne.values()].sort((a, b) => (a.debut < b.debut ? -1 : 1));
};

/** The hours of service over the period: those of each month, where they changed. */
const fenetres = (mesures: readonly MoisMesure[]): string =>
  [...new Set(mesures.map(({ r }) => phraseFenetre(r.fenetre)))].join(', puis ');

export const sectionsDisponibilite = (mesures: readonly MoisMesure[]): SectionRapport[] => [
  {
    nom: 'Disponibilité',
    titre: `Disponibilité, ${fenetres(mesures)}`,
    phrases: [
      'Mesure : chaque minute, un appel d’essai par le chemin des vrais appels, et une visite d’essai de l’extranet (page de connexion, santé, lecture). « Au moins » compte en échec les minutes que personne n’a mesurées.',
    ],
    table: {
      colonnes: [
        col('service', 'Service', 'texte'),
        col('mois', 'Mois', 'mois'),
        col('plancher', 'Au moins', 'texte'),
        col('mesurees', 'Des minutes mesurées', 'texte'),
        col('reussies', 'Réussies'),
        col('echecs', 'En échec'),
        col('maintenance', 'Maintenance'),
        col('nonMesurees', 'Non mesurées'),
        col('visee', 'Demandé', 'texte'),
        col('atteinte', 'Tenu', 'texte'),
      ],
      lignes: mesures.map(({ service, mois, r }) => ({
        service: SERVICES_MESURES[service].libelle,
        mois,
        // Rounded down: a rate with a failure is never « 100 % ».
        plancher: pourcent(r.taux.plancher) ?? null,
        mesurees: pourcent(r.taux.mesurees) ?? null,
        ...r.total,
        visee: `${r.visee}\u00a0%`,
        atteinte: r.taux.mesurees.sur === 0 ? 'non mesuré' : ATTEINTES[viseeAtteinte(r.total, r.visee)],
      })),
    },
  },
  {
    nom: 'Pannes',
    titre: 'Pannes',
    phrases: mesures.some(({ r }) => r.coupures.length + r.autres.length > 0) ? [] : ['Aucune panne mesurée.'],
    table: {
      colonnes: [
        col('quoi', 'Quoi', 'texte'),
        col('debut', 'Début', 'instant'),
        col('fin', 'Fin', 'instant'),
        col('minutes', 'Minutes'),
      ],
      lignes: lignesPannes(mesures),
    },
  },
  {
    nom: 'Temps des pages',
    titre: 'Temps des pages de l’extranet',
    phrases: [
      'En millisecondes, aux visites d’essai : la page de connexion avec son premier script, puis une lecture des six antennes.',
    ],
    table: {
      colonnes: [
        col('mois', 'Mois', 'mois'),
        col('mesures', 'Visites'),
        col('pageMediane', 'Page, une sur deux'),
        col('page95', 'Page, 95 sur 100'),
        col('lectureMediane', 'Lecture, une sur deux'),
        col('lecture95', 'Lecture, 95 sur 100'),
      ],
      lignes: mesures
        .filter((x) => x.service === 'EXTRANET')
        .map(({ mois, r }) => ({
          mois,
          mesures: r.temps?.page.mesures ?? 0,
          pageMediane: r.temps?.page.mediane ?? null,
          page95: r.temps?.page.p95 ?? null,
          lectureMediane: r.temps?.lecture.mediane ?? null,
          lecture95: r.temps?.lecture.p95 ?? null,
        })),
    },
  },
];

export const sectionsIncidents = (incidents: readonly IncidentVu[], fin: Instant): SectionRapport[] => {
  const compter = (g: GraviteIncident) => {
    const siens = incidents.filter((i) => i.gravite === g);
    const n = (f: (i: IncidentVu) => boolean): number => siens.filter(f).length;
    return {
      gravite: GRAVITES_INCIDENT[g].libelle,
      recus: siens.length,
      resolus: n((i) => i.resolution.faiteLe !== undefined),
      priseTenue: n((i) => tenue(i.prise, fin) === 'TENUE'),
      priseDepassee: n((i) => tenue(i.prise, fin) === 'DEPASSEE'),
      resolutionTenue: n((i) => tenue(i.resolution, fin) === 'TENUE'),
      resolutionDepassee: n((i) => tenue(i.resolution, fin) === 'DEPASSEE'),
    };
  };
  return [
    {
      nom: 'Incidents',
      titre: 'Incidents signalés à l’assistance',
      phrases: ['Les délais courent aux heures de l’assistance, du lundi au vendredi, jours fériés exclus.'],
      table: {
        colonnes: [
          col('gravite', 'Gravité', 'texte'),
          col('recus', 'Reçus'),
          col('resolus', 'Résolus'),
          col('priseTenue', 'Pris dans le délai'),
          col('priseDepassee', 'Pris hors délai'),
          col('resolutionTenue', 'Résolus dans le délai'),
          col('resolutionDepassee', 'Résolution hors délai'),
        ],
        lignes: (Object.keys(GRAVITES_INCIDENT) as GraviteIncident[]).map(compter),
      },
    },
    {
      nom: 'Liste des incidents',
      titre: 'Liste des incidents',
      phrases: incidents.length === 0 ? ['Aucun incident signalé.'] : [],
      table: {
        colonnes: [
          col('reference', 'Référence', 'texte'),
          col('recu', 'Reçu', 'instant'),
          col('antenne', 'Antenne', 'texte'),
          col('categorie', 'Catégorie', 'texte'),
          col('gravite', 'Gravité', 'texte'),
          col('etat', 'État à la fin', 'texte'),
          col('resolu', 'Résolu', 'instant'),
        ],
        lignes: incidents.toReversed().map((i) => ({
          reference: i.reference,
          recu: i.recuLe,
          antenne: i.antenne ? ANTENNES[i.antenne].libelle : 'Service',
          categorie: CATEGORIES_INCIDENT[i.categorie],
          gravite: GRAVITES_INCIDENT[i.gravite].libelle,
          etat: ETATS_INCIDENT[i.etat],
          resolu: i.resolution.faiteLe ?? null,
        })),
      },
    },
  ];
};

/** A service over the whole period: the months' minutes together. */
export const resumeDisponibilite = (mesures: readonly MoisMesure[], service: ServiceMesure) => {
  const siens = mesures.filter((x) => x.service === service).map((x) => x.r);
  const total = siens.reduce(
    (a, { total: t }) => ({
      reussies: a.reussies + t.reussies,
      echecs: a.echecs + t.echecs,
      maintenance: a.maintenance + t.maintenance,
      nonMesurees: a.nonMesurees + t.nonMesurees,
    }),
    { reussies: 0, echecs: 0, maintenance: 0, nonMesurees: 0 },
  );
  const visee = siens.at(-1)?.visee ?? 0;
  const mesure = total.reussies + total.echecs > 0;
  return {
    quoi: `Disponibilité : ${SERVICES_MESURES[service].libelle}`,
    combien: mesure
      ? `${pourcent(tauxDe(total).mesurees) ?? ''}, ${visee}\u00a0% demandés : ${{ OUI: 'tenu', SUR_MESUREES: 'tenu sur les minutes mesurées', NON: 'non tenu' }[viseeAtteinte(total, visee)]}`
      : 'non mesurée',
    detail: phraseTaux(total),
  };
};

export const resumeAppels = (c: ComptesAppels) => {
  const echoues = Object.values(c.appels).reduce((a, b) => a + b, 0);
  const { SVI = 0, REPRISE = 0 } = c.pointages;
  const nombre = (n: number): string => afficheurDe([])(n, 'nombre');
  // Of a month before the service, « 0 par téléphone » would read as a failure of the telephone.
  const repris = `${nombre(REPRISE)} de l’ancien système`;
  return {
    quoi: 'Pointages',
    combien: SVI === 0 && REPRISE > 0 ? repris : `${nombre(SVI)} par téléphone`,
    detail: `${SVI > 0 && REPRISE > 0 ? `${repris}, ` : ''}${pluriel(echoues, 'appel sans pointage', 'appels sans pointage')}, ${pluriel(c.pointages.FICHE ?? 0, 'pointage de fiche', 'pointages de fiche')}`,
  };
};
