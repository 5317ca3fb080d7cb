import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contexteIncidentSchema,
  demandeGesteSchema,
  ETATS_INCIDENT,
  type EtatIncident,
  GESTES_INCIDENT,
  type GesteIncident,
  type NomGeste,
  type Signalement,
} from '../../contrats/exploitation/incident';
import { lecteurParametres } from '../../contrats/exploitation/parametre';
import { estOuvert } from '../../temps/ouvres';
import { instantDe } from '../../temps/paris';
import { type DateCivile, type Instant, instantSchema } from '../../temps/types';
import { composerContexte, masquer, nettoyerEcran, nettoyerRoute, nommerNavigateur } from './contexte';
import { echeancesDe, tenue } from './echeances';
import { ajouterMinutesOuvrees, minutesOuvrees } from './heures';
import { jugerGeste } from './juger';
import { plierIncident } from './plier';

const H = { debut: '08:30', fin: '17:00' };
const t = (i: string): Instant => instantSchema.parse(i);
const REGLES = {
  delais: lecteurParametres([])('2026-11-25' as DateCivile).delaisIncidents,
  heures: H,
};

describe('opening hours of the assistance', () => {
  test.each([
    ['within the day', '2026-11-25T08:00:00Z', 60, '2026-11-25T09:00:00Z'],
    ['before it opens', '2026-11-25T02:00:00Z', 60, '2026-11-25T08:30:00Z'],
    ['over the night', '2026-11-25T15:30:00Z', 60, '2026-11-26T08:00:00Z'],
    ['over the week-end', '2026-11-27T15:30:00Z', 60, '2026-11-30T08:00:00Z'],
    ['over a holiday and the clock change', '2026-10-30T15:00:00Z', 120, '2026-11-02T08:30:00Z'],
    ['from a Saturday', '2026-12-26T09:00:00Z', 30, '2026-12-28T08:00:00Z'],
    ['over Easter Monday, in summer', '2026-04-03T14:30:00Z', 60, '2026-04-07T07:00:00Z'],
    ['up to the closing itself', '2026-11-25T15:00:00Z', 60, '2026-11-25T16:00:00Z'],
  ])('%s', (_, de, minutes, attendu) => {
    expect(ajouterMinutesOuvrees(t(de), minutes, H)).toBe(attendu);
  });

  const instants = fc.integer({ min: 28_400_000, max: 30_500_000 }).map((m) => instantDe(m * 60_000));
  test('a due time is in opening hours, and as many opening minutes away as was asked', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 6_000 }), (de, n) => {
        const a = ajouterMinutesOuvrees(de, n, H);
        expect(minutesOuvrees(de, a, H)).toBe(n);
        expect(estOuvert(instantDe(Date.parse(a) - 60_000), H)).toBe(true);
      }),
    );
  });
  test('minutes add up over any cut, and a longer delay is never due sooner', () => {
    fc.assert(
      fc.property(instants, fc.nat(20_000), fc.nat(20_000), (a, x, y) => {
        const b = instantDe(Date.parse(a) + x * 60_000);
        const c = instantDe(Date.parse(b) + y * 60_000);
        expect(minutesOuvrees(a, b, H) + minutesOuvrees(b, c, H)).toBe(minutesOuvrees(a, c, H));
        expect(ajouterMinutesOuvrees(a, x, H) <= ajouterMinutesOuvrees(a, x + y, H)).toBe(true);
      }),
    );
  });
});

const CONTEXTE = composerContexte({
  adresse: '/interventions/?id=U12',
  version: '0.1.0',
  agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36',
  sync: { liaison: 'HORS_LIGNE', attente: 2, refusees: 0 },
  requetes: [],
});
const signalement = (plus: Partial<Signalement> = {}): Signalement => ({
  _id: 'signalement:2026-11-25:S1',
  id: 'S1',
  type: 'signalement',
  date: '2026-11-25' as DateCivile,
  auteur: 'anne',
  instant: t('2026-11-25T08:00:00Z'),
  categorie: 'ECRAN',
  gravite: 'MAJEURE',
  texte: 'La grille reste vide.',
  contexte: CONTEXTE,
  pannes: [],
  ...plus,
});
let rang = 0;
const geste = (nom: NomGeste, heure: string, plus: Partial<GesteIncident> = {}): GesteIncident => ({
  _id: `geste-incident:2026-11-25:${++rang}`,
  type: 'geste-incident',
  id: `G${String(rang).padStart(4, '0')}`,
  date: '2026-11-25' as DateCivile,
  incident: 'EST:2026-11-25:S1',
  geste: nom,
  message: 'Bien reçu.',
  auteur: 'tech',
  cote: 'ASSISTANCE',
  instant: t(`2026-11-25T${heure}:00Z`),
  ...plus,
});

describe('states of an incident', () => {
  test('from report to confirmation, with a question in between', () => {
    const gestes = [
      geste('PRENDRE', '08:10'),
      geste('DEMANDER', '08:20'),
      geste('REPONDRE', '09:20', { cote: 'SERVICE', auteur: 'anne' }),
      geste('RESOUDRE', '10:00'),
      geste('CONFIRMER', '10:30', { cote: 'SERVICE', auteur: 'anne' }),
    ];
    const etats = gestes.map((_, n) => plierIncident(signalement(), gestes.slice(0, n + 1)).etat);
    expect(etats).toEqual(['PRIS', 'ATTENTE', 'PRIS', 'RESOLU', 'CLOS']);
    const i = plierIncident(signalement(), gestes);
    expect(i).toMatchObject({ porteur: 'tech', priseLe: '2026-11-25T08:10:00Z', resoluLe: '2026-11-25T10:00:00Z' });
    const e = echeancesDe(i, t('2026-11-25T08:00:00Z'), t('2026-11-25T12:00:00Z'), REGLES);
    // 1020 minutes are two days; the hour in which an answer was waited for is given back.
    expect(e.prise).toEqual({ limite: '2026-11-25T10:00:00Z', faiteLe: '2026-11-25T08:10:00Z' });
    expect(e.resolution).toEqual({ limite: '2026-11-27T09:00:00Z', faiteLe: '2026-11-25T10:00:00Z' });
  });

  test('reopened, it is due again; while it was resolved its clock stood still', () => {
    const gestes = [geste('RESOUDRE', '09:00'), geste('ROUVRIR', '11:00', { cote: 'SERVICE', auteur: 'anne' })];
    const i = plierIncident(signalement({ gravite: 'BLOQUANTE' }), gestes);
    expect([i.etat, i.resoluLe]).toEqual(['PRIS', undefined]);
    const e = echeancesDe(i, t('2026-11-25T08:00:00Z'), t('2026-11-25T15:00:00Z'), REGLES);
    expect(e.resolution).toEqual({ limite: '2026-11-25T14:00:00Z' });
    expect(tenue(e.resolution, t('2026-11-25T14:00:00Z'))).toBe('EN_COURS');
    expect(tenue(e.resolution, t('2026-11-25T14:01:00Z'))).toBe('DEPASSEE');
    expect(tenue(e.prise, t('2026-11-25T15:00:00Z'))).toBe('DEPASSEE');
  });

  test('what is asked once the delay is over leaves it late; asked before, the clock stands still as long as it lasts', () => {
    const demande = (heure: string, plus: GesteIncident[] = [], maintenant = '2026-11-26T16:30:00Z') => {
      const i = plierIncident(signalement({ gravite: 'BLOQUANTE' }), [
        geste('PRENDRE', '08:10'),
        geste('DEMANDER', heure),
        ...plus,
      ]);
      const { resolution } = echeancesDe(i, t('2026-11-25T08:00:00Z'), t(maintenant), REGLES);
      return [resolution.limite, resolution.suspendue, tenue(resolution, t(maintenant))];
    };
    expect(demande('11:59')).toEqual(['2026-11-27T07:31:00Z', true, 'EN_COURS']);
    expect(demande('12:01')).toEqual(['2026-11-25T12:00:00Z', undefined, 'DEPASSEE']);
    // Answered, resolved and reopened: none of it gives back what was over.
    const suite = [
      geste('REPONDRE', '13:00', { cote: 'SERVICE', auteur: 'anne' }),
      geste('RESOUDRE', '13:30'),
      geste('ROUVRIR', '14:00', { cote: 'SERVICE', auteur: 'anne' }),
    ];
    expect(demande('12:01', suite)).toEqual(['2026-11-25T12:00:00Z', undefined, 'DEPASSEE']);
  });

  test('a severity that is changed changes what is due; an outage is linked once', () => {
    const panne = { quoi: 'SVI', debut: t('2026-11-25T07:00:00Z') } as const;
    const i = plierIncident(signalement({ gravite: 'MINEURE' }), [
      geste('REQUALIFIER', '08:05', { gravite: 'BLOQUANTE' }),
      geste('LIER', '08:06', { panne }),
      geste('LIER', '08:07', { panne }),
    ]);
    expect([i.gravite, i.categorie, i.pannes]).toEqual(['BLOQUANTE', 'ECRAN', [panne]]);
    expect(echeancesDe(i, t('2026-11-25T08:00:00Z'), t('2026-11-25T08:30:00Z'), REGLES).resolution.limite).toBe(
      '2026-11-25T12:00:00Z',
    );
  });

  const noms = Object.keys(GESTES_INCIDENT) as NomGeste[];
  const unGeste = fc
    .record({ nom: fc.constantFrom(...noms), minute: fc.nat(500), cote: fc.constantFrom('SERVICE', 'ASSISTANCE') })
    .map(({ nom, minute, cote }) =>
      geste(nom, '00:00', {
        cote: cote as GesteIncident['cote'],
        instant: instantDe(1_795_593_600_000 + minute * 60_000),
      }),
    );
  test('whatever the order in which gestures arrive, the same incident; the service never does what the assistance does', () => {
    fc.assert(
      fc.property(fc.array(unGeste, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (gestes, alea) => {
        const melange = gestes.map((g) => ({ g, k: alea.next().value ?? 0 })).sort((a, b) => a.k - b.k);
        const i = plierIncident(signalement(), gestes);
        expect(
          plierIncident(
            signalement(),
            melange.map((m) => m.g),
          ),
        ).toEqual(i);
        const seuls = plierIncident(
          signalement(),
          gestes.filter((g) => g.cote === 'SERVICE'),
        );
        expect(['SIGNALE', 'PRIS']).toContain(seuls.etat);
        expect([seuls.porteur, seuls.priseLe]).toEqual([undefined, undefined]);
        // What is open of its pauses is what it is in.
        expect(i.pauses.filter((p) => p.a === undefined)).toHaveLength(
          ['ATTENTE', 'RESOLU', 'CLOS'].includes(i.etat) ? 1 : 0,
        );
      }),
    );
  });
});

test.each([
  ['SIGNALE', { geste: 'PRENDRE' }, 'SERVICE', 'ASSISTANCE'],
  ['CLOS', { geste: 'REPONDRE', message: 'x' }, 'SERVICE', 'ETAT'],
  ['PRIS', { geste: 'REPONDRE' }, 'SERVICE', 'MESSAGE'],
  ['PRIS', { geste: 'REQUALIFIER' }, 'ASSISTANCE', 'REQUALIFIER'],
  ['PRIS', { geste: 'LIER' }, 'ASSISTANCE', 'PANNE'],
  ['PRIS', { geste: 'CONFIRMER' }, 'SERVICE', 'ETAT'],
  ['RESOLU', { geste: 'CONFIRMER' }, 'SERVICE', undefined],
  ['SIGNALE', { geste: 'PRENDRE' }, 'ASSISTANCE', undefined],
] as const)('« %s », %o by %s: %s', (etat, demande, cote, code) => {
  const lu = demandeGesteSchema.parse({ incident: 'EST:x', ...demande });
  const refus = jugerGeste(etat, lu, cote)?.refus;
  expect(refus?.code).toBe(code);
  if (refus) expect(refus.message).toMatch(/^[A-ZÉ«].+\.$/);
});

test('every gesture is reachable from some state, and every state from the first', () => {
  const atteints = new Set<EtatIncident>(['SIGNALE']);
  for (let n = 0; n < 5; n++)
    for (const g of Object.values(GESTES_INCIDENT))
      if (g.de.some((e) => atteints.has(e)) && 'vers' in g) atteints.add(g.vers);
  expect([...atteints].sort()).toEqual(Object.keys(ETATS_INCIDENT).sort());
});

describe('what is sent with a report names nobody', () => {
  test.each([
    ['/api/usagers/U00012/releves/2026-10?antenne=EST', '/api/usagers/:id/releves/:id'],
    ['/api/comptes/jeanne.martin/actes', '/api/comptes/:id/actes'],
    ['/api/consultation/usagers?q=MARTIN', '/api/consultation/usagers'],
    ['/api/consultation/usagers/martin', '/api/consultation/usagers/:id'],
    ['/replication/jours?antenne=EST&checkpoint={}', '/replication/jours'],
    ['/api/factures/facture%3A2026-10-01%3AMARTIN', '/api/factures/:id'],
    ['/MARTIN/Jeanne', '/:id/:id'],
    ['/api/session', '/api/session'],
    ['', '/:id'],
  ])('%s', (adresse, route) => {
    expect(nettoyerRoute(adresse)).toBe(route);
  });

  test.each([
    ['/usagers/?id=U12', '/usagers/'],
    ['/U12/', '/'],
    ['/numeros/?numero=%2B33612345678#x', '/numeros/'],
    ['/', '/'],
  ])('screen %s', (adresse, ecran) => {
    expect(nettoyerEcran(adresse)).toBe(ecran);
  });

  test('nothing of an address goes through, whatever it is, but the words of our own', () => {
    const morceau = fc.oneof(
      fc.string(),
      fc.constantFrom('usagers', 'api', 'visites', 'MARTIN', 'U12', '+33612345678'),
    );
    fc.assert(
      fc.property(fc.array(morceau), fc.string(), (parts, recherche) => {
        const adresse = `/api/usagers/${parts.map(encodeURIComponent).join('/')}?q=${recherche}`;
        const c = composerContexte({
          adresse,
          version: '0.1.0',
          agent: recherche,
          sync: { liaison: 'EN_LIGNE', attente: 0, refusees: 0 },
          requetes: [{ methode: 'GET', adresse, statut: 200, instant: t('2026-11-25T08:00:00Z') }],
        });
        for (const mot of (c.requetes[0]?.route ?? '').split('/').filter((m) => m !== ''))
          expect(mot).toMatch(/^(:id|[a-z-]+)$/);
        expect(c.ecran).toBe('/api/');
        expect(JSON.stringify(c)).not.toMatch(/MARTIN|U12|336/);
      }),
    );
  });

  test('a forged context is refused: no room for a name', () => {
    for (const faux of [
      { ecran: '/usagers/?id=U12' },
      { navigateur: 'Jeanne MARTIN, 06 12 34 56 78' },
      { requetes: [{ methode: 'GET', route: '/api/usagers/U12', statut: 200, instant: t('2026-11-25T08:00:00Z') }] },
    ])
      expect(contexteIncidentSchema.safeParse({ ...CONTEXTE, ...faux }).success).toBe(false);
  });

  test('telephones, long numbers and addresses typed in a message are masked; hours and dates are not', () => {
    expect(masquer('Rappeler le 06 12 34 56 78 ou jeanne@exemple.fr, NIR 2 69 05 49 588 157 80')).toBe(
      'Rappeler le [numéro masqué] ou [adresse masquée], NIR [numéro masqué]',
    );
    expect(masquer('Depuis le 25/11/2026 à 9 h 12, erreur 503, 2026-11-25.')).toBe(
      'Depuis le 25/11/2026 à 9 h 12, erreur 503, 2026-11-25.',
    );
  });

  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140 sur Windows'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0',
      'Edge 141 sur Windows',
    ],
    ['curl/8', 'Inconnu'],
  ])('browser %s', (agent, nom) => {
    expect(nommerNavigateur(agent)).toBe(nom);
  });
});
