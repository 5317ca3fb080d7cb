import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionStockee } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { ecrireParametre } from '../domaines/exploitation/parametres/parametres';
import { apresChangement, changer } from '../store/ecrire';
import { magasinMemoire } from '../store/memoire/memoire';
import { entourer } from '../store/testing/entourer';
import { type Banc, type Client, creerCompteDEssai, ouvrirBanc } from './testing/banc';

// That a session lives is noted by the very request that ends it, or by another one at that moment: what ends it must win.

const nu = magasinMemoire();
let banc: Banc;
let maintenant = instantSchema.parse('2026-11-25T08:00:00Z');
const horloge = (): Instant => maintenant;
const passer = (minutes: number): void => {
  maintenant = instantDe(epochMs(maintenant) + minutes * 60_000);
};

/** Something that happens once, just before a session is written in some way. */
let imprevu:
  | { avant: (doc: SessionStockee & { _deleted?: true }) => boolean; faire: () => Promise<unknown> }
  | undefined;
const magasin = entourer(nu, async (o, faire) => {
  const id = o.ids[0] ?? '';
  if (!id.startsWith('session:')) return faire();
  const ecrit = o.nom === 'ecrire' ? (o.docs[0] as SessionStockee & { _deleted?: true }) : undefined;
  if (ecrit && imprevu?.avant(ecrit)) {
    const { faire: arriver } = imprevu;
    imprevu = undefined;
    await arriver();
  }
  return faire();
});

beforeAll(async () => {
  banc = await ouvrirBanc({ magasin, horloge });
  for (const nom of ['anne', 'bruno']) await creerCompteDEssai(magasin, nom, 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(magasin, 'siege', 'CENTRAL', []);
});
afterAll(() => banc.fermer());

const vivante = async (c: Client): Promise<boolean> => (await c.appeler('GET', '/api/session')).status === 200;
const noterQuElleVit = (id: string) => async (): Promise<void> => {
  const vuLe = instantDe(epochMs(maintenant) + 1_000);
  const r = await changer<SessionStockee>(nu, BASE_CENTRALE, id, (s) => ({ ...s, vuLe }));
  expect(apresChangement(r)?.vuLe).toBe(vuLe);
};

test('signing out signs out, however long ago the session was last noted', async () => {
  for (const minutes of [0, 1, 6, 60]) {
    const client = await banc.connecter('anne');
    const [session] = (await nu.plage(BASE_CENTRALE, { debut: 'session:', fin: 'session;' }, 'avec')).filter(
      (l) => l.doc?.identifiant === 'anne' && l.doc.fermeeLe === undefined,
    );
    passer(minutes);
    // Those of one process take their turn: it is another one that notes it as it ends.
    imprevu = {
      avant: (doc) => doc._deleted === true || doc.fermeeLe !== undefined,
      faire: noterQuElleVit(session?.id ?? ''),
    };
    expect((await client.appeler('DELETE', '/api/session')).status).toBe(204);
    // What has been kept in memory is not what answers.
    passer(1);
    expect([minutes, (await client.appeler('GET', '/api/session')).status]).toEqual([minutes, 401]);
    expect(imprevu).toBeUndefined();
  }
});

test('another of one’s sessions ends, be it noted at that moment', async () => {
  const [ici, perdue] = [await banc.connecter('bruno'), await banc.connecter('bruno')];
  type Montrees = { sessions: { id: string; ici: boolean }[] };
  const { sessions } = (await (await ici.appeler('GET', '/api/compte')).json()) as Montrees;
  const cible = sessions.find((s) => !s.ici)?.id ?? '';
  expect(await vivante(perdue)).toBe(true);
  const lus = await nu.plage(BASE_CENTRALE, { debut: `session:${cible}`, fin: `session:${cible}~` }, 'sans');
  imprevu = { avant: (doc) => doc.fermeeLe !== undefined, faire: noterQuElleVit(lus[0]?.id ?? '') };
  expect((await ici.appeler('DELETE', `/api/compte/sessions/${cible}`)).status).toBe(204);
  expect(imprevu).toBeUndefined();
  await expect.poll(() => vivante(perdue)).toBe(false);
  expect(await vivante(ici)).toBe(true);
});

test('a second factor that is confirmed frees the session, be it noted at that moment', async () => {
  const role = { cle: 'rolesSecondFacteur', valeur: '["CENTRAL"]', depuis: '2026-01-01', auteur: 'essai' } as const;
  await ecrireParametre(magasin, horloge, role);
  const client = await banc.connecter('siege');
  const { secret } = (await (await client.appeler('POST', '/api/compte/second-facteur', { corps: {} })).json()) as {
    secret: string;
  };
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: epochMs(maintenant) });
  const [session] = (await nu.plage(BASE_CENTRALE, { debut: 'session:', fin: 'session;' }, 'avec')).filter(
    (l) => l.doc?.identifiant === 'siege',
  );
  imprevu = { avant: (doc) => doc.secondFacteur === true, faire: noterQuElleVit(session?.id ?? '') };
  const r = await client.appeler('POST', '/api/compte/second-facteur/confirmer', { corps: { code } });
  expect([r.status, imprevu]).toEqual([200, undefined]);
  expect((await client.appeler('GET', '/api/referentiel')).status).toBe(200);
});
