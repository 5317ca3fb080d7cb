import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Role } from '#shared/contrats/compte';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { GESTES_INCIDENT } from '#shared/contrats/incident';
import { enJeu } from '#shared/domain/incident/en-jeu';
import { instantDe } from '#shared/temps/paris';
import { paris } from '#shared/testing/constructeurs';
import { assurerBases } from '../../adapters/depot/bases';
import { ouvrirMagasinDEssai } from '../../http/banc';
import { deposerLot, lireUn } from '../../ports/documents';
import type { MagasinSuivi } from '../../ports/suivi';
import { compterIncidents } from './compter';
import { coteDe, incidentsDe } from './lire';

let magasin: MagasinSuivi;
let fermer: () => Promise<void>;
const LIEUX = ['EST', 'CENTRE', undefined] as const;
const baseDe = (a: Antenne | undefined): string => (a === undefined ? BASE_CENTRALE : baseAntenne(a));
beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinDEssai());
  await assurerBases(magasin, LIEUX.map(baseDe));
});
afterAll(() => fermer());

const MAINTENANT = paris('2026-11-25 10:00');
const session = (identifiant: string, role: Role, antennes: Antenne[] = []) => ({ identifiant, role, antennes });
const SESSIONS = [
  session('anne', 'GESTIONNAIRE', ['EST']),
  session('carl', 'GESTIONNAIRE', ['CENTRE', 'EST']),
  session('siege', 'CENTRAL'),
  session('tech', 'TECHNIQUE'),
  session('audit', 'AUDITEUR'),
];

const lieu = fc.constantFrom(...LIEUX);
const pas = fc.oneof(
  fc.record({
    quoi: fc.constant('SIGNALEMENT' as const),
    lieu,
    // A PC may say another antenna than the one whose database it is in, or what is no report.
    dit: fc.option(fc.constantFrom('SUD' as const), { freq: 8 }),
    lisible: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    auteur: fc.constantFrom('anne', 'audit'),
  }),
  fc.record({
    quoi: fc.constant('GESTE' as const),
    vise: fc.nat(50),
    geste: fc.constantFrom(...(Object.keys(GESTES_INCIDENT) as (keyof typeof GESTES_INCIDENT)[])),
    cote: fc.constantFrom('SERVICE' as const, 'ASSISTANCE' as const),
  }),
  fc.record({ quoi: fc.constant('EFFACE' as const), vise: fc.nat(50) }),
);

let n = 0;
const ecrits: { base: string; _id: string; cle: string }[] = [];
const ecrire = async (p: typeof pas extends fc.Arbitrary<infer T> ? T : never): Promise<void> => {
  n++;
  const id = `I${String(n).padStart(5, '0')}`;
  const instant = instantDe(Date.parse('2026-11-20T08:00:00Z') + n * 1_000);
  const commun = { id, date: '2026-11-20', auteur: 'anne', instant };
  if (p.quoi === 'SIGNALEMENT') {
    const antenne = p.dit ?? p.lieu;
    const base = baseDe(p.lieu);
    const _id = `signalement:2026-11-20:${id}`;
    ecrits.push({ base, _id, cle: `${antenne ?? 'SERVICE'}:2026-11-20:${id}` });
    const doc = {
      ...commun,
      _id,
      type: 'signalement',
      ...(antenne === undefined ? {} : { antenne, poste: 'PC' }),
      auteur: p.auteur,
      categorie: 'ECRAN',
      gravite: 'MINEURE',
      texte: p.lisible ? 'Rien ne s’affiche' : '',
      contexte: {
        ecran: '/',
        version: '1',
        navigateur: 'Firefox',
        liaison: 'EN_LIGNE',
        attente: 0,
        refusees: 0,
        requetes: [],
      },
      pannes: [],
    };
    await deposerLot(magasin, base, [doc]);
    return;
  }
  const vise = ecrits[p.vise % Math.max(1, ecrits.length)];
  if (vise === undefined) return;
  if (p.quoi === 'GESTE') {
    const doc = {
      ...commun,
      _id: `geste-incident:2026-11-20:${id}`,
      type: 'geste-incident',
      incident: vise.cle,
      geste: p.geste,
      cote: p.cote,
    };
    await deposerLot(magasin, BASE_CENTRALE, [doc]);
    return;
  }
  const connu = await lireUn<object>(magasin, vise.base, vise._id);
  if (connu) await deposerLot(magasin, vise.base, [{ ...connu, _deleted: true }]);
};

test('what the menu counts, folded from what it had kept, is what the whole list shows to wait, for each role', async () => {
  let attendus = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(pas, { minLength: 1, maxLength: 5 }), async (suite) => {
      for (const p of suite) await ecrire(p);
      for (const s of SESSIONS) {
        const cote = coteDe(s);
        const enAttente = (await incidentsDe(magasin, s, MAINTENANT)).filter((i) => enJeu(i, cote)).length;
        expect([s.identifiant, await compterIncidents(magasin, s, MAINTENANT)]).toEqual([
          s.identifiant,
          { enJeu: enAttente },
        ]);
        attendus += enAttente;
      }
    }),
    // Whatever is drawn, one report waits once.
    { numRuns: 25, examples: [[[{ quoi: 'SIGNALEMENT', lieu: 'EST', dit: null, lisible: true, auteur: 'anne' }]]] },
  );
  expect(attendus).toBeGreaterThan(0);
});
