import { open } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type Ouvrir, ouvrirSegment } from '../journal/segments';
import { type Champs, signerV3 } from '../simulator/signature';
import { JETON } from '../testing/atelier';
import { actionDe, demarrer, phrases, toutFermer } from '../testing/svi-dessai';

afterEach(toutFermer);

describe('mauvaises requêtes : jamais 5xx, jamais de silence, jamais de pointage inventé', () => {
  test('without a good signature: a bare 403', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'x' };
    const bonne = signerV3(JETON, `${svi.url}/plivo/appel`, champs);
    const h = { 'content-type': 'application/x-www-form-urlencoded' };
    const essais: [string, RequestInit][] = [
      ['/plivo/appel', { method: 'POST', headers: h, body: 'CallUUID=x' }],
      ['/plivo/appel', { method: 'POST' }],
      ['/plivo/appel', { method: 'GET' }],
      ['/plivo/nulle-part', { method: 'DELETE' }],
      ['/plivo/appel', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }],
      ['/plivo/appel', { method: 'POST', headers: h, body: `a=${'x'.repeat(200_000)}` }],
      [
        '/plivo/fin',
        {
          method: 'POST',
          headers: { ...h, 'x-plivo-signature-v3': bonne.signature, 'x-plivo-signature-v3-nonce': bonne.nonce },
          body: 'CallUUID=x',
        },
      ],
      [
        '/plivo/appel?a=1',
        {
          method: 'POST',
          headers: { ...h, 'x-plivo-signature-v3': bonne.signature, 'x-plivo-signature-v3-nonce': bonne.nonce },
          body: 'CallUUID=x',
        },
      ],
      [
        '/plivo/appel',
        { method: 'POST', headers: { ...h, 'x-plivo-signature-v3': bonne.signature }, body: 'CallUUID=x' },
      ],
      [
        '/plivo/appel',
        {
          method: 'POST',
          headers: { ...h, 'x-plivo-signature-v3': bonne.signature, 'x-plivo-signature-v3-nonce': bonne.nonce },
          body: 'CallUUID=y',
        },
      ],
    ];
    for (const [chemin, init] of essais) {
      const r = await fetch(svi.url + chemin, init);
      expect([chemin, r.status, await r.text()]).toEqual([chemin, 403, '']);
    }
    expect(await svi.documents()).toEqual([]);
  });

  test('signed but strange: 200, something said, nothing recorded', async () => {
    const svi = await demarrer();
    const essais: [string, Champs][] = [
      ['/plivo/appel', { From: '33199000001' }],
      ['/plivo/etape?e=nimporte', { CallUUID: 'a', From: '33199000001', Digits: '1' }],
      ['/plivo/etape', { CallUUID: 'b', Digits: '2' }],
      ['/plivo/inconnue', { CallUUID: 'c', From: 'pas un numéro', Digits: '1' }],
      ['/plivo/appel', { CallUUID: 'd', Digits: '1'.repeat(40) }],
      ['/plivo/appel', { CallUUID: 'e', Digits: 'abc<&>' }],
      ['/plivo/fin', { CallUUID: 'f', CallStatus: 'in-progress', Digits: '1' }],
    ];
    for (const [chemin, champs] of essais) {
      const r = await svi.poster(chemin, champs);
      expect([chemin, r.status, r.headers.get('content-type')]).toEqual([
        chemin,
        200,
        'application/xml; charset=utf-8',
      ]);
      expect(phrases(await r.text()).length).toBeGreaterThan(0);
    }
    expect(await svi.documents()).toEqual([]);
  });

  test('a lost state is asked again where the call stands', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'perdu', From: '33199000001' };
    const un = await (await svi.poster('/plivo/appel', champs)).text();
    await svi.poster(actionDe(un).slice(svi.url.length), { ...champs, Digits: '71248' });
    const r = await svi.poster('/plivo/etape?e=abime', { ...champs, Digits: '1' });
    expect(phrases(await r.text())).toEqual(['Arrivée, tapez 1. Départ, tapez 2.']);
    expect(await svi.documents()).toEqual([]);
  });

  test('disk full: an apology is heard, the alert is raised, the failed call is kept once there is room', async () => {
    let plein = false;
    const ouvrir: Ouvrir = async (chemin) => {
      const vrai = await ouvrirSegment(chemin);
      return {
        ...vrai,
        write: async (contenu) => {
          if (!plein) return vrai.write(contenu);
          const refus = await open('/dev/full', 'a');
          try {
            await refus.appendFile(contenu);
          } finally {
            await refus.close();
          }
        },
      };
    };
    const svi = await demarrer(undefined, ouvrir);
    const champs = { CallUUID: 'plein', From: '33199000001' };
    const un = await (await svi.poster('/plivo/appel', champs)).text();
    const deux = await (await svi.poster(actionDe(un).slice(svi.url.length), { ...champs, Digits: '71248' })).text();
    plein = true;
    const r = await svi.poster(actionDe(deux).slice(svi.url.length), { ...champs, Digits: '1' });
    expect(r.status).toBe(200);
    expect(phrases(await r.text()).join()).toContain('Excusez-nous');
    expect(svi.lignes.join()).toContain('JOURNAL_REFUSE');
    const sante = await fetch(`${svi.url}/sante`);
    expect(sante.status).toBe(503);
    expect(await sante.json()).toMatchObject({ journal: { sain: false, enSouffrance: 1 } });
    expect(await svi.documents()).toEqual([]);
    plein = false;
    expect((await svi.appeler({ touches: '71248,1', callUuid: 'apres' })).dit.join()).toContain('Arrivée enregistrée');
    await svi.arreter();
    const autre = await demarrer(svi.dossier);
    expect((await autre.documents()).map((d) => [d.id, d.type === 'appel' ? d.issue : d.sens])).toEqual([
      ['apres-0-M1', 'ARRIVEE'],
      ['plein', 'ERREUR'],
    ]);
  });
});

test('two workers on one data folder: the second is refused, with what to do', async () => {
  const svi = await demarrer();
  await expect(demarrer(svi.dossier)).rejects.toThrow('un SVI tourne déjà');
});

test('health: what waits, the age of the annuaire, and nothing personal', async () => {
  const svi = await demarrer();
  await svi.appeler({ touches: '71248,1' });
  const sante = await (await fetch(`${svi.url}/sante`)).json();
  expect(sante).toMatchObject({
    pret: true,
    journal: { enAttente: 1 },
    annuaire: { usagers: 3, intervenants: 1 },
    appelsEnCours: 0,
  });
});
