import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne, idAccuse } from '#shared/contrats/ids';
import { jour, paris } from '#shared/testing/constructeurs';
import { type AccesMagasin, lireUn } from '../../ports/documents';
import { preparerBases } from '../../store/preparer-bases';
import { ouvrirMagasinDEssai } from '../testing/banc';
import { recevoirSaisies } from './pousser';

let essai: Awaited<ReturnType<typeof ouvrirMagasinDEssai>>;
const MAINTENANT = paris('2026-10-02 12:00');
const DATE = jour('2026-10-01');

beforeAll(async () => {
  essai = await ouvrirMagasinDEssai();
  await preparerBases(essai.magasin, MAINTENANT);
  const u = { _id: 'usager:U1', type: 'usager', id: 'U1', antennes: [{ antenne: 'EST', depuis: '2020-01-01' }] };
  await essai.magasin.nano.use(baseAntenne('EST')).insert(u);
});
afterAll(() => essai.fermer());

/** The store, where acknowledgements are answered with an error of their row, as CouchDB does. */
const sansAccuses = (): AccesMagasin => {
  const { nano } = essai.magasin;
  const request = async (o: { path?: string; body?: { docs?: { _id: string; type?: string }[] } }): Promise<unknown> =>
    o.path === '_bulk_docs' && o.body?.docs?.[0]?.type === 'accuse'
      ? o.body.docs.map(({ _id }) => ({ id: _id, error: 'internal_server_error', reason: 'disk' }))
      : nano.request(o as never);
  return { nano: new Proxy(nano, { get: (n, k) => (k === 'request' ? request : Reflect.get(n, k)) }) };
};

test('[CO-6] a row whose acknowledgement cannot be written is not said to be received; sent again, it has it', async () => {
  const r = {
    _id: `rattachement:${DATE}:R1`,
    type: 'rattachement',
    geste: 'RATTACHER',
    id: 'R1',
    date: DATE,
    antenne: 'EST',
    numero: '+33199000000',
    usagerId: 'U1',
    auteur: 'est',
    instant: paris('2026-10-02 11:59'),
    poste: 'poste-1',
  };
  const envoi = { antenne: 'EST', auteur: 'est', maintenant: MAINTENANT, debut: DATE, lignes: [r] } as const;
  await expect(recevoirSaisies(sansAccuses(), envoi)).rejects.toThrow('internal_server_error');
  expect(await recevoirSaisies(essai.magasin, envoi)).toEqual({ recus: [r._id], refuses: [] });
  expect(await lireUn(essai.magasin, baseAntenne('EST'), idAccuse(DATE, 'R1'))).toBeDefined();
});
