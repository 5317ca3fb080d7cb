import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import type { Instant } from '#shared/temps/types';
import { jour, paris } from '#shared/testing/constructeurs';
import { ouvrirMagasinDEssai } from '../../http/banc';
import type { Courriel } from '../../ports/courriel';
import { ecrireLot } from '../../ports/documents';
import type { MagasinSuivi } from '../../ports/suivi';
import { ecrireParametre } from '../parametres';
import { preparerBases } from '../preparer-bases';
import { prevenirIncidents } from './prevenir';

let magasin: MagasinSuivi;
let fermer: () => Promise<void>;
let maintenant: Instant = paris('2026-11-25 10:00');
const envoyes: Courriel[] = [];

const SECRET = 'Madame Untel ne répond plus au 06 12 34 56 78';
const signalement = (id: string, gravite: string) => ({
  _id: `signalement:2026-11-25:${id}`,
  type: 'signalement',
  id,
  date: '2026-11-25',
  antenne: 'EST',
  auteur: 'anne',
  instant: paris('2026-11-25 09:55'),
  poste: 'poste-1',
  categorie: 'ECRAN',
  gravite,
  texte: SECRET,
  contexte: {
    ecran: '/interventions/',
    version: '0.1.0',
    navigateur: 'Firefox 140 sur Windows',
    liaison: 'EN_LIGNE',
    attente: 0,
    refusees: 0,
    requetes: [],
  },
  pannes: [],
});
const passer = (): Promise<number> =>
  prevenirIncidents({
    magasin,
    horloge: () => maintenant,
    courrier: {
      // As the outbox does: one mail for one key.
      envoyer: async (c) => {
        if (!envoyes.some((e) => e.cle === c.cle)) envoyes.push(c);
        return { ok: true, valeur: { id: `courriel:${c.cle}` } };
      },
    },
    extranet: () => 'https://telegestion.test',
    noter: () => undefined,
  });

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinDEssai());
  await preparerBases(magasin, maintenant);
  await ecrireLot(magasin, baseAntenne('EST'), [signalement('S1', 'BLOQUANTE'), signalement('S2', 'MINEURE')]);
});
afterAll(() => fermer());

test('a blocking incident is mailed at once, one that nobody took once its time is over; each once, without what was written', async () => {
  expect(await passer()).toBe(0);
  const r = await ecrireParametre(magasin, () => maintenant, {
    auteur: 'essai',
    cle: 'destinatairesAlertes',
    depuis: jour('2026-11-25'),
    valeur: '["astreinte@service.test"]',
  });
  expect(r.ok).toBe(true);
  await passer();
  await passer();
  expect(envoyes.map((c) => c.sujet)).toEqual([expect.stringContaining('incident bloquant signalé')]);
  // Thirty minutes of opening hours for a blocking one.
  maintenant = paris('2026-11-25 10:40');
  await passer();
  expect(envoyes.map((c) => c.sujet)).toEqual([
    expect.stringContaining('bloquant'),
    expect.stringContaining('personne n’a pris'),
  ]);
  // A day of opening hours for a minor one.
  maintenant = paris('2026-11-26 10:40');
  await passer();
  expect(envoyes).toHaveLength(3);
  for (const c of envoyes) {
    expect(c.a).toEqual(['astreinte@service.test']);
    expect(c.texte).toContain('https://telegestion.test/incidents/');
    expect(`${c.sujet}${c.texte}`).not.toMatch(/Untel|06 12|anne/);
  }
});
