import { afterEach, describe, expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { configurer } from '../plivo/compte/configurer';
import type { Sort } from '../simulator/appels-sortants';
import { CODE_SONDE } from '../svi/sonde';
import { NUMERO_SVI, operateurDEssai } from '../testing/operateur';
import { demarrer, INSTANT, toutFermer } from '../testing/svi-dessai';
import { lancerEssai, TOUCHES_ESSAI } from './exterieur';

const DE = '+33188000001';
const de = DE.slice(1);
const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const fermer of ouverts.splice(0)) await fermer();
  await toutFermer();
});
const monter = () => demarrer(undefined, undefined, { PLIVO_SONDE_NUMERO: DE, METRIQUES_JETON: 'jeton-de-prometheus' });
const sante = async (url: string) => (await (await fetch(`${url}/sante`)).json()) as { derniers: object };

describe('la jambe entrante', () => {
  test('[DI-1] by its number and its code: the same way as an aide, a check, and neither punch nor failed call', async () => {
    const svi = await monter();
    const appel = await svi.appeler({ de, touches: `${CODE_SONDE},1`, repeter: true });
    expect(appel.dit).toContain('Arrivée enregistrée à 2 heures 31.');
    expect(appel.repetitionsIdentiques).toBe(true);
    expect(await svi.documents()).toEqual([]);
    expect(await svi.constats()).toEqual([
      expect.objectContaining({
        type: 'constat-exterieur',
        quoi: 'CONFIRME',
        instant: INSTANT,
        appelId: appel.callUuid,
      }),
    ]);
    expect(JSON.stringify(await svi.constats())).not.toContain(de);
    // Counted apart, and known to be the last of its kind.
    const texte = await (
      await fetch(`${svi.url}/metrics`, { headers: { authorization: 'Bearer jeton-de-prometheus' } })
    ).text();
    expect(texte).toContain('tg_svi_appels_finis_total{origine="essai"} 1');
    expect(texte).not.toMatch(/tg_svi_(appels_finis_total\{origine="aide"\}|pointages_total\{)/);
    expect((await sante(svi.url)).derniers).toEqual({ essai: INSTANT });
  });

  test('[DI-1] from that number without the code, it is a check that failed; with an aide’s own code, her call', async () => {
    const svi = await monter();
    for (const [touches, uuid] of [
      [',,', 'muet'],
      ['12345,1', 'faux'],
      [CODE_SONDE, 'raccroche'],
    ] as const)
      await svi.appeler({ de, touches, callUuid: uuid });
    expect(await svi.documents()).toEqual([]);
    expect((await svi.constats()).map((d) => [d.quoi, d.appelId])).toEqual([
      ['ENTRANT_FINI', 'muet'],
      ['ENTRANT_FINI', 'faux'],
      ['ENTRANT_FINI', 'raccroche'],
    ]);
    await svi.appeler({ de, touches: '71248,#,1', callUuid: 'aide' });
    expect((await svi.documents()).at(-1)).toMatchObject({ type: 'pointage', appelId: 'aide', intervenantId: 'I1' });
  });

  test('[DI-1] the code opens nothing from another number, nor where no number is given to call from', async () => {
    const svi = await monter();
    const sans = await demarrer();
    for (const [s, numero] of [
      [svi, '33199000001'],
      [svi, 'anonymous'],
      [sans, de],
    ] as const) {
      const appel = await s.appeler({ de: numero, touches: `${CODE_SONDE},1` });
      expect(appel.dit.join()).not.toContain('enregistrée à');
    }
    for (const s of [svi, sans]) expect(await s.constats()).toEqual([]);
    for (const s of [svi, sans]) expect((await s.documents()).every((d) => d.type === 'appel')).toBe(true);
  });

  test('[DI-2] the end of the leg that was placed is kept in our words; a forged one is not', async () => {
    const svi = await monter();
    const chemin = `/plivo/essai?essai=${encodeURIComponent(INSTANT)}`;
    const champs = { CallUUID: 'sortant', From: de, To: NUMERO_SVI.slice(1), Direction: 'outbound' };
    const reponse = await svi.poster(chemin, { ...champs, CallStatus: 'in-progress', Event: 'StartApp' });
    expect(await reponse.text()).toContain('<Wait');
    const fin = { ...champs, Event: 'Hangup', CallStatus: 'failed', HangupCauseName: 'Invalid Destination Address' };
    expect((await svi.poster(chemin, fin, { 'x-plivo-signature-v3': 'fausse' })).status).toBe(403);
    expect(await svi.constats()).toEqual([]);
    for (let i = 0; i < 2; i += 1) expect((await svi.poster(chemin, fin)).status).toBe(200);
    const [premier, second] = await svi.constats();
    expect(premier).toMatchObject({ quoi: 'SORTANT_FINI', essai: INSTANT, fin: 'REFUSE' });
    expect(second?._id).toBe(premier?._id);
  });
});

describe('la demande', () => {
  const placer = async (sort: Sort | undefined, panne?: { statut: number }) => {
    const { operateur, api } = await operateurDEssai({ ecouler: () => undefined });
    ouverts.push(operateur.arreter);
    operateur.numeros.set(de, { number: de, application: null, voice_enabled: true });
    await configurer(api, { origine: 'http://127.0.0.1:9', numero: NUMERO_SVI, application: 'telegestion' }, false);
    if (sort) operateur.sortants.sorts.push(sort);
    if (panne) operateur.pannes.push({ sorte: 'STATUT', ...panne });
    const o = { de: DE, vers: NUMERO_SVI, origine: 'http://127.0.0.1:9', essai: INSTANT as Instant };
    const r = await lancerEssai(api, o);
    await operateur.sortants.calmes();
    return { r, demandes: operateur.sortants.demandes, requetes: operateur.requetes };
  };

  test('[DI-1] one call, from that number to the aides’, with pauses, the code and 1', async () => {
    const { r, demandes } = await placer('JAMBE_PERDUE');
    expect(r).toEqual({ issue: 'LANCE' });
    expect(TOUCHES_ESSAI).toMatch(/^[wW]+00000[wW]+1$/);
    expect(demandes).toEqual([
      expect.objectContaining({ from: de, to: NUMERO_SVI.slice(1), send_digits: TOUCHES_ESSAI, time_limit: '60' }),
    ]);
  });

  test.each([
    ['SANS_CREDIT', undefined, 'CREDIT'],
    ['NUMERO_REFUSE', undefined, 'NUMERO_REFUSE'],
    ['ERREUR_DANS_200', undefined, 'API_ERREUR'],
    [undefined, { statut: 401 }, 'IDENTIFIANTS'],
    [undefined, { statut: 503 }, 'API_MUETTE'],
  ] as const)(
    '[DI-2] refused, its reason is known at once, and it is asked for once: %s %j',
    async (sort, panne, raison) => {
      const { r, requetes } = await placer(sort, panne);
      expect(r).toEqual({ issue: 'ECHEC', raison });
      expect(requetes.filter((x) => x.startsWith('POST Call/'))).toHaveLength(1);
    },
  );
});
