import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Appelant, EXERCICES, type Exercice, type PasFormation } from '#shared/contrats/exploitation/formation';
import { baseAntenne, basePointages } from '#shared/contrats/ids';
import { usager } from '#shared/testing/constructeurs';
import { lireConfig } from '../../config';
import { type Banc, corpsDe, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from '../../http/testing/banc';
import { type Service, servir } from '../../main';
import { ecrireLot, lirePlage, plageDuType } from '../../ports/documents';
import { horlogeSysteme } from '../../ports/horloge';
import { ouvrirMagasin } from '../../store/ouvrir';
import { intervenant } from '../../transitions/testing/banc';

const SEULE = '+33199000001';
const COUPLE = '+33199000002';
const AUTRE = '+33199000009';
const chez = (usagerId: string, numero: string): Appelant => ({ genre: 'USAGER', usagerId, numero });

describe('en formation', () => {
  let dossier: string;
  let magasin: Awaited<ReturnType<typeof ouvrirMagasin>>;
  let service: Service;
  beforeAll(async () => {
    dossier = await mkdtemp(join(tmpdir(), 'tg-formation-'));
    magasin = await ouvrirMagasin({ dataDir: dossier });
    const env = { DATA_DIR: dossier, PORT: '0', TELEPHONY_PORT: '0', MODE: 'formation', JOURNAL_NIVEAU: 'silent' };
    service = await servir(lireConfig(env), { imprimer: () => undefined });
    await ecrireLot(magasin, baseAntenne('EST'), [
      usager('U1', { nom: 'DURAND', telephones: [SEULE], codeUsager: '654321' }),
      usager('U2', { telephones: [COUPLE] }),
      usager('U3', { telephones: [COUPLE] }),
      { ...intervenant('I1', 'EST'), codeSvi: '71248' },
    ]);
    await ecrireLot(magasin, baseAntenne('SUD'), [
      usager('S1', { antenne: 'SUD', telephones: [AUTRE], codeUsager: '123456' }),
    ]);
    await creerCompteDEssai(magasin, 'est', 'GESTIONNAIRE', ['EST']);
    await creerCompteDEssai(magasin, 'sud', 'GESTIONNAIRE', ['SUD']);
    await creerCompteDEssai(magasin, 'central', 'CENTRAL', []);
    for (const role of ['ADMINISTRATEUR', 'TECHNIQUE', 'AUDITEUR'] as const)
      await creerCompteDEssai(magasin, role.toLowerCase(), role, []);
  });
  afterAll(async () => {
    await service.arreter();
    await magasin.fermer();
    await rm(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  const poster = (chemin: string, corps: unknown, entetes: Record<string, string>): Promise<Response> =>
    fetch(service.adresse + chemin, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...entetes },
      body: JSON.stringify(corps),
    });
  const connecter = async (identifiant: string) => {
    const origin = service.adresse;
    const r = await poster('/api/session', { identifiant, motDePasse: MOT_DE_PASSE }, { origin });
    const cookie = r.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const envoyer = (chemin: string, corps: unknown = {}) =>
      poster(`/api/formation${chemin}`, corps, { origin, cookie });
    return {
      session: await corpsDe(r),
      cookie,
      envoyer,
      lire: (chemin: string) => fetch(`${service.adresse}/api/formation${chemin}`, { headers: { cookie } }),
      pas: async (chemin: string, corps: unknown = {}): Promise<PasFormation> => {
        const reponse = await envoyer(chemin, corps);
        if (!reponse.ok) throw new Error(await reponse.text());
        return (await reponse.json()) as PasFormation;
      },
    };
  };
  /** The SVI's own replica of numbers follows the store: the first question is asked once it has them. */
  const prete = () =>
    expect
      .poll(
        async () => {
          const adresse = service.telephonie?.etat().adresse;
          if (adresse === undefined) return 0;
          const sante = (await (await fetch(`${adresse}/sante`)).json()) as { annuaire: { usagers: number } };
          return sante.annuaire.usagers;
        },
        { interval: 100 },
      )
      .toBe(4);

  test('[PT-1] [PT-3] a whole call, question by question, ends as a punch of the service', async () => {
    await prete();
    const est = await connecter('est');
    expect(est.session.mode).toBe('formation');
    const debut = await est.pas('/appels', { appelant: chez('U1', SEULE) });
    expect(debut.phrases).toEqual(['Bonjour. Tapez votre code.']);
    const { appelId } = debut;
    expect((await est.pas(`/appels/${appelId}/touches`, { touches: '' })).phrases[0]).toContain('rien reçu');
    expect((await est.pas(`/appels/${appelId}/touches`, { touches: '71248' })).etape).toBe('SENS');
    const dit = await est.pas(`/appels/${appelId}/touches`, { touches: '1' });
    expect(dit).toMatchObject({ etape: 'CONFIRME', arrivees: 1 });
    expect(await est.pas(`/appels/${appelId}/fin`)).toMatchObject({ issue: 'RACCROCHE_APPELANT', arrivees: 1 });
    const fini = await est.envoyer(`/appels/${appelId}/touches`, { touches: '9' });
    expect([fini.status, (await corpsDe(fini)).message]).toEqual([404, expect.stringContaining('terminé')]);
    await expect
      .poll(() => lirePlage(magasin, basePointages(horlogeSysteme()), plageDuType('pointage')))
      .toMatchObject([{ appelId, sens: 'ARRIVEE', usagerId: 'U1', intervenantId: 'I1', source: 'SVI' }]);
  });

  test('the token of the operator never reaches the browser', async () => {
    const est = await connecter('est');
    const lireFichier = async (nom: string) =>
      JSON.parse(await readFile(join(dossier, nom), 'utf8')) as { authToken: string; cle: string };
    const { authToken } = await lireFichier('plivo.json');
    const { cle } = await lireFichier('formation.json');
    const r = await est.envoyer('/appels', { appelant: { genre: 'MASQUE' } });
    const vu = JSON.stringify([...r.headers]) + (await r.text()) + JSON.stringify(est.session);
    expect(vu).not.toContain(authToken);
    expect(vu).not.toContain(cle);
    expect(vu).not.toMatch(/signature|etape\?e=/i);
  });

  test('the number of another antenna is refused, with an usager of one’s own as cover too; the central service may', async () => {
    await prete();
    const est = await connecter('est');
    for (const appelant of [chez('S1', AUTRE), chez('U1', AUTRE), chez('INCONNU', AUTRE)]) {
      const r = await est.envoyer('/appels', { appelant });
      expect([r.status, (await corpsDe(r)).code]).toEqual([403, 'ANTENNE']);
    }
    // Not by passing it for an unknown number either.
    expect((await est.envoyer('/appels', { appelant: { genre: 'INCONNU', numero: AUTRE } })).status).toBe(400);
    expect((await est.pas('/appels', { appelant: { genre: 'INCONNU', numero: '+33639980099' } })).etape).toBe('CODE');
    expect((await (await connecter('central')).pas('/appels', { appelant: chez('S1', AUTRE) })).etape).toBe('CODE');
  });

  test('another person’s call cannot be touched', async () => {
    const [est, sud] = [await connecter('est'), await connecter('sud')];
    const { appelId } = await est.pas('/appels', { appelant: { genre: 'MASQUE' } });
    for (const suite of ['touches', 'fin'])
      expect((await sud.envoyer(`/appels/${appelId}/${suite}`, { touches: '71248' })).status).toBe(404);
    expect((await est.pas(`/appels/${appelId}/touches`, { touches: '71248' })).etape).toBe('BENEFICIAIRE');
  });

  test('exercises of one’s own antenna: usable numbers and codes', async () => {
    const est = await connecter('est');
    const exercices = (await (await est.lire('/exercices?antenne=EST')).json()) as Exercice[];
    expect(exercices.map((e) => e.id)).toEqual([...EXERCICES]);
    expect(exercices.every((e) => e.manque === undefined)).toBe(true);
    const par = Object.fromEntries(exercices.map((e) => [e.id, e]));
    expect(par.POINTER_ARRIVEE).toMatchObject({ usager: { id: 'U1', numero: SEULE }, aide: { code: '71248' } });
    expect(par.COUPLE?.usager).toMatchObject({ numero: COUPLE, nom: expect.stringContaining(' et ') });
    expect(par.NUMERO_MASQUE).toMatchObject({ codeUsager: '654321' });
    expect(par.CODE_ERRONE).not.toHaveProperty('aide');
    const [ailleurs, sans] = [await est.lire('/exercices?antenne=SUD'), await est.lire('/exercices')];
    expect([ailleurs.status, sans.status]).toEqual([403, 400]);
    const sud = (await (await (await connecter('sud')).lire('/exercices?antenne=SUD')).json()) as Exercice[];
    expect(sud.every((e) => (e.manque ?? '').endsWith('.'))).toBe(true);
  });

  test('no session, another role, another origin, bad input: refused', async () => {
    const est = await connecter('est');
    const appelant = { genre: 'MASQUE' };
    const sans = await poster('/api/formation/appels', { appelant }, { origin: service.adresse });
    const dehors = await poster(
      '/api/formation/appels',
      { appelant },
      { cookie: est.cookie, origin: 'https://mal.example' },
    );
    const muet = await poster('/api/formation/appels', { appelant }, { cookie: est.cookie });
    expect([sans.status, dehors.status, muet.status]).toEqual([401, 403, 403]);
    for (const role of ['administrateur', 'technique', 'auditeur']) {
      const autre = await connecter(role);
      expect((await autre.envoyer('/appels', { appelant })).status).toBe(403);
      expect((await autre.lire('/exercices?antenne=EST')).status).toBe(403);
    }
    for (const corps of [{}, null, { appelant: { genre: 'AUTRE' } }, { appelant: chez('U1', '0199000001') }])
      expect((await est.envoyer('/appels', corps)).status).toBe(400);
    for (const touches of ['12a', '1'.repeat(13), 5, undefined])
      expect((await est.envoyer('/appels/x/touches', { touches })).status).toBe(400);
    expect((await est.envoyer('/appels/x/touches', { touches: '1' })).status).toBe(404);
  });
});

describe('en production', () => {
  let banc: Banc;
  let coquille: string;
  beforeAll(async () => {
    coquille = await mkdtemp(join(tmpdir(), 'tg-coquille-'));
    for (const d of ['telephone', '_next/static/chunks/app/(extranet)/telephone', 'aujourdhui'])
      await mkdir(join(coquille, d), { recursive: true });
    for (const f of ['telephone/index.html', 'telephone/index.txt', 'telephone.html', 'telephone.txt'])
      await writeFile(join(coquille, f), 'téléphone');
    await writeFile(join(coquille, '_next/static/chunks/app/(extranet)/telephone/page-1.js'), 'téléphone');
    await writeFile(join(coquille, 'aujourdhui/index.html'), 'aujourd’hui');
    await writeFile(join(coquille, '404.html'), 'introuvable');
    banc = await ouvrirBanc({ dossierCoquille: coquille });
    await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  });
  afterAll(async () => {
    await banc.fermer();
    await rm(coquille, { recursive: true, force: true });
  });

  test('no route, and no mode in the session', async () => {
    expect(banc.serveur.routes.filter((r) => r.url.includes('formation'))).toEqual([]);
    const est = await banc.connecter('est');
    expect(await corpsDe(await est.appeler('GET', '/api/session'))).not.toHaveProperty('mode');
    for (const chemin of ['/appels', '/appels/x/touches', '/appels/x/fin'])
      expect((await est.appeler('POST', `/api/formation${chemin}`, { corps: {} })).status).toBe(404);
    expect((await est.appeler('GET', '/api/formation/exercices?antenne=EST')).status).toBe(404);
  });

  test.each([
    '/telephone',
    '/telephone/',
    '/telephone/?exercice=1',
    '/telephone/index.html',
    '/telephone/index.txt',
    '/telephone.html',
    '/telephone.txt',
    '/%74elephone/',
    '/telephone%2findex.html',
    '/./telephone/index.html',
    '/aujourdhui/../telephone/index.html',
    '//telephone/index.html',
    '/_next/static/chunks/app/(extranet)/telephone/page-1.js',
    '/_next/static/chunks/app/%28extranet%29/telephone/page-1.js',
  ])('%s does not exist', async (chemin) => {
    const r = await banc.anonyme.appeler('GET', chemin, { entetes: { accept: 'text/html' } });
    expect(r.status).toBeGreaterThanOrEqual(400);
    expect(await r.text()).not.toContain('téléphone');
  });

  test('the other pages are there', async () => {
    expect((await banc.anonyme.appeler('GET', '/aujourdhui/')).status).toBe(200);
  });
});
