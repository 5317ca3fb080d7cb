import { afterEach, expect, test } from 'vitest';
import { METRIQUES } from './metriques';
import { CODE_SONDE, NUMERO_SONDE } from './svi/sonde';
import { demarrer, toutFermer } from './testing/svi-dessai';

afterEach(toutFermer);

const JETON_METRIQUES = 'jeton-de-lecture-des-metriques';
const lire = (url: string, authorization?: string): Promise<Response> =>
  fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });

test('metrics need their token: without it, with another, or where none is set, 401 and nothing else', async () => {
  const svi = await demarrer(undefined, undefined, { METRIQUES_JETON: JETON_METRIQUES });
  const sans = await demarrer();
  for (const r of [
    await lire(svi.url),
    await lire(svi.url, JETON_METRIQUES),
    await lire(svi.url, `Bearer ${JETON_METRIQUES}x`),
    await lire(sans.url, 'Bearer '),
    await lire(sans.url, 'Bearer undefined'),
  ])
    expect([r.status, await r.text()]).toEqual([401, '']);
});

test('[PT-4] punches, failed calls, wrong codes and synthetic calls are counted once each, by nobody’s name', async () => {
  const svi = await demarrer(undefined, undefined, { METRIQUES_JETON: JETON_METRIQUES, ECHEC_DELAI_S: '0' });
  await svi.appeler({ touches: '71248,1', repeter: true });
  await svi.appeler({ touches: '71248,1,9,2' });
  await svi.appeler({ touches: '99999,71248' });
  await svi.appeler({ touches: `${CODE_SONDE},1`, de: NUMERO_SONDE.slice(1), callUuid: 'sonde-1' });
  await svi.poster('/plivo/appel', { CallUUID: 'x' }, { 'x-plivo-signature-v3': 'faux' });
  const r = await lire(svi.url, `Bearer ${JETON_METRIQUES}`);
  expect(r.headers.get('cache-control')).toBe('no-store');
  const texte = await r.text();
  for (const ligne of [
    'tg_svi_appels_finis_total{origine="aide"} 3',
    'tg_svi_appels_finis_total{origine="sonde"} 1',
    'tg_svi_pointages_total{sens="ARRIVEE"} 2',
    'tg_svi_pointages_total{sens="DEPART"} 1',
    'tg_svi_pointages_remplaces_total 1',
    'tg_svi_codes_errones_total 1',
    'tg_svi_signatures_refusees_total 1',
    'tg_svi_journal_sain 1',
    'tg_svi_journal_attente 3',
  ])
    expect(texte.split('\n')).toContain(ligne);
  expect(texte).toContain('nodejs_eventloop_lag_seconds');
  expect(texte).toContain('process_resident_memory_bytes');
  for (const secret of ['71248', '33199000001', '654321', 'Jeanne', 'M1', 'I1']) expect(texte).not.toContain(secret);
  const noms = new Set([...texte.matchAll(/^# TYPE (tg_\S+)/gm)].map((m) => m[1]));
  expect(noms).toEqual(new Set(Object.keys(METRIQUES)));
});
