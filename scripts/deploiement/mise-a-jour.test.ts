import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { attendreQue } from '../../telephony/testing/atelier';
import { type Deploiement, ouvrirDeploiement } from './essai';
import { demanderTls } from './mandataire';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

let d: Deploiement;
beforeAll(async () => {
  // The certificate of this run is nobody's.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  d = await ouvrirDeploiement({ appelants: 4, graine: 1 });
});
afterAll(async () => {
  await d.fermer();
  vi.unstubAllEnvs();
});

test('the nginx file of the product is taken by nginx', () => {
  const { bon, dit } = d.mandataire.verifier();
  expect([bon, dit]).toEqual([true, expect.stringContaining('test is successful')]);
});

test('from outside: the shell and the webhooks; neither health, nor metrics, nor what is internal', async () => {
  const [extranet, svi] = ['telegestion.exemple.fr', 'localhost'];
  expect(await demanderTls(d.portTls, extranet, '/')).toBe(200);
  expect(await demanderTls(d.portTls, svi, '/plivo/appel')).toBe(403);
  for (const [hote, chemin] of [
    [extranet, '/sante'],
    [extranet, '/metrics'],
    [svi, '/metrics'],
    [svi, '/interne/rapprochement'],
    [svi, '/formation'],
    [svi, '/'],
  ] as const)
    expect([hote, chemin, await demanderTls(d.portTls, hote, chemin)]).toEqual([hote, chemin, 404]);
});

test('[PT-6] upgrade, a version that does not start, rollback, under callers who never stop: no call lost, none doubled', async () => {
  const entre = async (): Promise<void> => {
    const but = d.appels() + 4;
    await attendreQue(() => d.appels() >= but, 'des appels passent', 60_000);
  };
  await entre();
  expect(await d.mettreAJour('absente')).toMatchObject({ code: 1, dit: expect.stringContaining('manque') });
  expect(await d.mettreAJour('deux', { SANS_SAUVEGARDE: 'non' })).toMatchObject({
    code: 1,
    dit: expect.stringContaining('sauvegarde'),
  });
  expect(d.courante()).toBe('versions/un');

  expect(await d.mettreAJour('deux')).toMatchObject({ code: 0, dit: expect.stringContaining('serveur : prêt') });
  expect(d.courante()).toBe('versions/deux');
  expect(await d.mettreAJour('deux')).toMatchObject({ code: 1, dit: expect.stringContaining('déjà en service') });
  expect(await d.mettreAJour('svi-casse')).toMatchObject({
    code: 1,
    dit: expect.stringContaining('retour à versions/deux'),
  });
  expect(d.courante()).toBe('versions/deux');
  expect(await d.mettreAJour('--retour', { SANS_SAUVEGARDE: 'non' })).toMatchObject({ code: 0 });
  expect(d.courante()).toBe('versions/un');
  await entre();

  const bilan = await d.finir();
  expect(bilan.fautes).toEqual([]);
  expect(bilan.pointages).toBeGreaterThan(0);
});
