import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne, idAppel } from '#shared/contrats/ids';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { suspensCentrauxSchema } from '#shared/contrats/pointages/suspens-centraux';
import { jour, paris, pointage, rattachement, ulidDe, usager } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage, plageDuType } from '../../../store/lire';
import { rattraper } from '../../../transitions/rattraper';

// The central queue, and the codes that its service and the managers renew, with the rights of each.
let banc: Banc;
const MAINTENANT = paris('2026-11-25 12:00');
const NUMERO = '+33199000008';
const appel = (id: string, local: string, numeroAppelant: string): Appel => ({
  _id: idAppel(paris(local), id),
  type: 'appel',
  id,
  instant: paris(local),
  recuLe: paris(local),
  source: 'CDR',
  numeroAppelant,
  etape: 'DEPART',
  issue: 'SANS_TRACE',
});

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => MAINTENANT });
  await ecrireTout(banc.magasin, baseAntenne('EST'), [
    usager('U1', { telephones: ['+33199000001'], codeUsager: '482915' }),
  ]);
  await ecrireTout(banc.magasin, 'tg-pointages-2026', [
    ...['2026-07-01 08:00', '2026-11-01 08:00', '2026-11-02 08:00'].map((quand) =>
      pointage('A', quand, { id: quand, usagerId: undefined, intervenantId: 'I9', numeroAppelant: NUMERO }),
    ),
    pointage('A', '2026-11-02 18:05', { id: 'faux', usagerId: undefined, intervenantId: 'I9', numeroAppelant: NUMERO }),
    pointage('D', '2026-11-02 18:05', {
      ...{ id: 'vrai', usagerId: undefined, intervenantId: 'I9', numeroAppelant: NUMERO },
      remplace: 'faux',
    }),
    appel('ici', '2026-11-02 09:00', NUMERO),
    appel('ancien', '2026-07-02 09:00', NUMERO),
    appel('est', '2026-11-02 09:00', '+33199000001'),
  ]);
  await rattraper(banc.magasin, () => MAINTENANT);
  for (const [nom, role] of [
    ['siege', 'CENTRAL'],
    ['est', 'GESTIONNAIRE'],
    ['ouest', 'GESTIONNAIRE'],
    ['chef', 'ADMINISTRATEUR'],
    ['tech', 'TECHNIQUE'],
    ['audit', 'AUDITEUR'],
  ] as const)
    await creerCompteDEssai(banc.magasin, nom, role, nom === 'ouest' ? ['OUEST'] : ['EST']);
});
afterAll(() => banc.fermer());

test('[PT-4] [PT-5] the central service reads what no antenna claims, of the months that PCs keep, the latest first', async () => {
  const r = await (await banc.connecter('siege')).appeler('GET', '/api/suspens-centraux');
  expect([r.status, r.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const lu = suspensCentrauxSchema.parse(await r.json());
  // [PT-3] What key 9 replaced waits with what replaces it, and asks for nothing.
  expect(lu.attentes.map((a) => a.pointageId)).toEqual(['vrai', '2026-11-02 08:00', '2026-11-01 08:00']);
  expect(lu.appels.map((a) => a.id)).toEqual(['ici']);
  expect(lu.reste).toEqual({ attentes: 0, appels: 0 });
});

test.each(['est', 'ouest', 'chef', 'tech', 'audit'])('nobody else reads it: « %s » is refused', async (qui) => {
  const r = await (await banc.connecter(qui)).appeler('GET', '/api/suspens-centraux');
  const corps = await corpsDe(r);
  expect([r.status, corps.code]).toEqual([403, 'ROLE']);
  expect(JSON.stringify(corps)).not.toContain(NUMERO);
});

test('[PT-5] its gesture, kept in the usager’s antenna, empties the queue', async () => {
  const siege = await banc.connecter('siege');
  const geste = rattachement(ulidDe('G1'), jour('2026-11-25'), {
    ...{ numero: NUMERO, auteur: 'siege', instant: MAINTENANT },
  });
  const r = await siege.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents: [geste] } });
  expect((await corpsDe(r)).recus).toEqual([geste._id]);
  await rattraper(banc.magasin, () => MAINTENANT);
  const lu = suspensCentrauxSchema.parse(await (await siege.appeler('GET', '/api/suspens-centraux')).json());
  expect([lu.attentes, lu.appels]).toEqual([[], []]);
  const attentes = await lirePlage(banc.magasin, baseAntenne('EST'), plageDuType('attente'));
  // The aide is still unknown: they now wait in the antenna.
  expect(attentes).toHaveLength(5);
  for (const a of attentes) expect(a).toMatchObject({ raison: 'INTERVENANT_INCONNU', usagerId: 'U1' });
  expect(await lirePlage(banc.magasin, BASE_CENTRALE, plageDuType('attente'))).toEqual([]);
});

const codeDe = async (qui: string, id = 'U1') => (await banc.connecter(qui)).appeler('POST', `/api/usagers/${id}/code`);
const codeStocke = async () =>
  (await lirePlage<{ codeUsager: string }>(banc.magasin, baseAntenne('EST'), plageDuType('usager')))[0]?.codeUsager;

test.each([
  ['ouest', 'U1', 403, 'ANTENNE'],
  ['ouest', 'U999', 403, 'ANTENNE'],
  ['est', 'U999', 403, 'ANTENNE'],
  ['est', '%00', 403, 'ANTENNE'],
  ['chef', 'U1', 403, 'ROLE'],
  ['tech', 'U1', 403, 'ROLE'],
  ['audit', 'U1', 403, 'ROLE'],
])('the code is not renewed by « %s » for %s', async (qui, id, statut, code) => {
  const r = await codeDe(qui, id);
  const corps = await corpsDe(r);
  expect([r.status, corps.code]).toEqual([statut, code]);
  expect([corps.codeUsager, /\d{6}/.test(String(corps.message))]).toEqual([undefined, false]);
  expect(await codeStocke()).toBe('482915');
});

test('the code is renewed by a manager of the antenna, then by the central service', async () => {
  let avant = '482915';
  for (const qui of ['est', 'siege']) {
    const r = await codeDe(qui);
    const corps = await corpsDe(r);
    expect([r.status, corps.usagerId]).toEqual([200, 'U1']);
    expect(corps.codeUsager).toMatch(/^[1-9]\d{5}$/);
    expect(corps.codeUsager).not.toBe(avant);
    avant = String(corps.codeUsager);
    expect(await codeStocke()).toBe(avant);
  }
});
