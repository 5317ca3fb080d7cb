import type { SectionRapport } from '#shared/contrats/chiffres/rapport';
import {
  PANNES,
  type RapportDisponibilite,
  SERVICES_MESURES,
  type ServiceMesure,
} from '#shared/contrats/exploitation/disponibilite';
import { additionner, SANS_MINUTES, tauxDe, viseeAtteinte } from '#shared/domain/disponibilite/bilan';
import { reunirPannes } from '#shared/domain/disponibilite/exterieure';
import { phraseFenetre, phraseTaux, pourcent } from '#shared/domain/disponibilite/mots';
import { direCauses, phraseEssais } from '#shared/domain/disponibilite/mots-exterieur';
import type { Instant, Mois } from '#shared/temps/types';
import { col } from './compter';

// What the report says of the availability: each minute's measure, and that of the calls that go through the operator.

export type MoisMesure = { service: ServiceMesure; mois: Mois; r: RapportDisponibilite };
const ATTEINTES = { OUI: 'oui', SUR_MESUREES: 'sur les minutes mesurées', NON: 'non' } as const;

/** What each month says of one outage, made one: the same ends, the counts together. */
const parDebut = <C extends { debut: Instant }>(liste: readonly C[], ajouter: (a: C, b: C) => C): C[] => {
  const unes = new Map<string, C>();
  for (const c of liste) {
    const deja = unes.get(c.debut);
    unes.set(c.debut, deja ? ajouter(deja, c) : c);
  }
  return [...unes.values()];
};

const pannesDe = (service: ServiceMesure, mesures: readonly MoisMesure[]) => {
  const siens = mesures.filter((x) => x.service === service).map((x) => x.r);
  return reunirPannes(
    parDebut(
      siens.flatMap((r) => r.coupures),
      (a, b) => ({ ...b, minutes: a.minutes + b.minutes }),
    ),
    parDebut(
      siens.flatMap((r) => r.exterieure?.coupures ?? []),
      (a, b) => ({ ...b, essais: a.essais + b.essais }),
    ),
  ).map(({ debut, fin, minutes, essais, causes }) => ({
    ...{ quoi: SERVICES_MESURES[service].libelle, debut, fin: fin ?? null, minutes, essais },
    cause: direCauses(causes),
  }));
};

/** Every outage once: one that goes on over the end of a month is in both, with that month's minutes. */
const lignesPannes = (mesures: readonly MoisMesure[]): NonNullable<SectionRapport['table']>['lignes'] => {
  const autres = new Map(
    mesures.flatMap(({ r }) =>
      r.autres.map(({ quoi, debut, fin }) => [
        `${quoi} ${debut}`,
        { quoi: PANNES[quoi].libelle, debut, fin: fin ?? null, minutes: null, essais: null, cause: null },
      ]),
    ),
  );
  return [...pannesDe('SVI', mesures), ...pannesDe('EXTRANET', mesures), ...autres.values()].sort((a, b) =>
    a.debut < b.debut ? -1 : 1,
  );
};

/** [DI-3] Whether a period has checks that went through the operator: without any, nothing is said of them. */
const parOperateur = (mesures: readonly MoisMesure[]): boolean => mesures.some(({ r }) => r.exterieure);
const LIBELLE_EXTERIEUR = 'Téléphone, par l’opérateur (appels d’essai)';

const ligneTaux = (service: string, mois: Mois, visee: number, total: RapportDisponibilite['total']) => {
  const taux = tauxDe(total);
  return {
    ...{ service, mois },
    // Rounded down: a rate with a failure is never « 100 % ».
    plancher: pourcent(taux.plancher) ?? null,
    mesurees: pourcent(taux.mesurees) ?? null,
    ...total,
    visee: `${visee}\u00a0%`,
    atteinte: taux.mesurees.sur === 0 ? 'non mesuré' : ATTEINTES[viseeAtteinte(total, visee)],
  };
};

const sectionCauses = (mesures: readonly MoisMesure[]): SectionRapport => ({
  nom: 'Par l’opérateur',
  titre: 'Appels d’essai par l’opérateur',
  phrases: [
    'À chaque essai, un appel part d’un second numéro vers celui des aides, par le réseau téléphonique, tape un code d’essai, puis 1 ; il est tenu si sa confirmation est dite en 60 secondes. Ce qui n’a pas tenu est rangé selon qui a failli, autant qu’on le sache.',
  ],
  table: {
    colonnes: [
      col('mois', 'Mois', 'mois'),
      col('essais', 'Essais'),
      col('echecs', 'En échec'),
      col('nous', 'De notre côté'),
      col('operateur', 'Chez l’opérateur'),
      col('numero', 'Sur le numéro'),
    ],
    lignes: mesures.flatMap(({ mois, r: { exterieure: e } }) =>
      e
        ? [
            {
              ...{ mois, essais: e.total.reussies + e.total.echecs, echecs: e.total.echecs },
              ...{ nous: e.parCause.NOUS, operateur: e.parCause.OPERATEUR, numero: e.parCause.NUMERO },
            },
          ]
        : [],
    ),
  },
});

const sectionPannes = (mesures: readonly MoisMesure[]): SectionRapport => {
  const pannes = lignesPannes(mesures);
  const essayee = parOperateur(mesures);
  return {
    nom: 'Pannes',
    titre: 'Pannes',
    phrases: pannes.length > 0 ? [] : ['Aucune panne mesurée.'],
    table: {
      colonnes: [
        col('quoi', 'Quoi', 'texte'),
        col('debut', 'Début', 'instant'),
        col('fin', 'Fin', 'instant'),
        col('minutes', 'Minutes'),
        // What is said of every outage only once something goes through the operator.
        ...(essayee ? [col('essais', 'Essais en échec'), col('cause', 'Cause', 'texte')] : []),
      ],
      lignes: essayee ? pannes : pannes.map(({ essais: _, cause: __, ...l }) => l),
    },
  };
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
      lignes: mesures.flatMap(({ service, mois, r }) => [
        ligneTaux(SERVICES_MESURES[service].libelle, mois, r.visee, r.total),
        ...(r.exterieure ? [ligneTaux(LIBELLE_EXTERIEUR, mois, r.visee, r.exterieure.total)] : []),
      ]),
    },
  },
  ...(parOperateur(mesures) ? [sectionCauses(mesures)] : []),
  sectionPannes(mesures),
  {
    nom: 'Temps des pages',
    titre: 'Temps des pages de l’extranet',
    phrases: [
      'En millisecondes, aux visites d’essai : la page de connexion avec son premier script, puis une lecture de toutes les antennes.',
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

/** [DI-3] The telephone by the checks that went through the operator, over the whole period; nothing where there were none. */
export const resumeExterieure = (mesures: readonly MoisMesure[]) => {
  const siens = mesures.flatMap(({ r }) => (r.exterieure ? [r.exterieure.total] : []));
  const total = siens.reduce(additionner, SANS_MINUTES);
  return siens.length === 0
    ? []
    : [
        {
          quoi: 'Disponibilité : Téléphone, par l’opérateur',
          combien: pourcent(tauxDe(total).mesurees) ?? 'non mesurée',
          detail: phraseEssais(total),
        },
      ];
};

/** A service over the whole period: the months' minutes together. */
export const resumeDisponibilite = (mesures: readonly MoisMesure[], service: ServiceMesure) => {
  const siens = mesures.filter((x) => x.service === service).map((x) => x.r);
  const total = siens.map((r) => r.total).reduce(additionner, SANS_MINUTES);
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
