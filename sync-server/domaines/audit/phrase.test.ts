import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACTIONS, type ActionAudit } from '#shared/contrats/exploitation/audit';
import type { Saisie } from '#shared/contrats/saisie';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { correction, fiche, jour, paris } from '#shared/testing/constructeurs';
import type { FaitsEntrees, MessageOuTour } from './entrees/famille';
import { TEXTE_TU } from './mots';
import { direEntree } from './phrase';
import { cleVisite } from './phrase-saisie';

const NOMS = { 'usager:M200001': 'PETIT Louis', 'usager:M200002': 'MARTIN Jeanne', 'intervenant:4501': 'DIALLO Awa' };
const AUCUN: FaitsEntrees = {
  saisies: new Map(),
  refus: new Map(),
  visites: new Map(),
  clotures: new Map(),
  astreintes: new Map<string, MessageOuTour>([
    [
      'message-astreinte:2026-11-28:x',
      {
        ...{ texte: 'Est : visite de 18 h 00 non commencée.', nom: 'ANNE Garde', etat: 'REMIS' },
        ...{ prepareLe: paris('2026-11-28 18:16'), remisLe: paris('2026-11-28 18:17') },
      },
    ],
    ['tour-astreinte:02K', { nom: 'Paul Roux', du: jour('2026-12-03'), au: jour('2026-12-05') }],
    ['tour-astreinte:03K', { nom: 'Paul Roux', du: jour('2026-12-03') }],
    ['tour-astreinte:04K', { nom: 'Paul Roux', du: jour('2026-12-03'), au: jour('2026-12-03') }],
  ]),
};
const LE = paris('2026-12-01 09:00');
const dire = (
  action: ActionAudit,
  objet: string,
  noms = NOMS as Record<string, string>,
  faits = AUCUN,
  instant = LE,
): string => direEntree({ action, objet, instant }, noms, faits).replaceAll('\u00a0', ' ');

const EMPREINTE = '9f2c'.repeat(16);
const PHRASES: Partial<Record<ActionAudit, readonly [objet: string, dit: string][]>> = {
  IMPORT: [
    [`USAGERS_EST_2026-10.csv ${EMPREINTE}`, 'A importé un fichier, USAGERS_EST_2026-10.csv.'],
    ['ECARTE PLANNING.csv', 'A écarté un fichier reçu, PLANNING.csv.'],
  ],
  CLOTURE: [['NORD_EST 2026-10', 'A clos un mois, antenne Nord-Est, octobre 2026.']],
  EXPORT: [
    ['INCIDENTS_20261125.xlsx', 'A pris un fichier, INCIDENTS_20261125.xlsx.'],
    [
      '2026-10 EST SUD provisoire',
      'A exporté les fichiers d’un mois, octobre 2026, antenne Est, antenne Sud, provisoire.',
    ],
    ['préfacturation 2026-10 EST', 'A exporté la préfacturation, octobre 2026, antenne Est.'],
    ['RESTITUTION 2026-11-24', 'A rendu à Millésime les heures, du 24 novembre 2026.'],
    [
      'état taux-correction EST 2026-10-01 2026-10-31 : 34 usagers',
      'A exporté l’état « Taux de correction des appels incomplets », antenne Est, du 1er octobre 2026 au 31 octobre 2026, 34 usagers.',
    ],
    ['Absences.xlsx : usager:M200001', 'A pris un fichier, Absences.xlsx, PETIT Louis.'],
    ['Absences.xlsx : 60 usagers', 'A pris un fichier, Absences.xlsx, 60 usagers.'],
  ],
  ARCHIVE: [['2026-10 EST', 'A archivé les relevés d’un mois, octobre 2026, antenne Est.']],
  SAUVEGARDE: [['20261125T0731-3', 'A fait une sauvegarde.']],
  RESTAURATION: [['2026-11-25T07:31:00Z 20261125T0731-3', 'A restauré la sauvegarde du 25 novembre 2026 à 8 h 31.']],
  REVERSIBILITE: [[EMPREINTE, 'A produit les jeux de réversibilité.']],
  REPRISE: [['2026-11-25T07:31:00Z', 'A repris le jeu de réversibilité produit le 25 novembre 2026 à 8 h 31.']],
  ENVOI: [['DASES 2026-10 APA.csv (encore)', 'A renvoyé à la DASES, octobre 2026, APA.csv.']],
  RETOUR: [['2026-10 APA.csv acquitté', 'A noté le retour d’un envoi, octobre 2026, APA.csv acquitté.']],
  FACTURE: [
    [
      'ouverte facture:2026-10:ASL_PA:09',
      'A ouvert la facture d’octobre 2026, ASL personnes âgées, 9e arrondissement.',
    ],
    ['reçue facture:2026-10:APA:01', 'A déposé la facture d’octobre 2026, APA, 1er arrondissement.'],
  ],
  INCIDENT: [
    ['EST:2026-11-25:01K REPONDRE', 'Sur un incident, geste « Répondre », antenne Est, du 25 novembre 2026.'],
    ['SERVICE:2026-11-25:01K signalé', 'A signalé un incident, du 25 novembre 2026.'],
  ],
  MAINTENANCE: [
    [
      '2026-12-08T21:00:00Z 2026-12-08T22:00:00Z retirée',
      'A retiré l’annonce d’une maintenance, le 8 décembre 2026, de 22 h 00 à 23 h 00.',
    ],
  ],
  RAPPORT: [
    ['2026-T3 édition 2', 'A classé le rapport d’activité, troisième trimestre 2026, édition 2.'],
    ['propositions 2026-10', 'A écrit les propositions du rapport d’activité, octobre 2026.'],
  ],
  COMPTE: [
    ['creer anne-est GESTIONNAIRE', 'A créé le compte « anne-est », Gestionnaire d’antenne.'],
    [
      'modifier anne-est GESTIONNAIRE EST,SUD responsable',
      'A modifié le compte « anne-est », Gestionnaire d’antenne, antenne Est, antenne Sud, responsable.',
    ],
    [
      'modifier anne-est nom:> role:GESTIONNAIRE>CENTRAL antennes:EST,SUD> responsable:oui>non courriel:>',
      'A modifié le compte « anne-est », nom, rôle : Gestionnaire d’antenne → Service central, antennes : Est, Sud → aucune, responsable : oui → non, adresse.',
    ],
    ['inviter anne-est', 'A invité le compte « anne-est ».'],
    ['mot-de-passe anne-est par invitation', 'A donné un mot de passe au compte « anne-est », par invitation.'],
    ['digest anne-est aucun', 'A renoncé au compte des alertes du matin.'],
    ['digest anne-est EST', 'A demandé le compte des alertes du matin, antenne Est.'],
  ],
  CODE_USAGER: [['M200001', 'A changé le code d’appel d’un usager, PETIT Louis.']],
  CODE_AIDE: [['4501', 'A changé le code d’appel d’une aide, DIALLO Awa.']],
  ACCES_PERSONNEL: [
    ['donner intervenant 4501', 'A donné un accès personnel, DIALLO Awa.'],
    ['contester note:2026-11-03:01K', 'A contesté une visite du 3 novembre 2026.'],
  ],
  PARAMETRE: [
    [
      'rapprochement 2026-12-01',
      'A fixé le paramètre « écart le plus grand entre le prévu et le pointé », à partir du 1er décembre 2026.',
    ],
    [
      'rapprochement 2026-12-01 15 20',
      'A fixé le paramètre « écart le plus grand entre le prévu et le pointé », de 15 à 20, à partir du 1er décembre 2026.',
    ],
  ],
  ASTREINTE: [
    ['ajouter tour-astreinte:01K', 'A donné un tour d’astreinte.'],
    ['retirer tour-astreinte:02K', 'A retiré un tour d’astreinte, Paul Roux, du 3 décembre 2026 au 5 décembre 2026.'],
    [
      'message message-astreinte:2026-11-28:x',
      'A prévenu ANNE Garde, SMS remis à 18 h 17, « Est : visite de 18 h 00 non commencée ».',
    ],
    ['message message-astreinte:2026-11-28:y', 'A eu à prévenir l’astreinte.'],
    ['accuser message-astreinte:2026-11-28:y', 'A accusé un message de l’astreinte.'],
  ],
  CONNEXION: [['Chrome sur Windows', 'S’est connecté, Chrome sur Windows.']],
  DECONNEXION: [['anne', 'S’est déconnecté.']],
  CONNEXION_REFUSEE: [
    ['CODE_REJOUE', 'N’a pas pu se connecter, code à usage unique déjà servi.'],
    ['fournisseur JETON x', 'N’a pas pu se connecter, par le fournisseur d’identité.'],
  ],
  VERROUILLAGE: [
    ['2026-11-25T07:31:00Z', 'A été verrouillé après plusieurs échecs, jusqu’au 25 novembre 2026 à 8 h 31.'],
  ],
  SESSION: [['a1b2', 'A fermé une de ses sessions.']],
  SECOND_FACTEUR: [
    ['proposer', 'A demandé un second facteur : la clé lui a été montrée.'],
    ['activer', 'A activé son second facteur.'],
    ['codes-de-secours', 'A reçu d’autres codes de secours, les premiers s’étant perdus en route.'],
    ['retirer', 'A retiré son second facteur.'],
  ],
  NOUVEAUTES: [['version 1.2.0', 'A lu les notes de la version 1.2.0.']],
  CONSULTATION: [
    ['usager:M200001 2026-10', 'A lu un dossier, PETIT Louis, et ses visites d’octobre 2026.'],
    ['usager:M9 lu 2026-11-25T07:31:00Z', 'A lu un dossier, usager M9, le 25 novembre 2026 à 8 h 31.'],
    [
      'usager:M9 lu 2026-11-25T07:31:00Z hors de ses antennes',
      'A lu un dossier, usager M9, le 25 novembre 2026 à 8 h 31, hors de ses antennes quand la lecture est arrivée.',
    ],
    [
      'téléphone intervenant:4501 lu 2026-11-25T07:31:00Z hors de ses antennes',
      'A lu le téléphone d’une aide, DIALLO Awa, le 25 novembre 2026 à 8 h 31, hors de ses antennes quand la lecture est arrivée.',
    ],
    [
      'téléphone intervenant:4501 lu 2026-11-25T07:31:00Z',
      'A lu le téléphone d’une aide, DIALLO Awa, le 25 novembre 2026 à 8 h 31.',
    ],
    ['lire usagers EST 2026-10', 'A lu par la commande « lire », usagers, antenne Est, octobre 2026.'],
    ['lire usagers usager:M200001', 'A lu par la commande « lire », usagers, PETIT Louis.'],
    ['relevé usager:M200001 2026-10', 'A ouvert un relevé d’octobre 2026, PETIT Louis.'],
    ['relevé usager:M200001 2026-10 EST', 'A ouvert un relevé d’octobre 2026, PETIT Louis, antenne Est.'],
    ['recherche : personne', 'A cherché un usager, sans trouver personne.'],
    ['recherche : usager:M200001 usager:M9', 'A cherché un usager et vu 2 noms, PETIT Louis, usager M9.'],
    [
      'journal d’audit 2026-11-25 nadia CONSULTATION 512 : usager:M200001',
      'A lu le journal d’audit, du 25 novembre 2026, action « Consultation », auteur « nadia », avec 1 nom, PETIT Louis.',
    ],
    ['journal d’audit : 34 usagers', 'A lu le journal d’audit, avec les noms de 34 usagers.'],
    ['préfacturation EST 2026-10 : 34 usagers', 'A lu la préfacturation, antenne Est, octobre 2026, 34 usagers.'],
    ['préfacturation EST 2026-10 : usager:M200001', 'A lu la préfacturation, antenne Est, octobre 2026, PETIT Louis.'],
    ['préfacturation usager:M200001 2026-10', 'A lu d’où viennent des minutes facturées, PETIT Louis, octobre 2026.'],
    [
      'visites usager:M9 2026-09-01 2026-11-25',
      'A lu des visites d’une autre antenne, usager M9, du 1er septembre 2026 au 25 novembre 2026.',
    ],
    ['pilotage 2026-10', 'A lu les tableaux de bord, octobre 2026.'],
    ['pilotage EST 2026-10 : 34 usagers', 'A lu les tableaux de bord, antenne Est, octobre 2026, 34 usagers.'],
    ['pilotage EST intervenant:4501 2026-10', 'A lu les tableaux de bord, antenne Est, DIALLO Awa, octobre 2026.'],
  ],
  PURGE: [
    ['12 effacés, 3 gelés', 'A purgé ce qui ne se garde plus, 12 effacés, 3 gelés.'],
    ['12 à effacer, 3 gelés', 'A commencé à purger ce qui ne se garde plus, 12 à effacer, 3 gelés.'],
  ],
  GEL: [
    ['posé usager M200001', 'A posé un gel, PETIT Louis.'],
    ['levé 2026-10', 'A levé un gel, octobre 2026.'],
  ],
  DIVERGENCE: [['2026-11-25:abc parametre', 'A réglé un document en deux versions, parametre.']],
  TENTATIVE: [['CODE_REJOUE POST /api/session', 'Code à usage unique présenté une seconde fois.']],
};

test.each(Object.entries(PHRASES).flatMap(([action, cas]) => cas.map((c) => [action, ...c] as const)))(
  '%s %s is said « %s »',
  (action, objet, dit) => {
    expect(dire(action as ActionAudit, objet)).toBe(dit);
  },
);

test('[CL-1] a closing says its number and its motif; to who may not read names, that there is one', () => {
  const close = (cloture: { numero: number; motif?: string }) =>
    dire('CLOTURE', 'EST 2026-10', NOMS, { ...AUCUN, clotures: new Map([['EST 2026-10', cloture]]) });
  expect(close({ numero: 3 })).toBe('A clos un mois, antenne Est, octobre 2026, clôture n° 3.');
  expect(close({ numero: 4, motif: 'Deux visites restent sans départ.' })).toBe(
    'A clos un mois, antenne Est, octobre 2026, clôture n° 4, motif « Deux visites restent sans départ ».',
  );
  expect(close({ numero: 4, motif: TEXTE_TU })).toBe(
    'A clos un mois, antenne Est, octobre 2026, clôture n° 4, avec un motif écrit.',
  );
});

test.each(['EST 2026-10', '', 'autre forme', 'x:y:z 2026'])(
  'each action has a sentence, even where its object « %s » is not of today’s form',
  (objet) => {
    for (const action of Object.keys(ACTIONS) as ActionAudit[])
      expect([action, dire(action, objet)]).toEqual([
        action,
        expect.stringMatching(/^[A-ZÀ-Ý](?!.*undefined|.*NaN).*\.$/),
      ]);
  },
);

describe('an antenna that was renamed', () => {
  const ANCIEN = { libelle: 'Est', adresse: ['124-130 avenue Ledru-Rollin', '75011 Paris'] as [string, string] };
  beforeEach(() => {
    poserRegistre(
      REGISTRE_DE_DEPART.map((f) =>
        f.code === 'EST' ? { ...f, libelle: 'Nation', avant: [{ ...ANCIEN, jusqua: paris('2026-11-20 10:00') }] } : f,
      ),
    );
  });
  afterEach(() => {
    poserRegistre(REGISTRE_DE_DEPART);
  });

  const signalement = {
    _id: 'signalement:2026-11-19:X',
    type: 'signalement',
    id: 'X',
    date: jour('2026-11-19'),
    antenne: 'EST',
    auteur: 'bea',
    instant: paris('2026-11-19 09:00'),
    poste: 'PC',
    categorie: 'TELEPHONE',
    gravite: 'MAJEURE',
    texte: 'x',
    contexte: {} as never,
    pannes: [],
  } as const satisfies Saisie;

  test.each([
    ['CLOTURE', 'EST 2026-10', 'A clos un mois, antenne Est, octobre 2026.'],
    ['ANTENNE', 'fermer EST 2026-12-31', 'A fermé l’antenne Est, à partir du 31 décembre 2026.'],
    [
      'ANTENNE',
      'redater-fermeture EST 2027-01-31',
      'A changé le jour de fermeture de l’antenne Est, à partir du 31 janvier 2027.',
    ],
    ['ANTENNE', 'annuler-fermeture EST', 'A annulé la fermeture de l’antenne Est.'],
    ['COMPTE', 'modifier anne antennes:EST>SUD', 'A modifié le compte « anne », antennes : Est → Sud.'],
    ['SAISIE', signalement._id, 'A signalé un incident, « Téléphone des aides (SVI) », gravité majeure, antenne Est.'],
  ] as const)('%s of before it says the name of that day, and of after it the new one', (action, objet, dit) => {
    const faits = { ...AUCUN, saisies: new Map([[signalement._id, signalement]]) };
    const le = (instant: string) => dire(action, objet, NOMS, faits, paris(instant));
    expect(le('2026-11-20 09:59')).toBe(dit);
    expect(le('2026-11-20 10:00')).toBe(dit.replace('Est', 'Nation'));
  });
});

describe('gestures', () => {
  const commun = {
    id: 'X',
    date: jour('2026-11-26'),
    antenne: 'EST',
    auteur: 'bea',
    instant: paris('2026-11-26 09:00'),
    poste: 'PC',
  } as const;
  const visee = { genre: 'POINTAGE', id: 'P1' } as const;
  const faits = (...saisies: Saisie[]): FaitsEntrees => ({
    ...AUCUN,
    saisies: new Map(saisies.map((s) => [s._id, s])),
    refus: new Map(),
    visites: new Map([[cleVisite('EST', jour('2026-11-26'), 'P1'), 'M200001']]),
  });
  const co = (nature: Parameters<typeof correction>[0], plus: Parameters<typeof correction>[1] = {}) =>
    correction(nature, { date: commun.date, cible: visee, ...plus });
  const absence = (plus: object): Saisie => ({
    ...commun,
    _id: 'absence:2026-11-26:X',
    type: 'absence',
    usagerId: 'M200001',
    nature: 'VACANCES',
    du: jour('2026-11-26'),
    au: jour('2026-11-26'),
    ...plus,
  });
  const creee = co('CREATION', {
    id: 'C9',
    cible: undefined,
    usagerId: 'M200002',
    intervenantId: '4501',
    debut: paris('2026-11-26 08:30'),
    fin: paris('2026-11-26 09:30'),
    motif: 'PANNE_SVI',
  });

  const ecarte: Saisie = {
    ...commun,
    _id: 'rattachement:2026-11-26:G9',
    id: 'G9',
    type: 'rattachement',
    geste: 'ECARTER',
    numero: '+33199000001',
    usagerId: 'M200001',
  };
  const retrait = (retire: string): Saisie => ({
    ...ecarte,
    _id: 'rattachement:2026-11-26:X',
    id: 'X',
    geste: 'DETACHER',
    retire,
  });

  test.each<[string, Saisie]>([
    [
      'A créé la visite du 26 novembre 2026, MARTIN Jeanne, DIALLO Awa, arrivée 8 h 30, départ 9 h 30, motif « Panne du SVI ».',
      creee,
    ],
    [
      'A compté des minutes complémentaires à la visite du 26 novembre 2026, PETIT Louis, 15 minutes, motif « Attente à la porte ».',
      co('MINUTES', { minutes: 15 as never, motif: 'ATTENTE_PORTE' }),
    ],
    [
      'A corrigé les données de la visite du 26 novembre 2026, PETIT Louis, aide désormais DIALLO Awa, motif « Remplacement ».',
      co('DONNEES', { intervenantId: '4501', motif: 'REMPLACEMENT' }),
    ],
    [
      'A annulé la visite du 26 novembre 2026, PETIT Louis, motif « DU_SERVICE ».',
      co('SUPPRESSION', { motif: 'DU_SERVICE' }),
    ],
    [
      'A rétabli la visite du 26 novembre 2026, PETIT Louis, motif « Autre ».',
      co('RETABLISSEMENT', { motif: 'AUTRE' }),
    ],
    [
      'A retiré une correction de la visite du 26 novembre 2026, MARTIN Jeanne, sa création.',
      co('RETRAIT', { retire: 'C9' }),
    ],
    ['A noté une absence, PETIT Louis, nature « Vacances », le 26 novembre 2026.', absence({})],
    [
      'A modifié une absence, PETIT Louis, nature « Décès », à partir du 26 novembre 2026.',
      absence({ nature: 'DECES', au: undefined, remplace: 'Y' }),
    ],
    ['A annulé une absence, PETIT Louis, nature « Vacances », le 26 novembre 2026.', absence({ annulee: true })],
    [
      'A saisi la fiche de la visite du 1er octobre 2026, usager U1, aide I1, arrivée 8 h 30, départ 9 h 30, motif « Téléphone indisponible ».',
      fiche({ motif: 'TELEPHONE_INDISPONIBLE' }),
    ],
    [
      'A confié la visite du 26 novembre 2026, PETIT Louis, à « anne ».',
      { ...commun, _id: 'prise:2026-11-26:X', type: 'prise', objet: visee, geste: 'CONFIER', a: 'anne' },
    ],
    [
      'A vu l’alerte « Plan dépassé, ou qui peut l’être » du 1er novembre 2026, MARTIN Jeanne.',
      {
        ...commun,
        _id: 'acquittement:2026-11-26:X',
        type: 'acquittement',
        alerteId: 'alerte:2026-11-01:DEPASSEMENT_PREVU:M200002:APA-1',
      },
    ],
    [
      'A vu l’alerte « Visites à retirer de Millésime » du 1er novembre 2026, MARTIN Jeanne.',
      {
        ...commun,
        _id: 'acquittement:2026-11-26:X',
        type: 'acquittement',
        alerteId: 'alerte:2026-11-01:VISITES_A_RETIRER:M200002',
      },
    ],
    [
      'A remis à voir l’alerte « Appel incomplet » du 26 novembre 2026, PETIT Louis.',
      {
        ...commun,
        _id: 'acquittement:2026-11-26:X',
        type: 'acquittement',
        alerteId: 'alerte:2026-11-26:APPEL_INCOMPLET:P1',
        annule: true,
      },
    ],
    [
      'A rattaché un numéro de téléphone à un usager, PETIT Louis, à partir du 1er novembre 2026.',
      {
        ...commun,
        _id: 'rattachement:2026-11-26:X',
        type: 'rattachement',
        geste: 'RATTACHER',
        numero: '+33199000001',
        usagerId: 'M200001',
        depuis: jour('2026-11-01'),
      },
    ],
    ['A annulé la mise à l’écart d’un numéro de téléphone proposé pour un usager, PETIT Louis.', retrait('G9')],
    ['A annulé un geste sur un numéro de téléphone, PETIT Louis.', retrait('G0')],
    [
      'A marqué un usager « sans télégestion », PETIT Louis, raison « Pas de téléphone », à partir du 26 novembre 2026.',
      {
        ...commun,
        _id: 'sanstele:2026-11-26:X',
        type: 'sanstele',
        usagerId: 'M200001',
        raison: 'SANS_TELEPHONE',
        depuis: commun.date,
      },
    ],
    [
      'A effacé une note sur le dossier, MARTIN Jeanne.',
      {
        ...commun,
        _id: 'note:2026-11-26:X',
        type: 'note',
        objet: { genre: 'USAGER', id: 'M200002' },
        texte: '',
        efface: 'N1',
      },
    ],
    [
      'A refusé les heures proposées par l’aide sur la visite du 26 novembre 2026, « Le cahier dit 9 h ».',
      {
        ...commun,
        _id: 'note:2026-11-26:X',
        type: 'note',
        objet: { genre: 'VISITE', id: 'V1' },
        texte: 'Le cahier dit 9 h',
        efface: 'N1',
        reponse: 'REFUSEE',
      },
    ],
    [
      'A refusé le pro forma d’octobre 2026, antenne Est.',
      {
        ...commun,
        _id: 'proforma:2026-11-26:X',
        type: 'proforma',
        mois: '2026-10' as never,
        decision: 'REFUSE',
        empreinte: EMPREINTE,
      },
    ],
    [
      'A signalé un incident, « Téléphone des aides (SVI) », gravité majeure, antenne Est.',
      {
        ...commun,
        _id: 'signalement:2026-11-26:X',
        type: 'signalement',
        categorie: 'TELEPHONE',
        gravite: 'MAJEURE',
        texte: 'x',
        contexte: {} as never,
        pannes: [],
      },
    ],
  ])('« %s »', (dit, saisie) => {
    expect(dire('SAISIE', saisie._id, NOMS, faits(saisie, creee, ecarte))).toBe(dit);
  });

  test('to who may not read names, a number; and never more than it', () => {
    const s = absence({});
    expect(dire('SAISIE', s._id, {}, faits(s))).toBe('A noté une absence, usager M200001, le 26 novembre 2026.');
  });
});
