import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type PasFormation, pasFormationSchema } from '#shared/contrats/exploitation/formation';
import { indexer, partDe } from '../annuaire/annuaire';
import { demarrerTelephonie } from '../demarrer';
import { jetonsDe } from '../plivo/jeton';
import {
  configDEssai,
  donneesDEssai,
  donneesDe,
  dossierDEssai,
  intervenantLocal,
  JETON,
  journalTechnique,
  usagerLocal,
} from '../testing/atelier';
import { demarrer, toutFermer } from '../testing/svi-dessai';
import { APPELS_PAR_PERSONNE, OUBLI_MS, ouvrirAppelsFormation } from './appels';

const EST = usagerLocal('E1', 'Rose', { telephones: ['+33199000003'], antenne: 'EST' });
const fiche = z.object({ url: z.string(), cle: z.string() });
const refusSchema = z.object({ refus: z.object({ code: z.string(), message: z.string() }) });

const fermetures: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const fermer of fermetures.splice(0)) await fermer();
  await toutFermer();
});

const demarrerFormation = async () => {
  const donnees = donneesDEssai();
  partDe(donnees, 'EST').usagers[`usager:${EST.id}`] = EST;
  const dossier = await dossierDEssai(donnees);
  const { log, lignes } = journalTechnique();
  const t = await demarrerTelephonie(configDEssai(dossier, { MODE: 'formation' }), { log });
  fermetures.push(t.arreter);
  const { url, cle } = fiche.parse(JSON.parse(await readFile(join(dossier, 'formation.json'), 'utf8')));
  const poster = (
    chemin: string,
    corps: unknown,
    entetes: Record<string, string> = { authorization: `Bearer ${cle}` },
  ) =>
    fetch(url + chemin, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...entetes },
      body: JSON.stringify(corps),
    });
  const pas = async (chemin: string, corps: unknown): Promise<PasFormation> =>
    pasFormationSchema.parse(await (await poster(chemin, corps)).json());
  const code = async (chemin: string, corps: unknown): Promise<string> =>
    refusSchema.parse(await (await poster(chemin, corps)).json()).refus.code;
  return {
    dossier,
    lignes,
    url,
    cle,
    poster,
    code,
    appeler: (numero?: string, pour = 'anne', antennes = ['CENTRE']) =>
      pas('/formation/appels', { pour, antennes, ...(numero === undefined ? {} : { numero }) }),
    taper: (id: string, touches: string, pour = 'anne') => pas(`/formation/appels/${id}/touches`, { pour, touches }),
    raccrocher: (id: string, pour = 'anne') => pas(`/formation/appels/${id}/fin`, { pour }),
  };
};

describe('téléphone de formation', () => {
  test('in production nothing of it exists: no route, no file', async () => {
    const svi = await demarrer();
    const r = await fetch(`${svi.url}/formation/appels`, { method: 'POST' });
    expect(r.status).toBe(404);
    await expect(stat(join(svi.dossier, 'formation.json'))).rejects.toThrow();
  });

  test('without the key, with another, or from a proxied request: refused, and the key stays in a 0600 file', async () => {
    const f = await demarrerFormation();
    for (const entetes of [{}, { authorization: 'Bearer x' }, { authorization: f.cle }]) {
      const r = await f.poster('/formation/appels', { pour: 'anne', antennes: ['CENTRE'] }, entetes);
      expect([r.status, await r.text()]).toEqual([403, '']);
    }
    expect((await stat(join(f.dossier, 'formation.json'))).mode & 0o777).toBe(0o600);
  });

  test('[PT-3] an arrival, question by question: what is heard, what is waited for, where the call stands', async () => {
    const f = await demarrerFormation();
    const debut = await f.appeler('+33199000001');
    expect(debut).toMatchObject({
      phrases: ['Bonjour. Tapez votre code.'],
      attend: { chiffres: 5, finTouche: '#' },
      etape: 'CODE',
      arrivees: 0,
    });
    const sens = await f.taper(debut.appelId, '71248');
    expect(sens).toMatchObject({ etape: 'SENS', attend: { chiffres: 1 }, usagers: 1 });
    const confirme = await f.taper(debut.appelId, '1');
    expect(confirme.phrases[0]).toContain('Arrivée enregistrée à');
    expect(confirme).toMatchObject({ etape: 'CONFIRME', arrivees: 1, departs: 0 });
    const fin = await f.raccrocher(debut.appelId);
    expect(fin).toMatchObject({ issue: 'RACCROCHE_APPELANT', arrivees: 1 });
    expect(fin).not.toHaveProperty('attend');
    expect(await f.code(`/formation/appels/${debut.appelId}/touches`, { pour: 'anne', touches: '9' })).toBe(
      'APPEL_FINI',
    );
    expect(f.lignes.join()).not.toMatch(/71248|199000001/);
  });

  test('silence, a couple, key 9, a withheld number with the usager’s code', async () => {
    const f = await demarrerFormation();
    const couple = await f.appeler('+33199000002');
    expect((await f.taper(couple.appelId, '')).phrases[0]).toContain('Je n’ai rien reçu');
    await f.taper(couple.appelId, '71248');
    expect(await f.taper(couple.appelId, '0')).toMatchObject({ etape: 'SENS', usagers: 2 });
    expect(await f.taper(couple.appelId, '2')).toMatchObject({ departs: 2 });
    await f.taper(couple.appelId, '9');
    expect(await f.taper(couple.appelId, '1')).toMatchObject({ arrivees: 2, departs: 0, corrections: 1 });
    const masque = await f.appeler();
    expect((await f.taper(masque.appelId, '71248')).etape).toBe('BENEFICIAIRE');
    expect(await f.taper(masque.appelId, '654321')).toMatchObject({ etape: 'SENS', usagers: 1 });
  });

  test('[PT-4] three wrong codes: the SVI hangs up, and where it stood is said', async () => {
    const f = await demarrerFormation();
    const { appelId } = await f.appeler('+33199000001');
    await f.taper(appelId, '00000');
    await f.taper(appelId, '00000');
    const fin = await f.taper(appelId, '00000');
    expect(fin).toMatchObject({ issue: 'RACCROCHE_SVI', etape: 'CODE', erreurs: 2, arrivees: 0 });
    expect(fin.phrases.join(' ')).toContain('n’est pas reconnu');
  });

  test('the number of another antenna’s usager is refused; an unknown one is not', async () => {
    const f = await demarrerFormation();
    const demande = { pour: 'anne', antennes: ['CENTRE'], numero: '+33199000003' };
    expect(await f.code('/formation/appels', demande)).toBe('NUMERO');
    expect((await f.appeler('+33199000003', 'rose', ['EST'])).etape).toBe('CODE');
    expect((await f.appeler('+33639980099')).etape).toBe('CODE');
  });

  test('another person’s call cannot be touched; bad input is refused', async () => {
    const f = await demarrerFormation();
    const { appelId } = await f.appeler('+33199000001');
    expect(await f.code(`/formation/appels/${appelId}/touches`, { pour: 'luc', touches: '71248' })).toBe('APPEL_FINI');
    expect(await f.code(`/formation/appels/${appelId}/fin`, { pour: 'luc' })).toBe('APPEL_FINI');
    for (const corps of [
      { pour: 'anne', touches: '12a' },
      { pour: 'anne', touches: '1'.repeat(40) },
      { touches: '1' },
      null,
    ])
      expect(await f.code(`/formation/appels/${appelId}/touches`, corps)).toBe('DEMANDE');
    for (const corps of [
      { pour: 'anne', antennes: ['la lune'] },
      { pour: 'anne', antennes: [], numero: 'abc' },
    ])
      expect(await f.code('/formation/appels', corps)).toBe('DEMANDE');
    expect((await f.taper(appelId, '71248')).etape).toBe('SENS');
  });

  test('one call too many hangs up the oldest; a call left alone is hung up', async () => {
    const f = await demarrerFormation();
    const horloge = { maintenant: Date.now() };
    const appels = ouvrirAppelsFormation({
      annuaire: () => indexer(donneesDe([], [intervenantLocal('I1', '71248')])),
      jetons: jetonsDe(JETON),
      adresses: () => ({ origin: f.url, baseUrl: f.url }),
      authToken: JETON,
      horloge: () => horloge.maintenant,
      log: journalTechnique().log,
    });
    fermetures.push(appels.arreter);
    const ids: string[] = [];
    for (let n = 0; n <= APPELS_PAR_PERSONNE; n += 1) {
      const r = await appels.appeler({ pour: 'anne', antennes: ['CENTRE'] });
      ids.push(r.ok ? r.valeur.appelId : '');
    }
    const [premier = '', ...suivants] = ids;
    expect(await appels.taper(premier, 'anne', '71248')).toMatchObject({ ok: false, refus: { code: 'APPEL_FINI' } });
    const [second = '', dernier = ''] = suivants;
    horloge.maintenant += OUBLI_MS;
    expect(await appels.taper(dernier, 'anne', '71248')).toMatchObject({ ok: true });
    horloge.maintenant += 1;
    await appels.balayer();
    expect(await appels.taper(second, 'anne', '71248')).toMatchObject({ ok: false });
    expect(await appels.taper(dernier, 'anne', '')).toMatchObject({ ok: true });
  });

  test('keys in haste: one step after the other', async () => {
    const f = await demarrerFormation();
    const { appelId } = await f.appeler('+33199000001');
    const [a, b] = await Promise.all([f.taper(appelId, '71248'), f.taper(appelId, '1')]);
    expect([a?.etape, b?.etape]).toEqual(['SENS', 'CONFIRME']);
  });

  test('a step that fails stops neither those after it nor the hang-up', async () => {
    const f = await demarrerFormation();
    const jetons = jetonsDe(JETON);
    let panne = false;
    const appels = ouvrirAppelsFormation({
      annuaire: () => indexer(donneesDe([], [intervenantLocal('I1', '71248')])),
      jetons: {
        ...jetons,
        ouvrir: (...args) => {
          if (panne) throw new Error('état illisible');
          return jetons.ouvrir(...args);
        },
      },
      adresses: () => ({ origin: f.url, baseUrl: f.url }),
      authToken: JETON,
      horloge: () => Date.now(),
      log: journalTechnique().log,
    });
    fermetures.push(appels.arreter);
    const r = await appels.appeler({ pour: 'anne', antennes: ['CENTRE'], numero: '+33199000001' });
    const id = r.ok ? r.valeur.appelId : '';
    panne = true;
    await expect(appels.taper(id, 'anne', '71248')).rejects.toThrow('état illisible');
    panne = false;
    expect(await appels.taper(id, 'anne', '1')).toMatchObject({ ok: true, valeur: { etape: 'CONFIRME' } });
    expect(await appels.raccrocher(id, 'anne')).toMatchObject({ ok: true });
  });
});
