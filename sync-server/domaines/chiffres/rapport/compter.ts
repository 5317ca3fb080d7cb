import type { SectionRapport, TableRapport } from '#shared/contrats/chiffres/rapport';
import {
  CATEGORIES_INCIDENT,
  ETATS_INCIDENT,
  GRAVITES_INCIDENT,
  type GraviteIncident,
  type IncidentVu,
} from '#shared/contrats/exploitation/incident';
import type { ISSUES_APPEL, Pointage } from '#shared/contrats/pointages/pointage';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { tenue } from '#shared/domain/incident/echeances';
import { afficheurDe } from '#shared/etats/afficher';
import type { TableauEtat } from '#shared/etats/contrat';
import { accorder, pluriel } from '#shared/mots/nombres';
import type { Instant } from '#shared/temps/types';

// The sections of the report, from what was read: pure, each with its sentences and its table.

const afficher = afficheurDe([]);
const totalDe = (t: TableauEtat, cle: string): number => {
  const v = t.totaux[cle];
  return typeof v === 'number' ? v : 0;
};

type Colonne = TableRapport['colonnes'][number];
export const col = (cle: string, titre: string, unite: Colonne['unite'] = 'nombre'): Colonne => ({ cle, titre, unite });

const SOURCES: Readonly<Record<Pointage['source'], string>> = {
  SVI: 'Pointages par téléphone',
  FICHE: 'Pointages saisis d’une fiche papier',
  CDR: 'Pointages retrouvés dans les relevés de l’opérateur',
  REPRISE: 'Pointages repris',
  QR: 'Pointages sans téléphone, par la feuille du domicile',
  LIEN: 'Pointages sans téléphone, par le lien personnel de l’aide',
};
type Issue = (typeof ISSUES_APPEL)[number];
const ISSUES: Readonly<Record<Issue, string>> = {
  CODE_ERRONE: 'code erroné',
  SILENCE: 'silence',
  RACCROCHE: 'raccroché avant la fin',
  ERREUR: 'erreur du service',
  SANS_TRACE: 'vus chez l’opérateur seulement',
  TROP_D_ESSAIS: 'trop d’essais',
  TROP_ANCIEN: 'reçus trop tard',
  FUTUR: 'heure à venir',
  LIEN_FERME: 'lien ou feuille fermés',
};
/** How a call, and a passage of the page « Pointer », may fail: told even where none did. */
const D_UN_APPEL: ReadonlySet<Issue> = new Set([
  'CODE_ERRONE',
  'SILENCE',
  'RACCROCHE',
  'ERREUR',
  'SANS_TRACE',
  'TROP_D_ESSAIS',
]);
const D_UN_PASSAGE: ReadonlySet<Issue> = new Set(['CODE_ERRONE', 'TROP_ANCIEN', 'FUTUR', 'LIEN_FERME']);

type ParIssue = Partial<Record<Issue, number>>;
export type ComptesAppels = {
  pointages: Partial<Record<Pointage['source'], number>>;
  /** [PT-4] Calls that gave no punch. */
  appels: ParIssue;
  /** [PT-10] What the page « Pointer » refused. */
  passages: ParIssue;
};

const parIssue = (quoi: string, comptes: ParIssue, toujours: ReadonlySet<Issue>) =>
  (Object.keys(ISSUES) as Issue[])
    .filter((i) => toujours.has(i) || comptes[i] !== undefined)
    .map((i) => ({ nature: `${quoi} : ${ISSUES[i]}`, nombre: comptes[i] ?? 0 }));

const total = (comptes: ParIssue): number => Object.values(comptes).reduce((a, b) => a + b, 0);

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
      ...parIssue('Appels sans pointage', c.appels, D_UN_APPEL),
      ...parIssue('Passages sans téléphone refusés', c.passages, D_UN_PASSAGE),
    ],
  },
});

/** A state as a section: the columns that are wanted, its warnings as its sentences. */
export const sectionEtat = (nom: string, titre: string, t: TableauEtat, voulues: readonly string[]): SectionRapport => {
  // One that this state has nothing to say in is nowhere.
  const cles = voulues.filter((cle) => t.colonnes.some((c) => c.cle === cle));
  return {
    nom,
    titre,
    phrases: [...t.avertissements],
    table: {
      colonnes: t.colonnes
        .filter((c) => cles.includes(c.cle))
        .map(({ cle, titre: nomColonne, unite }) => ({ cle, titre: nomColonne, unite })),
      lignes: t.lignes.map((l) => Object.fromEntries(cles.map((c) => [c, l.valeurs[c] ?? null]))),
      total: Object.fromEntries(cles.map((c) => [c, t.totaux[c] ?? null])),
    },
  };
};

/** An incident as it stood at the end of a period, and at its beginning where it was received before; resolved then, it was reopened. */
export type IncidentCompte = { fin: IncidentVu; debut?: IncidentVu | undefined };

type Delai = 'prise' | 'resolution';

/** What a delay was as the period began. A resolution in time that was reopened is due again; one that was late is told already. */
const auDebut = ({ debut }: IncidentCompte, quoi: Delai, de: Instant): ReturnType<typeof tenue> => {
  if (debut === undefined) return 'EN_COURS';
  const alors = tenue(debut[quoi], de);
  return quoi === 'resolution' && alors === 'TENUE' ? 'EN_COURS' : alors;
};

/** Each delay is counted once: in the period where it came to be kept or not, whenever the incident was received. */
export const sectionsIncidents = (
  incidents: readonly IncidentCompte[],
  { de, a }: { de: Instant; a: Instant },
): SectionRapport[] => {
  const compter = (g: GraviteIncident) => {
    const siens = incidents.filter((i) => i.fin.gravite === g);
    const delais = (quoi: Delai, voulu: ReturnType<typeof tenue>): number =>
      siens.filter((i) => tenue(i.fin[quoi], a) === voulu && auDebut(i, quoi, de) === 'EN_COURS').length;
    const recus = siens.filter((i) => i.debut === undefined).length;
    return {
      gravite: GRAVITES_INCIDENT[g].libelle,
      avant: siens.length - recus,
      recus,
      resolus: siens.filter((i) => i.fin.resolution.faiteLe !== undefined).length,
      priseTenue: delais('prise', 'TENUE'),
      priseDepassee: delais('prise', 'DEPASSEE'),
      resolutionTenue: delais('resolution', 'TENUE'),
      resolutionDepassee: delais('resolution', 'DEPASSEE'),
    };
  };
  return [
    {
      nom: 'Incidents',
      titre: 'Incidents signalés à l’assistance',
      phrases: [
        'Les délais courent aux heures de l’assistance, du lundi au vendredi, jours fériés exclus. Chacun est compté dans la période où il a été tenu ou dépassé, quel que soit le jour où l’incident a été reçu ; une résolution rouverte est due à nouveau.',
      ],
      table: {
        colonnes: [
          col('gravite', 'Gravité', 'texte'),
          col('avant', 'Reçus avant, à traiter'),
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
        lignes: incidents.toReversed().map(({ fin: i }) => ({
          reference: i.reference,
          recu: i.recuLe,
          antenne: i.antenne ? libelleAntenne(i.antenne) : 'Service',
          categorie: CATEGORIES_INCIDENT[i.categorie],
          gravite: GRAVITES_INCIDENT[i.gravite].libelle,
          etat: ETATS_INCIDENT[i.etat],
          resolu: i.resolution.faiteLe ?? null,
        })),
      },
    },
  ];
};

export const resumeAppels = (c: ComptesAppels) => {
  const [echoues, refuses] = [total(c.appels), total(c.passages)];
  const { SVI = 0, REPRISE = 0 } = c.pointages;
  const nombre = (n: number): string => afficher(n, 'nombre');
  // Of a month before the service, « 0 par téléphone » would read as a failure of the telephone.
  const repris = `${nombre(REPRISE)} de l’ancien système`;
  return {
    quoi: 'Pointages',
    combien: SVI === 0 && REPRISE > 0 ? repris : `${nombre(SVI)} par téléphone`,
    detail: [
      ...(SVI > 0 && REPRISE > 0 ? [repris] : []),
      pluriel(echoues, 'appel sans pointage', 'appels sans pointage'),
      ...(refuses > 0 ? [pluriel(refuses, 'passage sans téléphone refusé', 'passages sans téléphone refusés')] : []),
      pluriel(c.pointages.FICHE ?? 0, 'pointage de fiche', 'pointages de fiche'),
    ].join(', '),
  };
};

/** The first figures of a state, as people read them. */
export const resumeHeures = (t: TableauEtat) => {
  const de = (cle: string): number => totalDe(t, cle);
  const tard = de('regularisees');
  return {
    quoi: 'Heures',
    combien: `${afficher(de('duree'), 'minutes')} ${accorder(de('duree'), 'réalisée')}`,
    detail: [
      pluriel(de('visites'), 'visite'),
      pluriel(de('usagers'), 'usager'),
      pluriel(de('intervenants'), 'aide à domicile', 'aides à domicile'),
      ...(tard === 0 ? [] : [`${afficher(tard, 'minutes')} ${accorder(tard, 'régularisée')} sur des mois antérieurs`]),
    ].join(', '),
  };
};

export const resumeCorrections = (t: TableauEtat) => {
  const de = (cle: string): number => totalDe(t, cle);
  const creees = pluriel(de('creees'), 'visite créée sans pointage', 'visites créées sans pointage');
  // Of no incomplete call there is no rate.
  if (de('incompletes') === 0) return { quoi: 'Corrections', combien: 'aucun appel incomplet', detail: creees };
  return {
    quoi: 'Corrections',
    combien: `${afficher(t.totaux.taux, 'pourcent')} des appels incomplets`,
    detail: `${pluriel(de('corrigees'), 'corrigé')} sur ${afficher(de('incompletes'), 'nombre')}, ${creees}`,
  };
};
